package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/search"
	"folio/internal/theme"
)

// running: the page on which a manual's procedures are carried out, step by step,
// and a record is kept of it. As on the page for printing, what the sections have
// rendered is copied, so that a step says there what it says in its section. All
// procedures are on one page: from any of them the rollback is at hand, and on a
// disk some browsers keep what a page remembers from all other pages.
func running() part {
	return part{name: "run", off: func(w *work) bool { return w.runs == nil }, make: (*work).running}
}

// runURL is the address of that page from the manual's folder; "" for none. What is
// not in force any longer is not to be carried out.
func (w *work) runURL() string {
	if w.b.in.Site.NoRun || len(w.known.Procedures) == 0 || w.m.Config.State == config.Obsolete {
		return ""
	}
	return freeName(w.m, "ejecutar")
}

// procedures are those of a page.
func (w *work) procedures(p *manual.Page) (list []facts.Procedure) {
	for _, x := range w.known.Procedures {
		if x.Page == p.Out {
			list = append(list, x)
		}
	}
	return list
}

// run takes a page's text, which is in the work's buffer, for the page of the
// procedures.
func (w *work) run(p *manual.Page) {
	url := w.views().view.Run
	if url == "" || len(w.procedures(p)) == 0 {
		return
	}
	if w.runs == nil {
		holds := func(p *manual.Page) bool { return len(w.procedures(p)) > 0 }
		w.runs = newPrinted(w.m, path.Join(w.m.Slug, url), w.b.buffers.Get().(*bytes.Buffer), holds)
		w.runs.screen = true
	}
	w.runs.add(p, w.body.Bytes(), nil, nil)
}

// RunAnchor names a procedure in the records of its runs: page.html#heading, from
// the manual's folder.
func RunAnchor(slug string, x facts.Procedure) string {
	return strings.TrimPrefix(x.Place.URL, slug+"/")
}

// runID is the place of a procedure on that page.
func runID(key string, x facts.Procedure) string {
	if x.Anchor == "" {
		return key
	}
	return key + "." + x.Anchor
}

// runnable puts before a section's text the way to where its procedures are carried
// out.
func (w *work) runnable(p *manual.Page, text []byte) []byte {
	list := w.procedures(p)
	if w.views().view.Run == "" || len(list) == 0 {
		return text
	}
	t, to := w.b.in.Texts, address(p.Out, path.Join(w.m.Slug, w.views().view.Run))
	var b bytes.Buffer
	b.WriteString(`<p class="run-links"><strong>` + html.EscapeString(t.T("site.run.do")) + `</strong>`)
	for _, x := range list {
		b.WriteString(` <a href="` + html.EscapeString(to+"#"+runID(w.runs.key(p), x)) + `">` + html.EscapeString(x.Title) + `</a>`)
	}
	b.WriteString("</p>\n")
	return append(b.Bytes(), text...)
}

func (w *work) running() error {
	b, v, t := w.b, w.views(), w.runs
	frame := b.frameOf("ejecutar", t.out, b.in.Texts.T("site.run"), "")
	view := theme.Run{Frame: frame, Manual: v.view, Data: w.runData(), Facts: frame.Root + b.runFacts().path}
	all, from := t.text.String(), 0
	for i, p := range t.pages {
		view.Pages = append(view.Pages, theme.RunPage{
			ID: t.key(p), Number: p.Number, Title: p.Title, URL: address(t.out, p.Out), Body: template.HTML(all[from:t.ends[i]]),
		})
		from = t.ends[i]
	}
	for _, x := range w.known.Procedures {
		view.Procedures = append(view.Procedures, theme.RunProcedure{
			Link: theme.Link{Number: x.Number, Title: x.Title, URL: "#" + runID(w.keyOf(x), x)}, Steps: len(x.Steps), Rollback: x.Rollback,
		})
	}
	shows := slices.ContainsFunc(t.pages, live)
	if slices.ContainsFunc(t.pages, drawn) {
		view.Tags = template.HTML(b.diagramFiles(frame.Root, shows))
	}
	w.page.Reset()
	if err := v.shell.Run(w.page, view); err != nil {
		return err
	}
	b.buffers.Put(t.text)
	w.runs = nil
	return w.sink.Put(t.out, b.framed(shows, w.page))
}

// runUnits are what the search can lead to on that page.
func (w *work) runUnits() (list []search.Unit) {
	url := w.runURL()
	if url == "" {
		return nil
	}
	for _, x := range w.known.Procedures {
		i := slices.IndexFunc(w.m.Pages, func(p *manual.Page) bool { return p.Out == x.Page })
		list = append(list, search.Unit{
			URL: path.Join(w.m.Slug, url) + "#" + runID("s"+strconv.Itoa(i+1), x), Kind: search.KindSection,
			Title: w.b.in.Texts.T("site.run.do") + " " + x.Title,
		})
	}
	return list
}

// keyOf is the key of a procedure's page.
func (w *work) keyOf(x facts.Procedure) string { return "s" + strconv.Itoa(w.runs.places[x.Page]) }

// The data of the page, which its script reads.
type (
	runManual struct {
		Folder   string  `json:"carpeta"`
		Code     string  `json:"codigo"`
		Version  string  `json:"version"`
		Title    runText `json:"titulo"`
		State    string  `json:"estado"`
		Entity   string  `json:"entidad"`
		SIG      string  `json:"sig"`
		Process  runText `json:"proceso"`
		Validity string  `json:"vigencia"`
		Sum      string  `json:"suma"`
	}
	runRecord struct {
		Title    string `json:"titulo"`
		Code     string `json:"codigo"`
		Version  string `json:"version"`
		Validity string `json:"vigencia"`
	}
	runPlace struct {
		ID   string `json:"id"`
		Name string `json:"nombre"`
	}
	runStep struct {
		ID           string `json:"id"` // the element's
		Anchor       string `json:"ancla"`
		Number       int    `json:"numero"`
		Under        string `json:"apartado"`
		Sum          string `json:"suma"`
		Irreversible bool   `json:"irreversible,omitempty"`
	}
	runProcedure struct {
		ID       string    `json:"id"`     // the element's
		Page     string    `json:"pagina"` // the section's element
		Anchor   string    `json:"ancla"`  // page.html#heading, from the manual's folder
		Number   string    `json:"numero"`
		Title    runText   `json:"titulo"`
		Mode     string    `json:"modo"`
		Minutes  int       `json:"minutos,omitempty"`
		Rollback bool      `json:"reversion,omitempty"`
		Sum      string    `json:"suma"` // of all that it says
		Steps    []runStep `json:"pasos"`
	}
	runError struct {
		Title    runText `json:"titulo"`
		Symptoms runText `json:"sintomas"`
		URL      string  `json:"url"`
	}
	// runText is a text, or a list of what it is in each environment.
	runText any
)

// inEach is a text with the values of each environment, where it has any that differ.
func (w *work) inEach(text string) runText {
	if !config.HasValue(text) {
		return text
	}
	list := make([]string, len(w.known.Environments))
	for i := range list {
		list[i] = config.EachValue(text, func(name, value string) string {
			if values := w.vars.known[name].Values; i < len(values) {
				value = values[i]
			}
			return value
		})
	}
	return list
}

// runData is what the script must know of the manual, in a <script> that no browser
// runs. The encoder writes <, > and & as escapes.
func (w *work) runData() template.HTML {
	b, h, t := w.b, w.b.header(w.m), w.runs
	site := b.in.Site.Record
	data := struct {
		Manual       runManual      `json:"manual"`
		Record       runRecord      `json:"acta"`
		Environments []runPlace     `json:"ambientes"`
		Procedures   []runProcedure `json:"procedimientos"`
		Errors       []runError     `json:"errores"`
	}{
		Manual: runManual{
			Folder: w.m.Slug, Code: config.Unvalued(h.Code), Version: config.Unvalued(h.Version), Title: w.inEach(w.m.Title),
			State: w.m.Config.State, Entity: config.Unvalued(h.Entity), SIG: strings.TrimSpace(config.Unvalued(h.SIG) + " " + config.Unvalued(h.SIGText)),
			Process: w.inEach(h.Process), Validity: h.Validity, Sum: w.text,
		},
		Record:       runRecord{first(site.Title, b.in.Texts.T("site.run.record")), site.Code, site.Version, b.in.Texts.Date(site.Validity)},
		Environments: []runPlace{}, Errors: []runError{},
	}
	for _, e := range w.known.Environments {
		data.Environments = append(data.Environments, runPlace(e))
	}
	for _, x := range w.known.Procedures {
		key := w.keyOf(x)
		p := runProcedure{
			ID: runID(key, x), Page: key, Anchor: RunAnchor(w.m.Slug, x), Number: x.Number, Title: w.inEach(x.Title), Mode: string(x.Mode),
			Minutes: x.Minutes, Rollback: x.Rollback, Sum: x.Sum,
		}
		for _, s := range x.Steps {
			p.Steps = append(p.Steps, runStep{key + "." + s.ID, s.ID, s.Number, s.Under, s.Sum, s.Irreversible})
		}
		data.Procedures = append(data.Procedures, p)
	}
	for _, e := range w.known.Errors {
		name, fragment, _ := strings.Cut(e.Place.URL, "#")
		url := address(t.out, name)
		if fragment != "" {
			url += "#" + fragment
		}
		data.Errors = append(data.Errors, runError{w.inEach(e.Title), w.inEach(e.Symptoms), url})
	}
	text, _ := json.Marshal(data) // strings, numbers and lists of them cannot fail
	return template.HTML(`<script type="application/json" class="run-data">` + string(text) + `</script>`)
}

// runAsset is what the script of all these pages must know, whatever the manual.
type runAsset struct {
	path string
	data []byte
}

// runFacts: the words of the script, the forms of secrets, and the style of records,
// which are files of their own.
func runFacts() whole {
	return whole{name: "run-facts", off: func(a *assembly) bool {
		return a.b.in.Site.NoRun || !slices.ContainsFunc(a.made, func(c compiled) bool { return c.knows.Runs && !retired(c) })
	}, make: func(a *assembly) error {
		f := a.b.runFacts()
		return a.sink.Put(f.path, f.data)
	}}
}

func (b *build) runFacts() runAsset {
	b.runOnce.Do(func() {
		words := map[string]string{}
		const prefix = "site.run."
		for _, key := range b.in.Texts.Keys(prefix) {
			words[strings.TrimPrefix(key, prefix)] = b.in.Texts.T(key)
		}
		style, _ := b.in.Theme.Asset("acta.css")
		text, _ := json.Marshal(struct { // strings and lists of them cannot fail
			Words   map[string]string   `json:"palabras"`
			Secrets check.SecretFormats `json:"secretos"`
			Style   string              `json:"estilo"`
		}{words, check.Formats(), string(style)})
		data := append(append([]byte("window.folioRun = "), text...), ";\n"...)
		sum := sha256.Sum256(data)
		b.runAsset = runAsset{"assets/ejecutar." + hex.EncodeToString(sum[:4]) + ".js", data}
	})
	return b.runAsset
}
