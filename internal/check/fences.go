package check

import (
	"path"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// fencesRule: a block of code says in which language it is, and is in it.
func fencesRule() Rule {
	return Rule{Codes: []diag.Code{"CMD-09"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind == markdown.CodeBlock {
					checkFence(x, b, r)
				}
			})
		}
	}}
}

func checkFence(x *Section, b *markdown.Block, r *reporter) {
	switch b.Lang {
	case "":
		if is := guess(b.Text); is != "" {
			r.block(x, b, diag.Warning, "CMD-09.falta", is)
		}
	case "json":
		if at := slashComment(b.Text); at >= 0 {
			r.at(x, b, at, diag.Warning, "CMD-09.comentario", "jsonc", "json")
		} else {
			wrongFence(x, b, r)
		}
	case "bash", "console":
		if at := slashComment(b.Text); at >= 0 {
			r.at(x, b, at, diag.Warning, "CMD-09.almohadilla", b.Lang)
			return
		}
		wrongFence(x, b, r)
	case "yaml", "dockerfile", "sql", "xml", "ini", "properties", "toml", "javascript", "typescript", "python", "dotenv", "powershell", "batch":
		wrongFence(x, b, r)
	}
}

// kindred are languages of which one is taken for the other, or is written in it.
var kindred = map[string]string{
	"bash": "console powershell batch dotenv", "console": "bash powershell batch", "sql": "postgresql mysql plsql tsql",
	"dotenv": "properties ini", "json": "jsonc javascript typescript yaml python", "systemd": "ini", "xml": "html",
	"nginx": "",
}

func wrongFence(x *Section, b *markdown.Block, r *reporter) {
	is := guess(b.Text)
	if is == "" || is == b.Lang {
		return
	}
	for _, k := range strings.Fields(kindred[is]) {
		if k == b.Lang {
			return
		}
	}
	r.block(x, b, diag.Warning, "CMD-09", is, b.Lang)
}

// slashComment is where a comment with // stands in a language that has none; -1
// for nowhere.
func slashComment(text string) int {
	if !strings.Contains(text, "//") {
		return -1
	}
	found := -1
	eachLine(text, func(at int, line string) {
		rest := strings.TrimLeft(line, " \t")
		if found < 0 && (strings.HasPrefix(rest, "// ") || rest == "//") {
			found = at + len(line) - len(rest)
		}
		if i := strings.Index(line, " // "); found < 0 && i > 0 && strings.Count(line[:i], `"`)%2 == 0 && strings.Count(line[:i], "'")%2 == 0 {
			found = at + i + 1
		}
	})
	return found
}

// instructions are those of a Dockerfile beside FROM.
var instructions = set("RUN COPY WORKDIR CMD ENTRYPOINT EXPOSE ENV ADD ARG USER VOLUME LABEL HEALTHCHECK")

// Language is the language in which code is for certain; "" when nothing says so.
func Language(code string) string { return guess(code) }

// guess is the language in which code is for certain; "" when nothing says so.
func guess(text string) string {
	line, more := firstLine(text)
	f := strings.Fields(line[:min(len(line), near)])
	if len(f) == 0 {
		return ""
	}
	switch {
	case f[0] == "FROM" && len(f) > 1 && len(f) < 6 && hasInstruction(more):
		return "dockerfile"
	case strings.HasPrefix(line, "#!"):
		if strings.HasSuffix(line, "sh") {
			return "bash"
		}
		return ""
	case strings.HasPrefix(line, "<?xml"):
		return "xml"
	case strings.HasPrefix(line, "services:") && strings.Contains(more, "\n  "), strings.HasPrefix(line, "apiVersion: "):
		return "yaml"
	case strings.HasPrefix(line, "version:") && strings.Contains(more, "\nservices:"):
		return "yaml"
	case line == "[Unit]":
		return "systemd"
	case line == "server {" || line == "http {" || strings.HasPrefix(line, "upstream ") && strings.HasSuffix(line, "{"):
		return "nginx"
	case strings.HasPrefix(line, "<VirtualHost ") || strings.HasPrefix(line, "<Directory "):
		return "apache"
	case (line == "{" || line == "[") && looksJSON(more):
		return "json"
	case isStatement(f, text):
		return "sql"
	case strings.HasPrefix(strings.TrimLeft(text, "# \n"), ".env") && isSetting(f[0]):
		return "dotenv" // its first line names the file
	}
	return guessShell(line, f)
}

func guessShell(line string, f []string) string {
	if f[0] == "$" && len(f) > 1 && (isTool(f[1]) || strings.HasPrefix(f[1], "./")) {
		return "console"
	}
	if !isOrderLine(line) {
		return ""
	}
	return "bash"
}

// firstLine is the first line that is no comment and not empty, and what follows
// it with its line end.
func firstLine(text string) (line, more string) {
	for at := 0; at < len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		t := strings.TrimSpace(l)
		if t != "" && (t[0] != '#' || strings.HasPrefix(t, "#!")) && !strings.HasPrefix(t, "--") {
			return t, text[min(at+len(l), len(text)):]
		}
		at += len(l) + 1
	}
	return "", ""
}

func hasInstruction(text string) bool {
	found := false
	eachLine(text, func(_ int, line string) {
		name, _, ok := strings.Cut(strings.TrimSpace(line), " ")
		found = found || ok && instructions[name]
	})
	return found
}

// looksJSON tells whether the first line inside a brace is "key": or a value.
func looksJSON(more string) bool {
	line, _ := firstLine(more)
	return strings.HasPrefix(line, `"`) && (strings.Contains(line, `":`) || strings.HasSuffix(line, ",")) || strings.HasPrefix(line, "{") || strings.HasPrefix(line, "[")
}

// isStatement tells an SQL statement, in capitals and closed.
func isStatement(f []string, text string) bool {
	if !strings.Contains(text, ";") || len(f) < 2 {
		return false
	}
	switch f[0] {
	case "SELECT", "UPDATE", "GRANT", "REVOKE", "TRUNCATE":
		return len(f) > 2 || f[0] == "TRUNCATE"
	case "INSERT":
		return f[1] == "INTO"
	case "DELETE":
		return f[1] == "FROM"
	case "CREATE", "ALTER", "DROP":
		return strings.ToUpper(f[1]) == f[1]
	}
	return false
}

// alone are programs after whose names anything makes an order; of the others the
// next word must be an option, a path or one of their verbs.
var alone = set("sudo apt-get curl wget chmod chown cp mv rm mkdir ls cd nano ssh scp sudoedit dpkg usermod useradd tar vi vim cat psql pg_dump mysqldump npx rsync")

// isOrderLine tells a line that is an order from words that begin alike.
func isOrderLine(line string) bool {
	if first, _, ok := strings.Cut(line, " "); !ok || !isTool(first) {
		return false
	}
	f := strings.Fields(line[:min(len(line), 400)])
	if len(f) < 2 {
		return false
	}
	next := f[1]
	switch {
	case alone[f[0]]:
	case strings.HasPrefix(next, "-") && len(next) > 1 || strings.HasPrefix(next, "/") || strings.HasPrefix(next, "./"):
	case subs[f[0]][next]:
	case (f[0] == "node" || f[0] == "python" || f[0] == "python3" || f[0] == "php") && path.Ext(next) != "" && !strings.HasSuffix(next, "."):
	default:
		return false
	}
	return !hasLittle(f[1:])
}

// hasLittle tells whether one of the words is a sentence's.
func hasLittle(f []string) bool {
	for _, w := range f {
		if little[w] {
			return true
		}
	}
	return false
}

// little are words that sentences have and orders do not.
var little = set("el la los las un una de del que para con en por se es son al y o como su the of to is and for with")

// endsAsSentence tells whether the last word has the sign of a sentence.
func endsAsSentence(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	n := len(last)
	return n > 1 && strings.IndexByte(".,:;", last[n-1]) >= 0 && (isLetter(last[n-2]) || last[n-2] >= 0x80) && !strings.Contains(last[:n-1], "/")
}
