package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/sync/errgroup"
)

// program is the browser of the tests; a machine without one fails them.
func program(t *testing.T) string {
	t.Helper()
	name, err := Find(os.Getenv("CHROMIUM"), os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func start(t *testing.T, o Options) *Browser {
	t.Helper()
	b, err := Open(t.Context(), program(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// sample is a page as the package wants it: a list, and what it leads to, each on
// a sheet of its own.
func sample(sheets int) string {
	var list, text strings.Builder
	for i := range sheets {
		fmt.Fprintf(&list, `<li><a href="#s%d.año">Parte %d</a></li>`, i, i)
		fmt.Fprintf(&text, `<h1 id="s%d.año">Parte %d</h1><p>Véase la <a href="#s%d.año">última</a> y <a href="/0/otro.html">otro</a>.</p>`, i, i, sheets-1)
	}
	return `<!doctype html><html lang="es"><meta charset="utf-8"><title>T</title><style>@page{size:A4}h1{break-before:page}a::after{content:" " attr(data-pagina)}</style>` +
		`<article class="paper" data-page-word=", hoja {0}"><ol class="paper-contents">` + list.String() + `</ol><div class="paper-text">` + text.String() + `</div></article>`
}

func host(t *testing.T, page string) View {
	t.Helper()
	h, err := NewHost(func(name string) ([]byte, bool) { return []byte(page), name == "p.html" })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h.View()
}

func TestPrintNumbersPlaces(t *testing.T) {
	b := start(t, Options{})
	const sheets = 12
	job := Job{View: host(t, sample(sheets)), Page: "p.html", Base: "https://docs.example/x/", Info: Info{Title: "Título ñ", Author: "A & B", Lang: "es", Creator: "Folio", Date: time.Unix(0, 0)}}
	d, err := b.Print(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	if d.Sheets != sheets+1 || d.Passes != 2 {
		t.Errorf("%d sheets in %d passes", d.Sheets, d.Passes)
	}
	for i := range sheets {
		if got := d.Places[fmt.Sprintf("s%d.año", i)]; got != i+2 {
			t.Errorf("part %d is on sheet %d", i, got)
		}
	}
	f, err := parse(d.PDF)
	if err != nil {
		t.Fatal("what is finished cannot be read again: ", err)
	}
	if !strings.Contains(f.catalog, "/MarkInfo") || !strings.Contains(f.catalog, "/Outlines") || !strings.Contains(f.catalog, "/Lang (es)") {
		t.Error(f.catalog)
	}
	info, err := f.object(f.info)
	if err != nil || !strings.Contains(info, "(D:19700101000000Z)") || !strings.Contains(info, pdfText("Título ñ")) {
		t.Error(info, err)
	}
	if bytes.Contains(d.PDF, []byte("127.0.0.1")) || !bytes.Contains(d.PDF, []byte("https://docs.example/x/otro.html")) {
		t.Error("a link leads to the machine that printed")
	}
	// From the list, to the last and to the other page.
	if n := bytes.Count(d.PDF, []byte("/Subtype /Link")); n != 3*sheets {
		t.Errorf("%d links make %d rectangles", 3*sheets, n)
	}
	if !slices.Equal(job.View.Seen(), []string{"p.html"}) {
		t.Error(job.View.Seen())
	}
	again, err := b.Print(t.Context(), job)
	if err != nil || !bytes.Equal(d.PDF, again.PDF) {
		t.Errorf("printed again, the file is another: %v", err)
	}
}

// TestPrintGuessesDigits: of a document of more than 99 sheets, in which a digit
// more breaks each line in two, nothing moves when the numbers come.
func TestPrintGuessesDigits(t *testing.T) {
	var text strings.Builder
	lines := strings.Repeat("Una línea del documento.\n", 9)
	for i := range 600 {
		if i%50 == 0 {
			fmt.Fprintf(&text, `<h1 id="s%d">Parte %d</h1>`, i, i)
		}
		text.WriteString(`<p>Véase la <a href="#s550">última</a></p><pre>` + lines + `</pre>`)
	}
	page := `<!doctype html><html lang="es"><meta charset="utf-8"><title>T</title><style>@page{size:A4}p,pre{font:16px/20px monospace;width:24ch;margin:0}a::after{content:attr(data-pagina)}</style>` +
		`<article class="paper" data-page-word=", hoja {0}"><ol class="paper-contents"><li><a href="#s0">Parte 0</a></li></ol><div class="paper-text">` + text.String() + `</div></article>`
	d, err := start(t, Options{}).Print(t.Context(), Job{View: host(t, page), Page: "p.html"})
	if err != nil {
		t.Fatal(err)
	}
	if last := d.Places["s550"]; last < 100 || d.Passes != 2 {
		t.Errorf("the last place is on sheet %d, after %d passes", last, d.Passes)
	}
}

// TestPrintWaitsForPictures: what only the style of sheets names is there too.
func TestPrintWaitsForPictures(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	const style = `<style>@media print{.paper-text::before{content:url(/0/i.png)}}[data-press] .paper{display:none}@media print{[data-press] .paper{display:block}}</style>`
	h, err := NewHost(func(name string) ([]byte, bool) {
		if name == "i.png" {
			time.Sleep(500 * time.Millisecond)
			return picture.Bytes(), true
		}
		return []byte(strings.Replace(sample(2), "<style>", style+"<style>", 1)), name == "p.html"
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	b := start(t, Options{})
	d, err := b.Print(t.Context(), Job{View: h.View(), Page: "p.html"})
	if err != nil {
		t.Fatal(err)
	}
	if d.Sheets != 3 || d.Passes != 2 || !bytes.Contains(d.PDF, []byte("/Subtype /Image")) {
		t.Errorf("%d sheets in %d passes, without the picture", d.Sheets, d.Passes)
	}
}

// TestPrintWhatIsNowhere: a style may keep the whole text from the sheets.
func TestPrintWhatIsNowhere(t *testing.T) {
	b := start(t, Options{})
	view := host(t, strings.Replace(sample(3), "<style>", "<style>.paper-text{display:none}", 1))
	d, err := b.Print(t.Context(), Job{View: view, Page: "p.html"})
	if err != nil || d.Sheets != 1 || len(d.Places) > 0 {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestPrintSeveral: documents printed one after the other in a tab, and at once in
// several, are the same.
func TestPrintSeveral(t *testing.T) {
	b := start(t, Options{})
	view := host(t, sample(5))
	var files [4][]byte
	var g errgroup.Group
	print := func(i int) error {
		d, err := b.Print(t.Context(), Job{View: view, Page: "p.html"})
		if err == nil {
			files[i] = d.PDF
		}
		return err
	}
	g.Go(func() error { return errors.Join(print(0), print(1)) })
	g.Go(func() error { return errors.Join(print(2), print(3)) })
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if !bytes.Equal(f, files[0]) {
			t.Errorf("document %d is another", i)
		}
	}
}

// TestABrowserThatDies ends in an error, in time, and leaves nothing behind.
func TestABrowserThatDies(t *testing.T) {
	b := start(t, Options{})
	view := host(t, sample(400))
	time.AfterFunc(300*time.Millisecond, func() { _ = chromedp.FromContext(b.ctx).Browser.Process().Kill() })
	_, err := b.Print(t.Context(), Job{View: view, Page: "p.html"})
	var e *Error
	if !errors.As(err, &e) || e.Kind != Died {
		t.Errorf("%v", err)
	}
	b.Close()
	none(t)
}

func TestABrowserThatHangs(t *testing.T) {
	b := start(t, Options{Print: 1500 * time.Millisecond})
	view := host(t, `<!doctype html><title>T</title><script>for(;;){}</script>`)
	_, err := b.Print(t.Context(), Job{View: view, Page: "p.html"})
	var e *Error
	if !errors.As(err, &e) || e.Kind != Late {
		t.Errorf("%v", err)
	}
	b.Close()
	none(t)
}

func TestPrintIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b, err := Open(ctx, program(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	view := host(t, sample(400))
	time.AfterFunc(300*time.Millisecond, cancel)
	if _, err := b.Print(ctx, Job{View: view, Page: "p.html"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	b.Close()
	none(t)
}

// none holds that no browser of this process is left, nor its profile.
func none(t *testing.T) {
	t.Helper()
	if left := profiles(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// profiles are those of running browsers (Linux) that this test started, and
// those on the disk.
func profiles(t *testing.T) (list []string) {
	t.Helper()
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "folio-pdf-*"))
	list = append(list, dirs...)
	processes, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range processes {
		line, err := os.ReadFile(name)
		if err == nil && bytes.Contains(line, []byte("--user-data-dir="+filepath.Join(os.TempDir(), "folio-pdf-"))) {
			list = append(list, string(line))
		}
	}
	return list
}

func TestMain(m *testing.M) {
	// Profiles in a folder of the tests' own, so that no other's are counted.
	dir, err := os.MkdirTemp("", "folio-paper-")
	if err != nil {
		panic(err)
	}
	os.Setenv("TMPDIR", dir)
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func TestTooOld(t *testing.T) {
	for product, want := range map[string]bool{
		"HeadlessChrome/156.0.8078.108": false, "Chrome/131.0.1": false, "Chrome/130.9.9": true, "Chrome": true, "": true,
	} {
		if _, got := tooOld(product); got != want {
			t.Errorf("tooOld(%q) = %v", product, got)
		}
	}
}

func TestPrograms(t *testing.T) {
	env := map[string]string{"ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\x\AppData\Local`, "HOME": "/Users/x"}
	for system, want := range map[string]string{
		"windows": `C:\Program Files\Microsoft\Edge\Application\msedge.exe`, "darwin": "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "linux": "chromium",
	} {
		if got := programs(system, func(k string) string { return env[k] }); !slices.Contains(got, want) {
			t.Errorf("%s: no %s in %v", system, want, got)
		}
	}
}

// TestStrangeFiles: whatever a file says, it is refused or read, never taken for
// what it is not.
func TestStrangeFiles(t *testing.T) {
	good := "%PDF-1.4\n1 0 obj\n<</Title (x)>>\nendobj\n2 0 obj\n<</Type /Catalog\n/Pages 3 0 R\n/Dests 5 0 R>>\nendobj\n" +
		"3 0 obj\n<</Type /Pages\n/Kids [4 0 R]>>\nendobj\n4 0 obj\n<</Type /Page>>\nendobj\n5 0 obj\n<</a#20b [4 0 R /XYZ 0 0 0]\n/a%C3%B1o [4 0 R /XYZ 0 0 0]>>\nendobj\n"
	var table strings.Builder
	table.WriteString("xref\n0 6\n0000000000 65535 f \n")
	for i := 1; i < 6; i++ {
		fmt.Fprintf(&table, "%010d 00000 n \n", strings.Index(good, fmt.Sprintf("\n%d 0 obj", i))+1)
	}
	whole := good + table.String() + fmt.Sprintf("trailer\n<</Size 6\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(good))
	f, err := parse([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	places, err := f.places()
	if err != nil || places["a b"] != 1 || places["año"] != 1 {
		t.Error(places, err)
	}
	for i := range len(whole) {
		for _, broken := range []string{whole[:i], whole[:i] + "9" + whole[i+1:], whole[:i] + " " + whole[i+1:]} {
			f, err := parse([]byte(broken))
			if err == nil {
				_, _ = f.places()
				_, _ = f.finish(Info{}, nil)
			}
		}
	}
}

// TestTagsSayWhatIsThere: whatever a document has, a program that reads the tags
// finds nothing left out.
func TestTagsSayWhatIsThere(t *testing.T) {
	page := strings.Replace(sample(2), `<div class="paper-text">`, `<div class="paper-text"><h1 id="x">Uno</h1><ul><li>Un <strong>punto</strong> y <em>otro</em><ul><li>`+
		`<a href="#x">Adentro</a></li></ul></li><li><p>Con (paréntesis) /K 5</p></li></ul><ol style="list-style:none"><li id="paso"><a href="#paso" style="position:absolute">`+
		`</a>Paso</li></ol><figure><svg role="img" aria-label="Dibujo /P 3 0 R" width="50" height="50"><rect width="40" height="40" opacity=".5"/></svg><figcaption>Imagen</figcaption></figure>`+
		`<table style="border:1px solid"><caption>Tabla</caption><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td style="background:#eee">B</td></tr></tbody></table>`+
		`<h2>Dos</h2><pre style="border:1px solid;opacity:.5"><code>x = "ñ"</code></pre>`, 1)
	page = strings.Replace(page, "@page{size:A4}", `@page{size:A4;@top-left{content:"Encabezado"}}a:empty::before{content:"1"}`, 1)
	d, err := start(t, Options{}).Print(t.Context(), Job{View: host(t, page), Page: "p.html", Base: "https://docs.example/x/", Info: Info{Title: "T", Lang: "es"}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := Faults(d.PDF)
	if err != nil || len(list) > 0 {
		t.Errorf("%q, %v", list, err)
	}
	for _, part := range []string{"/Strong /Span", "/Contents (https://docs.example/x/otro.html)", "/Contents " + pdfText("Parte 1"), "/Contents " + pdfText("Paso")} {
		if !bytes.Contains(d.PDF, []byte(part)) {
			t.Errorf("no %s", part)
		}
	}

	// As the browser writes it, it lacks much.
	f, err := parse(d.PDF)
	if err != nil {
		t.Fatal(err)
	}
	for n := range f.at {
		if text, err := f.object(n); err == nil && strings.Contains(text, "/S /LBody") {
			at := f.at[n] + strings.Index(string(f.data[f.at[n]:]), "/LBody")
			copy(f.data[at:], "/Xbody")
		}
	}
	list, err = Faults(f.data)
	if err != nil || !strings.Contains(strings.Join(list, "\n"), "PDF knows no tag Xbody (") {
		t.Errorf("%q, %v", list, err)
	}
}

func TestMarksOfTheRest(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"q\n0 0 9 9 re\nW* n\n0 g\n0 0 5 5 re\nf\nQ\n", "q\n0 0 9 9 re\nW* n\n0 g\n/Artifact BMC\n0 0 5 5 re\nf\nEMC\nQ\n"},
		{"/P <</MCID 0 >>BDC\nBT\n(x) Tj\nET\nEMC\nBT\n/ReversedChars BMC\n(x) Tj\nEMC\nET\n", "/P <</MCID 0 >>BDC\nBT\n(x) Tj\nET\nEMC\n/Artifact BMC\nBT\n/ReversedChars BMC\n(x) Tj\nEMC\nET\nEMC\n"},
		{"0 0 m\n9 9 l\nS\n/P <</MCID 0 >>BDC\n0 0 5 5 re\nf\nEMC\n/X1 Do\n/X2 Do", "/Artifact BMC\n0 0 m\n9 9 l\nS\nEMC\n/P <</MCID 0 >>BDC\n0 0 5 5 re\nf\nEMC\n/Artifact BMC\n/X1 Do\nEMC\n/X2 Do"},
		{"q\nq\n/X1 Do\nQ\n/X1 Do\nQ\n", "q\nq\n/Artifact BMC\n/X1 Do\nEMC\nQ\n/Artifact BMC\n/X1 Do\nEMC\nQ\n"},
		{"/P <</MCID 0 >>BDC\n0 0 5 5 re\nf\nEMC\n", ""}, // nothing to mark
		{"BI /W 1 ID\nx\nEI\n", ""},
		{"/P BMC\n0 0 5 5 re\nf\n", ""},
		{"", ""},
	} {
		got, ok := markRest([]byte(c.text), func(name string) bool { return name == "/X2" })
		if ok != (c.want != "") || ok && string(got) != c.want {
			t.Errorf("%q: %v, %q", c.text, ok, got)
		}
	}
}

// TestNamesOfNodes: by what numbers the browser knew the elements makes no
// difference, and packed data that look like a name stay.
func TestNamesOfNodes(t *testing.T) {
	file := func(first, second string) []byte {
		body := "%PDF-1.4\n1 0 obj\n<</Title (x)>>\nendobj\n2 0 obj\n<</Type /Catalog\n/Pages 3 0 R>>\nendobj\n3 0 obj\n<</Type /Pages\n/Kids []>>\nendobj\n" +
			"4 0 obj\n<</ID (node" + first + ")>>\nendobj\n5 0 obj\n[(node" + first + ") (node" + second + ")]\nendobj\n6 0 obj\n<</Length 14>> stream\n(node00000099)\nendstream\nendobj\n"
		var table strings.Builder
		table.WriteString("xref\n0 7\n0000000000 65535 f \n")
		for i := 1; i < 7; i++ {
			fmt.Fprintf(&table, "%010d 00000 n \n", strings.Index(body, fmt.Sprintf("\n%d 0 obj", i))+1)
		}
		f, err := parse([]byte(body + table.String() + fmt.Sprintf("trailer\n<</Size 7\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(body))))
		if err != nil {
			t.Fatal(err)
		}
		out, err := f.finish(Info{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a, b := file("00000738", "00000740"), file("00000741", "00000790")
	if !bytes.Equal(a, b) || !bytes.Contains(a, []byte("[(node00000001) (node00000002)]")) || !bytes.Contains(a, []byte("stream\n(node00000099)")) {
		t.Errorf("%s\n%s", a, b)
	}
}
