package markdown

import (
	"strings"
	"unicode"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// orders: what an author meant as an order to Folio and Folio does not obey
// would be published as it is written. It is reported: an inclusion that does
// not stand alone (INC-04) or is misspelt (INC-05), and a variable a slip away
// from a declared one (VAR-01). Other tools' templates, which have much the same
// form, say nothing that an author of a manual would say to Folio: they have no
// inclusion of a Markdown file, and no name so like one of the manual's own.
//
// Orders are looked for where words are read, which code is not, apart from
// variables, which have their values there too.
func orders() construct {
	return construct{name: "order", finish: reportOrders}
}

// order is an inclusion that was met among words, where it means nothing unless
// its paragraph holds nothing else.
type order struct {
	at  int // byte offset of its first brace
	key string
	arg string
}

// meet remembers what reads like an inclusion at the start of s, which stands
// at a byte offset.
func (b *builder) meet(s string, at int) {
	if b.env.Open == nil {
		return
	}
	if key, arg, ok := readOrder(s); ok {
		b.orders = append(b.orders, order{at, key, arg})
	}
}

// meetIn does so for all of a text.
func (b *builder) meetIn(s string, at int) {
	for i := 0; i < len(s); i++ {
		next := strings.IndexByte(s[i:], '{')
		if next < 0 {
			return
		}
		if i += next; i == 0 || s[i-1] != '{' && s[i-1] != '\\' {
			b.meet(s[i:], at+i)
		}
	}
}

// obeyed forgets an order that stands alone.
func (b *builder) obeyed(at int) {
	if b.alone == nil {
		b.alone = map[int]bool{}
	}
	b.alone[at] = true
}

func reportOrders(b *builder) {
	for _, o := range b.orders {
		if !b.alone[o.at] {
			b.add(diag.Error, o.key, o.at, o.arg)
		}
	}
}

// readOrder tells whether a text begins with what was meant as an inclusion:
// {{incluir "x.md"}}, or something like it. key is the finding's, arg the path.
func readOrder(s string) (key, arg string, ok bool) {
	inner := strings.TrimLeft(strings.TrimPrefix(s[1:], "{"), " \t")
	if inner == "" || inner[0] != 'i' && inner[0] != 'I' {
		return "", "", false // nearly all
	}
	end := strings.IndexFunc(inner, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' })
	if end < 0 {
		return "", "", false
	}
	word, rest := inner[:end], inner[end:]
	rest, _, _ = strings.Cut(rest, "\n")
	rest, _, closed := strings.Cut(rest, "}")
	arg = strings.Trim(rest, " \t:=()\"'“”‘’«»`")
	near, alike := i18n.Nearest(word, []string{"incluir", "include"})
	path := namesMarkdown(arg)
	switch {
	case !alike, !closed && !path:
		return "", "", false
	case near == "include" && !path: // Helm's and others'
		return "", "", false
	case i18n.Fold(word) != near && !path && !strings.ContainsAny(arg, "/."):
		return "", "", false
	}
	if includeForm.MatchString(s[:min(len(s), strings.Index(s+"}}", "}}")+2)]) {
		return "INC-04", arg, true
	}
	if !path {
		arg = "../_comun/ssh.md"
	}
	return "INC-05", arg, true
}

func namesMarkdown(path string) bool {
	path = strings.ToLower(path)
	return strings.Contains(path, ".md") || strings.Contains(path, ".markdown")
}

// leastName is the length from which names can be told to be alike.
const leastName = 4

// nearVariable is the declared name that an undeclared one was most likely
// meant to be. A name in small letters is another tool's, unless it stands in
// prose and differs in nothing else.
func (b *builder) nearVariable(name string, prose bool) (string, bool) {
	upper := strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	if len(name) < leastName || strings.ToLower(name) == name && !prose {
		return "", false
	}
	if near, known := b.doc.near[name]; known {
		return near, near != ""
	}
	near := ""
	for _, declared := range b.env.Names {
		if declared == upper {
			near = declared
			break
		}
		if near == "" && len(declared) >= leastName && strings.ToLower(name) != name && i18n.OneSlip(upper, declared) {
			near = declared
		}
	}
	if b.doc.near == nil {
		b.doc.near = map[string]string{}
	}
	b.doc.near[name] = near
	return near, near != ""
}
