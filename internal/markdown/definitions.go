package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// references notes which definitions of links are used. One that none is used for may
// be a sentence: «[Responsable]: Infraestructura» shows nowhere.
type references struct {
	parser.Context
	used map[string]bool
}

// Reference implements parser.Context.
func (r *references) Reference(label string) (parser.Reference, bool) {
	ref, ok := r.Context.Reference(label)
	if ok {
		if r.used == nil {
			r.used = map[string]bool{}
		}
		r.used[label] = true
	}
	return ref, ok
}

// reportUnused reports the definitions that nothing used. Comments are written as some
// of them: [//]: # (a note).
func (r *references) reportUnused(b *builder) {
	for _, ref := range r.References() {
		label := util.ToLinkReference(ref.Label())
		dest := string(ref.Destination())
		if r.used[label] || dest == "#" || dest == "" || label == "//" {
			continue
		}
		if at, line := b.definition(label); at >= 0 {
			b.add(diag.Warning, "ENL-09", at, shorten(line), string(ref.Label()), dest)
		}
	}
}

// definition finds the line that defines a link: where its bracket is, and what it says.
func (b *builder) definition(label string) (at int, line string) {
	fence := false
	for start := 0; start < len(b.src); {
		end := start + bytes.IndexByte(b.src[start:], '\n')
		if end < start {
			end = len(b.src)
		}
		text := b.src[start:end]
		bare := bytes.TrimLeft(text, " \t>-*+0123456789.)")
		if bytes.HasPrefix(bare, []byte("```")) || bytes.HasPrefix(bare, []byte("~~~")) {
			fence = !fence
		}
		if i := bytes.Index(bare, []byte("]:")); !fence && i > 0 && bare[0] == '[' && util.ToLinkReference(bare[1:i]) == label {
			return start + len(text) - len(bare), strings.TrimSpace(string(bare))
		}
		start = end + 1
	}
	return -1, ""
}
