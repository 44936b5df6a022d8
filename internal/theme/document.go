package theme

import (
	"html/template"
	"io"
)

// What tells a reader how far a page can be trusted, and where it went: the
// notices about a document's state, the trace of a page's text, and the page
// that an old address leaves behind.

// Notice tells readers of a manual something about it before they act on it.
type Notice struct {
	Kind  string // "borrador", "en-revision", "obsoleto", "vencido"
	Title string // "Obsoleto"
	Text  string
	// Lead and Link name what to read instead: "Lo reemplaza:" and the manual,
	// its URL relative to the notice's manual's folder. Without URL the title
	// alone is shown.
	Lead string
	Link Link
}

// Icon names the notice's symbol.
func (n Notice) Icon() string {
	switch n.Kind {
	case "obsoleto":
		return "i-danger"
	case "borrador", "en-revision":
		return "i-note"
	default:
		return "i-warning"
	}
}

// Trace tells where a page's text comes from. Any part may be empty.
type Trace struct {
	Day     string // of the last change, in words: "12 de marzo de 2026"
	ISO     string // the same day: "2026-03-12"
	Unsaved bool   // the text has changes that nobody has recorded
	Edit    string // absolute URL where a change can be proposed
}

// Any tells whether there is anything to say.
func (t Trace) Any() bool { return t != Trace{} }

// noticesView is what the notices know. Up leads to the manual's folder.
type noticesView struct {
	Frame
	Notices []Notice
	Up      string
}

// notices draws the notices of a manual, or nothing.
func (t *Theme) notices(k kind, f Frame, list []Notice, up string) (template.HTML, error) {
	if len(list) == 0 {
		return "", nil
	}
	return t.part(k, "partes/avisos.html", &noticesView{Frame: f, Notices: list, Up: up})
}

// Moved is the page at an address that is no longer anyone's.
type Moved struct {
	Frame      // Path and Root are those of the old address
	To    Link // where the page is now; its URL is relative
}

type movedView struct {
	Moved
	Policy string
	Script template.HTML
}

// movedScript keeps the anchor, which a <meta> refresh would lose. It runs
// before that, since a refresh waits for the page to be loaded.
const movedScript = `location.replace(document.links[0].href+location.hash)`

// Moved writes the page that sends readers of an old address to the new one.
func (t *Theme) Moved(w io.Writer, v Moved) error {
	html, err := t.part(notFoundPage, "partes/mudanza.html", &movedView{
		Moved:  v,
		Policy: "default-src 'none'; script-src " + byHash(movedScript) + "; base-uri 'none'",
		Script: "<script>" + movedScript + "</script>",
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, string(html))
	return err
}
