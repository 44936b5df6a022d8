package manual

import (
	"encoding/binary"
	"iter"
	"slices"
)

// ExportedAnchor is a heading, or something with a label of its own.
type ExportedAnchor struct {
	ID, Slug, Number, Title, Label string
	Viewer                         string // its name for other viewers of Markdown
	Top                            bool   // the page's title: its slug leads there too
}

// Anchors are the anchors of a page, packed: those of all pages wait until the last
// manual is made, and few are ever looked at. It begins with how many there are;
// each is a byte of flags and its texts with their lengths.
type Anchors string

// The flags of an anchor.
const (
	anchorTop  = 1 << iota
	anchorSlug // the slug is the id
)

// texts are an anchor's, in the order of packing.
func (an *ExportedAnchor) texts() [6]*string {
	return [...]*string{&an.ID, &an.Slug, &an.Number, &an.Title, &an.Label, &an.Viewer}
}

// appendAnchors packs a list.
func appendAnchors(b []byte, list []ExportedAnchor) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, an := range list {
		flags := byte(0)
		if an.Top {
			flags |= anchorTop
		}
		if an.Slug == an.ID {
			flags, an.Slug = flags|anchorSlug, ""
		}
		b = append(b, flags)
		for _, s := range an.texts() {
			b = binary.AppendUvarint(b, uint64(len(*s)))
			b = append(b, *s...)
		}
	}
	return b
}

// Len is how many there are.
func (a Anchors) Len() int {
	n, _ := a.number()
	return n
}

// All goes through the anchors, in order.
func (a Anchors) All() iter.Seq[ExportedAnchor] {
	return func(yield func(ExportedAnchor) bool) {
		n, rest := a.number()
		for range n {
			if len(rest) == 0 {
				return
			}
			var an ExportedAnchor
			flags := rest[0]
			rest = rest[1:]
			for _, s := range an.texts() {
				size := 0
				size, rest = rest.number()
				size = min(max(size, 0), len(rest))
				*s, rest = string(rest[:size]), rest[size:]
			}
			an.Top = flags&anchorTop != 0
			if flags&anchorSlug != 0 {
				an.Slug = an.ID
			}
			if !yield(an) {
				return
			}
		}
	}
}

// number reads a number off the front.
func (a Anchors) number() (n int, rest Anchors) {
	for shift := 0; len(a) > 0; shift += 7 {
		c := a[0]
		a = a[1:]
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	return n, a
}

// anchorIndex finds anchors by what they are called. Of several with one name the
// first is meant.
type anchorIndex struct {
	list []ExportedAnchor
	ids  map[string]int
	// Made when they are needed, which is for what is no id.
	slugs, viewers map[string]int
}

func indexAnchors(packed Anchors) *anchorIndex {
	x := &anchorIndex{list: make([]ExportedAnchor, 0, packed.Len()), ids: make(map[string]int, packed.Len())}
	for an := range packed.All() {
		enter(x.ids, an.ID, len(x.list))
		x.list = append(x.list, an)
	}
	return x
}

func enter(names map[string]int, name string, i int) {
	if _, taken := names[name]; !taken {
		names[name] = i
	}
}

// has tells whether there is an anchor just so; the title's words lead to the
// page's top, where the browser is when it finds no anchor.
func (x *anchorIndex) has(anchor string) bool {
	if _, ok := x.ids[anchor]; ok {
		return true
	}
	for _, an := range slices.Backward(x.list) { // the title is the last
		if an.Top {
			return an.Slug == anchor
		}
	}
	return false
}

// find finds an anchor by its id, its slug or its name for other viewers.
func (x *anchorIndex) find(anchor string) (ExportedAnchor, bool) {
	if i, ok := x.ids[anchor]; ok {
		return x.list[i], true
	}
	if x.slugs == nil {
		x.slugs, x.viewers = map[string]int{}, map[string]int{}
		for i, an := range x.list {
			if an.Slug != "" {
				enter(x.slugs, an.Slug, i)
			}
			if an.Viewer != "" {
				enter(x.viewers, an.Viewer, i)
			} else {
				enter(x.viewers, an.Slug, i)
			}
		}
	}
	if i, ok := x.slugs[anchor]; ok {
		return x.list[i], true
	}
	if name := viewerName(anchor); name != "" {
		if i, ok := x.viewers[name]; ok {
			return x.list[i], true
		}
	}
	return ExportedAnchor{}, false
}
