package theme

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// TestFilledPagesArePages: a page into which its texts are put afterwards is the one
// that the templates draw, whatever else of it says what a sign does.
func TestFilledPagesArePages(t *testing.T) {
	quick, slow := load(t, Options{}), slowly(t)
	for _, said := range []string{"Título", "", "\uffff", "\uffff0\uffff", "\uffff1\uffff y \uffff1\uffff", "\uffff9\uffff", "%ef%bf%bf0%ef%bf%bf"} {
		for _, text := range []string{"<p>Texto</p>", "", "<p>\uffff0\uffff</p>", "<p>\uffff1\uffff</p>"} {
			for _, page := range []Paper{fullSample().paper, bareSample().paper} {
				manual := *page.Manual
				page.Manual = &manual
				manual.Title, page.Intro = said, []byte(text)
				for i := range page.Sections {
					page.Sections[i].Title, page.Sections[i].Body = said, []byte(text)
				}
				got := draw(t, func(w io.Writer) error { return quick.Paper(w, page) })
				want := draw(t, func(w io.Writer) error { return slow.Paper(w, page) })
				if got != want {
					t.Errorf("with a title %q and a text %q it is\n%s\ninstead of\n%s", said, text, got, want)
				}
			}
		}
	}
}

// TestAUsersTemplateHasTheTexts themselves: it may ask for them and measure them.
func TestAUsersTemplateHasTheTexts(t *testing.T) {
	th := load(t, Options{Overlay: userTheme(map[string]string{
		"templates/imprimir.html": `{{define "titulo"}}T{{end}}{{define "recursos"}}{{end}}{{define "cuerpo"}}{{if .IntroText}}INTRO{{end}}{{range .Sections}}[{{len .Text}}]{{end}}{{end}}`,
	})})
	page := fullSample().paper
	page.Intro, page.Sections = nil, []PaperSection{{Body: []byte("<p>cuatro</p>")}, {}}
	if got := draw(t, func(w io.Writer) error { return th.Paper(w, page) }); !strings.Contains(got, "[13][0]") || strings.Contains(got, "INTRO") {
		t.Errorf("it draws\n%s", got)
	}
}

// TestFillWritesAllOrNothing: signs out of order are no page.
func TestFillWritesAllOrNothing(t *testing.T) {
	var page bytes.Buffer
	page.WriteString("antes ")
	texts := [][]byte{[]byte("uno"), []byte("dos")}
	if fill(&page, []byte("a"+numberedSign(1)+"b"+numberedSign(0)), texts) || page.String() != "antes " {
		t.Errorf("%q was written", page.String())
	}
	if !fill(&page, []byte("a"+numberedSign(0)+"b"+numberedSign(1)+"c"), texts) || page.String() != "antes aunobdosc" {
		t.Errorf("%q was written", page.String())
	}
}
