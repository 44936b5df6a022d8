package importer

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"folio/internal/diag"
)

// docx reads Word's documents, also those that other programs write.
func docxFormat() format {
	return format{
		name: "DOCX",
		is: func(in *input) bool {
			switch in.ext() {
			case ".docx", ".docm", ".dotx":
				return true
			}
			return bytes.HasPrefix(in.data, []byte("PK\x03\x04")) && bytes.Contains(in.data, []byte("word/"))
		},
		read: readDocx,
	}
}

// docxReader is one reading of a document.
type docxReader struct {
	file      *archive
	rels      map[string]relation // of the part that is being read
	styles    docxStyles
	numbers   numbering
	comments  map[string]string
	doc       document
	fields    []*docxField
	dropping  int             // fields whose result is dropped
	lost      map[string]bool // what has been said to be lost
	deleted   int
	asides    []block // what stands in a paragraph and is no part of it: text boxes
	depth     int
	framing   bool   // what is read stands above or below every sheet
	seriesNow string // of the caption in the paragraph
}

func readDocx(in *input) (document, error) {
	a, err := openArchive(in.data)
	if err != nil {
		return document{}, err
	}
	top, err := a.relations("")
	if err != nil {
		return document{}, err
	}
	main := "word/document.xml"
	for _, r := range top {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if a.files[main] == nil {
		return document{}, fault("IMP-01.docx")
	}
	r := &docxReader{file: a, lost: map[string]bool{}, comments: map[string]string{}}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	err = r.read(main, top)
	return r.doc, err
}

func (r *docxReader) read(main string, top map[string]relation) (err error) {
	if r.rels, err = r.file.relations(main); err != nil {
		return err
	}
	parts := map[string]string{}
	var frames []string // headers and footers
	for _, x := range r.rels {
		switch {
		case x.external:
		case x.kind == "header" || x.kind == "footer":
			frames = append(frames, x.target)
		default:
			parts[x.kind] = x.target
		}
	}
	slices.Sort(frames)
	part := func(kind string) (n *node) {
		if err == nil {
			n, err = r.file.part(parts[kind])
		}
		return n
	}
	styles, numbers, comments := part("styles"), part("numbering"), part("comments")
	feet, ends := part("footnotes"), part("endnotes")
	if err != nil {
		return err
	}
	r.styles, r.numbers = readStyles(styles), readNumbering(numbers)
	comments.find("comment", func(n *node) { r.comments[n.attr("id")] = strings.Join(strings.Fields(paragraphsText(n)), " ") })
	root, err := r.file.part(main)
	if err != nil {
		return err
	}
	body := root.down("document", "body")
	if body == nil {
		return fault("IMP-01.docx")
	}
	mainRels := r.rels
	for _, name := range frames {
		if err := r.frame(name); err != nil {
			return err
		}
	}
	for kind, n := range map[string]*node{"footnote": feet, "endnote": ends} {
		if r.rels, err = r.file.relations(cmp.Or(parts[kind+"s"], "none")); err != nil {
			return err
		}
		n.find(kind, func(x *node) {
			if t := x.attr("type"); t == "" || t == "normal" {
				r.doc.notes[kind+x.attr("id")] = r.blocks(x)
			}
		})
	}
	r.rels = mainRels
	r.numbers.counts = map[string]*counters{} // what was read before stands elsewhere
	r.doc.blocks = append(r.doc.blocks, r.blocks(body)...)
	if r.deleted > 0 {
		r.doc.found = append(r.doc.found, *about(diag.Info, "IMP-08.cambios"))
	}
	for _, x := range top {
		if x.kind != "core-properties" || x.external {
			continue
		}
		if n, err := r.file.part(x.target); err == nil {
			r.doc.named = strings.TrimSpace(n.down("coreProperties", "title").all())
		}
	}
	return nil
}

func paragraphsText(n *node) string {
	var b strings.Builder
	n.find("p", func(p *node) {
		p.find("t", func(t *node) { b.WriteString(t.all()) })
		b.WriteByte(' ')
	})
	return b.String()
}

// frame reads what stands above and below every sheet. Its tables have control
// data; of the rest, pages have nothing.
func (r *docxReader) frame(name string) (err error) {
	root, err := r.file.part(name)
	if err != nil {
		return err
	}
	if r.rels, err = r.file.relations(name); err != nil {
		return err
	}
	r.framing = true
	defer func() { r.framing = false }()
	for _, k := range root.kids {
		r.doc.frame = append(r.doc.frame, r.blocks(k)...)
	}
	return nil
}

// loses says once that a kind of thing is not taken over.
func (r *docxReader) loses(key string, args ...string) []inline {
	id := key + strings.Join(args, "\x00")
	if r.lost[id] {
		return nil
	}
	r.lost[id] = true
	return []inline{noteOf(diag.Warning, key, args...)}
}

// entry is a paragraph or a table, and what list it is a point of.
type entry struct {
	block
	numID  string
	depth  int
	mark   numberingLevel
	number int  // of an ordered list's point
	apart  bool // it stood in a table
	wordy  bool // its text begins with what Word shows before it
	indent bool
}

// maxNesting is how deep blocks of a document stand in others.
const maxNesting = 24

// blocks reads the paragraphs and tables in an element.
func (r *docxReader) blocks(n *node) []block {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(append([]inline{say(paragraphsText(n))}, r.loses("IMP-09.hondo")...)...)}
	}
	defer func() { r.depth-- }()
	var list []entry
	r.entries(n, &list)
	return listed(joinCode(list))
}

func (r *docxReader) entries(n *node, out *[]entry) {
	joins := false // the end of the last paragraph was deleted
	for _, k := range n.kids {
		switch k.name {
		case "p":
			e := r.paragraph(k)
			asides := r.asides
			r.asides = nil
			if e.kind != paragraph || len(e.text) > 0 || len(e.anchors) > 0 {
				if last := len(*out) - 1; joins && (*out)[last].kind != codeBlock && e.kind != codeBlock {
					e.text = join(append(slices.Clone((*out)[last].text), e.text...))
					*out = (*out)[:last]
				}
				*out = append(*out, e)
				joins = k.down("pPr", "rPr", "del") != nil && len(asides) == 0
			}
			for _, b := range asides {
				*out = append(*out, entry{block: b})
			}
		case "tbl":
			joins = false
			if r.dropping == 0 {
				*out = append(*out, entry{block: r.table(k), apart: true})
			}
		case "sdt":
			if g := k.down("sdtPr", "docPartObj", "docPartGallery").attr("val"); strings.Contains(g, "Table of Contents") || strings.Contains(g, "Table of Figures") {
				*out = append(*out, entry{block: remarkOf(diag.Info, "IMP-04.indice")})
				continue
			}
			if content := k.kid("sdtContent"); content != nil {
				r.entries(content, out)
			}
			for _, x := range choices(k.kid("sdtPr")) {
				*out = append(*out, entry{block: block{kind: remark, found: x.found}})
			}
		case "ins", "moveTo", "smartTag", "customXml", "body", "hdr", "ftr":
			r.entries(k, out)
		case "del", "moveFrom":
			r.deleted++
		case "AlternateContent":
			r.entries(alternative(k), out)
		case "altChunk", "subDoc":
			*out = append(*out, entry{block: para(r.loses("IMP-05.incrustado")...)})
		case "bookmarkStart":
			if len(*out) > 0 {
				last := &(*out)[len(*out)-1]
				last.anchors = append(last.anchors, k.attr("name"))
			}
		case "oMathPara":
			*out = append(*out, entry{block: para(r.formula(k)...)})
		case "r", "hyperlink", "drawing", "pict":
			*out = append(*out, entry{block: para(r.inlines(&node{kids: []*node{k}}, docxStyle{})...)})
		default:
			if lost := r.unknown(k, func() []inline { return []inline{say(paragraphsText(k))} }); hasWords(lost) || len(lost) > 1 {
				*out = append(*out, entry{block: para(lost...)})
			}
		}
	}
}

// alternative is what is read of a thing that is there in several forms.
func alternative(n *node) *node {
	choice := n.kid("Choice")
	if choice != nil && (choice.has("txbxContent") || choice.has("blip") || choice.has("t")) {
		return choice
	}
	if f := n.kid("Fallback"); f != nil && len(f.kids) > 0 {
		return f
	}
	if choice != nil {
		return choice
	}
	return &node{}
}

// listed makes lists out of the points of lists that follow each other.
func listed(entries []entry) []block {
	var out []block
	for i := 0; i < len(entries); {
		if entries[i].numID == "" {
			out = append(out, entries[i].block)
			i++
			continue
		}
		var b block
		b, i = listFrom(entries, i, entries[i].depth)
		out = append(out, b)
	}
	return out
}

// listFrom reads a list of a level that begins at i.
func listFrom(entries []entry, i, level int) (block, int) {
	first := entries[i]
	out := block{kind: listBlock, ordered: first.mark.ordered, start: max(first.number, 0), letter: first.mark.letter}
	next := first.number
	for i < len(entries) {
		e := entries[i]
		switch {
		case e.numID != "" && e.depth < level, e.numID != "" && e.depth == level && !first.goesWith(e, next):
			return out, i
		case e.numID != "" && e.depth == level:
			b := e.block
			out.items = append(out.items, []block{b})
			next = e.number + 1
			i++
		case e.numID != "":
			var inner block
			inner, i = listFrom(entries, i, e.depth)
			if len(out.items) == 0 {
				out.items = append(out.items, nil)
			}
			last := &out.items[len(out.items)-1]
			*last = append(*last, inner)
		default:
			end := goesOn(entries, i, first, level, next)
			if end == i {
				return out, i
			}
			last := &out.items[len(out.items)-1]
			for ; i < end; i++ {
				*last = append(*last, entries[i].block)
			}
		}
	}
	return out, i
}

// goesWith tells whether a point can belong to the list that another begins. next is
// the number that the list's next point has.
func (first entry) goesWith(e entry, next int) bool {
	if e.mark.ordered != first.mark.ordered || e.wordy != first.wordy {
		return false
	}
	return !e.mark.ordered || e.number == next && e.mark.letter == first.mark.letter
}

// goesOn tells how far what is no point of a list belongs to the point before it:
// what is indented does, and so does what stands before the list's next number.
func goesOn(entries []entry, i int, first entry, level, next int) int {
	own := i
	for own < len(entries) && entries[own].numID == "" && (entries[own].indent && entries[own].kind == paragraph || entries[own].kind == codeBlock) {
		own++
	}
	if !first.mark.ordered {
		if own < len(entries) && entries[own].numID == first.numID {
			return own
		}
		for k := i; k < own; k++ {
			if !entries[k].indent {
				return k
			}
		}
		return own
	}
	for k := i; k < len(entries) && k < i+12; k++ {
		switch e := entries[k]; {
		case e.kind == heading:
			return own
		case e.numID == first.numID && e.depth > level, e.numID != "" && e.depth == level && first.goesWith(e, next):
			return k
		case e.numID != "" && e.mark.ordered && e.depth <= level:
			return own
		}
	}
	return own
}

// joinCode makes one listing of paragraphs of code that follow each other.
func joinCode(entries []entry) []entry {
	var out []entry
	for _, e := range entries {
		if n := len(out); n > 0 && e.kind == codeBlock && out[n-1].kind == codeBlock && e.numID == "" && !e.apart && !out[n-1].apart {
			out[n-1].code += "\n" + e.code
			out[n-1].anchors = append(out[n-1].anchors, e.anchors...)
			continue
		}
		out = append(out, e)
	}
	for i := range out {
		if out[i].kind == codeBlock {
			out[i].code = strings.Trim(out[i].code, "\n")
		}
	}
	return slices.DeleteFunc(out, func(e entry) bool { return e.kind == codeBlock && strings.TrimSpace(e.code) == "" })
}

// media reads a picture of the document, and gives its name.
func (r *docxReader) media(id string) string {
	x, known := r.rels[id]
	if !known {
		return ""
	}
	name := x.target
	if x.external {
		r.doc.media[name] = picture{lost: "IMP-05.externa"}
		return name
	}
	if _, read := r.doc.media[name]; read {
		return name
	}
	data, large, err := r.file.read(name, maxPicture)
	switch {
	case large:
		r.doc.media[name] = picture{lost: "IMP-05.grande"}
	case err != nil || data == nil:
		r.doc.media[name] = picture{lost: "IMP-05.falta"}
	default:
		r.doc.media[name] = picture{data: data}
	}
	return name
}

// shownName is how a picture is called in what is said about it.
func shownName(name string) string { return path.Base(name) }
