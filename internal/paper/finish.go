package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"folio/internal/pattern"
)

// Info is what a document says of itself.
type Info struct {
	Title    string
	Author   string
	Subject  string
	Keywords string
	Lang     string // "es"
	Creator  string // "Folio 0.1.0"
	// Date is when it was made: not now, so that the same manual makes the same
	// file. Zero is none.
	Date time.Time
}

// finish writes the file with other data about itself: what the browser says (its
// own name, the hour) gives way to what the document is, as a dictionary and as
// XMP, the file's identifier comes from its content, and the tags say more. names
// are of the places that links lead to, by their anchors.
func (f *file) finish(info Info, names map[string]string) ([]byte, error) {
	if f.info == 0 || f.info >= len(f.at) || len(f.order) == 0 {
		return nil, strange("no info")
	}
	f.tags()
	f.links(names)
	f.artifacts()
	metadata := f.add("") // written below
	catalog := strings.TrimSpace(f.catalog)
	if !strings.HasSuffix(catalog, ">>") {
		return nil, strange("catalog %q", catalog)
	}
	f.changed[f.root] = fmt.Sprintf("%s\n/Metadata %d 0 R>>", strings.TrimSuffix(catalog, ">>"), metadata)
	f.changed[f.info] = info.dictionary()

	nodes := f.nodes()
	var b bytes.Buffer
	b.Grow(len(f.data) + len(f.data)/8)
	b.Write(f.data[:f.at[f.order[0]]])
	at := make([]int, len(f.at)+len(f.added))
	object := func(n int, text string) {
		at[n] = b.Len()
		b.Write(renumber(fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", n, text), nodes))
	}
	for _, n := range f.order {
		if text, ok := f.changed[n]; ok {
			object(n, text)
			continue
		}
		at[n] = b.Len()
		if data, ok := f.streams[n]; ok {
			b.Write(data)
			continue
		}
		b.Write(renumber(f.data[f.at[n]:f.ends[n]], nodes))
	}
	for i, text := range f.added[:len(f.added)-1] {
		object(len(f.at)+i, text)
	}
	at[metadata] = b.Len()
	xmp := info.xmp()
	fmt.Fprintf(&b, "%d 0 obj\n<</Type /Metadata\n/Subtype /XML\n/Length %d>> stream\n%s\nendstream\nendobj\n", metadata, len(xmp), xmp)
	sum := sha256.Sum256(b.Bytes())
	id := strings.ToUpper(hex.EncodeToString(sum[:16]))
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at))
	for _, offset := range at[1:] {
		if offset == 0 {
			b.WriteString("0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(at), f.root, f.info, id, id, table)
	return b.Bytes(), nil
}

// node is what the browser calls an element: by a number that counts all nodes
// that it has made so far, which is another when a script ran earlier or later.
var node = pattern.Of(`\(node\d{8}\)`)

// nodes gives those that the file names the numbers from 1 on, in their order.
func (f *file) nodes() map[string]string {
	var list []string
	for _, n := range f.order {
		list = append(list, found(f.data[f.at[n]:f.ends[n]])...)
	}
	slices.Sort(list)
	names := map[string]string{}
	for i, name := range slices.Compact(list) {
		names[name] = fmt.Sprintf("(node%08d)", i+1)
	}
	return names
}

// found lists the names in an object, which begins the data.
func found(data []byte) (list []string) {
	if end := bytes.Index(data, []byte("endobj")); end >= 0 && !bytes.Contains(data[:end], []byte("stream")) {
		for _, name := range node.FindAll(data[:end], -1) {
			list = append(list, string(name))
		}
	}
	return list
}

// renumber writes an object with other names; packed data stay as they are.
func renumber(object []byte, names map[string]string) []byte {
	if len(names) == 0 || bytes.Contains(object, []byte("stream")) {
		return object
	}
	return node.ReplaceAllFunc(object, func(name []byte) []byte { return []byte(names[string(name)]) })
}

func (i Info) dictionary() string {
	var b strings.Builder
	b.WriteString("<<")
	add := func(key, value string) {
		if value != "" {
			b.WriteString("/" + key + " " + value + "\n")
		}
	}
	text := func(key, value string) {
		if value != "" {
			add(key, pdfText(value))
		}
	}
	text("Title", i.Title)
	text("Author", i.Author)
	text("Subject", i.Subject)
	text("Keywords", i.Keywords)
	text("Creator", i.Creator)
	text("Producer", i.Creator)
	if !i.Date.IsZero() {
		date := "(D:" + i.Date.UTC().Format("20060102150405") + "Z)"
		add("CreationDate", date)
		add("ModDate", date)
	}
	return strings.TrimSuffix(b.String(), "\n") + ">>"
}

// pdfText is a text as PDF writes it: UTF-16 with a mark of its order.
func pdfText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// xmp is the same as RDF. That the document keeps to PDF/UA it does not say: it
// is tagged and has a title and a language, and no validator has judged the rest.
func (i Info) xmp() string {
	esc := func(s string) string {
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", esc(i.Title))
	if i.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", esc(i.Author))
	}
	if i.Subject != "" {
		fmt.Fprintf(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n", esc(i.Subject))
	}
	if i.Keywords != "" {
		fmt.Fprintf(&b, "<pdf:Keywords>%s</pdf:Keywords>\n", esc(i.Keywords))
	}
	if i.Lang != "" {
		fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", esc(i.Lang))
	}
	if i.Creator != "" {
		fmt.Fprintf(&b, "<xmp:CreatorTool>%s</xmp:CreatorTool>\n<pdf:Producer>%s</pdf:Producer>\n", esc(i.Creator), esc(i.Creator))
	}
	if !i.Date.IsZero() {
		day := i.Date.UTC().Format("2006-01-02T15:04:05Z")
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n", day, day)
	}
	b.WriteString("</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return b.String()
}
