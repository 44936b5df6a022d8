package pipeline

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"folio/internal/config"
	"folio/internal/output"
)

// TestHomeInParts: the list of many manuals is on several pages, each manual on one of
// them, in the order of titles; what leads to all manuals leads to the pages instead.
func TestHomeInParts(t *testing.T) {
	e := &editor{Rand: rand.New(rand.NewPCG(1, 2)), dir: t.TempDir(), site: config.Site{Title: "Sitio", URL: "https://manuales.example/"}}
	const manuals = 2*homeCards + 1
	for i := range manuals {
		m := filepath.Join(e.dir, fmt.Sprintf("m%03d", i))
		e.write(t, filepath.Join(m, "manual.yaml"), fmt.Appendf(nil, "titulo: Manual de despliegue del sistema %03d\n", manuals-i))
		e.write(t, filepath.Join(m, "01-a.md"), []byte("# A\n\nTexto.\n"))
	}
	e.write(t, filepath.Join(e.dir, "index.md"), []byte("# Sitio\n\nBienvenida.\n"))
	site := e.build(t, 2, output.NewMemory(), nil).site
	read := func(name string) string {
		data, _, ok := site.Get(name)
		if !ok {
			t.Fatalf("there is no %s", name)
		}
		return string(data)
	}
	var titles, pages []string
	row := regexp.MustCompile(`<td class="m-title"><a href="[^"]*">([^<]*)`)
	for _, name := range []string{"index.html", "manuales-2.html", "manuales-3.html"} {
		page := read(name)
		n := len(titles)
		for _, m := range row.FindAllStringSubmatch(page, -1) {
			titles = append(titles, m[1])
		}
		pages = append(pages, fmt.Sprint(len(titles)-n))
		if strings.Count(page, `aria-current="page"`) != 1 || strings.Contains(page, "Bienvenida") != (name == "index.html") {
			t.Errorf("%s does not say which it is, or has the text of the first", name)
		}
		if !strings.Contains(page, "601 manuales") {
			t.Errorf("%s does not say how many there are", name)
		}
	}
	if got := strings.Join(pages, " "); got != "300 300 1" {
		t.Errorf("pages of %s manuals", got)
	}
	for i, title := range titles {
		if want := fmt.Sprintf("Manual de despliegue del sistema %03d", i+1); title != want {
			t.Fatalf("%q is where %q should be", title, want)
		}
	}
	for _, name := range []string{"404.html", "sitemap.xml"} {
		if page := read(name); !strings.Contains(page, "manuales-2.html") || !strings.Contains(page, "manuales-3.html") {
			t.Errorf("%s does not lead to the pages", name)
		}
	}
	if page := read("404.html"); strings.Contains(page, "m001/") || !strings.Contains(page, "Manual de … del sistema 301 – Manual de … del sistema 600") {
		t.Error("404.html lists the manuals, or does not name the pages")
	}
}
