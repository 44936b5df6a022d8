package pipeline

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/source"
)

// excerpts gives the findings that have a line but do not show it their line.
func (b *build) excerpts(found diag.List) {
	prefix := strings.TrimSuffix(b.in.Root.Shown("x"), "x")
	path, raw := "", []byte(nil)
	for i := range found {
		d := &found[i]
		name, inside := strings.CutPrefix(d.Pos.Path, prefix)
		if d.Excerpt != "" || d.Pos.Line == 0 || !inside || secret(*d) {
			continue
		}
		if d.Pos.Path != path {
			path = d.Pos.Path
			var err error
			if raw, err = b.in.Root.ReadFile(name, source.MaxPage); err != nil {
				b.files.absent(name, err)
			}
		}
		d.Excerpt = source.Line(raw, d.Pos.Line)
	}
}

// secret says whether a finding's line may hold a password, which is not to be
// seen on a terminal or in a log.
func secret(d diag.Diagnostic) bool {
	return strings.HasPrefix(string(d.Code), "SEG-") || d.Message == "CFG-06.sftp"
}
