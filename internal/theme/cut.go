package theme

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"
)

// A tree is drawn once, by a template, with a sign wherever the attributes of
// the current page could go; cutTree is the text between those signs. A page's
// tree is then put together without a template. The signs begin with NUL,
// which html/template never lets through from a value.
const (
	markSign = "\x00m"
	openSign = "\x00o"
	markEnd  = "\x00"
)

type cutTree struct {
	pieces []string
	slots  []slot // slots[i] stands between pieces[i] and pieces[i+1]
}

type slot struct {
	entry int
	open  bool // <details open> of an ancestor, else the current page's mark
}

func cut(html string) cutTree {
	var t cutTree
	for {
		i := strings.IndexByte(html, 0)
		if i < 0 || i+2 > len(html) {
			break
		}
		end := strings.IndexByte(html[i+2:], 0)
		if end < 0 {
			break
		}
		entry, err := strconv.Atoi(html[i+2 : i+2+end])
		if err != nil {
			break
		}
		t.pieces = append(t.pieces, strings.TrimSuffix(html[:i], " "))
		t.slots = append(t.slots, slot{entry: entry, open: html[i:i+2] == openSign})
		html = html[i+2+end+1:]
	}
	t.pieces = append(t.pieces, html)
	return t
}

// at is the tree for a page.
func (t *cutTree) at(lineage []int) template.HTML {
	var b bytes.Buffer
	t.write(&b, lineage)
	return template.HTML(b.String())
}

// write puts the tree together for a page, given its place and its ancestors'.
func (t *cutTree) write(b *bytes.Buffer, lineage []int) {
	for i, p := range t.pieces {
		b.WriteString(p)
		if i == len(t.slots) {
			break
		}
		s := t.slots[i]
		for generation, entry := range lineage {
			if entry != s.entry {
				continue
			}
			if s.open {
				b.WriteString(" open")
			} else if generation == 0 {
				b.WriteString(` aria-current="page"`)
			}
		}
	}
}
