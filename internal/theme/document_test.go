package theme

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"
)

// TestNoticesOnEveryPage: what a reader must know stands on the cover and on
// each section, with a word and an icon, and its link leads out of any folder.
func TestNoticesOnEveryPage(t *testing.T) {
	f := newFixture()
	f.manual.Notices = []Notice{
		{Kind: "obsoleto", Title: "Obsoleto", Text: "Este manual ya no está vigente.", Lead: "Lo reemplaza", Link: Link{"", "VERTIA 3 <b>", "../vertia-3/index.html"}},
		{Kind: "vencido", Title: "Revisión vencida", Text: "Debía revisarse."},
	}
	th := load(t, Options{})
	shell := th.Manual(f.manual)
	deep := f.deepSection()
	own := f.deepSection()
	own.Notices = []Notice{{Kind: "borrador", Title: "Borrador", Text: "Esta sección."}}
	for _, c := range []struct {
		name, link string
		notices    int
		draw       func(io.Writer) error
	}{
		{"cover", "../vertia-3/index.html", 2, func(w io.Writer) error { return shell.Cover(w, f.cover()) }},
		{"section", "../vertia-3/index.html", 2, func(w io.Writer) error { return shell.Section(w, f.section(t)) }},
		{"deep section", "../../../vertia-3/index.html", 2, func(w io.Writer) error { return shell.Section(w, deep) }},
		{"draft section", "../../../vertia-3/index.html", 3, func(w io.Writer) error { return shell.Section(w, own) }},
		{"deep section again", "../../../vertia-3/index.html", 2, func(w io.Writer) error { return shell.Section(w, deep) }},
	} {
		page := draw(t, c.draw)
		if want := `<strong>Obsoleto.</strong> <span>Este manual ya no está vigente.</span> Lo reemplaza <a href="` + c.link + `">VERTIA 3 &lt;b&gt;</a>.</p>`; !strings.Contains(page, want) {
			t.Errorf("%s: no %s", c.name, want)
		}
		if !strings.Contains(page, `<strong>Revisión vencida.</strong> <span>Debía revisarse.</span></p>`) {
			t.Errorf("%s: the notice without a link is not there, or says too much", c.name)
		}
		if n := strings.Count(page, `class="notice notice-`); n != c.notices {
			t.Errorf("%s: %d notices, want %d", c.name, n, c.notices)
		}
		for _, icon := range regexp.MustCompile(`class="notice[^>]*><svg[^>]*><use href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if !strings.Contains(page, `<symbol id="`+icon[1]+`"`) {
				t.Errorf("%s: there is no icon %s", c.name, icon[1])
			}
		}
	}
	f.manual.Notices = nil
	if strings.Contains(draw(t, func(w io.Writer) error { return th.Section(w, f.deepSection()) }), "notice") {
		t.Error("a manual without notices has room for them")
	}
}

func TestTrace(t *testing.T) {
	f := newFixture()
	shell := load(t, Options{}).Manual(f.manual)
	foot := func(tr Trace) string {
		s := f.deepSection()
		s.Trace = tr
		page := draw(t, func(w io.Writer) error { return shell.Section(w, s) })
		_, rest, ok := strings.Cut(page, `<footer class="trace">`)
		if !ok {
			return ""
		}
		foot, _, _ := strings.Cut(rest, "</footer>")
		return strings.TrimSpace(foot)
	}
	edit := "https://git.example/a/-/edit/main/x%20%C3%B1.md"
	for _, c := range []struct {
		trace Trace
		want  string
	}{
		{Trace{}, ""},
		{Trace{Day: "12 de marzo de 2026", ISO: "2026-03-12"}, `<p>Última modificación: <time datetime="2026-03-12">12 de marzo de 2026</time></p>`},
		{Trace{Unsaved: true}, `<p>Última modificación: sin confirmar en el repositorio</p>`},
		{Trace{Edit: edit}, `<p><a href="` + edit + `" rel="noopener">Editar esta página</a></p>`},
	} {
		if got := foot(c.trace); got != c.want {
			t.Errorf("%+v:\n%s\nwant\n%s", c.trace, got, c.want)
		}
	}
}

// TestMovedPage: the page at an old address sends readers on with and without
// its script, and its own policy lets that script run.
func TestMovedPage(t *testing.T) {
	f := newFixture()
	page := draw(t, func(w io.Writer) error {
		v := Moved{Frame: f.frame(sectionPage, "Copias & más", "vertia/viejo/copias.html"), To: Link{"10", "Copias & más", "../copias.html"}}
		v.Canonical = "https://docs.example/vertia/copias.html"
		return load(t, Options{}).Moved(w, v)
	})
	if !strings.HasPrefix(page, "<!doctype html>") {
		t.Errorf("the page begins with %.20q", page)
	}
	for _, want := range []string{
		`<meta http-equiv="refresh" content="0; url=../copias.html">`,
		`<link rel="canonical" href="https://docs.example/vertia/copias.html">`,
		`<meta name="robots" content="noindex">`,
		`<a href="../copias.html"><span class="num">10</span> Copias &amp; más</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	script := regexp.MustCompile(`(?s)<script>(.*)</script>`).FindStringSubmatch(page)
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if script == nil || policy == nil {
		t.Fatal("no script or no policy")
	}
	sum := sha256.Sum256([]byte(script[1]))
	if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(html.UnescapeString(policy[1]), "script-src "+hash) {
		t.Errorf("the policy %s does not name %s", policy[1], hash)
	}
}
