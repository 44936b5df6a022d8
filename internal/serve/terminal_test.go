package serve

import (
	"bytes"
	"regexp"
	"testing"
	"time"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

func TestTerminalLines(t *testing.T) {
	var b bytes.Buffer
	log := &terminal{w: &b, msg: i18n.For(i18n.Spanish)}
	finding := func(line int, text string) diag.Diagnostic {
		return diag.Diagnostic{Code: "ZZ-01", Severity: diag.Warning, Message: "ZZ-01", Args: []string{text}, Pos: diag.Pos{Path: "a.md", Line: line, Col: 1}}
	}
	m := output.NewMemory()
	must(t, m.Put("a.html", nil))
	site, err := m.Site()
	must(t, err)
	before := diag.List{finding(3, "old")}
	one := output.Delta{Changed: []string{"a.html"}}

	log.start("http://127.0.0.1:1/", "127.0.0.1", Result{Pages: 2, Manuals: 1, Findings: before}, 1400*time.Millisecond)
	log.rebuilt([]string{`content\a.md`}, Result{Site: site}, nil, one, 12*time.Millisecond)
	log.rebuilt(nil, Result{Site: site, Findings: diag.List{finding(9, "old"), finding(4, "new")}}, before,
		output.Delta{Changed: []string{"a.html", "b.html", "x.css"}}, time.Millisecond)
	log.rebuilt([]string{"a", "b"}, Result{Findings: diag.List{finding(1, "1")}}, nil, output.Delta{}, 0)
	log.rebuilt([]string{"a"}, Result{Site: site, Findings: before}, before, output.Delta{}, 0) // nothing to say
	many := diag.List{}
	for i := range 7 {
		many = append(many, finding(i+1, string(rune('a'+i))))
	}
	log.rebuilt([]string{"a"}, Result{Site: site, Findings: many}, nil, one, 0)
	stop := finding(1, "stop")
	stop.Severity = diag.Fatal
	log.rebuilt([]string{"a"}, Result{Findings: append(diag.List{stop}, many...)}, nil, output.Delta{}, 0) // it is named last

	got := regexp.MustCompile(`(?m)^\d\d:\d\d:\d\d`).ReplaceAllString(b.String(), "HH:MM:SS")
	want := `a.md:3:1: advertencia: ZZ-01 old [ZZ-01]
Sitio en http://127.0.0.1:1/ (1 manual, 2 páginas, 1,4 s, 1 hallazgo). Guarde un archivo y la página lo muestra; Ctrl+C para terminar.
HH:MM:SS  content/a.md: 1 página, 12 ms, sin hallazgos
HH:MM:SS  todo: 2 páginas, 1 ms, 2 hallazgos
a.md:4:1: advertencia: ZZ-01 new [ZZ-01]
HH:MM:SS  2 archivos: sin cambios hasta que se corrijan los errores, 0 ms, 1 hallazgo
a.md:1:1: advertencia: ZZ-01 1 [ZZ-01]
HH:MM:SS  a: 1 página, 0 ms, 7 hallazgos
a.md:1:1: advertencia: ZZ-01 a [ZZ-01]
a.md:2:1: advertencia: ZZ-01 b [ZZ-01]
a.md:3:1: advertencia: ZZ-01 c [ZZ-01]
a.md:4:1: advertencia: ZZ-01 d [ZZ-01]
a.md:5:1: advertencia: ZZ-01 e [ZZ-01]
    y 2 más
HH:MM:SS  a: sin cambios hasta que se corrijan los errores, 0 ms, 8 hallazgos
a.md:1:1: advertencia: ZZ-01 a [ZZ-01]
a.md:2:1: advertencia: ZZ-01 b [ZZ-01]
a.md:3:1: advertencia: ZZ-01 c [ZZ-01]
a.md:4:1: advertencia: ZZ-01 d [ZZ-01]
a.md:5:1: advertencia: ZZ-01 e [ZZ-01]
    y 2 más
a.md:1:1: error que impide construir: ZZ-01 stop [ZZ-01]
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestEveryFailureHasWords(t *testing.T) {
	keys := []string{"serve.listen"}
	for _, r := range []output.Reason{
		output.ErrForeign, output.ErrNotFolder, output.ErrRoot, output.ErrManifest, output.ErrNewer, output.ErrBusy, output.ErrLeftover,
		output.ErrCollision, output.ErrOccupied, output.ErrPath, output.ErrClosed, output.ErrFull, output.ErrPermission,
		output.ErrReadOnly, output.ErrNameLong, output.ErrInUse, output.ErrDangling, output.ErrFailed,
	} {
		keys = append(keys, string(r))
	}
	for _, lang := range []i18n.Lang{i18n.Spanish, i18n.English} {
		for _, key := range keys {
			for _, k := range []string{key, key + ".pista"} {
				if text, ok := i18n.For(lang).Lookup(k); !ok || text == "" {
					t.Errorf("%s: no words for %s", lang, k)
				}
			}
		}
	}
}
