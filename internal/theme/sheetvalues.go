package theme

import "strings"

// What the control header and the foot say may depend on the environment. Drawings do
// not follow a choice, so there is one for each; which of them a sheet has is said by a
// property of the page's root, where js/env.js notes the choice.

// inEach is the manual as its sheets name it in each environment; the manual as it
// shows first when they name it alike in all.
func (m *Manual) inEach() []*Manual {
	h := m.Header
	if len(m.Environments) < 2 || !anyValue(m.Title, h.Title, h.Entity, h.SIG, h.SIGText, h.Process, h.Version, h.Code) {
		return []*Manual{m.sheetIn(Environment{})}
	}
	list := make([]*Manual, len(m.Environments))
	for i := range list {
		list[i] = m.sheetIn(m.Environments[i])
	}
	return list
}

// sheetIn is the manual as its sheets name it in an environment.
func (m *Manual) sheetIn(e Environment) *Manual {
	in := *m
	h := &in.Header
	for _, s := range []*string{&in.Title, &h.Title, &h.Entity, &h.SIG, &h.SIGText, &h.Process, &h.Version, &h.Code} {
		*s = e.in(*s)
	}
	return &in
}

// sheetDrawing is what the margins of sheets show at a place: a drawing, or one for
// each environment.
type sheetDrawing struct {
	content string  // as a value of «content»
	rules   string  // that give the root the property which the content is
	height  float64 // of the highest
}

// drawEach draws the manual's part of the sheet that name calls.
func drawEach(m *Manual, name string, list []*Manual, draw func(*Manual) *drawing) sheetDrawing {
	var out sheetDrawing
	var rules strings.Builder
	for i, in := range list {
		d := draw(in)
		out.height = max(out.height, d.height)
		if len(list) == 1 {
			out.content = d.style()
			return out
		}
		at := ":root"
		if i > 0 {
			at += "[data-env-id=" + styleString(m.Environments[i].ID) + "]"
		}
		rules.WriteString(at + "{--f-" + name + ":" + d.style() + "}\n")
	}
	out.content, out.rules = "var(--f-"+name+")", rules.String()
	return out
}
