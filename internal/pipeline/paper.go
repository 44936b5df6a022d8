package pipeline

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"image/color"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/source"
	"folio/internal/theme"
)

// paper: a manual as one page, to be printed. What its pages say is not made
// again: each text is copied as its own page gets it, its places and addresses
// changed on the way (printed.go). The page is in no list, no index and no site
// map: what it says is said elsewhere.
func paper() part {
	return part{name: "paper", off: func(w *work) bool { return w.views().view.Print == "" }, make: (*work).paper}
}

func (w *work) paper() error {
	b, v, m := w.b, w.views(), w.m
	from := path.Join(m.Slug, v.view.Print)
	view := theme.Paper{
		Frame:     b.frameOf("imprimir", from, m.Title, ""),
		Manual:    v.view,
		Register:  b.paperRegister(m),
		Contents:  contents(m),
		Lists:     b.figureLists(m),
		Changes:   b.changes(m.Config),
		Approvals: b.approvals(m.Config),
		PageWord:  b.in.Texts.T("site.paper.ref"),
	}
	view.Canonical = ""
	w.printed.complete(&view)
	shows := slices.ContainsFunc(w.printed.pages, live)
	if slices.ContainsFunc(w.printed.pages, drawn) {
		view.Intro = append([]byte(b.diagramFiles(view.Root, shows)), view.Intro...)
	}
	w.page.Reset()
	if err := v.shell.Paper(w.page, view); err != nil {
		return err
	}
	b.buffers.Put(w.printed.text)
	w.printed = nil
	return w.sink.Put(from, b.framed(shows, w.page))
}

// paperRegister is the document control that the first sheet says under the
// title; who answers for it stands above.
func (b *build) paperRegister(m *manual.Manual) []theme.Field {
	entity := b.in.Texts.T("control.entidad")
	return slices.DeleteFunc(b.register(m), func(f theme.Field) bool { return f.Label == entity })
}

// complete hands the gathered texts to a view, and lets its lists lead to them.
func (t *printed) complete(v *theme.Paper) {
	all, from := t.text.Bytes(), 0
	for i, p := range t.pages {
		text := all[from:t.ends[i]]
		from = t.ends[i]
		if i == 0 {
			v.Intro = text
			continue
		}
		v.Sections = append(v.Sections, theme.PaperSection{
			Level: 1 + depth(p), ID: t.key(p), Number: p.Number, Title: p.Title, Notes: template.HTML(t.notes[i]), Body: text, Draft: t.drafts[i],
		})
	}
	cover := t.from(t.m.Cover)
	for i := range v.Contents {
		it := &v.Contents[i]
		it.URL = cover.address(it.URL)
		for k := range it.Children {
			it.Children[k].URL = cover.address(it.Children[k].URL)
		}
	}
	for _, l := range v.Lists {
		for i := range l.Entries {
			l.Entries[i].URL = cover.address(l.Entries[i].URL)
		}
	}
}

// depth is how many sections hold a page.
func depth(p *manual.Page) int {
	n := 0
	for q := p.Parent; q != nil; q = q.Parent {
		n++
	}
	return n
}

// print takes a page's text, which is in the work's buffer, for the page of the
// whole manual.
func (w *work) print(p *manual.Page) {
	if w.views().view.Print == "" {
		return
	}
	if w.printed == nil {
		w.printed = newPrinted(w.m, path.Join(w.m.Slug, w.views().view.Print), w.b.buffers.Get().(*bytes.Buffer), nil)
	}
	w.printed.add(p, w.body.Bytes(), w.b.engine.TitleNotes(p.Doc), w.b.ownNotices(p))
}

// printURL is the address of the page for printing from the manual's folder. The
// site's glossary has none, nor has a manual when nobody wants one.
func (b *build) printURL(m *manual.Manual) string {
	if b.in.Site.Paper.NoPage || m.Slug == sharedGlossary {
		return ""
	}
	return freeName(m, "imprimir")
}

// freeName is a name for a page in a manual's folder that no page, no file and no
// earlier address of the manual has: NAME.html, or NAME-2.html …
func freeName(m *manual.Manual, plain string) string {
	taken := map[string]bool{}
	take := func(out string) {
		if path.Dir(out) == m.Slug {
			taken[foldPath(path.Base(out))] = true
		}
	}
	for _, p := range m.Pages {
		take(p.Out)
	}
	for _, a := range m.Assets {
		take(a.Out)
	}
	for _, a := range m.Aliases {
		take(a.Out)
	}
	name := plain + ".html"
	for n := 2; taken[name]; n++ {
		name = plain + "-" + strconv.Itoa(n) + ".html"
	}
	return name
}

// sheet: the style sheet that draws a manual's control header on its sheets.
func sheet() part { return part{name: "sheet", make: (*work).sheet} }

func (w *work) sheet() error {
	a := w.views().shell.Sheet()
	return w.sink.Put(a.Path, a.Data)
}

// sheetOf is what stands on a manual's sheets beside its text.
func (b *build) sheetOf(m *manual.Manual, r *reader) theme.Sheet {
	set, h := b.in.Site.Paper, b.header(m)
	s := theme.Sheet{Letter: set.Size == config.Letter, Mark: b.markAcross(m)}
	if h.EntityMark != "" {
		s.EntityMark = b.picture(b.in.Site.EntityLogo, r)
	}
	if h.SIGMark != "" {
		s.SIGMark = b.picture(first(m.Config.SIG.Logo, b.in.Site.SIG.Logo), r)
	}
	if !set.NoCopy {
		s.Copy = b.in.Texts.T("site.paper.copy")
	}
	if b.in.Site.URL != "" && !set.NoQR {
		s.Address = b.in.Site.URL + address("index.html", m.Slug) + "/"
		s.Outline, s.Modules = code(s.Address)
	}
	return s
}

// markAcross is the word across the sheets of what must not be taken for a
// document in force.
func (b *build) markAcross(m *manual.Manual) string {
	switch c := m.Config; c.State {
	case config.Draft, config.InReview, config.Obsolete:
		return strings.ToUpper(b.in.Texts.T("estado." + c.State))
	default:
		if due, ok := reviewDue(c.Review); ok && due.Before(b.in.Today) {
			return strings.ToUpper(b.in.Texts.T("site.paper.late"))
		}
	}
	return ""
}

// printable are the kinds of image that a style sheet may hold, by extension.
var printable = map[string]string{
	".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".avif": "avif",
}

// unprintable says why the printed header cannot hold an image that there is; ""
// when it can.
func unprintable(name string, r *reader) (key string) {
	if printable[strings.ToLower(path.Ext(name))] == "" {
		return "IMG-08.formato"
	}
	if _, found := r.read(name, source.MaxPage); found.Count(diag.Fatal) > 0 {
		return "IMG-08"
	}
	return ""
}

// picture is an image of the control header as an address that holds it; "" for
// one that cannot be read or held, which is reported where it is handed on.
func (b *build) picture(name string, r *reader) string {
	name, ok := b.files.names.Find(name)
	if !ok {
		return ""
	}
	raw, found := r.read(name, source.MaxPage)
	if raw == nil || len(found) > 0 {
		return ""
	}
	kind := printable[strings.ToLower(path.Ext(name))]
	if kind == "" {
		return ""
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(raw)
}

// code is the QR code of an address: the outline of its dark modules, row by
// row, as an SVG path. An address that no code can hold has none.
func code(text string) (outline string, modules int) {
	c, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return "", 0
	}
	n := c.Bounds().Dx()
	var b bytes.Buffer
	for y := range n {
		for x := 0; x < n; x++ {
			from := x
			for x < n && c.At(x, y) == color.Black {
				x++
			}
			if x > from {
				b.WriteString("M" + strconv.Itoa(from) + " " + strconv.Itoa(y) + "h" + strconv.Itoa(x-from) + "v1h-" + strconv.Itoa(x-from) + "z")
			}
		}
	}
	return b.String(), n
}
