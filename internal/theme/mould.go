package theme

import (
	"bytes"
	"html/template"
	"strings"
)

// A section's page is drawn by its templates once for each shape, which is what
// of its values there is at all. In place of every value stands a sign, as in
// a tree (cut.go); pages of the shape are then put together of the text between
// the signs and their own values. A template takes as long for a page as
// writing all of the page's text does.
//
// That is right as long as templates show values and ask whether they are
// there, which is all that Folio's own do, and a test holds it against them.
// A theme with templates of its own is not moulded.
type mould struct {
	pieces []string
	holes  []hole // holes[i] stands between pieces[i] and pieces[i+1]
}

// hole is where a value goes.
type hole struct {
	value int  // place in sectionView.values
	url   bool // in an attribute that holds an address
}

// shape is what the templates decide by.
type shape struct {
	there   [sectionValues]bool
	kind    string
	search  bool
	unsaved bool
}

// Values that are not a string of the view when a page is put together, and
// HTML, which needs no escape. All others are text and addresses.
const (
	bodyValue = iota
	treeValue
	crumbsValue
	headingsValue
	prevValue // the label of the link, where a template asks for its title
	nextValue
	childrenValue
	firstString
	firstText     = 15
	sectionValues = 30
)

// values are the places of all strings that a template may show of a section.
func (v *sectionView) values() [sectionValues]*string {
	return [...]*string{
		(*string)(&v.Body), (*string)(&v.Tree), (*string)(&v.CrumbItems), (*string)(&v.HeadingItems),
		&v.Prev.Title, &v.Next.Title, (*string)(&v.ChildItems),

		(*string)(&v.Resources), (*string)(&v.Bar), (*string)(&v.Foot),
		(*string)(&v.Control), (*string)(&v.Strip), (*string)(&v.NoticeBoard), (*string)(&v.Environment), (*string)(&v.TitleNotes),

		&v.Site.Lang, &v.Title, &v.Description, &v.Root, &v.Canonical, &v.Path, &v.Manual.Title, &v.Number,
		&v.Trace.Day, &v.Trace.ISO, &v.Trace.Edit, &v.Prev.URL, &v.Next.URL, &v.Hang, &v.TitleID,
	}
}

// A sign is U+FFFF, which is no character and in nothing that the theme itself
// shows, around a letter. html/template lets it through, into addresses with
// its bytes escaped.
const (
	signEnd    = "\uffff"
	signEndURL = "%ef%bf%bf"
	// signs are letters, which no template escapes.
	signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// cast draws a page of a shape and cuts it at its signs; ok is false when the
// page is not what was expected.
func (t *Theme) cast(s shape) (m *mould, ok bool, err error) {
	v := &sectionView{Site: &Site{}, Manual: &Manual{}, Kind: s.kind, Search: s.search, Trace: Trace{Unsaved: s.unsaved}}
	for i, value := range v.values() {
		if s.there[i] {
			*value = signEnd + signs[i:i+1] + signEnd
		}
	}
	if s.there[crumbsValue] {
		v.Crumbs = make([]Link, 1)
	}
	if s.there[headingsValue] {
		v.Headings = make([]Heading, 1)
	}
	if s.there[childrenValue] {
		v.Children = make([]NavItem, 1)
	}
	var page bytes.Buffer
	if err := t.execute(&page, sectionPage, shellFile, v); err != nil {
		return nil, false, err
	}
	m, ok = cutMould(page.String())
	return m, ok, nil
}

func cutMould(page string) (*mould, bool) {
	m := &mould{}
	for {
		i, end := strings.Index(page, signEnd), signEnd
		if j := strings.Index(page, signEndURL); j >= 0 && (i < 0 || j < i) {
			i, end = j, signEndURL
		}
		if i < 0 {
			m.pieces = append(m.pieces, page)
			return m, true
		}
		rest := page[i+len(end):]
		if len(rest) < 1+len(end) || rest[1:1+len(end)] != end {
			return nil, false
		}
		value := strings.IndexByte(signs[:sectionValues], rest[0])
		if value < 0 {
			return nil, false
		}
		m.pieces = append(m.pieces, page[:i])
		m.holes = append(m.holes, hole{value: value, url: end == signEndURL})
		page = rest[1+len(end):]
	}
}

// section is what a page of a section is put together of.
type section struct {
	*Section
	view *sectionView // without what is in the fields above and below
	tree pageTree
}

// complete fills the view in for a template.
func (p *section) complete() {
	p.view.Body = template.HTML(p.Body)
	p.view.Tree = p.tree.html()
	p.view.CrumbItems = template.HTML(appendCrumbs(nil, p.Crumbs))
	p.view.HeadingItems = template.HTML(appendHeadings(nil, p.Headings))
}

// mould finds, or casts, the mould for a page; nil where a template must draw
// it.
func (t *Theme) mould(p *section) (*mould, error) {
	if t.userTemplates || p.Site == nil {
		return nil, nil
	}
	s := p.shape()
	if m, ok := t.moulds.Load(s); ok {
		return m.(*mould), nil
	}
	m, _, err := t.cast(s)
	if err == nil {
		t.moulds.Store(s, m)
	}
	return m, err
}

// shape tells which values a page has.
func (p *section) shape() shape {
	s := shape{kind: p.Kind, search: p.Search, unsaved: p.Trace.Unsaved}
	for i, value := range p.view.values() {
		s.there[i] = *value != ""
	}
	s.there[bodyValue] = len(p.Body) > 0
	s.there[treeValue] = true
	s.there[crumbsValue] = len(p.Crumbs) > 0
	s.there[headingsValue] = len(p.Headings) > 0
	s.there[childrenValue] = len(p.Children) > 0
	s.there[prevValue] = p.Prev.Title != "" || p.Prev.Number != ""
	s.there[nextValue] = p.Next.Title != "" || p.Next.Number != ""
	return s
}

// pour writes the page.
func (m *mould) pour(w *bytes.Buffer, p *section) {
	values := p.view.values()
	for i, piece := range m.pieces {
		w.WriteString(piece)
		if i == len(m.holes) {
			return
		}
		h := m.holes[i]
		switch v := h.value; {
		case v == bodyValue:
			w.Write(p.Body)
		case v == treeValue:
			p.tree.write(w)
		case v == crumbsValue:
			w.Write(appendCrumbs(w.AvailableBuffer(), p.Crumbs))
		case v == headingsValue:
			w.Write(appendHeadings(w.AvailableBuffer(), p.Headings))
		case v == prevValue:
			w.Write(p.Prev.appendLabel(w.AvailableBuffer()))
		case v == nextValue:
			w.Write(p.Next.appendLabel(w.AvailableBuffer()))
		case v < firstText:
			w.WriteString(*values[v])
		case h.url:
			w.Write(appendAddress(w.AvailableBuffer(), *values[v]))
		default:
			w.Write(appendText(w.AvailableBuffer(), *values[v]))
		}
	}
}

// appendText escapes text as html/template does, in text and in quoted
// attributes.
func appendText(dst []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var esc string
		switch s[i] {
		case 0:
			esc = "\ufffd"
		case '"':
			esc = "&#34;"
		case '&':
			esc = "&amp;"
		case '\'':
			esc = "&#39;"
		case '+':
			esc = "&#43;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), esc...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// appendAddress escapes an address as html/template does in an attribute.
// Nearly all are relative and escaped already; the others it is asked itself.
func appendAddress(dst []byte, s string) []byte {
	if isPlainAddress(s) {
		return append(dst, s...)
	}
	var b bytes.Buffer
	if err := addressForm.Execute(&b, s); err != nil {
		return dst // a string and a buffer cannot fail
	}
	const before, after = `<a href="`, `">`
	return append(dst, b.Bytes()[len(before):b.Len()-len(after)]...)
}

var addressForm = template.Must(template.New("").Parse(`<a href="{{.}}">`))

// isPlainAddress tells addresses that stay as they are.
func isPlainAddress(s string) bool {
	rest := strings.TrimPrefix(s, "https://")
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/#?=", c) >= 0:
		case c == '%' && i+2 < len(rest) && isHex(rest[i+1]) && isHex(rest[i+2]):
		default:
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
