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
	listSign = "\x00l"
	markEnd  = "\x00"
)

type cutTree struct {
	pieces []string
	slots  []slot // slots[i] stands between pieces[i] and pieces[i+1]
}

type slot struct {
	sign  string
	entry int
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
		t.slots = append(t.slots, slot{sign: html[i : i+2], entry: entry})
		html = html[i+2+end+1:]
	}
	t.pieces = append(t.pieces, html)
	return t
}

// pageTree is the tree of a page.
type pageTree struct {
	cut     *cutTree
	lineage []int      // the page's place and its ancestors'
	items   []treeItem // what the page shows of a folded tree
}

func (t pageTree) html() template.HTML {
	var b bytes.Buffer
	t.write(&b)
	return template.HTML(b.String())
}

func (t pageTree) write(b *bytes.Buffer) {
	for i, p := range t.cut.pieces {
		b.WriteString(p)
		if i == len(t.cut.slots) {
			break
		}
		s := t.cut.slots[i]
		if s.sign == listSign {
			b.Write(appendTree(b.AvailableBuffer(), t.items))
			continue
		}
		for generation, entry := range t.lineage {
			if entry != s.entry {
				continue
			}
			if s.sign == openSign {
				b.WriteString(" open")
			} else if generation == 0 {
				b.WriteString(" " + currentMark)
			}
		}
	}
}
