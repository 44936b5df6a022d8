package markdown

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// links: local ones are recorded for package manual to resolve; those that
// leave the site pass if their scheme is known to be harmless.
func links() construct {
	return construct{
		name: "link",
		visit: map[ast.NodeKind]func(*builder, ast.Node){
			ast.KindLink:     visitLink,
			ast.KindAutoLink: visitAutoLink,
		},
		renderers: []nodeRenderer{{ast.KindLink, renderLink}, {ast.KindAutoLink, renderAutoLink}},
	}
}

// schemes are those that a link may have. Everything else, javascript: above
// all, is dropped.
var schemes = map[string]bool{
	"http": true, "https": true, "mailto": true, "tel": true,
	"ftp": true, "sftp": true, "ssh": true, "git": true,
}

// The places of a link that needs no answer from a Resolver.
const (
	outsideLink = -1 // leaves the site
	unsafeLink  = -2 // its scheme is refused: only its text shows
)

// askOnlyBrackets keeps goldmark's search for the definitions of links, which
// makes a reader of its own for each paragraph, from all paragraphs that do not
// open with a bracket.
func askOnlyBrackets(list []util.PrioritizedValue) []util.PrioritizedValue {
	for i, v := range list {
		if v.Value == parser.LinkReferenceParagraphTransformer {
			list[i].Value = bracketOnly{parser.LinkReferenceParagraphTransformer}
		}
	}
	return list
}

// bracketOnly is a transformer of paragraphs that open with a bracket.
type bracketOnly struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (x bracketOnly) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	if p.Lines().Len() > 0 {
		first := p.Lines().At(0)
		if words := util.TrimLeftSpace(first.Value(r.Source())); len(words) > 0 && words[0] != '[' {
			return
		}
	}
	x.ParagraphTransformer.Transform(p, r, pc)
}

// scheme returns the lower-case scheme of an address, or "" when it has none.
// It sees through what browsers ignore: control characters and spaces.
func scheme(dest string) string {
	if strings.IndexByte(dest, ':') < 0 {
		return ""
	}
	var s strings.Builder
	for _, r := range dest {
		switch {
		case r == ':':
			return s.String()
		case r <= ' ' || r == 0x7f:
		case r >= 'A' && r <= 'Z':
			s.WriteRune(r + 'a' - 'A')
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.':
			s.WriteRune(r)
		default:
			return ""
		}
	}
	return ""
}

// classify tells where an address leads: inside the site (ok), outside, or
// nowhere that is allowed.
func classify(dest string) (place int, local bool) {
	if s := scheme(dest); s != "" {
		if schemes[s] {
			return outsideLink, false
		}
		return unsafeLink, false
	}
	if strings.HasPrefix(dest, "//") {
		return outsideLink, false
	}
	return 0, true
}

// badScheme reports an address whose scheme no link may have, with the one that was
// meant when that is a letter away.
func (b *builder) badScheme(at int, dest string) {
	name := scheme(dest)
	for _, s := range []string{"https", "http", "mailto", "sftp", "ftp"} {
		if i18n.OneSlip(name, s) && len(name) > 2 {
			b.add(diag.Error, "ENL-03.parecido", at, name, s)
			return
		}
	}
	b.add(diag.Error, "ENL-03", at, name)
}

// slashless is the right form of an address of the web that lacks one or both of
// its slashes, "https:/x.example", or has them the wrong way; "" for any other.
func slashless(dest string) string {
	name, rest, _ := strings.Cut(dest, ":")
	if low := strings.ToLower(name); low != "http" && low != "https" || strings.HasPrefix(rest, "//") {
		return ""
	}
	return name + "://" + strings.TrimLeft(rest, `/\`)
}

// machinePath tells what kind of path of one machine or of its network an
// address is, as Windows writes them: C:\x or \\servidor\x; "" for neither.
// written is not decoded.
func machinePath(written []byte) string {
	switch s := string(written); {
	case strings.HasPrefix(s, `\\`):
		return "red"
	case len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/') && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z'):
		return "disco"
	}
	return ""
}

// slashed is an address with / for each \; "" when it has none.
func slashed(written []byte) string {
	if bytes.IndexByte(written, '\\') < 0 {
		return ""
	}
	return string(decode(bytes.ReplaceAll(written, []byte(`\`), []byte("/"))))
}

// shareForm is a folder that a server shares, its name alone: //servidor/carpeta.
var shareForm = pattern.Of(`^//[^./:]+(?:/|$)`)

func visitLink(b *builder, n ast.Node) {
	l := n.(*ast.Link)
	at := offsetOf(l)
	dest, _ := b.fill(string(decode(l.Destination)), at)
	place, local := classify(dest)
	switch kind := machinePath(l.Destination); {
	case kind != "":
		place, local = unsafeLink, false
		b.add(diag.Error, "ENL-03."+kind, at, shorten(string(l.Destination)))
	case place == unsafeLink:
		b.badScheme(at, dest)
	case place == outsideLink && shareForm.MatchString(dest):
		place = unsafeLink
		b.add(diag.Error, "ENL-03.red", at, shorten(dest))
	case place == outsideLink && slashless(dest) != "":
		place = unsafeLink
		b.add(diag.Error, "ENL-03.barras", at, shorten(dest), slashless(dest))
	}
	b.fillTitle(n, l.Title, at)
	if local {
		pos, line := b.at(at)
		place = len(b.doc.Links)
		link := Link{Dest: dest, Slashed: slashed(l.Destination), From: b.env.Name, Unit: b.unit, Empty: !l.HasChildren(), Procedure: -1, Pos: pos, Line: line}
		if link.Empty {
			link.Procedure, link.Opens = b.procedureOf(l), opensSentence(l, b.src)
		}
		each := b.fillEach(string(decode(l.Destination)))
		if each == nil {
			b.doc.Links = append(b.doc.Links, link)
		} else {
			link.Empty = false
			b.linkEach(n, link, each)
		}
	} else if !l.HasChildren() {
		b.add(diag.Warning, "ENL-04", at, dest)
	}
	if dest == "" && l.HasChildren() {
		b.add(diag.Warning, "ENL-04.destino", at, shorten(plain(l, b.src)))
	}
	b.doc.index[n] = place
	if place == outsideLink && dest != string(decode(l.Destination)) {
		b.doc.fill(n, dest, b.outsideEach(string(decode(l.Destination))))
	}
}

// outsideEach is an address out of the site in each environment, "" where it is
// refused; nil for one that is the same in all.
func (b *builder) outsideEach(written string) []string {
	each := b.fillEach(written)
	for i, dest := range each {
		if place, _ := classify(dest); place != outsideLink {
			each[i] = ""
		}
	}
	return each
}

// linkEach records a link that leads elsewhere in each environment.
func (b *builder) linkEach(n ast.Node, link Link, each []string) {
	places := make([]int, len(each))
	for i, dest := range each {
		if k := slices.Index(each[:i], dest); k >= 0 {
			places[i] = places[k] // reported once, if it is broken
			continue
		}
		places[i] = len(b.doc.Links)
		link.Dest = dest
		b.doc.Links = append(b.doc.Links, link)
	}
	if b.doc.byPlace == nil {
		b.doc.byPlace = map[ast.Node][]int{}
	}
	b.doc.byPlace[n] = places
}

func visitAutoLink(b *builder, n ast.Node) {
	l := n.(*ast.AutoLink)
	place := outsideLink
	if l.AutoLinkType == ast.AutoLinkURL && !schemes[scheme(string(l.URL(b.src)))] {
		place = unsafeLink
		b.badScheme(offsetOf(l), string(l.URL(b.src)))
	}
	b.doc.index[n] = place
}

// spellOut makes an address with variables in it, <https://{{APP_HOST}}/>, a link
// whose words have them too.
func spellOut(b *builder, l *ast.AutoLink) {
	if l.AutoLinkType != ast.AutoLinkURL || b.env.Variable == nil {
		return
	}
	url, label, at := string(l.URL(b.src)), string(l.Label(b.src)), offsetOf(l)
	link := ast.NewLink()
	last := 0
	words := func(s string) {
		if s != "" {
			text := ast.NewString([]byte(s))
			text.SetRaw(true)
			link.AppendChild(link, text)
		}
	}
	for _, u := range uses(label) {
		if v, ok := b.answer(u, label[u.start:u.end], at, false); ok {
			words(label[last:u.start])
			link.AppendChild(link, &variableNode{Variable: v})
			last = u.end
		}
	}
	if last == 0 {
		return
	}
	words(label[last:])
	link.Destination = util.EscapeHTML([]byte(strings.ReplaceAll(url, `\`, `\\`)))
	link.SetPos(at)
	l.Parent().ReplaceChild(l.Parent(), l, link)
	visitLink(b, link)
}

func renderLink(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	l := n.(*ast.Link)
	if entering {
		p.quiet++
	} else {
		p.quiet--
	}
	var t Target
	outside, hrefs := false, []string(nil)
	switch i := p.doc.index[n]; i {
	case outsideLink:
		t.URL, outside = string(decode(l.Destination)), true
		if p.doc.filled[n] != "" {
			t.URL, hrefs = p.doc.filled[n], p.doc.each[n]
		}
	case unsafeLink:
		t.Why = p.engine.texts.T("md.link.unsafe")
	default:
		t = p.resolve.Link(i)
	}
	if places := p.doc.byPlace[n]; places != nil {
		p.linkOfEach(w, l, places, entering)
		return ast.WalkContinue
	}
	if t.URL == "" {
		if entering {
			w.WriteString(`<span class="broken" title="`)
			writeText(w, t.Why)
			w.WriteString(`">`)
			if !l.HasChildren() {
				writeText(w, p.doc.linkWords(l, p.resolve))
			}
		} else {
			w.WriteString("</span>")
		}
		return ast.WalkContinue
	}
	if !entering {
		w.WriteString("</a>")
		if t.Size > 0 {
			w.WriteString(` <span class="file-size">(` + p.engine.texts.Bytes(t.Size) + `)</span>`)
		}
		return ast.WalkContinue
	}
	openLink(w, t.URL, outside, p.doc.title(n, l.Title), hrefs)
	if !l.HasChildren() {
		writeText(w, p.doc.linkWords(l, p.resolve))
	}
	return ast.WalkContinue
}

// linkWords are what is shown of a link that has no words of its own.
func (d *Doc) linkWords(l *ast.Link, r Resolver) string {
	written := string(decode(l.Destination))
	if d.byPlace[l] != nil {
		return written
	}
	switch i := d.index[l]; i {
	case outsideLink:
		return cmp.Or(d.filled[l], written)
	case unsafeLink:
		return written
	default:
		t := r.Link(i)
		if t.URL == "" {
			return written
		}
		return cmp.Or(t.Text, t.URL)
	}
}

// linkOfEach writes a link into the site that leads elsewhere in each
// environment: to the first one's place, and beside it to those of all.
func (p *page) linkOfEach(w util.BufWriter, l *ast.Link, places []int, entering bool) {
	if !entering {
		w.WriteString("</a>")
		return
	}
	urls := make([]string, len(places))
	for i, place := range places {
		urls[i] = p.resolve.Link(place).URL
	}
	w.WriteString("<a")
	if urls[0] != "" {
		w.WriteString(` href="`)
		writeAddress(w, urls[0])
		w.WriteByte('"')
	}
	if title := cmp.Or(p.doc.title(l, l.Title), p.resolve.Link(places[0]).Why); title != "" {
		w.WriteString(` title="`)
		writeText(w, title)
		w.WriteByte('"')
	}
	if urls[0] == "" {
		w.WriteString(` class="broken"`)
	}
	writeEach(w, urls)
	w.WriteByte('>')
	if !l.HasChildren() {
		writeText(w, p.doc.linkWords(l, p.resolve))
	}
}

// writeEach writes an attribute with the addresses that a link has in each
// environment, for the reader's choice.
func writeEach(w util.BufWriter, urls []string) {
	escaped := make([]string, len(urls))
	for i, url := range urls {
		var b bytes.Buffer
		writeAddress(output{&b}, url)
		escaped[i] = html.UnescapeString(b.String())
	}
	data, _ := json.Marshal(escaped) // strings cannot fail
	w.WriteString(` data-hrefs="`)
	writeText(w, string(data))
	w.WriteByte('"')
}

func renderAutoLink(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	l := n.(*ast.AutoLink)
	label := l.Label(p.src)
	if p.doc.index[n] == unsafeLink {
		w.Write(util.EscapeHTML(label))
		return ast.WalkContinue
	}
	url := string(l.URL(p.src))
	if l.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	openLink(w, url, true, "", nil)
	w.Write(util.EscapeHTML(label))
	w.WriteString("</a>")
	return ast.WalkContinue
}

// writeAddress writes an address in an attribute. Most are escaped already, by
// package manual.
func writeAddress(w util.BufWriter, url string) {
	for i := range len(url) {
		switch c := url[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/#?=:", c) >= 0:
		default:
			w.Write(util.EscapeHTML(util.URLEscape([]byte(url), false)))
			return
		}
	}
	w.WriteString(url)
}

// openLink writes the start tag of a link. A link out of the site tells the
// other side nothing of where its reader came from. each is its address in each
// environment, nil for one that is the same in all.
func openLink(w util.BufWriter, url string, outside bool, title string, each []string) {
	w.WriteString(`<a href="`)
	writeAddress(w, url)
	w.WriteByte('"')
	if title != "" {
		w.WriteString(` title="`)
		writeText(w, title)
		w.WriteByte('"')
	}
	if each != nil {
		writeEach(w, each)
	}
	if outside {
		w.WriteString(` class="ext" rel="noopener noreferrer"`)
	}
	w.WriteByte('>')
}
