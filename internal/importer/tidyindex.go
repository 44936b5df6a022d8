package importer

import (
	"strings"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

var indexHeads = pattern.Of(`^(?:tabla de contenidos?|contenidos?|indice(?: general)?|(?:lista|indice) de (?:tablas|imagenes|figuras|ilustraciones|graficas|cuadros)|table of contents|contents)$`)

// takeIndexes takes out tables of contents and lists of tables that were typed:
// Folio writes them.
func (d *draft) takeIndexes() {
	var out []block
	for i := 0; i < len(d.blocks); {
		b := d.blocks[i]
		text := plain(b.text)
		if (b.kind == heading || b.kind == paragraph || b.kind == verbatim) && indexHeads.MatchString(strings.Trim(i18n.Fold(untyped(text)), ": ")) {
			end := i + 1
			for end < len(d.blocks) && (d.blocks[end].kind == remark || isIndex(d.blocks[end:end+1])) {
				end++
			}
			if end > i+1 || b.kind == heading && (end == len(d.blocks) || d.blocks[end].kind == heading) {
				d.dropped("IMP-04.indice")
				for _, x := range d.blocks[i:end] {
					if x.kind == remark && x.found.key != "IMP-04.indice" {
						out = append(out, x)
					}
				}
				i = end
				continue
			}
		}
		if b.kind == remark && b.found.key == "IMP-04.indice" {
			d.dropped("IMP-04.indice")
			i++
			continue
		}
		out = append(out, b)
		i++
	}
	d.blocks = out
}

// isIndex tells whether blocks are lines of a table of contents, or nothing but
// links to places of the document.
func isIndex(list []block) bool {
	for _, b := range list {
		switch b.kind {
		case paragraph, verbatim:
			lines := 0
			for line := range strings.SplitSeq(rawText(b.text), "\n") {
				if strings.TrimSpace(line) == "" {
					continue
				}
				if !dotted.MatchString(line) {
					return false
				}
				lines++
			}
			if lines == 0 {
				return false
			}
		case listBlock:
			for _, item := range b.items {
				for _, x := range item {
					if x.kind == paragraph && !onlyLinks(x.text) && !dotted.MatchString(rawText(x.text)) || x.kind == listBlock && !isIndex([]block{x}) {
						return false
					}
				}
			}
		case tableBlock:
			for _, r := range b.table.rows {
				if last := len(r.cells) - 1; last < 1 || !allDigits(r.cells[last].text()) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789. …") == "" }

func onlyLinks(text []inline) bool {
	some := false
	for _, x := range text {
		switch {
		case x.kind == link && strings.HasPrefix(x.target, "#"):
			some = true
		case x.kind == words && strings.Trim(x.text, blanks+".0123456789") == "":
		default:
			return false
		}
	}
	return some
}
