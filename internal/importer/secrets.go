package importer

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// hideSecrets puts a variable in the place of each value that is a secret. The
// value is written nowhere, in no message either.
func (d *draft) hideSecrets() {
	h := &hider{names: map[string]string{}}
	// What is in a cell is said before its table.
	var all func(list []block, cell bool)
	all = func(list []block, cell bool) {
		for i := range list {
			b := &list[i]
			b.text = h.text(b.text)
			b.caption = h.text(b.caption)
			if b.kind == codeBlock {
				b.code = h.code(b.code)
			}
			all(b.blocks, cell)
			for _, item := range b.items {
				all(item, cell)
			}
			if b.table != nil {
				for k, r := range b.table.rows {
					if k > 0 {
						h.column(b.table.rows[0], r)
					}
					h.row(r)
					for _, c := range r.cells {
						all(c.blocks, true)
					}
				}
			}
			if h.found && !cell {
				h.found = false
				// The finding stands before what had the secret, in the same list.
				b.hidden = true
			}
		}
	}
	all(d.blocks, false)
	for _, name := range slices.Sorted(mapsKeys(d.notes)) {
		all(d.notes[name], false)
		d.notes[name] = sayHidden(d.notes[name])
	}
	d.blocks = sayHidden(d.blocks)
	d.hideInData(h)
	d.control.secrets = h.order
}

// hideInData does so in what the document says of itself, which goes to the
// manual's data.
func (d *draft) hideInData(h *hider) {
	h.found = false
	c := &d.control
	for _, s := range []*string{&d.title, &d.description, &c.title, &c.entity, &c.process, &c.code, &c.version, &c.sigText} {
		*s = h.code(*s)
	}
	for _, people := range c.people {
		for i := range people {
			people[i].name, people[i].role = h.code(people[i].name), h.code(people[i].role)
		}
	}
	for i := range c.changes {
		c.changes[i].description = h.code(c.changes[i].description)
	}
	for i := range d.origin {
		lead := d.origin[i].key + ": "
		d.origin[i].value = strings.TrimPrefix(h.code(lead+d.origin[i].value), lead)
	}
	if h.found {
		d.tell(diag.Warning, "IMP-10")
	}
}

// masked is a text for a message, without the secrets that are in it.
func masked(s string) string {
	var b strings.Builder
	at := 0
	for _, p := range sortedSecrets(s) {
		if p.From >= at {
			b.WriteString(s[at:p.From] + "•••")
			at = p.To
		}
	}
	return b.String() + s[at:]
}

// sayHidden puts findings before the blocks that had secrets.
func sayHidden(list []block) (out []block) {
	for _, b := range list {
		if b.hidden {
			out = append(out, remarkOf(diag.Warning, "IMP-10"))
		}
		for k := range b.items {
			b.items[k] = sayHidden(b.items[k])
		}
		b.blocks = sayHidden(b.blocks)
		out = append(out, b)
	}
	return out
}

type hider struct {
	names map[string]string // by value
	order []string
	found bool
}

var assigned = pattern.Of(`([\pL_][\pL\d_.-]*)["'\s*_]*(?:[:=]|=>|>|value=|IDENTIFIED BY|PASSWORD)?["'\s*_\x60]*$`)

// name is the variable for a value, after the words before it.
func (h *hider) name(before, value string) string {
	h.found = true
	if name := h.names[value]; name != "" {
		return name
	}
	name := "SECRETO"
	before = strings.ReplaceAll(before[max(0, len(before)-80):], `\\_`, "_") // of Markdown
	if m := spokenOf.FindAllStringSubmatch(before, -1); m != nil {
		name = strings.ToUpper(i18n.Fold(m[len(m)-1][1])) // «la contraseña del usuario admin es»
	} else if m := assigned.FindStringSubmatch(before); m != nil {
		folded := strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(i18n.Fold(m[1])))
		if variableForm.MatchString(folded) && len(folded) > 1 {
			name = folded
		}
	}
	base := name
	for n := 2; slices.Contains(h.order, name); n++ {
		name = base + "_" + strconv.Itoa(n)
	}
	h.names[value], h.order = name, append(h.order, name)
	return name
}

// spokenOf is the word for a secret whose value follows in a sentence.
var spokenOf = pattern.Of(`(?i)\b(contraseña|contrasena|clave|password|passphrase|token|secreto)s?\b[^.:=]*\s(?:es|is|ser[áa])\s*:?\s*["'«“]?$`)

var variableForm = pattern.Of(`^[A-Z][A-Z0-9_]*$`)

func (h *hider) code(s string) string {
	var b strings.Builder
	at := 0
	for _, p := range sortedSecrets(s) {
		if p.From < at {
			continue
		}
		b.WriteString(s[at:p.From] + "{{" + h.name(s[:p.From], s[p.From:p.To]) + "}}")
		at = p.To
	}
	return b.String() + s[at:]
}

func sortedSecrets(s string) []check.Secret {
	list := check.Secrets(s)
	slices.SortFunc(list, func(a, b check.Secret) int { return a.From - b.From })
	return list
}

func (h *hider) text(text []inline) []inline {
	h.addresses(text)
	if len(text) == 0 {
		return text
	}
	whole := rawText(text)
	list := sortedSecrets(whole)
	if len(list) == 0 {
		return text
	}
	c := cutter{hider: h, whole: whole, list: list}
	return c.cut(text)
}

// cutter puts variables in the places of secrets while it goes along a text.
type cutter struct {
	*hider
	whole string
	list  []check.Secret
	at    int // of the text's bytes that are behind
}

func (c *cutter) cut(text []inline) (out []inline) {
	for _, x := range text {
		start, end := c.at, c.at+len(x.text)
		c.at = end
		if x.kind == image {
			own := masked(x.text)
			c.found = c.found || own != x.text
			for len(c.list) > 0 && c.list[0].From < end {
				c.list = c.list[1:]
			}
			x.text = own
			x.kids = c.cut(x.kids)
			out = append(out, x)
			continue
		}
		own := x.text
		done := start // up to where the text of x is written
		var b strings.Builder
		put := func(s string, variable bool) {
			switch {
			case s == "":
			case x.kind == words && variable:
				out = append(out, say(b.String()), inline{kind: raw, text: s})
				b.Reset()
			default:
				b.WriteString(s)
			}
		}
		cut := false
		for len(c.list) > 0 && c.list[0].From < end && own != "" {
			p := c.list[0]
			cut = true
			if p.From >= done {
				put(own[max(done, start)-start:p.From-start], false)
				put("{{"+c.name(c.whole[:p.From], c.whole[p.From:p.To])+"}}", true)
			}
			done = max(done, min(p.To, end))
			if p.To > end {
				break // it goes on in the next stretch
			}
			c.list = c.list[1:]
		}
		if cut {
			put(own[done-start:], false)
			x.text = b.String()
			if x.kind != words || x.text != "" {
				out = append(out, x)
			}
			continue
		}
		x.kids = c.cut(x.kids)
		out = append(out, x)
	}
	return out
}

// addresses hides the secrets in where links lead.
func (h *hider) addresses(text []inline) {
	for i := range text {
		if x := &text[i]; x.kind == link && strings.Contains(x.target, "://") {
			x.target = h.code(x.target)
		}
		h.addresses(text[i].kids)
	}
}

// column hides the values that stand under the name of a secret.
func (h *hider) column(head, r row) {
	for i := range min(len(head.cells), len(r.cells)) {
		if name, value := head.cells[i].text(), strings.TrimSpace(r.cells[i].text()); check.SecretCell(name, value) {
			r.cells[i].blocks = []block{para(inline{kind: raw, text: "{{" + h.name(name+": ", value) + "}}"})}
		}
	}
}

// row hides the value that stands in the cell after the name of a secret.
func (h *hider) row(r row) {
	for i := 0; i+1 < len(r.cells); i++ {
		label, value := strings.TrimRight(r.cells[i].text(), ": "), r.cells[i+1].text()
		if label == "" || value == "" || strings.ContainsAny(value, " \n") {
			continue
		}
		lead := label + ": "
		for _, p := range check.Secrets(lead + value) {
			if p.From == len(lead) && p.To == len(lead)+len(value) {
				r.cells[i+1].blocks = []block{para(inline{kind: raw, text: "{{" + h.name(lead, value) + "}}"})}
			}
		}
	}
}
