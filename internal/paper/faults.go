package paper

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Faults examines a file that Print made for what a program can see of the rules
// of tagged files (PDF/UA-1), and says what it lacks; the tests of whoever prints
// ask. That it finds nothing does not make a document one that keeps them all.
func Faults(pdf []byte) ([]string, error) {
	f, err := parse(pdf)
	if err != nil {
		return nil, err
	}
	c := faults{f, map[string]int{}}
	c.catalogue()
	c.elements()
	c.annotations()
	for n := range f.at {
		c.font(n)
	}
	for n := range f.sheets {
		page, _ := f.object(n)
		c.hold(strings.Contains(page, "/Tabs /S") && strings.Contains(page, "/StructParents "), "a sheet is not in the order of the tags")
		if contents, ok := reference(page, "/Contents"); ok {
			c.contents(contents)
		}
	}
	var list []string
	for what, times := range c.found {
		list = append(list, fmt.Sprintf("%s (%d)", what, times))
	}
	slices.Sort(list)
	return list, nil
}

type faults struct {
	*file
	found map[string]int
}

func (c faults) hold(ok bool, what string) {
	if !ok {
		c.found[what]++
	}
}

func (c faults) catalogue() {
	for _, part := range []string{"/MarkInfo <<", "/Marked true", "/Lang (", "/DisplayDocTitle true", "/StructTreeRoot ", "/Outlines ", "/Metadata "} {
		c.hold(strings.Contains(c.catalog, part), "the catalogue has no "+part)
	}
	metadata, _ := reference(c.catalog, "/Metadata")
	xmp := c.data[c.at[metadata]:c.ends[metadata]]
	c.hold(bytes.Contains(xmp, []byte("<dc:title>")) && bytes.Contains(xmp, []byte("<dc:language>")), "the metadata have no title and language")
	tree, _ := reference(c.catalog, "/StructTreeRoot")
	text, _ := c.object(tree)
	c.hold(strings.Contains(text, "/ParentTree "), "the tags have no way back")
}

// types of tags that PDF 1.7 knows.
const types = " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H1 H2 H3 H4 H5 H6 L LI Lbl LBody" +
	" Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form "

// inside are the tags that some tags may hold, others may hold any.
var inside = map[string]string{
	"L": " LI L Caption ", "LI": " Lbl LBody ", "Table": " TR THead TBody TFoot Caption ", "TR": " TH TD ", "THead": " TR ", "TBody": " TR ", "TFoot": " TR ",
}

func (c faults) elements() {
	tree, _ := reference(c.catalog, "/StructTreeRoot")
	root, _ := c.object(tree)
	all := c.file.elements()
	c.hold(len(all) > 0, "there are no tags")
	level := 0
	for n := range c.at { // elements stand as the text reads
		e, known := all[n]
		if !known {
			continue
		}
		c.hold(strings.Contains(types, " "+e.kind+" ") || strings.Contains(root, "/"+e.kind+" /"), "PDF knows no tag "+e.kind)
		from, _ := kidsOf(e.text)
		c.hold(from > 0, "a tag is empty: "+e.kind)
		c.hold(e.kind != "Figure" || strings.Contains(e.text, "\n/Alt "), "a figure says nothing")
		c.hold(e.kind != "TH" || strings.Contains(e.text, "/Scope /"), "a head of a table has no scope")
		c.hold(e.kind != "Link" || c.linked(e, all), "a link is none")
		if may, ok := inside[e.kind]; ok {
			c.hold(e.kind == "Table" || e.plain, e.kind+" has a text of its own")
			for _, kid := range e.kids {
				k, known := all[kid]
				c.hold(!known || strings.Contains(may, " "+k.kind+" "), k.kind+" in "+e.kind)
			}
		}
		for _, kid := range e.kids {
			c.hold(all[kid].kind == "" || strings.Contains(all[kid].text, "\n/P "+ref(n)), "a tag does not know what holds it")
		}
		if next, ok := headingLevel(e.kind); ok {
			c.hold(next <= level+1, "a heading of level "+strconv.Itoa(next)+" under one of "+strconv.Itoa(level))
			level = next
		}
	}
}

// linked tells whether an element, or one in it, refers to what can be clicked.
func (c faults) linked(e element, all map[int]element) bool {
	return strings.Contains(e.text, "<</Type /OBJR") || slices.ContainsFunc(e.kids, func(n int) bool {
		kid, known := all[n]
		return known && c.linked(kid, all)
	})
}

func headingLevel(kind string) (int, bool) {
	if len(kind) != 2 || kind[0] != 'H' || kind[1] < '1' || kind[1] > '6' {
		return 0, false
	}
	return int(kind[1] - '0'), true
}

func (c faults) annotations() {
	for n := range c.at {
		text, err := c.object(n)
		if err != nil || !strings.Contains(text, "<</Type /Annot\n") {
			continue
		}
		c.hold(strings.Contains(text, "/StructParent "), "a link is in no tag")
		c.hold(strings.Contains(text, "\n/Contents "), "a link does not say where it leads")
	}
}

// font: letters are in the file, and can be read out of it.
func (c faults) font(n int) {
	text, err := c.object(n)
	if err != nil || !strings.Contains(text, "<</Type /Font\n") {
		return
	}
	if strings.Contains(text, "/Subtype /CIDFont") {
		descriptor, _ := reference(text, "/FontDescriptor")
		about, _ := c.object(descriptor)
		c.hold(strings.Contains(about, "/FontFile"), "a font is not in the file")
		return
	}
	c.hold(strings.Contains(text, "/ToUnicode "), "the letters of a font have no meaning")
}

// contents: what is drawn is tagged, or marked as not part of the text.
func (c faults) contents(n int) {
	head, data, ok := c.stream(n)
	text, _, err := unpack(head, data)
	c.hold(ok && err == nil, "a sheet cannot be read")
	depth := 0
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		op := string(line[bytes.LastIndexByte(line, ' ')+1:])
		switch {
		case strings.HasSuffix(op, "BDC") || strings.HasSuffix(op, "BMC"):
			depth++
		case op == "EMC":
			depth--
		case slices.Contains([]string{"f", "f*", "S", "s", "B", "b", "Tj", "TJ", "sh"}, op):
			c.hold(depth > 0, "something drawn has no tag")
		}
	}
	c.hold(depth == 0, "marks are not closed")
}
