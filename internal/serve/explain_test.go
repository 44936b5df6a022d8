package serve

import (
	"context"
	"io"
	"strings"
	"testing"

	"folio/internal/check"
	"folio/internal/diag"
)

// explained explains one code of the fake site's two as a rule and the other as a
// finding.
func explained(o *Options) {
	o.Code = func(code diag.Code) (check.Explanation, bool) {
		switch code {
		case "X-01":
			return check.Explanation{
				Code: code, Says: []check.Saying{{Message: "falta …", Hint: "póngalo."}},
				Lesson: check.Lesson{Why: "Porque sí.\nHágalo.", Wrong: "# <b>Mal</b>\n", Right: "# Bien"},
			}, true
		case "X-02":
			return check.Explanation{Code: code, Says: []check.Saying{{Message: "no hay …", Hint: "búsquelo."}, {Message: "sobra"}}}, true
		}
		return check.Explanation{}, false
	}
}

// TestCodesAreExplained: the preview answers what a code means, and nothing else.
func TestCodesAreExplained(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p>bien</p>")}), explained)
	for path, want := range map[string]string{
		"_folio/explain?code=X-01": `{"says":[{"message":"falta …","hint":"póngalo."}],"why":"Porque sí.\nHágalo.","wrong":"# \u003cb\u003eMal\u003c/b\u003e\n","right":"# Bien"}`,
		"_folio/explain?code=X-02": `{"says":[{"message":"no hay …","hint":"búsquelo."},{"message":"sobra"}]}`,
	} {
		r := p.ask("GET", path)
		body, err := io.ReadAll(io.LimitReader(r.Body, int64(len(want))))
		if err != nil || r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") || string(body) != want {
			t.Errorf("%s: %d %s %q %v", path, r.StatusCode, r.Header.Get("Content-Type"), body, err)
		}
	}
	for path, want := range map[string]int{"_folio/explain?code=X-99": 404, "_folio/explain": 404, "_folio/explain?code=../x": 404} {
		if r := p.ask("GET", path); r.StatusCode != want {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if r := p.ask("POST", "_folio/explain?code=X-01", "Content-Length: 0"); r.StatusCode != 405 {
		t.Errorf("a POST: %d", r.StatusCode)
	}
}

// storyExplanation: the code of a finding opens what it means below it, also by the
// keyboard, and keeps it there while the author writes.
func storyExplanation(t *testing.T, browser context.Context) {
	p := start(t, site(map[string]string{"index.html": page("Uno", "<p>FINDING una</p>")}), explained)
	b := open(t, browser, p.url)
	const root = "document.querySelector('folio-live-panel').shadowRoot"
	b.waits(panelText + ".includes('1 hallazgo')")
	b.do(root + ".querySelector('.head').click()")
	const code = root + ".querySelector('.code')"
	b.is(code + ".textContent === 'X-01' && " + code + ".getAttribute('aria-expanded') === 'false' && !" + root + ".querySelector('.lesson')")
	b.do(code + ".focus()")
	b.is(root + ".activeElement === " + code)
	b.do(code + ".click()") // as Enter and the space bar do on a button
	b.waits(panelText + ".includes('Porque sí.') && " + panelText + ".includes('Hágalo.')")
	b.is(code + ".getAttribute('aria-expanded') === 'true'")
	b.is("[...(" + root + ").querySelectorAll('.lesson pre')].map(e => e.textContent + e.tabIndex).join() === '# <b>Mal</b>\\n0,# Bien0'")
	b.is(root + ".activeElement === " + code)
	// Another finding comes: what was open stays so.
	p.write("index.html", page("Uno", "<p>FINDING una</p>\n<p>FINDING dos</p>"))
	b.waits(panelText + ".includes('2 hallazgos')")
	b.waits(root + ".querySelectorAll('.lesson').length === 1 && " + panelText + ".includes('Porque sí.')")
	b.do(code + ".click()")
	b.is("!" + root + ".querySelector('.lesson') && " + code + ".getAttribute('aria-expanded') === 'false'")
	// A code that is no rule says what its findings say.
	p.write("index.html", page("Uno", "<p>FATAL</p>"))
	b.waits(code + ".textContent === 'X-02'")
	b.do(code + ".click()")
	b.waits(panelText + ".includes('no hay …') && " + panelText + ".includes('búsquelo.') && " + panelText + ".includes('sobra')")
}
