package check

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// tablesRule: a table has a caption, and is one.
func tablesRule() Rule {
	return Rule{Codes: []diag.Code{"TAB-01", "TAB-02"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for i := range x.Outline.Blocks {
				b := &x.Outline.Blocks[i]
				if b.Kind == markdown.TableBlock && b.Figure < 0 {
					r.block(x, b, diag.Error, "TAB-01")
				}
			}
			if !slices.ContainsFunc(x.Outline.Files, hasTab) {
				continue // nearly all
			}
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind == markdown.ParagraphBlock && tabbed(x.raw(b)) {
					r.block(x, b, diag.Error, "TAB-02")
				}
			})
		}
	}}
}

// raw is a block's source, to the next empty line.
func (x *Section) raw(b *markdown.Block) []byte {
	src := x.Outline.Source(b)
	if end := bytes.Index(src, []byte("\n\n")); end >= 0 {
		src = src[:end]
	}
	return src
}

func hasTab(f markdown.File) bool { return bytes.IndexByte(f.Text, '\t') >= 0 }

// tabbed tells lines that were typed with tabs between their columns.
func tabbed(src []byte) bool {
	lines := 0
	for line := range bytes.Lines(src) {
		if bytes.IndexByte(bytes.TrimSpace(line), '\t') > 0 {
			lines++
		}
	}
	return lines > 1
}

// imagesRule: an image that stands by itself has a caption, and all have words
// for those who do not see it.
func imagesRule() Rule {
	return Rule{Codes: []diag.Code{"IMG-01", "IMG-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for i := range x.Outline.Blocks {
				b := &x.Outline.Blocks[i]
				if b.Kind == markdown.ImageBlock && b.Figure < 0 {
					r.block(x, b, diag.Error, "IMG-01")
				}
			}
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind != markdown.ImageBlock {
					return
				}
				name := strings.TrimSuffix(path.Base(b.Target), path.Ext(b.Target))
				alt := strings.TrimSpace(b.Text)
				switch {
				case alt == "":
					r.block(x, b, diag.Error, "IMG-03")
				case fold(alt).words == fold(name).words || fold(alt).words == fold(path.Base(b.Target)).words:
					r.block(x, b, diag.Error, "IMG-03.nombre", alt)
				}
			})
		}
	}}
}

// figuresRule: the text leads to each table and each image.
func figuresRule() Rule {
	return Rule{Codes: []diag.Code{"CAP-02"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		cited := map[string]bool{}
		for _, x := range s.Pages {
			x.eachBlock(func(b *markdown.Block) {
				for _, span := range b.Spans {
					if span.Kind == markdown.LinkSpan {
						if _, id, ok := strings.Cut(span.Target, "#"); ok {
							cited[id] = true
						}
					}
				}
			})
		}
		for _, x := range s.Pages {
			for i := range x.Page.Doc.Figures {
				f := x.Page.Doc.Figures[i]
				if f.Orphan || f.Series == markdown.Listings {
					continue
				}
				id, label := x.Page.Figure(i)
				if !cited[id] && !cited[f.ID] {
					r.add(f.Pos, f.Line, diag.Info, "CAP-02", label)
				}
			}
		}
	}}
}
