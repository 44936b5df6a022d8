package importer_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"folio/internal/diag"
)

// Documents that other programs wrote. They are not in the repository: LibreOffice
// makes some here, others come with a package of npm's. make test runs these
// tests; with -short they are left out.

// libreOffice turns documents into Word's.
func libreOffice(t *testing.T, filter string, names ...string) (dir string) {
	t.Helper()
	office := ""
	for _, name := range []string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			office = p
			break
		}
	}
	if office == "" {
		t.Fatal("LibreOffice is needed to make documents of Word: make prepare installs it")
	}
	dir = t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", dir}
	if filter != "" {
		args = append(args, "--infilter="+filter)
	}
	if out, err := exec.Command(office, append(args, names...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

// mammoth is the package of npm's whose documents are read: 17 of them, made by
// Word, LibreOffice and Google Docs.
const mammoth = "mammoth-1.13.0"

func mammothDocuments(t *testing.T) map[string][]byte {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(cache, "folio-pruebas")
	name := filepath.Join(dir, mammoth+".tgz")
	if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, mammoth+".none")); err == nil {
			t.Skip("make prepare said that it could not be fetched")
		}
		t.Fatalf("the documents of %s are needed: make prepare fetches them", mammoth)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(h.Name, ".docx") {
			if list[path.Base(h.Name)], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(list) < 17 {
		t.Fatalf("%s has %d documents", mammoth, len(list))
	}
	return list
}

var (
	shownText = regexp.MustCompile(`<w:t(?: [^>]*)?>([^<]*)</w:t>|</w:p>|<w:tab/>|<w:br/>`)
	gone      = regexp.MustCompile(`(?s)<w:del [^>]*>.*?</w:del>|<mc:Fallback>.*?</mc:Fallback>|<w:tabs>.*?</w:tabs>`)
	tableMark = regexp.MustCompile(`<w:tbl>`)
	blipMark  = regexp.MustCompile(`<a:blip [^>]*(?:embed|link)=|<v:imagedata `)
)

// counted is what a document has, counted in its XML without the reader.
type counted struct {
	words            []string
	tables, pictures int
}

func count(t *testing.T, data []byte) (c counted) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		base := path.Base(f.Name)
		if !strings.HasPrefix(base, "document") && !strings.HasPrefix(base, "footnotes") && !strings.HasPrefix(base, "endnotes") || path.Ext(base) != ".xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		src, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		xml := gone.ReplaceAllString(string(src), "")
		var b strings.Builder
		for _, m := range shownText.FindAllStringSubmatch(xml, -1) {
			b.WriteString(m[1])
			if m[1] == "" {
				b.WriteByte(' ')
			}
		}
		c.words = append(c.words, foldedWords(html.UnescapeString(b.String()))...)
		if strings.HasPrefix(base, "document") {
			c.tables += len(tableMark.FindAllString(xml, -1))
			c.pictures += len(blipMark.FindAllString(xml, -1))
		}
	}
	return c
}

var (
	tableLine = regexp.MustCompile(`(?m)^\|(?:[ :-]+\|)+$|^<table>$`)
	imageMark = regexp.MustCompile(`!\[[^\]]*\]\(img/`)
)

// TestDocumentsOfOthers: of 17 documents, and of the same as LibreOffice saves them,
// no word, no table and no picture is lost without a finding, and their manuals
// build.
func TestDocumentsOfOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("in make test")
	}
	documents := mammothDocuments(t)
	dir, names := t.TempDir(), []string{}
	for _, name := range slices.Sorted(keys(documents)) {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, documents[name], 0o644); err != nil {
			t.Fatal(err)
		}
		if name != "empty.docx" {
			names = append(names, file)
		}
	}
	saved := libreOffice(t, "", names...)
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(saved, filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		documents["saved-"+filepath.Base(name)] = data
	}
	for name, data := range documents {
		t.Run(name, func(t *testing.T) {
			if name == "empty.docx" {
				if got := read(t, name, data); got != "IMP-01.sintexto" {
					t.Errorf("%q", got)
				}
				return
			}
			m := imported(t, fstest.MapFS{name: {Data: data}}, name, "")
			wholeDocument(t, m, data, same{})
		})
	}
}

// same says in what a manual differs from its document.
type same struct {
	lost     string // words that Folio writes itself, or for which others stand
	tables   int    // more than in the document
	pictures int
}

// wholeDocument holds what was imported to its document.
func wholeDocument(t *testing.T, m made, data []byte, but same) {
	t.Helper()
	c := count(t, data)
	words, built := m.built(t)
	if got := strings.Join(missing(c.words, words), ", "); got != but.lost {
		t.Errorf("lost %s\nwant %s", got, but.lost)
	}
	all := ""
	for name, text := range m.texts {
		if strings.HasSuffix(name, ".md") {
			all += text + "\n"
		}
	}
	taken := 0 // tables that are control data
	for _, d := range m.found {
		if slices.Contains([]string{"IMP-04.cambios", "IMP-04.firmas"}, d.Message) {
			taken++
		}
	}
	if got := len(tableLine.FindAllString(all, -1)) + taken; got != c.tables+but.tables {
		t.Errorf("%d tables of %d", got, c.tables)
	}
	if got := len(imageMark.FindAllString(all, -1)); got != c.pictures+but.pictures {
		t.Errorf("%d pictures of %d", got, c.pictures)
	}
	for _, d := range built {
		if d.Severity >= diag.Error && d.Code != "IMG-03" && d.Code != "IMG-04" {
			t.Errorf("the build says %s %v %q", d.Message, d.Pos, d.Args)
		}
	}
}

// instructivo makes HTML of the instruction, as one that was written with a word
// processor has it: a header above each sheet, a cover, typed numbers, captions and
// lists.
func instructivo(src string) (page, text string) {
	var b strings.Builder
	b.WriteString(`<html lang="es"><head><meta charset="utf-8"><title>Instructivo para la elaboración de manuales de despliegue</title></head><body>`)
	header, rows, list := "", []string{}, ""
	var body strings.Builder
	flush := func() {
		if list != "" {
			body.WriteString("</" + list + ">")
			list = ""
		}
		if len(rows) == 0 {
			return
		}
		t := "<table border=1>"
		for _, r := range rows {
			t += "<tr>"
			for cell := range strings.SplitSeq(r, "\t") {
				t += "<td>" + bold.ReplaceAllString(cell, "<b>$1</b>") + "</td>"
			}
			t += "</tr>"
		}
		t += "</table>"
		if strings.Contains(t, "Vigencia") {
			if header == "" {
				header = t // above each sheet
			}
		} else {
			body.WriteString(t)
		}
		rows = nil
	}
	code, broken := false, false
	for line := range strings.Lines(src) {
		goes := broken && list != ""
		broken = strings.HasSuffix(line, "  \n")
		line = strings.TrimRight(line, " \n")
		bare := strings.TrimSpace(line)
		if strings.Contains(line, "\t") && !dots.MatchString(line) {
			rows = append(rows, line)
			continue
		}
		if m := point.FindStringSubmatch(bare); m != nil && !strings.HasPrefix(bare, "#") && !dots.MatchString(bare) && !code {
			kind := "ol"
			if m[1] == "-" {
				kind = "ul"
			}
			if list != kind {
				flush()
				body.WriteString("<" + kind + ">")
				list = kind
			}
			body.WriteString("<li>" + inlineHTML(m[2]))
			continue
		}
		switch {
		case strings.HasPrefix(bare, "```"):
			code = !code
			body.WriteString(map[bool]string{true: "<pre>", false: "</pre>"}[code])
		case code:
			body.WriteString(escapeHTML(bare) + "\n")
		case bare == "":
			if list == "" {
				flush()
			}
		case strings.HasPrefix(bare, "#"):
			flush()
			level := len(bare) - len(strings.TrimLeft(bare, "#"))
			body.WriteString(fmt.Sprintf("<h%d>%s</h%d>", level, inlineHTML(strings.TrimLeft(bare, "# ")), level))
		case goes || list != "" && line != bare:
			body.WriteString("<br>" + inlineHTML(bare))
		default:
			flush()
			body.WriteString("<p>" + inlineHTML(strings.ReplaceAll(bare, "\t", " ")) + "</p>")
		}
	}
	flush()
	b.WriteString(`<div title="header">` + header + `</div>` + body.String() + "</body></html>")
	return b.String(), body.String()
}

var (
	bold  = regexp.MustCompile(`<b>(.*?)</b>`)
	dots  = regexp.MustCompile(`\.{4,}`)
	point = regexp.MustCompile(`^(-|\d+\.) (.*)$`)
	stars = regexp.MustCompile(`\*\*(.+?)\*\*`)
	ticks = regexp.MustCompile("`([^`]+)`")
)

func escapeHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func inlineHTML(s string) string {
	s = strings.NewReplacer("<b>", "**", "</b>", "**", `\_`, "_").Replace(s)
	s = stars.ReplaceAllString(escapeHTML(s), "<b>$1</b>")
	return ticks.ReplaceAllString(s, "<code>$1</code>")
}

// TestTheInstructionFromWord: the instruction, made a document of Word's by
// LibreOffice, comes to a manual of which the words are the instruction's.
func TestTheInstructionFromWord(t *testing.T) {
	if testing.Short() {
		t.Skip("in make test")
	}
	src, err := os.ReadFile("../../testdata/semillas/000-instructivo-I-A-GTI-04.md")
	if err != nil {
		t.Fatal(err)
	}
	page, _ := instructivo(string(src))
	dir := t.TempDir()
	name := filepath.Join(dir, "instructivo.html")
	if err := os.WriteFile(name, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	out := libreOffice(t, "HTML (StarWriter)", name)
	if keep := os.Getenv("FOLIO_TEST_KEEP"); keep != "" {
		data, _ := os.ReadFile(filepath.Join(out, "instructivo.docx"))
		os.WriteFile(keep, data, 0o644)
	}
	m := imported(t, os.DirFS(out), "instructivo.docx", "manual-de-despliegue")
	data, err := os.ReadFile(filepath.Join(out, "instructivo.docx"))
	if err != nil {
		t.Fatal(err)
	}
	wholeDocument(t, m, data, same{
		// Numbers of headings, captions and sheets, the words of captions, the password,
		// the table of contents and the lists of tables and pictures.
		lost: "1 8, 10 3, 11 4, 12 1, 123456 1, 13 1, 14 1, 2 8, 3 32, 4 6, 5 4, 6 3, 7 5, 8 4, 9 3, al 1, bases 1, conceptos 1, contenido 1, datos 1, imagen 2, imagenes 1, " +
			"infraestructura 2, instructivo 2, introduccion 1, lista 2, los 1, minima 2, minimos 1, o 1, objetivo 1, servidor 2, tabla 7, tablas 1, terminos 1",
		tables:   -1, // of contents
		pictures: 2,  // places of those that captions speak of
	})
	if got := strings.Count(m.texts["07-procedimiento-de-despliegue.md"], "```bash"); got != 3 {
		t.Errorf("%d listings in the procedure", got)
	}
	for _, want := range []string{"codigo: I-A-GTI-04", "vigencia: 2023-06-16", `version: "1"`, "entidad: MINISTERIO DE AMBIENTE Y DESARROLLO SOSTENIBLE", "titulo: Instructivo para la elaboración de manuales de despliegue"} {
		if !strings.Contains(m.texts["manual.yaml"], want+"\n") {
			t.Errorf("no %s in\n%s", want, m.texts["manual.yaml"])
		}
	}
	if len(m.Lacks) > 0 {
		t.Errorf("not found: %q", m.Lacks)
	}
}

// TestAWordManual: all that a manual of Word's may have, made by LibreOffice.
func TestAWordManual(t *testing.T) {
	if testing.Short() {
		t.Skip("in make test")
	}
	out := libreOffice(t, "", "testdata/manual.fodt")
	data, err := os.ReadFile(filepath.Join(out, "manual.docx"))
	if err != nil {
		t.Fatal(err)
	}
	m := imported(t, os.DirFS(out), "manual.docx", "")
	wholeDocument(t, m, data, same{
		// Numbers, the words of captions, the table of contents, the head of the history
		// of changes, a date that is none, the password, and «la» before a reference.
		lost:   "1 5, 2 3, 3 1, 4 1, 45 1, 7 1, 8 2, 9 2, cambio 1, contenido 1, imagen 1, la 1, marzo 1, qw7 1, tabla 3, tt 1, zx9 1",
		tables: 1, // of lines with tabs
	})
	if m.Plan.Name != "manual-de-despliegue" {
		t.Errorf("the blueprint is %s", m.Plan.Name)
	}
	golden(t, "testdata/manual.golden", m)
}

// golden holds a manual's texts and findings to a file.
func golden(t *testing.T, name string, m made) {
	t.Helper()
	var b strings.Builder
	for _, file := range slices.Sorted(keys(m.texts)) {
		if strings.HasSuffix(file, ".md") || file == "manual.yaml" {
			fmt.Fprintf(&b, "-- %s --\n%s", file, m.texts[file])
		}
	}
	b.WriteString("-- hallazgos --\n" + describe(m.found))
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
