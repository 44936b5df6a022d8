package check

import (
	"path"
	"strings"

	"folio/internal/markdown"
)

// isShell tells whether a block of code has orders.
func isShell(b *markdown.Block) bool {
	switch b.Lang {
	case "bash", "console", "powershell", "batch":
		return true
	case "":
		is := guess(b.Text)
		return is == "bash" || is == "console"
	}
	return false
}

// ordersOf are the orders of a block of code; none when it is no shell's.
func (x *Section) ordersOf(b *markdown.Block) []order {
	if b.Kind != markdown.CodeBlock {
		return nil
	}
	list, known := x.orders[b]
	if !known {
		if isShell(b) {
			list = ordersIn(b)
		}
		if x.orders == nil {
			x.orders = map[*markdown.Block][]order{}
		}
		x.orders[b] = list
	}
	return list
}

// ordersIn reads the orders of a block of code. When lines have a prompt, the
// others are what the orders answer.
func ordersIn(b *markdown.Block) []order {
	p := shell{text: b.Typed(), lang: b.Lang}
	prompts := false
	for at := 0; at < len(p.text) && !prompts; at = p.lineEnd(at) + 1 {
		prompts = p.prompt(at) > 0
	}
	for at := 0; at < len(p.text); {
		n := p.prompt(at)
		if prompts && n == 0 {
			at = p.lineEnd(at) + 1
			continue
		}
		at = p.line(at + n)
	}
	return p.out
}

// shell reads orders.
type shell struct {
	text, lang string
	out        []order
	words      []word
	heredoc    string
	nested     bool
}

func (p *shell) lineEnd(at int) int {
	if k := strings.IndexByte(p.text[at:], '\n'); k >= 0 {
		return at + k
	}
	return len(p.text)
}

// prompt is how long the prompt is that opens a line; 0 for none.
func (p *shell) prompt(at int) int {
	line := p.text[at:min(p.lineEnd(at), at+80)]
	rest := strings.TrimLeft(line, " \t")
	lead := len(line) - len(rest)
	if strings.HasPrefix(rest, "$ ") || strings.HasPrefix(rest, "# ") && p.lang == "console" {
		return lead + 2
	}
	i := strings.IndexAny(rest, "$#>")
	if i < 2 {
		return 0
	}
	before, after := rest[:i], rest[i+1:]
	if after != "" && after[0] != ' ' && rest[i] != '>' {
		return 0
	}
	host := strings.Contains(before, "@") && (!strings.Contains(before, " ") || before[0] == '[')
	windows := rest[i] == '>' && (strings.HasPrefix(before, "PS ") || len(before) > 2 && before[1] == ':' && before[2] == '\\')
	if !host && !windows {
		return 0
	}
	return lead + i + 1
}

// line reads what begins on a line, to the end of it, of its continuations and
// of the text that it takes in.
func (p *shell) line(at int) int {
	for at < len(p.text) {
		c := p.text[at]
		switch {
		case c == '\n':
			p.end()
			return p.skipHeredoc(at + 1)
		case c == ' ' || c == '\t' || c == '\r':
			at++
		case p.continues(at):
			at = p.lineEnd(at) + 1
		case c == '#' && p.lang != "batch":
			at = p.lineEnd(at)
		case c == '&' && at+1 < len(p.text) && p.text[at+1] == '>':
			at = p.word(at, at+2)
		case strings.IndexByte(";|&()", c) >= 0:
			p.end()
			at++
		default:
			at = p.word(at, at)
		}
	}
	p.end()
	return at
}

// continues tells whether the sign at a byte joins the next line to this one.
func (p *shell) continues(at int) bool {
	mark := byte('\\')
	switch p.lang {
	case "powershell":
		mark = '`'
	case "batch":
		mark = '^'
	}
	return p.text[at] == mark && (strings.HasPrefix(p.text[at+1:], "\n") || strings.HasPrefix(p.text[at+1:], "\r\n"))
}

// word reads a word that begins at from, of which the bytes before at are known.
func (p *shell) word(from, at int) int {
	for at < len(p.text) {
		c := p.text[at]
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || strings.IndexByte(";|()", c) >= 0 || p.continues(at) && at > from {
			break
		}
		if c == '&' && (at == from || p.text[at-1] != '>') {
			break
		}
		at += p.piece(at)
	}
	w := word{text: p.text[from:at], at: from, end: at}
	if n := len(w.text); n > 1 && (w.text[0] == '\'' || w.text[0] == '"') && w.text[n-1] == w.text[0] {
		w.text, w.quoted = w.text[1:n-1], true
	}
	if strings.HasPrefix(w.text, "<<") && !strings.HasPrefix(w.text, "<<<") && !w.quoted {
		p.heredoc = strings.Trim(strings.TrimLeft(w.text, "<-"), `'"`)
	}
	p.words = append(p.words, w)
	return at
}

// near is how far a pair of signs may be apart, so that one that is never closed
// costs little.
const near = 400

// piece is how many bytes of a word belong together: a quotation, a blank to fill
// in, a variable, an order inside, or a single sign.
func (p *shell) piece(at int) int {
	rest := p.text[at:]
	close := func(mark string) int {
		line := rest[:min(len(rest), near)]
		if k := strings.IndexByte(line, '\n'); k >= 0 {
			line = line[:k]
		}
		if k := strings.Index(line, mark); k > 0 {
			return k + len(mark)
		}
		return 1
	}
	switch {
	case rest[0] == '\\' && len(rest) > 1 && rest[1] != '\n' && p.lang != "powershell" && p.lang != "batch":
		return 2
	case rest[0] == '\'':
		if k := strings.IndexByte(rest[1:], '\''); k >= 0 {
			return k + 2
		}
	case rest[0] == '"':
		for k := 1; k < len(rest); k++ {
			if rest[k] == '\\' {
				k++
			} else if rest[k] == '"' {
				return k + 1
			}
		}
	case strings.HasPrefix(rest, "{{"):
		return close("}}")
	case strings.HasPrefix(rest, "$("):
		return close(")")
	case rest[0] == '<' && len(rest) > 1 && rest[1] != '<' && rest[1] != ' ' && rest[1] != '(' && rest[1] != '/' && rest[1] != '&':
		return close(">")
	}
	return 1
}

func (p *shell) skipHeredoc(at int) int {
	if p.heredoc == "" {
		return at
	}
	for at < len(p.text) {
		end := p.lineEnd(at)
		line := strings.TrimSpace(p.text[at:end])
		at = end + 1
		if line == p.heredoc {
			break
		}
	}
	p.heredoc = ""
	return min(at, len(p.text))
}

// before are words that stand before an order without being one.
var before = map[string]bool{
	"if": true, "then": true, "do": true, "else": true, "while": true, "until": true, "!": true, "{": true, "time": true,
	"nohup": true, "exec": true, "env": true, "command": true, "sudo": true, "doas": true,
}

// end closes an order.
func (p *shell) end() {
	words := p.words
	p.words = nil
	kept := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		t := strings.TrimLeft(w.text, "0123456789&")
		if !w.quoted && t != "" && (t[0] == '<' || t[0] == '>') && (len(t) < 3 || t[0] == '>' || t[len(t)-1] != '>') {
			if strings.Trim(t, "<>") == "" {
				i++ // the file is the next word
			}
			continue
		}
		kept = append(kept, w)
	}
	if len(kept) == 0 {
		return
	}
	o := order{words: kept, first: kept[0].at}
	for len(o.words) > 0 {
		w := o.words[0]
		switch {
		case w.text == "sudo" || w.text == "doas":
			o.words = afterSudo(o.words[1:])
		case before[w.text] || isSetting(w.text) && !w.quoted && len(o.words) > 1:
			o.words = o.words[1:]
		default:
			p.add(o)
			return
		}
	}
}

// isSetting tells NAME=value.
func isSetting(s string) bool {
	name, _, ok := strings.Cut(s, "=")
	return ok && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789") == ""
}

// afterSudo skips sudo's options.
func afterSudo(words []word) []word {
	for len(words) > 0 && strings.HasPrefix(words[0].text, "-") {
		takes := len(words[0].text) > 1 && strings.ContainsRune("ughpCrtUDTR", rune(words[0].text[len(words[0].text)-1])) && words[0].text[1] != '-'
		words = words[1:]
		if takes && len(words) > 0 {
			words = words[1:]
		}
	}
	return words
}

// add keeps an order, and those that it hands to another shell or container.
func (p *shell) add(o order) {
	p.out = append(p.out, o)
	if p.nested {
		return
	}
	switch o.tool() {
	case "bash", "sh", "zsh", "su", "ssh", "eval", "watch":
		for _, w := range o.args() {
			if !w.quoted || !strings.Contains(w.text, " ") {
				continue
			}
			inner := shell{text: p.text[:w.end-1], lang: p.lang, nested: true}
			for at := w.at + 1; at < len(inner.text); {
				at = inner.line(at)
			}
			p.out = append(p.out, inner.out...)
		}
	case "docker", "docker-compose", "podman", "kubectl":
		if words := inContainer(o.args()); len(words) > 0 {
			p.out = append(p.out, order{words: words, first: words[0].at, inside: true})
		}
	}
}

// inContainer is the order that exec or run has after the container's name.
func inContainer(words []word) []word {
	started, named := false, false
	for i, w := range words {
		switch {
		case !started:
			started = w.text == "exec" || w.text == "run"
		case strings.HasPrefix(w.text, "-"):
		case named && isTool(path.Base(w.text)):
			return words[i:]
		default:
			named = true
		}
	}
	return nil
}

// tools are the programs that manuals have people run.
var tools = set(`a2enmod a2ensite adduser ansible-playbook apachectl apk apt apt-get awk bash cat cd chmod chown composer cp
createdb crontab curl df dig dnf docker docker-compose dotnet dpkg dpkg-reconfigure dropdb du echo export find firewall-cmd
gem git gpasswd grep groupadd gunzip gzip head helm hostnamectl ip iptables java journalctl kill kubectl ln ls make mariadb
mariadb-dump mkdir mongodump mongorestore mongosh mount mv mvn mysql mysqladmin mysqldump nano netstat nginx node npm npx
nslookup openssl passwd pg_basebackup pg_dump pg_dumpall pg_restore php ping pip pip3 pnpm podman ps psql python python3
redis-cli rm rpm rsync scp sed service sftp sh sqlcmd sqlplus ssh ss su sudo sudoedit systemctl tail tar tee terraform
timedatectl touch ufw unattended-upgrade unzip useradd usermod vi vim wget yarn yum zip zypper`)

// toolSizes are the lengths that programs have, as bits, by their first letter.
var toolSizes = func() (t [256]uint32) {
	for w := range tools {
		t[w[0]] |= 1 << len(w)
	}
	return t
}()

// isTool tells whether a word is a program that manuals have people run.
func isTool(w string) bool {
	return w != "" && len(w) < 32 && toolSizes[w[0]]&(1<<len(w)) != 0 && tools[w]
}

// set makes a set of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
