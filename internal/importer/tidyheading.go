package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// typed is a number before the words of a heading.
var typed = pattern.Of(`^\s*((?:\d{1,2}(?:\.\d{1,2}){0,5}[.)]?(?:\s*[-–—.])?|[IVX]{1,5}[.)]))[\s\x{a0}]+(\S)`)

// untyped is a heading without its number.
func untyped(s string) string {
	if m := typed.FindStringSubmatchIndex(s); m != nil && goesWithNumber(s, m[3], m[4]) {
		return s[m[4]:]
	}
	return s
}

// unit is what makes a quantity of the number before it.
var unit = pattern.Of(`^(?:[kKMGTP]?i?(?:B|b|bps|Hz|W|V|VA|A)|px|mm|cm|km|ms|[°º]C|%)(?:[^\pL\d]|$)`)

// goesWithNumber tells a heading's number from a quantity: «3 servidores».
func goesWithNumber(s string, end, from int) bool {
	if unit.MatchString(s[from:]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[from:])
	number := s[:end]
	return strings.ContainsAny(number, ".)-–—") || strings.ToUpper(string(r)) == string(r)
}

// findHeadings takes numbered bold lines for headings in a document that has no
// others.
func (d *draft) findHeadings() {
	if slices.ContainsFunc(d.blocks, func(b block) bool { return b.kind == heading }) {
		return
	}
	found := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		text := plain(b.text)
		if b.kind != paragraph || b.label == titleLabel || !allBold([]block{*b}) || len(text) > 140 || dotted.MatchString(text) {
			continue
		}
		if m := typed.FindStringSubmatch(text); m != nil {
			b.kind, b.quiet = heading, true
			b.level = 1 + strings.Count(strings.Trim(m[1], ".) -–—"), ".")
			found++
		}
	}
	for i := range d.blocks { // a list of bold points, each over its text
		b := &d.blocks[i]
		if found > 0 || b.kind != listBlock || !b.ordered || len(b.items) < 2 {
			continue
		}
		if heads := boldPoints(*b); heads != nil {
			d.blocks = slices.Concat(d.blocks[:i:i], heads, d.blocks[i+1:])
			found++
			break
		}
	}
	if found > 0 {
		d.tell(diag.Warning, "IMP-03.negrita", strconv.Itoa(found))
	}
}

// boldPoints makes headings of a list whose points all begin with a bold line and
// have more; nil when it is a list.
func boldPoints(l block) (out []block) {
	for _, item := range l.items {
		if len(item) < 2 || !allBold(item[:1]) || len(plain(item[0].text)) > 140 {
			return nil
		}
		out = append(out, block{kind: heading, level: 1, text: item[0].text, anchors: item[0].anchors, quiet: true})
		out = append(out, item[1:]...)
	}
	return out
}

// untypeHeadings takes the numbers off headings, which Folio numbers, and the
// bold off them.
func (d *draft) untypeHeadings() {
	n := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != heading {
			continue
		}
		b.text = trimmed(unstrong(b.text))
		if cutTyped(b.text) {
			n++
		}
		b.text = trimmed(b.text)
	}
	switch n {
	case 0:
	case 1:
		d.tell(diag.Info, "IMP-04.numero")
	default:
		d.tell(diag.Info, "IMP-04.numeros", strconv.Itoa(n))
	}
}

// unstrong takes off what marks all of a heading.
func unstrong(text []inline) []inline {
	text = trimmed(text)
	for len(text) == 1 && (text[0].kind == strong || text[0].kind == underline || text[0].kind == emphasis) {
		text = trimmed(text[0].kids)
	}
	for len(text) == 1 && text[0].kind == raw {
		inner := text[0].text
		for _, m := range []string{"**", "__"} {
			if s, ok := strings.CutPrefix(inner, m); ok {
				if s, ok = strings.CutSuffix(s, m); ok && !strings.Contains(s, m) {
					inner = s
				}
			}
		}
		if inner == text[0].text {
			break
		}
		text = []inline{{kind: raw, text: inner}}
	}
	return text
}

// cutTyped takes a typed number off the words of a heading.
func cutTyped(text []inline) bool {
	whole := plain(text)
	short := untyped(whole)
	cut := utf8.RuneCountInString(whole) - utf8.RuneCountInString(short)
	if cut == 0 {
		return false
	}
	// The number may be spread over several stretches of the words.
	gone := strings.Join(strings.Fields(whole[:len(whole)-len(short)]), "")
	for i := range text {
		x := &text[i]
		if x.kind != words && x.kind != raw {
			if len(x.kids) == 0 {
				return false
			}
			return cutTyped(x.kids)
		}
		for gone != "" && x.text != "" {
			r, size := utf8.DecodeRuneInString(x.text)
			if !strings.ContainsRune(blanks, r) {
				if !strings.HasPrefix(gone, x.text[:size]) {
					return false
				}
				gone = gone[size:]
			}
			x.text = x.text[size:]
		}
		if gone == "" {
			x.text = strings.TrimLeft(x.text, blanks)
			return true
		}
	}
	return true
}
