// Package single makes one file of a page: its style sheets, scripts, fonts and
// images go into it, so that it can be sent by mail or kept on a stick and shows
// the same from a disk without anything beside it.
//
// It knows HTML and files by their paths, and nothing of what a page says.
package single

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"folio/internal/output"
)

// Options says what a page becomes.
type Options struct {
	// Get gives a file of the site by its path from the root.
	Get func(path string) ([]byte, bool)
	// Base is where the site can be seen, with a final slash; "" for nowhere:
	// links to its other pages lead nowhere then.
	Base string
	// Find is the label of a box that finds words in the page, which takes the
	// place of the link to the site's search.
	Find string
}

//go:embed find.js
var findScript string

//go:embed find.css
var findStyle string

// packer is a page on its way.
type packer struct {
	Options
	dir     string // of the page
	out     bytes.Buffer
	scripts []string // they run when all of the page is there
	styles  []string
	policy  int          // where the policy goes in out; -1 for a page without one
	head    int          // where the head ends in out; 0 while it is written
	late    bytes.Buffer // of the head: style sheets that the page has in its body
}

// Pack makes one file of the page at a path. What it refers to and the site does
// not have is left as it is.
func Pack(page string, data []byte, o Options) ([]byte, error) {
	p := &packer{Options: o, dir: path.Dir(page), policy: -1}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return p.finish(), nil
			}
			return nil, z.Err()
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			t := z.Token()
			if !p.tag(z, t) {
				p.write(raw, t)
			}
		case html.EndTagToken:
			raw := string(z.Raw())
			switch name, _ := z.TagName(); atom.Lookup(name) {
			case atom.Head:
				if p.Find != "" {
					p.style(findStyle, "")
				}
				p.head = p.out.Len()
			case atom.Body:
				p.end()
			}
			p.out.WriteString(raw)
		default:
			p.out.Write(z.Raw())
		}
	}
}

// tag writes an element that becomes another; false is one that stays.
func (p *packer) tag(z *html.Tokenizer, t html.Token) bool {
	switch t.DataAtom {
	case atom.Meta:
		if strings.EqualFold(attr(t, "http-equiv"), "Content-Security-Policy") {
			p.policy = p.out.Len()
			return true
		}
	case atom.Link:
		switch attr(t, "rel") {
		case "stylesheet":
			name, data, ok := p.file(attr(t, "href"))
			if !ok {
				return false
			}
			p.style(p.sheet(name, string(data)), attr(t, "media"))
			return true
		case "icon":
			if at, ok := p.embedded(attr(t, "href")); ok {
				p.out.WriteString(`<link rel="icon" href="` + at + `">`)
				return true
			}
		case "canonical", "preload":
			return true
		}
	case atom.Script:
		if src := attr(t, "src"); src != "" {
			_, data, ok := p.file(src)
			if !ok {
				return false
			}
			p.scripts = append(p.scripts, string(data))
			for z.Next() != html.EndTagToken { // it is empty
				if z.Err() != nil {
					break
				}
			}
			return true
		}
		if kind := attr(t, "type"); kind == "" {
			z.Next()
			text := string(z.Raw())
			p.script(text, t.Attr...)
			z.Next() // its end
			return true
		}
	case atom.A:
		if p.Find != "" && strings.Contains(" "+attr(t, "class")+" ", " search-open ") {
			label := html.EscapeString(p.Find)
			p.out.WriteString(`<form class="find" role="search"><input type="search" autocomplete="off" spellcheck="false" aria-label="` + label +
				`" placeholder="` + label + `"><output></output></form>`)
			for depth := 1; depth > 0; {
				switch z.Next() {
				case html.ErrorToken:
					return true
				case html.StartTagToken:
					if name, _ := z.TagName(); string(name) == "a" {
						depth++
					}
				case html.EndTagToken:
					if name, _ := z.TagName(); string(name) == "a" {
						depth--
					}
				}
			}
			return true
		}
	}
	return false
}

// write writes a tag whose addresses may have to change.
func (p *packer) write(raw string, t html.Token) {
	changed := false
	var attrs []html.Attribute
	for _, a := range t.Attr {
		switch {
		case a.Key == "src" || a.Key == "href" && t.DataAtom == atom.Image:
			if at, ok := p.embedded(a.Val); ok {
				a.Val, changed = at, true
			}
		case a.Key == "href" && t.DataAtom == atom.A:
			switch to, name := p.link(a.Val); {
			case to == a.Val:
			case to == "":
				changed = true
				continue
			default:
				a.Val, changed = to, true
				if name != "" {
					attrs = append(attrs, html.Attribute{Key: "download", Val: name})
				}
			}
		}
		attrs = append(attrs, a)
	}
	if !changed {
		p.out.WriteString(raw)
		return
	}
	p.out.WriteString("<" + t.Data)
	for _, a := range attrs {
		p.out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	p.out.WriteString(">")
}

// local is the path of a file of the site that an address leads to.
func (p *packer) local(dir, address string) (name, rest string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return "", "", false
	}
	if u.RawQuery != "" {
		rest = "?" + u.RawQuery
	}
	if u.Fragment != "" {
		rest += "#" + u.EscapedFragment()
	}
	return path.Join(dir, u.Path), rest, true
}

func (p *packer) file(address string) (name string, data []byte, ok bool) {
	if name, _, ok = p.local(p.dir, address); ok {
		data, ok = p.Get(name)
	}
	return name, data, ok
}

// embedded is an address that holds its file.
func (p *packer) embedded(address string) (string, bool) {
	name, data, ok := p.file(address)
	if !ok {
		return "", false
	}
	return dataURL(name, data), true
}

func dataURL(name string, data []byte) string {
	kind := output.MediaType(name)
	if strings.Contains(kind, ";") {
		kind = "application/octet-stream" // a text is handed out to be saved as it is
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// link is where a link leads: a page of the site where it can be seen, or "" for
// nowhere; a file that is handed out, with its name.
func (p *packer) link(to string) (address, download string) {
	name, rest, ok := p.local(p.dir, to)
	if !ok {
		return to, ""
	}
	if path.Ext(name) != ".html" && path.Ext(name) != "" {
		if data, ok := p.Get(name); ok {
			return dataURL(name, data), path.Base(name)
		}
	}
	if p.Base == "" {
		return "", ""
	}
	u := url.URL{Path: name}
	return p.Base + strings.TrimPrefix(u.EscapedPath(), "./") + rest, ""
}

// sheet puts the files that a style sheet refers to into it.
func (p *packer) sheet(name, css string) string {
	var b strings.Builder
	for {
		i := strings.Index(css, "url(")
		if i < 0 {
			b.WriteString(css)
			return b.String()
		}
		i += len("url(")
		b.WriteString(css[:i])
		css = css[i:]
		end := strings.IndexByte(css, ')')
		if strings.HasPrefix(css, `"`) || strings.HasPrefix(css, `'`) {
			if k := strings.IndexByte(css[1:], css[0]); k >= 0 {
				end = k + 2
			}
		}
		if end < 0 {
			continue
		}
		ref := css[:end]
		css = css[end:]
		if at, _, ok := p.local(path.Dir(name), strings.Trim(ref, `"' `)); ok {
			if data, ok := p.Get(at); ok {
				ref = `"` + dataURL(at, data) + `"`
			}
		}
		b.WriteString(ref)
	}
}

// style writes a style sheet into the page.
func (p *packer) style(css, media string) {
	css = strings.ReplaceAll(css, "</", `<\/`)
	out := &p.out
	if p.head > 0 {
		out = &p.late
	}
	out.WriteString("<style")
	if media != "" {
		out.WriteString(` media="` + html.EscapeString(media) + `"`)
	}
	out.WriteString(">" + css + "</style>")
	p.styles = append(p.styles, source(css))
}

// script writes a script into the page.
func (p *packer) script(js string, attrs ...html.Attribute) {
	js = strings.ReplaceAll(js, "</script", `<\/script`)
	p.out.WriteString("<script")
	for _, a := range attrs {
		p.out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	p.out.WriteString(">" + js + "</script>")
	p.scripts = append(p.scripts, "\x00"+source(js))
}

// end writes what comes last in the page.
func (p *packer) end() {
	if p.Find != "" {
		p.scripts = append(p.scripts, findScript)
	}
	waiting := p.scripts
	p.scripts = nil
	for _, js := range waiting {
		if hash, written := strings.CutPrefix(js, "\x00"); written {
			p.scripts = append(p.scripts, "\x00"+hash)
			continue
		}
		p.script(js)
	}
}

// source names a text in a policy, by its hash.
func source(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// finish sets what goes in the head: the policy (what is in the page and nothing
// else), and late style sheets.
func (p *packer) finish() []byte {
	if p.policy < 0 {
		return slices.Insert(p.out.Bytes(), p.head, p.late.Bytes()...)
	}
	var scripts []string
	for _, s := range p.scripts {
		scripts = append(scripts, strings.TrimPrefix(s, "\x00"))
	}
	policy := "default-src 'none'; img-src data:; font-src data:; style-src " + strings.Join(p.styles, " ") +
		"; script-src " + strings.Join(scripts, " ") + "; base-uri 'none'; form-action 'none'"
	meta := `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`
	all := p.out.Bytes()
	head := max(p.head, p.policy)
	return slices.Concat(all[:p.policy], []byte(meta), all[p.policy:head], p.late.Bytes(), all[head:])
}

func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
