package importer_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"folio/internal/blueprint"
	"folio/internal/importer"
)

// within is how long any file may keep the program.
const within = 2 * time.Second

// read imports a file, whatever comes of it, and gives the fault.
func read(t *testing.T, name string, data []byte) string {
	t.Helper()
	var err error
	for attempt := 0; ; attempt++ { // the machine may be busy
		start := time.Now()
		var d *importer.Draft
		if d, err = importer.Read(fstest.MapFS{name: {Data: data}}, name, path.Base(name)); err == nil {
			d.Manual(importer.Options{Plans: fuzzPlans, Dir: "content/m"})
		}
		took := time.Since(start)
		if took < within*raceFactor {
			break
		}
		if attempt == 2 {
			t.Errorf("%s took %s", name, took)
			break
		}
	}
	var f *importer.Fault
	switch {
	case errors.As(err, &f):
		return f.Key
	case err != nil:
		t.Fatal(err)
	}
	return ""
}

// bomb is an archive whose entry says little and holds much.
func bomb(t *testing.T, name string, size int, lead string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for n, text := range map[string]string{
		"_rels/.rels":                  `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="p" Type="x/image" Target="media/a.png"/></Relationships>`,
		"word/document.xml":            `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>x</w:t></w:r><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p></w:body></w:document>`,
	} {
		if n == name {
			continue
		}
		w, _ := z.Create(n)
		w.Write([]byte(text))
	}
	w, _ := z.Create(name)
	w.Write([]byte(lead))
	zeros := make([]byte, 1<<20)
	for range size >> 20 {
		w.Write(zeros)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHostileDocuments: whatever a document is, it ends in a clear error, or in a
// manual without what was too much, in two seconds.
func TestHostileDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("takes its time under the race detector, and has one thread")
	}
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	doc := func(body string, parts ...string) []byte {
		m := map[string]string{"word/document.xml": body}
		for i := 0; i+1 < len(parts); i += 2 {
			m[parts[i]] = parts[i+1]
		}
		return docxOf(t, m)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"bomb in the text":    {bomb(t, "word/document.xml", 60<<20, "<w:document>"), "IMP-01.grande"},
		"a picture of 100 MB": {bomb(t, "word/media/a.png", 100<<20, "\x89PNG\r\n\x1a\n"), ""},
		"entities":            {doc(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document><w:body>` + p("&a;") + `</w:body></w:document>`), "IMP-01.entidad"},
		"unknown entity":      {doc(p("&nada;")), "IMP-01.xml"},
		"deep":                {doc(strings.Repeat("<w:sdt><w:sdtContent>", 100_000)), "IMP-01.complejo"},
		"deep tables":         {doc(strings.Repeat("<w:tbl><w:tr><w:tc>", 60) + p("x") + strings.Repeat("</w:tc></w:tr></w:tbl>", 60)), ""},
		"many elements":       {doc(strings.Repeat("<w:p/>", 450_000)), "IMP-01.complejo"},
		"names that climb":    {doc(p("x")+`<w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>`, "word/_rels/document.xml.rels", `<Relationships><Relationship Id="p" Type="x/image" Target="../../../../etc/passwd"/></Relationships>`, "../../evil.png", "x"), ""},
		"styles in a circle":  {doc(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, "word/_rels/document.xml.rels", `<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>`, "word/styles.xml", `<w:styles><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`), ""},
		"lists in a circle":   {doc(`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, "word/_rels/document.xml.rels", `<Relationships><Relationship Id="s" Type="x/numbering" Target="numbering.xml"/></Relationships>`, "word/numbering.xml", `<w:numbering><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`), ""},
		"half of a zip":       {doc(p("x"))[:100], "IMP-01.zip"},
		"no document":         {docxOf(t, map[string]string{"word/otro.xml": "<x/>"}), "IMP-01.docx"},
		"wide table":          {doc("<w:tbl>" + strings.Repeat("<w:tr>"+strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>`+p("x")+"</w:tc>", 20)+"</w:tr>", 500) + "</w:tbl>"), ""},
		"fields without end":  {doc("<w:p>" + strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, 50_000) + "</w:p>" + p("x")), "IMP-01.sintexto"},
		"many lists": {doc(strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`+p("y"), 4_000), "word/_rels/document.xml.rels", `<Relationships><Relationship Id="s" Type="x/numbering" Target="numbering.xml"/></Relationships>`,
			"word/numbering.xml", `<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="8"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`), ""},
		"bold lines":      {doc(strings.Repeat(`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Título</w:t></w:r></w:p>`, 5_000)), ""},
		"long paragraph":  {doc(p(strings.Repeat("*a_b [x] `", 50_000))), ""},
		"many secrets":    {doc(p(strings.Repeat("password=Zx9Qw7 ", 3_000))), ""},
		"many references": {doc("<w:p>" + strings.Repeat(`<w:hyperlink w:anchor="x"><w:r><w:t>3</w:t></w:r></w:hyperlink>`, 5_000) + "</w:p>"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, "a.docx", c.data); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestWhatIsNotRead says so, and what to do instead.
func TestWhatIsNotRead(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"a.doc":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "IMP-01.doc"},
		"c.docx": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00" + strings.Join(strings.Split("EncryptedPackage", ""), "\x00") + "\x00", "IMP-01.clave"},
		"b.docx": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "IMP-01.doc"},
		"a.pdf":  {"%PDF-1.7\n1 0 obj <</Type /Font>>", "IMP-01.pdf"},
		"s.pdf":  {"%PDF-1.7\n1 0 obj <</Type /XObject>>", "IMP-01.escaneado"},
		"a.rtf":  {`{\rtf1\ansi hola}`, "IMP-01.rtf"},
		"a.xyz":  {"\x7fELF\x00\x00", "IMP-01.formato"},
		"a.docx": {"", "IMP-01.vacio"},
	} {
		if got := read(t, name, []byte(c.data)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// FuzzDocx: no body of a document stops the program, and what is made of one has
// no names outside of its folder.
func FuzzDocx(f *testing.F) {
	for _, s := range []string{
		`<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>1. Objetivo</w:t></w:r></w:p>`,
		`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`,
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x \h</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
		`<w:p><w:bookmarkStart w:name="x"/><w:r><w:rPr><w:b/><w:rFonts w:ascii="Courier"/></w:rPr><w:t>Tabla 1. x</w:t><w:br/></w:r></w:p>`,
		`<w:p><w:r><w:drawing><wp:docPr descr="a"/><a:blip r:embed="../x"/></w:drawing><mc:AlternateContent><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) < 50_000 {
			fuzzed(t, "a.docx", docxOf(t, map[string]string{"word/document.xml": body}))
		}
	})
}

// fuzzed imports what a fuzzer made. What takes long is said: the fuzzer would wait
// for it for ever.
func fuzzed(t *testing.T, name string, data []byte) {
	t.Helper()
	late := time.AfterFunc(30*time.Second, func() { panic(fmt.Sprintf("%s takes too long: %q", name, data)) })
	defer late.Stop()
	d, err := importer.Read(fstest.MapFS{name: {Data: data}}, name, name)
	var fault *importer.Fault
	if errors.As(err, &fault) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	m, found := d.Manual(importer.Options{Plans: fuzzPlans, Dir: "m"})
	for _, f := range m.Files {
		if strings.Contains(f.Name, "..") || strings.HasPrefix(f.Name, "/") || strings.ContainsAny(string(f.Data), "\x00\x01") && strings.HasSuffix(f.Name, ".md") {
			t.Fatalf("%q: %q", f.Name, f.Data)
		}
	}
	for _, d := range found {
		if d.Pos.Line > 0 && !bytes.Contains(fileOf(m, d.Pos.Path), []byte("\n")) {
			t.Fatal(fmt.Sprint(d))
		}
	}
}

func fileOf(m importer.Manual, name string) []byte {
	for _, f := range m.Files {
		if path.Join("m", f.Name) == name {
			return f.Data
		}
	}
	return nil
}

var fuzzPlans, _, _ = blueprint.Open(nil, "")
