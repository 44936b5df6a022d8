package importer

import (
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
			for _, w := range foldedWords(s) {
				c.said[w] = true
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
		}
	}
	var out []block
	for _, b := range d.blocks {
		if t := b.readTable(); t != nil {
			key := ""
			switch {
			case c.header(t):
				key = "IMP-04.encabezado"
			case c.history(t):
				key = "IMP-04.cambios"
			case c.signatures(t):
				key = "IMP-04.firmas"
			}
			if key != "" {
				out = dropHead(out)
				d.dropped(key)
				continue
			}
		}
		out = append(out, b)
	}
	d.blocks = out
	d.takeCover()
	d.takeFrame()
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

var controlHeads = pattern.Of(`^(?:(?:tabla de )?control de (?:cambios|versiones|documento\w*)|historial de (?:cambios|versiones|revisiones)|(?:control de )?(?:aprobacion|firmas|elaboracion)\b.*|elaboro.*)$`)

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
