package check

import (
	"slices"
	"strings"
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// Weights decide how much the findings about a manual count: its state, its
// blueprint, its exemptions and the permits in its text.
type Weights struct {
	Draft      bool
	Off        []diag.Code
	Exemptions []config.Exemption
	Permits    Permits
}

func (s *Subject) weights() Weights {
	w := Weights{Draft: s.Config.State == config.Draft, Exemptions: s.Config.Exemptions}
	if s.Blueprint != nil {
		w.Off = s.Blueprint.Off
	}
	for _, x := range s.Pages {
		w.Permits = append(w.Permits, PermitsIn(x.Outline)...)
	}
	return w
}

// of keeps the exemptions and permits of the rules that compare manuals, or of
// the others: each must find that it is of use where its rule was tried.
func (w Weights) of(comparing bool) Weights {
	other := func(rule diag.Code) bool { return slices.Contains(comparingCodes, rule) != comparing }
	w.Exemptions = slices.DeleteFunc(slices.Clone(w.Exemptions), func(x config.Exemption) bool { return other(x.Rule) })
	w.Permits = slices.DeleteFunc(slices.Clone(w.Permits), func(p Permit) bool { return other(p.Rule) })
	return w
}

// weigh gives findings their weight. An exemption that exempts nothing is a
// finding itself. What the site says of a rule comes last, so that an exemption
// from one that the site does not ask for is of use all the same.
func (w Weights) weigh(found diag.List, levels []config.Level, today time.Time) diag.List {
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(w.Off, d.Code) })
	found, more := w.permit(found)
	for _, x := range w.Exemptions {
		used := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == x.Rule })
		switch {
		case !x.Until.IsZero() && !today.IsZero() && x.Until.Before(today):
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
	found = levelled(append(found, more...), levels)
	if w.Draft {
		for i := range found {
			found[i].Severity = min(found[i].Severity, diag.Warning)
		}
	}
	return found
}

// permitForm is what an author writes in a comment to permit one place:
//
//	<!-- folio: permitir CMD-08 el volumen se recrea vacío -->
var permitForm = pattern.Of(`^` + permitWord + `\s*permitir\s+([A-Z]+\d*-\d+)\s*(.*)$`)

// permitWord is what such a comment begins with.
const permitWord = "folio:"

// Permit is such a comment, and the lines it holds for: its own, and the block
// that follows it.
type Permit struct {
	Rule     diag.Code
	Reason   string
	Pos      diag.Pos
	From, To int
}

// covers tells whether the permit holds for a finding.
func (p Permit) covers(d diag.Diagnostic) bool {
	return p.Rule == d.Code && p.Pos.Path == d.Pos.Path && d.Pos.Line >= p.From && d.Pos.Line <= p.To
}

// Permits are the comments of a page or of a manual that permit one place.
type Permits []Permit

// Allow tells whether one of them holds for a finding, also for one that is not
// the check's own.
func (list Permits) Allow(d diag.Diagnostic) bool {
	return slices.ContainsFunc(list, func(one Permit) bool { return one.covers(d) })
}

// PermitsIn finds those of a page.
func PermitsIn(o *markdown.Outline) Permits { return permitsIn(o, o.Blocks) }

func permitsIn(o *markdown.Outline, list []markdown.Block) Permits {
	var out Permits
	for i := range list {
		b := &list[i]
		if b.Kind == markdown.CommentBlock {
			if m := permitForm.FindStringSubmatch(b.Title); m != nil {
				pos, _ := o.Place(b)
				p := Permit{Rule: diag.Code(m[1]), Reason: strings.TrimSpace(m[2]), Pos: pos, From: pos.Line}
				// It holds to the end of the block after it, and after the comments
				// that permit something else there.
				p.To = 1 << 30
				after := i + 1
				for after < len(list) && list[after].Kind == markdown.CommentBlock {
					after++
				}
				if after+1 < len(list) {
					next, _ := o.Place(&list[after+1])
					p.To = next.Line - 1
				}
				out = append(out, p)
			}
		}
		out = append(out, permitsIn(o, b.Blocks)...)
	}
	return out
}

// permit drops what comments in the text permit.
func (w Weights) permit(found diag.List) (left, more diag.List) {
	if len(w.Permits) == 0 {
		return found, nil
	}
	used := make([]bool, len(w.Permits))
	for _, d := range found {
		permitted := false
		for i, p := range w.Permits {
			if p.covers(d) {
				used[i], permitted = true, true
			}
		}
		if !permitted {
			left = append(left, d)
		}
	}
	for i, p := range w.Permits {
		switch {
		case !used[i]:
			more.Add(diag.Warning, "EXE-02.lugar", p.Pos, string(p.Rule))
		case p.Reason == "":
			more.Add(diag.Warning, "EXE-03", p.Pos, string(p.Rule))
		}
	}
	return left, more
}
