package check

import (
	"regexp"
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// weigh gives findings the weight that the manual's state, its exemptions and the
// permits in its text give them. An exemption that exempts nothing is a finding
// itself.
func (s *Subject) weigh(found diag.List) diag.List {
	if s.Blueprint != nil {
		found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(s.Blueprint.Off, d.Code) })
	}
	var more diag.List
	found, more = s.permit(found)
	for _, x := range s.Config.Exemptions {
		used := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == x.Rule })
		switch {
		case !x.Until.IsZero() && !s.Today.IsZero() && x.Until.Before(s.Today):
			more.Add(diag.Error, "EXE-01", x.Pos, string(x.Rule), x.Until.Format("2006-01-02"))
			continue
		case x.Reason == "":
			more.Add(diag.Warning, "EXE-03", x.Pos, string(x.Rule))
		}
		if !used {
			more.Add(diag.Warning, "EXE-02", x.Pos, string(x.Rule))
		}
		found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Code == x.Rule })
	}
	found = append(found, more...)
	if s.Config.State == config.Draft {
		for i := range found {
			found[i].Severity = min(found[i].Severity, diag.Warning)
		}
	}
	return found
}

// permitForm is what an author writes in a comment to permit one place:
//
//	<!-- folio: permitir CMD-08 el volumen se recrea vacío -->
var permitForm = regexp.MustCompile(`^folio:\s*permitir\s+([A-Z]+\d*-\d+)\s*(.*)$`)

// permit is such a comment, and the lines it holds for: its own, and the block
// that follows it.
type permit struct {
	rule   diag.Code
	reason string
	pos    diag.Pos
	path   string
	from   int
	to     int
	used   bool
}

// permit drops what comments in the text permit.
func (s *Subject) permit(found diag.List) (left, more diag.List) {
	var permits []*permit
	for _, x := range s.Pages {
		permits = append(permits, permitsIn(x.Outline, x.Outline.Blocks)...)
	}
	if len(permits) == 0 {
		return found, nil
	}
	for _, d := range found {
		permitted := false
		for _, p := range permits {
			if p.covers(d) {
				p.used, permitted = true, true
			}
		}
		if !permitted {
			left = append(left, d)
		}
	}
	for _, p := range permits {
		switch {
		case !p.used:
			more.Add(diag.Warning, "EXE-02.lugar", p.pos, string(p.rule))
		case p.reason == "":
			more.Add(diag.Warning, "EXE-03", p.pos, string(p.rule))
		}
	}
	return left, more
}

// covers tells whether the permit holds for a finding.
func (p *permit) covers(d diag.Diagnostic) bool {
	return p.rule == d.Code && p.path == d.Pos.Path && d.Pos.Line >= p.from && d.Pos.Line <= p.to
}

// Permits are the comments of a page that permit one place.
type Permits struct{ list []*permit }

// PermitsIn finds them.
func PermitsIn(o *markdown.Outline) *Permits { return &Permits{permitsIn(o, o.Blocks)} }

// Allow tells whether one of them holds for a finding, also for one that is not
// the check's own.
func (p *Permits) Allow(d diag.Diagnostic) bool {
	return slices.ContainsFunc(p.list, func(one *permit) bool { return one.covers(d) })
}

func permitsIn(o *markdown.Outline, list []markdown.Block) []*permit {
	var out []*permit
	for i := range list {
		b := &list[i]
		if m := permitForm.FindStringSubmatch(b.Title); m != nil && b.Kind == markdown.CommentBlock {
			pos, _ := o.Place(b)
			p := &permit{rule: diag.Code(m[1]), reason: strings.TrimSpace(m[2]), pos: pos, path: pos.Path, from: pos.Line, to: pos.Line}
			// It holds to the end of the block after it.
			p.to = 1 << 30
			if i+2 < len(list) {
				next, _ := o.Place(&list[i+2])
				p.to = next.Line - 1
			}
			out = append(out, p)
		}
		out = append(out, permitsIn(o, b.Blocks)...)
	}
	return out
}
