package pipeline

import (
	"bytes"
	"encoding/json"
	"html"
	"net/url"
	"path"
	"strconv"
	"strings"

	"folio/internal/manual"
	"folio/internal/theme"
)

// printed gathers the texts of a manual's pages for one page that holds them
// all. Ids are unique on their own page only, so each gets its page's key
// before it; a link to a page of the manual leads to its place in the whole, and
// other addresses are seen from the whole's folder. The texts are HTML that
// package markdown wrote: every attribute has a value in quotes, and no < stands
// in a text that begins no tag.
type printed struct {
	m      *manual.Manual
	out    string         // of the page of the whole, from the site's root
	folder string         // where that is
	places map[string]int // of the pages that it holds, from the site's root → the page's place in the manual
	beside map[string]int // the same of those in its folder, from there
	screen bool           // it is read on a screen: what only paper has no use for stays

	// Page by page, the cover first.
	pages  []*manual.Page
	text   *bytes.Buffer // one after the other
	ends   []int         // where each ends in it
	notes  [][]byte
	drafts [][]theme.Notice
}

// newPrinted gathers in a buffer that is its own until all is said. holds, unless
// nil, tells which pages the whole has.
func newPrinted(m *manual.Manual, out string, text *bytes.Buffer, holds func(*manual.Page) bool) *printed {
	text.Reset()
	t := &printed{m: m, out: out, text: text, places: make(map[string]int, len(m.Pages)+1), beside: make(map[string]int, len(m.Pages)+1)}
	if holds == nil || holds(m.Cover) {
		t.places[m.Cover.Out] = 0
	}
	for i, p := range m.Pages {
		if holds == nil || holds(p) {
			t.places[p.Out] = i + 1
		}
	}
	if t.folder = path.Dir(out); t.folder != "." {
		for name, i := range t.places {
			if rest, ok := strings.CutPrefix(name, t.folder+"/"); ok {
				t.beside[rest] = i
			}
		}
	} else {
		t.beside = t.places
	}
	return t
}

// key names a page among the ids of the whole. It holds no point, which parts it
// from an id of the page.
func (t *printed) key(p *manual.Page) string { return "s" + strconv.Itoa(t.places[p.Out]) }

func (t *printed) add(p *manual.Page, text, notes []byte, drafts []theme.Notice) {
	f := t.from(p)
	t.pages = append(t.pages, p)
	t.text.Grow(len(text) + len(text)/16)
	t.text.Write(f.move(t.text.AvailableBuffer(), text))
	t.ends = append(t.ends, t.text.Len())
	t.notes = append(t.notes, f.move(nil, notes))
	t.drafts = append(t.drafts, drafts)
}

// from is a page that texts and addresses are taken from.
func (t *printed) from(p *manual.Page) *printedPage {
	lower := depth(p)
	if t.screen {
		lower = 1
	}
	return &printedPage{t, p, t.key(p), path.Dir(p.Out), lower}
}

type printedPage struct {
	*printed
	page  *manual.Page
	key   string
	dir   string
	lower int // by how many levels its headings go down
}

// move appends a text as it is in the whole. Most tags stay, and what lies
// between two that change is copied in one go.
func (f *printedPage) move(dst, src []byte) []byte {
	from, at := 0, 0
	for {
		i := bytes.IndexByte(src[at:], '<')
		if i < 0 {
			return append(dst, src[from:]...)
		}
		at += i
		if n := f.stays(src[at:]); n > 0 {
			at += n
			continue
		}
		dst = append(dst, src[from:at]...)
		n := tagEnd(src[at:])
		tag := src[at : at+n]
		at += n
		from = at
		if f.screen {
			dst = f.tag(dst, tag)
			continue
		}
		if bytes.HasPrefix(tag, anchorTag) { // paper has no use for it
			if end := bytes.Index(src[at:], []byte("</a>")); end >= 0 {
				at += end + len("</a>")
				from = at
				continue
			}
		}
		if rest, ok := bytes.CutPrefix(tag, codeTag); ok && (rest[0] == '"' || rest[0] == ' ') && isTall(src[at:]) {
			// No sheet holds it, so it need not begin on one of its own.
			dst, tag = append(dst, `<div class="code tall`...), rest
		}
		dst = f.tag(dst, tag)
		if bytes.HasPrefix(tag, []byte("<pre ")) {
			if end := bytes.Index(src[at:], []byte("</pre>")); end >= 0 {
				if lines, ok := codeLines(src[at : at+end]); ok {
					dst = append(dst, lines...)
					at += end
					from = at
				}
			}
		}
	}
}

var (
	anchorTag = []byte(`<a class="anchor" `)
	codeTag   = []byte(`<div class="code`)
	spanTag   = []byte(`<span class="`)
)

// stays is how long the tag is that a text begins with, when it is one of the
// many that are the same in the whole; else 0.
func (f *printedPage) stays(s []byte) int {
	if len(s) > 1 && s[1] == '/' && (f.lower == 0 || len(s) > 2 && s[2] != 'h') {
		return 2 // the rest of it has no <
	}
	if end := nameEnd(s, 1); end < len(s) && s[end] == '>' {
		if _, ok := headingLevel(s[1:end]); !ok || f.lower == 0 {
			return end + 1
		}
		return 0
	}
	if !bytes.HasPrefix(s, spanTag) {
		return 0
	}
	end := bytes.IndexByte(s[len(spanTag):], '"') + len(spanTag)
	if end >= len(spanTag) && end+1 < len(s) && s[end+1] == '>' {
		return end + 1
	}
	return 0
}

// tagEnd is the length of the tag that a text begins with.
func tagEnd(s []byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '>':
			return i + 1
		case '"':
			end := bytes.IndexByte(s[i+1:], '"')
			if end < 0 {
				return len(s)
			}
			i += end + 1
		}
	}
	return len(s)
}

// tag appends a tag.
func (f *printedPage) tag(dst, tag []byte) []byte {
	name := tagName(tag)
	if f.lower > 0 {
		if level, ok := headingLevel(name); ok {
			at := bytes.IndexByte(tag, level)
			dst = append(append(dst, tag[:at]...), min('6', level+byte(f.lower)))
			tag = tag[at+1:]
		}
	}
	if len(name) == len("use") && string(name) == "use" { // a symbol of the page's frame
		return append(dst, tag...)
	}
	for {
		i := bytes.Index(tag, []byte(`="`))
		if i < 0 {
			return append(dst, tag...)
		}
		from := i
		for from > 0 && tag[from-1] != ' ' {
			from--
		}
		i += len(`="`)
		end := bytes.IndexByte(tag[i:], '"')
		if end < 0 {
			return append(dst, tag...)
		}
		attribute, value := tag[from:i-len(`="`)], tag[i:i+end]
		switch string(attribute) {
		case "id", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "for":
			dst = append(dst, tag[:i]...)
			first := true
			for id := range bytes.FieldsSeq(value) {
				if !first {
					dst = append(dst, ' ')
				}
				first = false
				dst = append(append(append(dst, f.key...), '.'), id...)
			}
		case "href", "src":
			if len(value) > 0 && value[0] == '#' && !bytes.ContainsAny(value, "&'<>?") {
				dst = append(append(append(dst, tag[:i]...), '#'), f.key...)
				if fragment := value[1:]; len(fragment) > 0 && string(fragment) != f.page.TitleID {
					dst = append(append(dst, '.'), fragment...)
				}
				break
			}
			dst = append(dst, tag[:i]...)
			if out, ok := f.near(dst, value); ok {
				dst = out
				break
			}
			dst = append(dst, html.EscapeString(f.address(html.UnescapeString(string(value))))...)
		case "data-hrefs":
			dst = append(append(dst, tag[:i]...), f.addresses(value)...)
		case "loading": // all of it is looked at
			dst = append(dst, bytes.TrimRight(tag[:from], " ")...)
			tag = tag[i+end+1:]
			continue
		default:
			dst = append(dst, tag[:i+end]...)
		}
		tag = tag[i+end:]
		dst, tag = append(dst, tag[0]), tag[1:]
	}
}

// tagName is the name of a tag, of an end tag too.
func tagName(tag []byte) []byte {
	from := 1
	if len(tag) > 1 && tag[1] == '/' {
		from = 2
	}
	return tag[from:nameEnd(tag, from)]
}

// nameEnd is where a tag's name ends that begins at i.
func nameEnd(s []byte, i int) int {
	for i < len(s) && s[i] != ' ' && s[i] != '/' && s[i] != '>' {
		i++
	}
	return i
}

func headingLevel(name []byte) (level byte, ok bool) {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return name[1], true
	}
	return 0, false
}

// near appends what address makes of most addresses: of a page beside the whole, and
// of plain signs, such as «img/red.svg» and «riesgos.html#copias».
func (f *printedPage) near(dst, to []byte) (out []byte, ok bool) {
	name, fragment, _ := bytes.Cut(to, []byte("#"))
	if f.dir != f.folder || !isPlainPath(name) || bytes.ContainsAny(fragment, "&'<>") {
		return dst, false
	}
	i, held := f.beside[string(name)]
	if !held {
		return append(dst, to...), true
	}
	p := f.m.Cover
	if i > 0 {
		p = f.m.Pages[i-1]
	}
	dst = strconv.AppendInt(append(dst, "#s"...), int64(i), 10)
	if len(fragment) > 0 && string(fragment) != p.TitleID {
		dst = append(append(dst, '.'), fragment...)
	}
	return dst, true
}

// isPlainPath tells a path that goes nowhere but down, and that no address spells
// otherwise.
func isPlainPath(name []byte) bool {
	before := byte('/')
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_':
		case (c == '.' || c == '/') && before != '/':
		default:
			return false
		}
		before = c
	}
	return before != '/' // nor is it empty
}

// address is one as it is seen from the page of the whole.
func (f *printedPage) address(to string) string {
	name, fragment, fragmented := strings.Cut(to, "#")
	name, query, asked := strings.Cut(name, "?")
	if name == "" && !asked {
		return "#" + f.place(f.page, fragment)
	}
	if colon := strings.IndexByte(name, ':'); colon >= 0 && !strings.Contains(name[:colon], "/") || strings.HasPrefix(name, "/") {
		return to // of another site, or of none
	}
	file, err := url.PathUnescape(name)
	if err != nil {
		return to
	}
	file = path.Join(f.dir, file)
	if i, ok := f.places[file]; ok && !asked {
		p := f.m.Cover
		if i > 0 {
			p = f.m.Pages[i-1]
		}
		return "#" + f.place(p, fragment)
	}
	out := manual.Relative(f.out, file)
	if asked {
		out += "?" + query
	}
	if fragmented {
		out += "#" + fragment
	}
	return out
}

// place is a page's anchor as an id of the whole. A title's own is its
// section's.
func (t *printed) place(p *manual.Page, fragment string) string {
	if fragment == "" || fragment == p.TitleID {
		return t.key(p)
	}
	return t.key(p) + "." + fragment
}

// addresses are those of a link that leads elsewhere in each environment.
func (f *printedPage) addresses(value []byte) []byte {
	var list []string
	if json.Unmarshal([]byte(html.UnescapeString(string(value))), &list) != nil {
		return value
	}
	for i, to := range list {
		if to != "" {
			list[i] = f.address(to)
		}
	}
	data, err := json.Marshal(list)
	if err != nil {
		return value
	}
	return []byte(html.EscapeString(string(data)))
}
