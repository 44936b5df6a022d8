package check

import (
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// quantitiesRule: a quantity says of what it is.
func quantitiesRule() Rule {
	return Rule{Codes: []diag.Code{"TAB-06"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for _, t := range x.tables() {
				b := t.Block
				for _, row := range b.Rows[1:] {
					for k := 1; k < len(row); k++ {
						head := ""
						if k < len(b.Rows[0]) {
							head = b.Rows[0][k].Text
						}
						if unitless(row[0].Text, head, row[k].Text) {
							r.at(x, &row[k], 0, diag.Warning, "TAB-06", row[k].Text, row[0].Text)
						}
					}
				}
			}
			for _, t := range x.typedRows() {
				for _, c := range t.row[1:] {
					if unitless(t.row[0].text, "", c.text) {
						r.at(x, t.b, c.at, diag.Warning, "TAB-06", c.text, t.row[0].text)
					}
				}
			}
		}
	}}
}

var (
	// 4 (64 bits) de 4 núcleos: four of what?
	bareCount  = pattern.Of(`^\d+\s*(?:\(|(?:de|x|×)\s*\d)`)
	ghostCount = pattern.Of(`(?i)^\d+\s*(?:x|×)\s*\d+(?:[.,]\d+)?\s*[a-z]`)
)

// unitless tells whether the value of a row of memory, disk or processor is a
// number without what it counts.
func unitless(label, head, value string) bool {
	value = strings.TrimSpace(value)
	if value == "" || value[0] < '0' || value[0] > '9' {
		return false // nearly all
	}
	if !measured(label) && !measured(head) {
		return false
	}
	bare := strings.Trim(value, "0123456789.,") == ""
	if !bare && (!bareCount.MatchString(value) || ghostCount.MatchString(value)) {
		return false
	}
	name := fold(label + " " + head)
	if name.any([]string{"gb", "mb", "tb", "gib", "mib", "tib", "núcleos", "cores", "vcpu", "vcpus", "ghz", "cantidad", "número"}) || strings.ContainsAny(label+head, "%#") {
		return false
	}
	switch {
	case name.any([]string{"memoria", "RAM", "disco", "disco duro"}):
		return bare
	case name.any([]string{"procesador", "procesadores", "CPU"}):
		return true
	}
	return false
}

// measured tells whether a name may be one of memory, disk or processors.
func measured(name string) bool {
	low := asciiLower(name)
	return strings.Contains(low, "mem") || strings.Contains(low, "ram") || strings.Contains(low, "disco") || strings.Contains(low, "proces") || strings.Contains(low, "cpu")
}

// typedCell is a cell of a table that was typed with tabs; at is its byte in the
// paragraph's text.
type typedCell struct {
	text string
	at   int
}

// typedRow is a row of such a table.
type typedRow struct {
	b   *markdown.Block
	row []typedCell // two at least
}

// typedRows are the rows of a page's tables that were typed with tabs.
func (x *Section) typedRows() (rows []typedRow) {
	if !slices.ContainsFunc(x.Outline.Files, hasTab) {
		return nil // nearly all
	}
	for _, p := range x.passages {
		if p.Kind == markdown.ParagraphBlock {
			rows = append(rows, x.typedIn(p.Block)...)
		}
	}
	return rows
}

func (x *Section) typedIn(b *markdown.Block) (rows []typedRow) {
	raw := x.raw(b)
	if !tabbed(raw) {
		return nil
	}
	from := 0
	for line := range strings.Lines(string(raw)) {
		var row []typedCell
		for cell := range strings.SplitSeq(strings.TrimRight(line, "\r\n"), "\t") {
			cell = strings.Join(strings.Fields(cell), " ")
			at := strings.Index(b.Text[from:min(len(b.Text), from+len(cell)+near)], cell)
			if at < 0 || cell == "" {
				continue // it has marks
			}
			row = append(row, typedCell{cell, from + at})
			from += at + len(cell)
		}
		if len(row) > 1 {
			rows = append(rows, typedRow{b, row})
		}
	}
	return rows
}
