package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"html/template"
	"strings"

	"folio/internal/i18n"
)

// policy is the Content-Security-Policy of every page: nothing that a careless
// paste brings may run or call out. The two inline scripts are named by their
// hashes.
func policy(inline string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"img-src 'self' data:",
		"style-src 'self'",
		"script-src 'self' " + byHash(inline) + " " + byHash(pause),
		"font-src 'self'",
		"connect-src 'self'", // the development server's events
		"base-uri 'none'",
		"form-action 'self'",
	}, "; ")
}

// byHash names an inline script in a policy.
func byHash(script string) string {
	sum := sha256.Sum256([]byte(script))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// pause is a script that does nothing but wait for the style sheet, as any does,
// and with it whoever reads the page: without it a browser lays out all of a long
// page before it draws the first line. head.js asks for nothing to be drawn before
// it is there.
const (
	pause        = "0"
	pauseElement = template.HTML(`<script id="f.pausa">` + pause + "</script>")
)

// headElement is the inline script (the theme's own file), told what it must know
// of the page: its manual, and the environment whose values it comes with.
func headElement(script string, of ...*environments) template.HTML {
	page := ""
	if len(of) > 0 && of[0] != nil {
		page = ` data-manual="` + html.EscapeString(of[0].Manual) + `" data-env="` + html.EscapeString(of[0].first().ID) + `"`
	}
	return template.HTML("<script" + page + ">" + script + "</script>")
}

// framing lets a page show frames of the site's own.
const framing = "; frame-src 'self'"

// Framed is a page that shows a frame: Folio's own, which is sandboxed and has a
// policy of its own. No author can write one.
func (t *Theme) Framed(page []byte) []byte {
	return bytes.Replace(page, []byte(t.policy+`"`), []byte(t.policy+html.EscapeString(framing)+`"`), 1)
}

// spoken are the words that the script needs, as data attributes of <body>.
var spoken = [...]struct{ attr, key string }{
	{"copy", "site.copy"},
	{"copied", "site.copied"},
	{"copy-failed", "site.copy.failed"},
	{"copy-danger", "site.copy.danger"},
	{"wrap", "site.wrap"},
	{"theme-light", "site.theme.light"},
	{"theme-dark", "site.theme.dark"},
	{"theme-auto", "site.theme.auto"},
	{"tabs", "site.tabs"},
	{"shown", "site.filter.shown"},
	{"env-now", "site.env.now"},
	{"close", "site.close"},
	{"zoom-in", "site.zoom.in"},
	{"zoom-out", "site.zoom.out"},
}

func scriptWords(c *i18n.Catalog) template.HTMLAttr {
	var b strings.Builder
	for i, s := range spoken {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("data-" + s.attr + `="` + html.EscapeString(c.T(s.key)) + `"`)
	}
	return template.HTMLAttr(b.String()) // escaped above
}
