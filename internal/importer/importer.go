// Package importer makes a manual out of what was written with something else:
// Word's documents, long Markdown, the texts of wikis and of other markups. A
// reader, one file a format, makes a neutral tree of a document; the rest of the
// package knows no format. It tidies the tree, takes the control data out of it,
// puts each part where the manual's blueprint has it, and writes Markdown.
//
// Nothing that a document says may vanish in silence: what is not taken over, or
// only in another form, is a finding in the place where it was.
package importer

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// format is a kind of document that can be read. To add one, write its file and
// its line in formats.
type format struct {
	name string
	is   func(*input) bool
	read func(*input) (document, error)
}

func formats() []format {
	return []format{
		docxFormat(),
		markdownFormat(),
		rstFormat(),
		asciiDocFormat(),
		htmlFormat(),
		mediaWikiFormat(),
		xWikiFormat(),
		dokuWikiFormat(),
	}
}

// input is a document that is to be read.
type input struct {
	name string // of its file, from the folder that is imported
	data []byte
	text string // the data as text
	// around is the kind of wiki that other documents of the folder are of.
	around string
}

func (in *input) ext() string { return strings.ToLower(path.Ext(in.name)) }

// Fault is why a document cannot be read: the key of a message.
type Fault struct {
	Key  string
	Args []string
}

func (f *Fault) Error() string { return f.Key + " " + strings.Join(f.Args, " ") }

func fault(key string, args ...string) error { return &Fault{key, args} }

// Draft is a document that has been read.
type Draft struct {
	draft
	// Formats are the kinds of documents that it was read from.
	Formats []string
}

// draft is a document between reading and writing.
type draft struct {
	document
	name        string // of the file or the folder
	description string
	control     control
	sources     map[string]bool // what has been read
	said        map[string]bool
	load        func(name string) picture
}

// Title is what the document is called.
func (d *Draft) Title() string { return d.title }

// copy is a draft of which a manual can be made, while this one stays.
func (d *Draft) copy() *draft {
	c := d.draft
	c.blocks = cloneBlocks(d.blocks)
	c.notes = map[string][]block{}
	for name, list := range d.notes {
		c.notes[name] = cloneBlocks(list)
	}
	return &c
}

// cloneBlocks copies blocks as far as they are changed on the way to a manual.
func cloneBlocks(list []block) []block {
	out := slices.Clone(list)
	for i := range out {
		b := &out[i]
		b.text = cloneText(b.text)
		b.caption = cloneText(b.caption)
		b.blocks = cloneBlocks(b.blocks)
		b.items = slices.Clone(b.items)
		for k := range b.items {
			b.items[k] = cloneBlocks(b.items[k])
		}
		if b.table != nil {
			t := *b.table
			t.rows = slices.Clone(t.rows)
			for r := range t.rows {
				t.rows[r].cells = slices.Clone(t.rows[r].cells)
				for c := range t.rows[r].cells {
					t.rows[r].cells[c].blocks = cloneBlocks(t.rows[r].cells[c].blocks)
				}
			}
			b.table = &t
		}
	}
	return out
}

func cloneText(text []inline) []inline {
	out := slices.Clone(text)
	for i := range out {
		out[i].kids = cloneText(out[i].kids)
	}
	return out
}

// What may be read at once.
const (
	maxFile   = 512 << 20
	maxText   = 16 << 20
	maxFiles  = 3000
	maxFolder = 12 // deep
)

// Read reads a document or, of a folder, all that there are. Names are relative to
// fsys; pictures are looked for there, and nowhere else. called is how the user
// calls it.
func Read(fsys fs.FS, name, called string) (*Draft, error) {
	st, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	d := &Draft{}
	d.name, d.said, d.sources = called, map[string]bool{}, map[string]bool{}
	d.notes, d.media = map[string][]block{}, map[string]picture{}
	d.load = func(name string) picture { return d.picture(fsys, name) }
	if st.IsDir() {
		return d, d.folder(fsys, name)
	}
	doc, err := readFile(fsys, name, "", &d.Formats)
	if err != nil {
		return nil, err
	}
	d.join(name, doc)
	return d, d.finish()
}

// finish tidies what has been read.
func (d *Draft) finish() error {
	if !slices.ContainsFunc(d.blocks, func(b block) bool { return b.kind != remark && b.kind != rule }) {
		return fault("IMP-01.sintexto")
	}
	d.tidy()
	d.takeTitle()
	d.hideSecrets()
	return nil
}

// join adds a document: its names are set apart from those of others.
func (d *Draft) join(name string, doc document) {
	doc.apart(name)
	d.document.title = firstOf(d.document.title, doc.title)
	d.named = firstOf(d.named, doc.named)
	d.top = append(d.top, doc.top...)
	d.sources[name] = true
	d.description = firstOf(d.description, doc.description)
	d.frame = append(d.frame, doc.frame...)
	d.control.found = append(d.control.found, doc.found...)
	d.origin = append(d.origin, doc.origin...)
	d.blocks = append(d.blocks, doc.blocks...)
	for k, v := range doc.notes {
		d.notes[k] = v
	}
	for k, v := range doc.media {
		d.media[k] = v
	}
}

// readFile reads a document of whatever format it is.
func readFile(fsys fs.FS, name, around string, formatsRead *[]string) (document, error) {
	st, err := fs.Stat(fsys, name)
	if err != nil {
		return document{}, err
	}
	if st.Size() > maxFile {
		return document{}, fault("IMP-01.grande")
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return document{}, err
	}
	return readData(name, data, around, formatsRead)
}

func readData(name string, data []byte, around string, formatsRead *[]string) (document, error) {
	in := &input{name: name, data: data, around: around}
	if err := refused(in); err != nil {
		return document{}, err
	}
	if len(data) <= maxText {
		in.text = textOf(data)
	}
	for _, f := range formats() {
		if !f.is(in) {
			continue
		}
		if f.name != "DOCX" && len(data) > maxText {
			return document{}, fault("IMP-01.grande")
		}
		if formatsRead != nil && !slices.Contains(*formatsRead, f.name) {
			*formatsRead = append(*formatsRead, f.name)
		}
		return f.read(in)
	}
	return document{}, fault("IMP-01.formato", firstOf(in.ext(), path.Base(name)))
}

// refused tells the kinds of files of which nothing can be read, and what to do.
func refused(in *input) error {
	switch {
	case len(in.data) == 0:
		return fault("IMP-01.vacio")
	case bytes.HasPrefix(in.data, []byte("\xd0\xcf\x11\xe0")) && bytes.Contains(in.data, utf16("EncryptedPackage")):
		return fault("IMP-01.clave")
	case bytes.HasPrefix(in.data, []byte("\xd0\xcf\x11\xe0")):
		return fault("IMP-01.doc")
	case bytes.HasPrefix(in.data, []byte("%PDF")):
		if bytes.Contains(in.data, []byte("/Font")) {
			return fault("IMP-01.pdf")
		}
		return fault("IMP-01.escaneado")
	case bytes.HasPrefix(in.data, []byte("{\\rtf")):
		return fault("IMP-01.rtf")
	case bytes.HasPrefix(in.data, []byte("PK\x03\x04")) && (in.ext() == ".odt" || bytes.Contains(in.data[:min(len(in.data), 200)], []byte("opendocument"))):
		return fault("IMP-01.odt")
	}
	return nil
}

// utf16 is a name as Windows writes it in files.
func utf16(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// textOf is a file's text, with the ends of lines of Unix. What is no UTF-8 is what
// Windows wrote before it.
func textOf(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		if b, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			data = b
		}
	}
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// picture is one of the document's, or of the files beside it.
func (d *draft) picture(fsys fs.FS, name string) picture {
	if p, own := d.media[name]; own {
		return p
	}
	if isExternal(name) || strings.HasPrefix(name, "//") || strings.HasPrefix(name, "data:") {
		return picture{lost: "IMP-05.externa"}
	}
	name = path.Clean(strings.TrimPrefix(name, "/"))
	if !fs.ValidPath(name) {
		return picture{lost: "IMP-05.fuera-de-la-carpeta"}
	}
	st, err := fs.Stat(fsys, name)
	switch {
	case err != nil && errors.Is(err, fs.ErrNotExist), err == nil && st.IsDir():
		return picture{lost: "IMP-05.falta"}
	case err == nil && st.Size() > maxPicture:
		return picture{lost: "IMP-05.grande"}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return picture{lost: "IMP-05.falta"}
	}
	return picture{data: data}
}
