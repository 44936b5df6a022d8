package theme

import (
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"

	"folio/internal/config"
)

// headerOf is the control header of a manual's sheets, as SVG.
func headerOf(t *testing.T, m *Manual) string {
	t.Helper()
	css := string(load(t, Options{}).Manual(m).Sheet().Data)
	_, rest, ok := strings.Cut(css, `@top-left{content:url("data:image/svg+xml;charset=utf-8,`)
	svg, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		t.Fatalf("no header in %s", css)
	}
	svg, err := url.PathUnescape(svg)
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			return svg
		} else if err != nil {
			t.Fatalf("the header is no SVG: %v\n%s", err, svg)
		}
	}
}

func TestSheetHeader(t *testing.T) {
	m := &Manual{Title: "M", Folder: "m/", Header: Header{
		Entity: `Entidad "A" & <B> 100 % #1 \ ñ`, Title: "Manual de prueba", SIG: "SOMOSIG", SIGText: "Sistema Integrado de Gestión",
		Process: "Gestión", Version: "2", Validity: "02/03/2026", Code: "M-1",
	}}
	svg := headerOf(t, m)
	for _, want := range []string{"Entidad &#34;A&#34; &amp; &lt;B&gt;", ">MANUAL DE PRUEBA<", ">Versión:</tspan> 2<", ">Vigencia:</tspan> 02/03/2026<", ">Código:</tspan> M-1<", ">SOMOSIG<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in %s", want, svg)
		}
	}
}

// TestSheetHeaderOfALongTitle: all of a title shows, however long it is, and the
// header leaves room for the text.
func TestSheetHeaderOfALongTitle(t *testing.T) {
	th := load(t, Options{})
	for _, words := range []int{1, 12, 60, 120, 300} {
		m := &Manual{Folder: "m/", Header: Header{Title: strings.TrimSpace(strings.Repeat("despliegue ", words)), Code: "M-1"}}
		d := controlDrawing(th, m, 174)
		if got := strings.Count(d.b.String(), "DESPLIEGUE"); got != words {
			t.Errorf("%d words of %d", got, words)
		}
		if d.height > 130 {
			t.Errorf("%d words: the header is %.0f mm high", words, d.height)
		}
	}
}

func TestWrapFits(t *testing.T) {
	for _, text := range []string{"", "a", "uno dos tres", "identificadorsinespaciosquenocabeenunalinea corto", "ÁÉÍÓÚ ñandú 漢字", strings.Repeat("x", 300)} {
		for _, most := range []int{100, 2000, 5000} {
			var all string
			for _, line := range wrap(most, run{text, true}) {
				w := 0
				for _, r := range line {
					w += r.face().width(r.text)
					all += r.text
				}
				if w > most && len([]rune(line[0].text)) > 1 {
					t.Errorf("wrap(%d, %q): a line is %d wide", most, text, w)
				}
			}
			if strings.ReplaceAll(all, " ", "") != strings.ReplaceAll(text, " ", "") {
				t.Errorf("wrap(%d, %q) = %q", most, text, all)
			}
		}
	}
}

// TestSheetOfAPlainFolder: what is no controlled document has its title and the
// number of the sheet.
func TestSheetOfAPlainFolder(t *testing.T) {
	m := &Manual{Title: "Notas", Folder: "n/", Header: Header{Title: "Notas"}}
	if svg := headerOf(t, m); !strings.Contains(svg, ">Notas<") || strings.Contains(svg, "<rect") {
		t.Error(svg)
	}
}

// TestSheetInEachEnvironment: what depends on the environment is drawn for each, and
// nothing is left of the marks that values stand between.
func TestSheetInEachEnvironment(t *testing.T) {
	host, number := config.MarkValue("HOST", "prod"), config.MarkValue("NUM", "01")
	m := &Manual{Title: "Manual de " + host, Folder: "m/", Header: Header{Title: "Manual de " + host, Process: "Proceso " + host, Code: "M-" + number}, Environments: []Environment{
		{ID: "produccion", Values: []Value{{"HOST", "prod"}, {"NUM", "01"}}}, {ID: "pruebas", Values: []Value{{"HOST", "pru"}, {"NUM", "02"}}},
	}}
	css := string(load(t, Options{}).Manual(m).Sheet().Data)
	if config.HasValue(css) {
		t.Error("marks were left")
	}
	production, tests, ok := strings.Cut(css, `:root[data-env-id="pruebas"]{--f-head:`)
	if !ok || !strings.Contains(css, "@top-left{content:var(--f-head);") || !strings.Contains(css, "@bottom-left{content:var(--f-foot);") {
		t.Fatal(css)
	}
	for _, want := range []string{"MANUAL DE PROD", "Proceso prod", "M-01"} {
		if other := strings.NewReplacer("PROD", "PRU", "prod", "pru", "01", "02").Replace(want); !strings.Contains(production, want) || strings.Contains(production, other) || !strings.Contains(tests, other) {
			t.Errorf("%q is not there, or not in its environment", want)
		}
	}
}
