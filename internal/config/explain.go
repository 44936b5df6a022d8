package config

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// line is "  - key: value" taken apart.
type line struct {
	key, value string
	col        int // of the value, from 1 in runes
}

// split is false for lines of another form.
func split(s string) (line, bool) {
	m := regexp.MustCompile(`^([\s-]*)([^\s:#"'\[\]{},][^:#"'\[\]{},]*?)\s*:(?:\s+(.*))?$`).FindStringSubmatchIndex(s)
	if m == nil {
		return line{}, false
	}
	l := line{key: s[m[4]:m[5]], col: runes(s) + 1}
	if m[6] >= 0 {
		l.value, l.col = strings.TrimSpace(s[m[6]:m[7]]), runes(s[:m[6]])+1
	}
	return l, true
}

// lineValue is what a line holds after its key, if any, and its column.
func lineValue(s string) (key, value string, col int) {
	if l, ok := split(s); ok {
		return l.key, l.value, l.col
	}
	body := strings.TrimLeft(s, " \t-")
	return "", strings.TrimSpace(body), runes(s) - runes(body) + 1
}

func runes(s string) int { return len([]rune(s)) }

// indent is how many runes of blank a line begins with.
func indent(s string) int { return runes(s) - runes(strings.TrimLeft(s, " \t")) }

// quoted writes a text so that YAML takes it as it is.
func quoted(s string) string {
	if strings.ContainsAny(s, `"\`) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return `"` + s + `"`
}

// remedy is a line as it should be: its key, and its value in quotes.
func remedy(key, value string) string {
	if key == "" {
		return quoted(value)
	}
	return key + ": " + quoted(value)
}

// Quote writes a text so that YAML takes it for that text, in quotes only when it
// needs them.
func Quote(s string) string {
	out, err := yaml.Marshal(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s})
	if err != nil {
		return quoted(s)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func newFault(key string, at, col int, args ...string) fault {
	for i, a := range args {
		args[i] = shown(a)
	}
	return fault{key: key, line: at, col: col, args: args}
}

// tabFault: a tab stands where only spaces may. The line is that of the
// structure it stands in, or later.
func tabFault(lines []string, at int) fault {
	for n := at; n < len(lines); n++ {
		lead := lines[n][:len(lines[n])-len(strings.TrimLeft(lines[n], " \t"))]
		if i := strings.IndexByte(lead, '\t'); i >= 0 && len(lead) < len(lines[n]) {
			return newFault("CFG-02.tabulador", n, i+1)
		}
	}
	return newFault("CFG-02.tabulador", at, max(1, runes(lines[at])))
}

// tokenFault: a value begins with a character that means something to YAML.
func tokenFault(lines []string, at int) fault {
	s := lines[at]
	if lead := s[:len(s)-len(strings.TrimLeft(s, " \t"))]; strings.Contains(lead, "\t") {
		return tabFault(lines, at)
	}
	key, value, col := lineValue(s)
	if value == "" || !strings.ContainsAny(value[:1], "@`%*&|>]},!?\t") {
		return newFault("CFG-02", at, indent(s)+1)
	}
	return newFault("CFG-02.caracter", at, col, value[:1], remedy(key, value))
}

// colonFault: a value holds «: », or the line is further in than it may be.
func colonFault(lines []string, at int) fault {
	s := lines[at]
	l, ok := split(s)
	if ok && l.value != "" && (strings.Contains(l.value, ": ") || strings.HasSuffix(l.value, ":")) {
		return newFault("CFG-02.dos-puntos", at, l.col, l.key, remedy(l.key, l.value))
	}
	before := at - 1
	for before >= 0 && strings.TrimSpace(lines[before]) == "" {
		before--
	}
	if before >= 0 && indent(lines[before]) >= indent(s) {
		if _, isKey := split(lines[before]); !isKey {
			return keyFault(lines, before)
		}
	}
	return newFault("CFG-02.sangria", at, indent(s)+1)
}

// keyFault: a line that should be «key: value» has no «:», or no space after
// it.
func keyFault(lines []string, at int) fault {
	s := strings.TrimLeft(lines[at], " \t-")
	col := runes(lines[at]) - runes(s) + 1
	if key, value, ok := strings.Cut(strings.TrimSpace(s), ":"); ok && key != "" && value != "" {
		return newFault("CFG-02.espacio", at, col+runes(key)+1, key+": "+value)
	}
	return newFault("CFG-02.sin-clave", at, col, strings.TrimSpace(s))
}

// listFault: a list begins on the line of its key.
func listFault(lines []string, at int) fault {
	l, ok := split(lines[at])
	if !ok {
		return newFault("CFG-02.sangria", at, indent(lines[at])+1)
	}
	return newFault("CFG-02.lista", at, l.col, l.key)
}

// escapeFault: a backslash in double quotes, mostly of a Windows path.
func escapeFault(lines []string, at int) fault {
	bad := regexp.MustCompile(`\\(?:\\|[^0abt\tnvfre "/N_LPxuU]|x[0-9A-Fa-f]{0,1}(?:[^0-9A-Fa-f]|$)|u[0-9A-Fa-f]{0,3}(?:[^0-9A-Fa-f]|$)|U[0-9A-Fa-f]{0,7}(?:[^0-9A-Fa-f]|$))`)
	for n := at; n < len(lines); n++ {
		for _, m := range bad.FindAllStringIndex(lines[n], -1) {
			if lines[n][m[0]:m[1]] != `\\` {
				return newFault("CFG-02.escape", n, runes(lines[n][:m[0]])+1)
			}
		}
	}
	return newFault("CFG-02.escape", at, indent(lines[at])+1)
}

// quoteFault: a text in quotes is never closed.
func quoteFault(lines []string, at int) fault {
	if open, ok := scan(lines[at:]).quote(); ok {
		return newFault("CFG-02.comillas", at+open.line, open.col, string(open.char))
	}
	return newFault("CFG-02", at, indent(lines[at])+1)
}

// bracketFault: a list or group in brackets is never closed, or lacks a comma.
func bracketFault(lines []string, at int) fault {
	s := scan(lines[at:])
	if q, ok := s.quote(); ok {
		return newFault("CFG-02.comillas", at+q.line, q.col, string(q.char))
	}
	if n := len(s.open); n > 0 {
		b := s.open[n-1]
		closing := "]"
		if b.char == '{' {
			closing = "}"
		}
		return newFault("CFG-02.corchete", at+b.line, b.col, string(b.char), closing)
	}
	for n := at; n < len(lines); n++ {
		if l, ok := split(lines[n]); ok && strings.Contains(l.value, ": ") && !strings.ContainsAny(l.value[:1], "[{") {
			l.value = strings.TrimSuffix(l.value, ",")
			return newFault("CFG-02.dos-puntos", n, l.col, l.key, remedy(l.key, l.value))
		}
	}
	return newFault("CFG-02.coma", at, max(1, s.first.col), string(s.first.char))
}

// indentFault: a line does not line up with those around it, or has text
// after the closing quote.
func indentFault(lines []string, at int) fault {
	s := scan(lines[at : at+1])
	if q, ok := s.quote(); ok {
		return newFault("CFG-02.comillas", at, q.col, string(q.char))
	}
	if s.after > 0 {
		key, value, _ := lineValue(lines[at])
		return newFault("CFG-02.comillas-sobra", at, s.after, remedy(key, value))
	}
	if _, ok := split(lines[at]); !ok && indent(lines[at]) == 0 && !strings.HasPrefix(lines[at], "-") {
		return keyFault(lines, at)
	}
	return newFault("CFG-02.sangria", at, indent(lines[at])+1)
}

func depthFault([]string, int) fault { return fault{key: "CFG-02.niveles", line: -1} }

// aliasFault: a value that begins with «*», meant as bold or as a list.
func aliasFault(lines []string, _ int) fault {
	for n, s := range lines {
		if key, value, col := lineValue(s); strings.HasPrefix(value, "*") {
			return newFault("CFG-02.caracter", n, col, "*", remedy(key, value))
		}
	}
	for n, s := range lines {
		if i := strings.IndexByte(s, '*'); i >= 0 && !strings.HasPrefix(strings.TrimSpace(s), "#") {
			return newFault("CFG-02.asterisco", n, runes(s[:i])+1)
		}
	}
	return fault{key: "CFG-02", line: -1}
}

// topLevelText: the file is one text, since none of its lines is «key: value».
func topLevelText(lines []string, root *yaml.Node) fault {
	at := min(max(root.Line-1, 0), len(lines)-1)
	if root.Style == 0 {
		return keyFault(lines, at)
	}
	return fault{key: "CFG-01.raiz", line: at, col: root.Column}
}
