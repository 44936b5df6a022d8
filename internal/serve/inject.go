package serve

import (
	"bytes"
	"crypto/subtle"
	"html"
	"strconv"
	"strings"

	"folio/internal/output"
)

// ownPolicy holds for everything that says nothing else.
const ownPolicy = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// pagePolicy is the page's own policy, if it has one, so that the theme's
// inline scripts that it names by their hash run; and what only a header can
// say. Both it and the <meta> hold.
func pagePolicy(page []byte) string {
	head := page[:min(len(page), 8192)]
	i := bytes.Index(head, []byte(`http-equiv="Content-Security-Policy"`))
	if i < 0 {
		return ownPolicy
	}
	_, rest, ok := bytes.Cut(head[i:], []byte(`content="`))
	if !ok {
		return ownPolicy
	}
	policy, _, ok := bytes.Cut(rest, []byte(`"`))
	if !ok || bytes.ContainsAny(policy, "\r\n<>") {
		return ownPolicy
	}
	return html.UnescapeString(string(policy)) + "; frame-ancestors 'none'"
}

// framePolicy is that of a page which the site's own pages show in a frame.
func framePolicy(page []byte) string {
	return strings.Replace(pagePolicy(page), "frame-ancestors 'none'", "frame-ancestors 'self'", 1)
}

// tag is the script that a page needs to follow its source. It is the same
// for the same page and content, but for the version.
func (s *server) tag(e *edition, page string, hash output.Hash, missing bool) []byte {
	var b strings.Builder
	b.WriteString(`<script src="` + prefix + `live.js?` + s.live.version + `" id="folio-live" data-token="` + s.token +
		`" data-page="` + html.EscapeString(page) + `" data-hash="` + hash.String() +
		`" data-version="` + strconv.FormatUint(e.version, 10) + `"`)
	if missing {
		b.WriteString(` data-missing`)
	}
	if s.editor != nil {
		b.WriteString(` data-editor`)
	}
	b.WriteString(` defer></script>`)
	return []byte(b.String())
}

// inject puts tag before the end of the page's body.
func inject(page, tag []byte) []byte {
	i := bytes.LastIndex(page, []byte("</body>"))
	if i < 0 {
		i = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:i]...)
	out = append(out, tag...)
	return append(out, page[i:]...)
}

func sameToken(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
