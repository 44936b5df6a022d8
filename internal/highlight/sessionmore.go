package highlight

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// This file finds the lines of a session that an order goes on in, for each kind of prompt.

// shellGoesOn returns the lines below line i that belong to its order, by their prompts' lengths. Where the block does not end what
// a line seems to open, before the next prompt or its own end, it was no opening.
func (x *session) shellGoesOn(i int) []int {
	var o shellOrder
	o.read(x.typed(i))
	var more []int
	certain := 0   // so many of them belong to the order whatever comes
	shown := false // the prompt for more is shown
	for k := i + 1; k < len(x.lines) && !o.complete(); k++ {
		n := promptForMore(x.line(k))
		if k == i+1 {
			shown = n > 0
			if shown && len(o.docs) > 0 {
				_, plain := x.docEnd(o.docs[0], k, false)
				_, prompted := x.docEnd(o.docs[0], k, true)
				shown = prompted || !plain
			}
		}
		if !shown {
			n = 0
		}
		if len(o.docs) > 0 {
			end, ok := x.docEnd(o.docs[0], k, shown)
			if o.docs = o.docs[1:]; !ok {
				o.docs = nil
				k--
				continue
			}
			for ; k <= end; k++ {
				if shown {
					n = promptForMore(x.line(k))
				}
				more = append(more, n)
			}
			k--
			certain = len(more)
			continue
		}
		joined := o.join || o.more
		if n == 0 && (x.isPrompt(k) || shown && !joined) {
			return more[:certain]
		}
		more = append(more, n)
		if joined || n > 0 {
			certain = len(more)
		}
		o.read(x.line(k)[n:])
	}
	if o.complete() {
		return more
	}
	return more[:certain]
}

// docLine is a line that a here-document can end in.
type docLine struct {
	text        string
	shown, tabs bool // without the prompt for more, without the tabs before it
}

// docEnd finds the line from line k on that ends a here-document.
func (x *session) docEnd(d hereDoc, k int, shown bool) (line int, ok bool) {
	if x.ends == nil {
		x.ends = make(map[docLine]int, 2*len(x.lines))
		for i := range x.lines {
			s := x.line(i)
			for _, l := range [...]docLine{{s, false, false}, {s[promptForMore(s):], true, false}} {
				x.ends[l] = i
				l.text, l.tabs = strings.TrimLeft(l.text, "\t"), true
				x.ends[l] = i
			}
		}
	}
	if x.ends[docLine{d.end, shown, d.tabs}] < k {
		return 0, false
	}
	for ; ; k++ {
		s := x.line(k)
		if shown {
			s = s[promptForMore(s):]
		}
		if d.tabs {
			s = strings.TrimLeft(s, "\t")
		}
		if s == d.end {
			return k, true
		}
	}
}

// promptForMore is the length of a shell's prompt for more at the start of a line, zsh's included, which say what is open.
func promptForMore(line string) int {
	if n := promptFor(line, ">"); n > 0 {
		return n
	}
	word, _, ok := strings.Cut(line, "> ")
	if ok && slices.Contains(zshOpen, word) {
		return len(word) + 2
	}
	return 0
}

var zshOpen = []string{"quote", "dquote", "bquote", "heredoc", "pipe", "cmdand", "cmdor", "cmdsubst", "for", "while", "until", "if", "then", "else", "case", "cursh", "subsh"}

// opensShell tells whether an order opens another shell, whose prompt may be another.
func opensShell(order string) bool {
	words := strings.Fields(order)
	if len(words) > 0 && words[0] == "sudo" {
		words = words[1:]
		if len(words) > 0 && (words[0] == "-i" || words[0] == "-s") {
			return true
		}
	}
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "su", "chroot", "ssh", "login":
		return true
	}
	switch path.Base(words[len(words)-1]) {
	case "sh", "bash", "ash", "dash", "ksh", "zsh", "csh", "tcsh":
		return true
	}
	return false
}

// orderReader reads an order line by line.
type orderReader interface {
	read(line string)
	joined() bool // the line's end says that the order goes on
	open() bool   // something is open that a line below should close
}

// goesOnBelow takes the lines below that have the prompt for more, those that are joined, and those up to the end of what is open,
// with shellGoesOn's rule for what nothing ends.
func (x *session) goesOnBelow(i int, sign string, order orderReader) []int {
	var more []int
	certain := 0
	order.read(x.typed(i))
	for k := i + 1; k < len(x.lines); k++ {
		n := promptFor(x.line(k), sign)
		switch {
		case n > 0 || order.joined() && !x.isPrompt(k):
			certain = len(more) + 1
		case !order.open():
			return more
		case x.isPrompt(k):
			return more[:certain]
		}
		more = append(more, n)
		order.read(x.line(k)[n:])
	}
	if order.open() {
		return more[:certain]
	}
	return more
}

// promptFor is the length of a prompt at the start of a line, with one blank after it; 0 when there is none.
func promptFor(line, sign string) int {
	if line == sign {
		return len(sign)
	}
	if strings.HasPrefix(line, sign+" ") {
		return len(sign) + 1
	}
	return 0
}

// caretOrder is an order of cmd.exe. Of Python's, which show the prompt for more always, no line's end says anything.
type caretOrder struct{ none, join bool }

func (o *caretOrder) read(line string) { o.join = !o.none && strings.HasSuffix(line, "^") }
func (o *caretOrder) joined() bool     { return o.join }
func (o *caretOrder) open() bool       { return false }

// powerShellOrder is an order of PowerShell.
type powerShellOrder struct {
	brackets int
	quote    byte   // an open one; 0: none
	here     string // what ends the open here-string; "": none is open
	join     bool
}

func (o *powerShellOrder) joined() bool { return o.join }
func (o *powerShellOrder) open() bool   { return o.brackets > 0 || o.quote != 0 || o.here != "" }

func (o *powerShellOrder) read(line string) {
	if o.here != "" {
		rest, ok := strings.CutPrefix(line, o.here)
		if !ok {
			return
		}
		o.here, line = "", rest
	}
	trimmed := strings.TrimRight(line, " \t")
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case o.quote != 0 && c == o.quote:
			o.quote = 0
		case o.quote == '\'':
		case c == '`':
			i++
		case o.quote != 0:
		case c == '@' && (line[i:] == `@"` || line[i:] == "@'"):
			o.here = line[i+1:] + "@"
			i++
		case c == '\'' || c == '"':
			o.quote = c
		case c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			i = len(line)
		case c == '{' || c == '(' || c == '[':
			o.brackets++
		case c == '}' || c == ')' || c == ']':
			o.brackets = max(o.brackets-1, 0)
		}
	}
	o.join = !o.open() && (strings.HasSuffix(line, "`") || strings.HasSuffix(trimmed, "|"))
}

// statementGoesOn returns the lines below line i that belong to its statement: those with a client's prompt for more, or else those
// up to the semicolon.
func (x *session) statementGoesOn(i int) []int {
	var more []int
	l := x.lines[i]
	prompt := x.text[l.from : l.from+l.prompt]
	for k := i + 1; k < len(x.lines) && !x.isPrompt(k); k++ {
		n := statementPrompt(x.line(k), prompt, k-i+1)
		if n == 0 {
			break
		}
		more = append(more, n)
	}
	if len(more) > 0 {
		return more
	}
	first, _, _ := strings.Cut(strings.TrimSpace(x.typed(i)), " ")
	first = strings.ToUpper(first)
	ends := statementEnds
	if strings.HasPrefix(prompt, "SQL") && (first == "BEGIN" || first == "DECLARE") {
		ends = blockEnds
	} else if !slices.Contains(statements, first) {
		return nil
	}
	for k := i; k < len(x.lines); k++ {
		line := x.line(k)
		if k == i {
			line = x.typed(i)
		} else {
			if x.isPrompt(k) {
				return nil
			}
			more = append(more, 0)
		}
		if ends(strings.TrimSpace(line)) {
			return more
		}
	}
	return nil
}

// statements are the words that begin what ends in a semicolon only.
var statements = []string{"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT"}

func statementEnds(line string) bool {
	return strings.HasSuffix(line, ";") || strings.HasSuffix(line, `\g`) || strings.HasSuffix(line, `\G`) || line == "/"
}

func blockEnds(line string) bool { return line == "/" }

// statementPrompt is the length of a database client's prompt for more at the start of the n-th line of a statement.
func statementPrompt(line, prompt string, n int) int {
	words := strings.TrimLeft(line, " ")
	blanks := len(line) - len(words)
	if strings.HasPrefix(prompt, "SQL") {
		rest, ok := strings.CutPrefix(words, strconv.Itoa(n))
		if ok && (rest == "" || strings.HasPrefix(rest, "  ")) {
			return len(line) - len(rest) + min(2, len(rest))
		}
		return 0
	}
	if name, _, ok := strings.Cut(prompt, "="); ok { // psql's says what is open: -, (, ', …
		rest, ok := strings.CutPrefix(line, name)
		rest, star := strings.CutPrefix(rest, "*")
		if !ok || len(rest) < 2 || strings.IndexByte(`-('"$;!`, rest[0]) < 0 && !star || len(rest) > 2 && rest[2] != ' ' || rest[1] != '#' && rest[1] != '>' {
			return 0
		}
		return len(line) - len(rest) + min(3, len(rest))
	}
	for _, sign := range [...]string{"->", "'>", "\">", "`>", "/*>", "...>"} {
		if p := promptFor(words, sign); p > 0 && blanks > 0 {
			return blanks + p
		}
	}
	return 0
}
