package importer

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// covers tells whether all words of a text are of the control data: it is a part
// of a cover or of a header, which Folio writes itself.
func (c *control) covers(text string) bool {
	if c.said == nil {
		c.said = map[string]bool{}
		for _, s := range []string{
			c.title, c.entity, c.process, c.code, c.version, c.validity, c.sigMark, c.sigText,
			"proceso version vigencia codigo fecha entidad pagina de",
		} {
			c.say(s)
		}
		if len(c.changes) > 0 {
			c.say("descripcion del cambio razon modificacion observaciones")
		}
		for _, x := range c.changes {
			c.say(x.version + " " + x.date + " " + x.description)
		}
		for _, people := range c.people {
			for _, p := range people {
				c.say(p.name + " " + p.role + " " + p.date)
				c.say("nombre cargo rol fecha firma elaboro elaborado reviso revisado aprobo aprobado por elaboracion revision aprobacion")
			}
		}
	}
	list := foldedWords(text)
	for _, w := range list {
		if !c.said[w] {
			return false
		}
	}
	return len(list) > 0
}

// say notes words that the control data have.
func (c *control) say(s string) {
	for _, w := range foldedWords(s) {
		c.said[w] = true
	}
}

func foldedWords(s string) []string {
	return strings.FieldsFunc(i18n.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// takeControl takes the control data out of a document: headers, signatures and
// changes, and the cover that repeats them.
func (d *draft) takeControl() {
	c := &d.control
	for _, b := range d.frame {
		if b.kind == tableBlock && c.header(b.table) {
			d.dropped("IMP-04.encabezado")
			d.leftOf(b.table, diag.Info)
		}
	}
	end := d.coverEnd()
	var out []block
	for i, b := range d.blocks {
		if t := b.readTable(); t != nil {
			if key := c.reads(t, i < end || underControl(out)); key != "" {
				out = dropHead(out)
				d.dropped(key)
				d.leftOf(t, diag.Warning)
				continue
			}
		}
		out = append(out, b)
	}
	d.blocks = out
	d.takeCover()
	d.takeFrame()
}

// coverEnd is the place of the first block that is no part of a cover: a heading, or
// what looks like one in a document without headings.
func (d *draft) coverEnd() int {
	first := true
	for i, b := range d.blocks {
		if b.kind != heading {
			continue
		}
		if title := first && d.heads(i) || d.isTitle(b) || plain(b.text) == d.document.title; !title {
			return i
		}
		first = false
	}
	if !first {
		return len(d.blocks)
	}
	for i, b := range d.blocks {
		if b.kind == paragraph && allBold([]block{b}) && typed.MatchString(plain(b.text)) {
			return i
		}
	}
	return len(d.blocks)
}

// underControl tells whether the last of some blocks is the heading of control data.
func underControl(blocks []block) bool {
	b := lastSaid(blocks)
	return (b.kind == heading || b.kind == paragraph || b.kind == verbatim || b.kind == caption) && controlHeads.MatchString(i18n.Fold(untyped(plain(b.text))))
}

// reads takes a table of control data, and says which; "" for any other table. Where
// none is expected it takes only what cannot be anything else: a table of the
// document's own matter may look like one.
func (c *control) reads(t *table, expected bool) string {
	switch {
	case (expected || c.code == "" && t.isHeader()) && c.header(t), !expected && c.repeats(t):
		return "IMP-04.encabezado"
	case (expected || t.speaksOfChanges()) && c.history(t):
		return "IMP-04.cambios"
	case (expected || t.isSigned()) && c.signatures(t):
		return "IMP-04.firmas"
	}
	return ""
}

// repeats tells a header that says what is known already, as those of each sheet do.
func (c *control) repeats(t *table) bool {
	c.said = nil
	known := false
	for _, text := range t.texts() {
		if !c.covers(text) && !pageOf.MatchString(text) {
			return false
		}
		known = known || c.code != "" && strings.Contains(text, c.code)
	}
	return known && (&control{}).header(t)
}

// isHeader tells a header wherever it stands: three of its cells have a label each,
// and what it is.
func (t *table) isHeader() bool {
	n := 0
	for _, s := range t.texts() {
		if m := labelled.FindStringSubmatch(s); m != nil && m[2] != "" && (&control{}).field(strings.TrimSpace(i18n.Fold(m[1]))) != nil {
			n++
		}
	}
	return n >= 3
}

// texts are what the cells say, those that say something.
func (t *table) texts() (list []string) {
	for _, r := range t.rows {
		for _, x := range r.cells {
			if s := x.text(); s != "" {
				list = append(list, s)
			}
		}
	}
	return list
}

// speaksOfChanges tells a table whose head names the changes of a document.
func (t *table) speaksOfChanges() bool {
	return len(t.rows) > 0 && slices.ContainsFunc(t.rows[0].cells, func(x cell) bool {
		s := i18n.Fold(x.text())
		return strings.Contains(s, "del cambio") || strings.Contains(s, "de cambio") || strings.HasPrefix(s, "cambio") || strings.Contains(s, "modificacion")
	})
}

// signedForm is how the signature of a document is called, and no task.
var signedForm = pattern.Of(`^(?:elabor|revis|aprob)(?:o|ado|aron|ada)\b`)

// isSigned tells a table of who wrote, reviewed and approved a document from one of
// who does so with something else.
func (t *table) isSigned() bool {
	n := 0
	for y, r := range t.rows {
		for x, c := range r.cells {
			if (y == 0 || x == 0) && signedForm.MatchString(i18n.Fold(strings.TrimSpace(c.text()))) {
				n++
			}
		}
	}
	return n >= 2
}

// leftOf says what a table of control data has and the manual's data have not.
func (d *draft) leftOf(t *table, severity diag.Severity) {
	c := &d.control
	c.said = nil
	var left []string
	for _, s := range t.texts() {
		if !c.covers(s) && !pageOf.MatchString(s) && len(foldedWords(s)) > 0 {
			left = append(left, s)
		}
	}
	c.said = nil
	eachInline([]block{{table: t}}, func(x *inline) {
		switch x.kind {
		case note:
			c.found = append(c.found, *x.found)
		case image:
			left = append(left, firstOf(x.text, path.Base(x.target)))
		case noteRef:
			left = append(left, plainBlocks(d.notes[x.target]))
		case link:
			if isExternal(x.target) {
				left = append(left, x.target)
			}
		}
	})
	if len(left) > 0 {
		d.tell(severity, "IMP-04.resto", strings.Join(left, "; "))
	}
}

// readTable is the table that a block is, also one that stays as its author wrote
// it; nil for none.
func (b *block) readTable() *table {
	if b.kind != verbatim || b.label != "table" {
		return b.table
	}
	t := &table{}
	for line := range strings.SplitSeq(rawText(b.text), "\n") {
		if delimiterLine.MatchString(line) {
			continue
		}
		var r row
		for s := range strings.SplitSeq(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			r.cells = append(r.cells, cell{blocks: []block{para(inline{kind: raw, text: strings.TrimSpace(s)})}})
		}
		t.rows = append(t.rows, r)
	}
	return t
}

// dropped says once of each kind what is not in the text any more.
func (d *draft) dropped(key string) {
	if !d.said[key] {
		d.said[key] = true
		d.tell(diag.Info, key)
	}
}

// tell says something of the whole document; it stands at manual.yaml.
func (d *draft) tell(severity diag.Severity, key string, args ...string) {
	d.control.found = append(d.control.found, *about(severity, key, args...))
}

var controlHeads = pattern.Of(`^(?:(?:tabla de )?control de (?:cambios|versiones|documento\w*)|historial de (?:cambios|versiones|revisiones)|(?:control de )?(?:aprobacion(?:es)?|firmas|elaboracion)\b.*|elaboro.*)$`)

// dropHead takes off the heading that stood above such a table alone.
func dropHead(out []block) []block {
	for i := len(out) - 1; i >= 0; i-- {
		b := &out[i]
		if b.kind == remark {
			continue
		}
		text := plain(b.text)
		if (b.kind == heading || b.kind == paragraph || b.kind == verbatim || b.kind == caption) && controlHeads.MatchString(i18n.Fold(untyped(text))) {
			return append(out[:i:i], out[i+1:]...)
		}
		break
	}
	return out
}

// takeCover takes off the paragraphs before the first heading that only repeat
// control data.
func (d *draft) takeCover() {
	end := slices.IndexFunc(d.blocks, func(b block) bool { return b.kind == heading && !d.isTitle(b) })
	if end < 0 {
		end = len(d.blocks)
	}
	cover := d.blocks[:end]
	for i := range cover {
		if k := cover[i].kind; k == paragraph || k == verbatim {
			d.control.line(plain(cover[i].text))
		}
	}
	if d.control.code == "" && d.control.version == "" && d.control.title == "" {
		return
	}
	var kept []block
	for _, b := range cover {
		text := plain(b.text)
		if k := b.kind; (k == paragraph || k == verbatim || k == heading) && text != "" && (d.control.covers(text) || pageOf.MatchString(text)) {
			if folded := i18n.Fold(text); folded == i18n.Fold(d.control.title) && text != strings.ToUpper(text) {
				d.control.title = text // its letters, not the capitals of the header
			}
			d.dropped("IMP-04.portada")
			continue
		}
		kept = append(kept, b)
	}
	d.blocks = append(kept, d.blocks[end:]...)
}

// takeFrame says what stood above or below every sheet and is no control data.
func (d *draft) takeFrame() {
	seen := map[string]bool{}
	eachInline(d.frame, func(x *inline) {
		if x.kind == note {
			d.control.found = append(d.control.found, *x.found)
		}
	})
	for _, b := range d.frame {
		text := plainBlocks([]block{b})
		if b.kind == tableBlock && (&control{}).header(b.table) || seen[text] || text == "" || pageOf.MatchString(text) || d.control.covers(text) {
			continue
		}
		seen[text] = true
		d.tell(diag.Warning, "IMP-04.hoja", text)
	}
}
