package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// Asset is a file that pages refer to. Its name carries a hash of its bytes,
// so that a server may let browsers keep it for ever.
type Asset struct {
	Path string // from the site's root: "assets/folio.1a2b3c4d.css"
	Data []byte
}

// cssOrder is the order of the style sheet's parts; a user's further css
// files follow by name, and print comes after everything on screen.
var cssOrder = [...]string{
	"colors.css", "type.css", "base.css", "frame.css", "bar.css", "env.css", "tree.css", "toc.css", "control.css",
	"prose.css", "table.css", "figure.css", "code.css", "marks.css", "callout.css", "steps.css", "tabs.css", "terms.css", "viewer.css",
	"home.css", "cover.css", "document.css", "notfound.css", "forced.css",
}

const cssLast = "print.css"

// jsOrder is the order of the script's parts; a user's further files follow.
var jsOrder = [...]string{
	"icon.js", "theme.js", "tree.js", "toc.js", "control.js", "copy.js", "tabs.js", "wrap.js", "scroll.js", "env.js", "reveal.js", "enlarge.js", "terms.js", "search.js", "print.js", "release.js",
}

// headScript is the part that runs before the page is drawn, inline.
const headScript = "head.js"

// unfoldScript is the part that goes into the scripts of large manuals.
const unfoldScript = "unfold.js"

// assets are a theme's, sorted by path.
type assets struct {
	list   []Asset
	hashed map[string]string // "folio.css" → "assets/folio.1a2b3c4d.css"
}

// bundle makes the assets of a theme: folio.css and folio.js out of their
// parts, every other file as it is.
func bundle(files fileSet, accent string, opt Options) assets {
	all := assets{hashed: map[string]string{}}
	add := func(name string, data []byte) {
		ext := path.Ext(name)
		sum := sha256.Sum256(data)
		p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		all.list = append(all.list, Asset{Path: p, Data: data})
		all.hashed[name] = p
	}
	for _, f := range files.under("assets") {
		name := strings.TrimPrefix(f.path, "assets/")
		if !isPart(name) && path.Base(name) != "OFL.txt" {
			add(name, f.data)
		}
	}
	for _, a := range opt.Extra {
		add(a.Path, a.Data)
	}

	var css bytes.Buffer
	for _, f := range files.parts("assets/css", ".css", cssOrder[:], cssLast) {
		if path.Base(f.path) == cssLast {
			css.WriteString(minifyCSS(accent))
			css.WriteString(minifyCSS(opt.HighlightCSS))
		}
		css.WriteString(minifyCSS(string(f.data)))
	}
	add("folio.css", []byte(hashURLs(css.String(), all.hashed)))

	var js bytes.Buffer
	for _, f := range files.parts("assets/js", ".js", jsOrder[:], "") {
		if name := path.Base(f.path); name != headScript && name != unfoldScript {
			js.WriteString(f.script())
		}
	}
	add("folio.js", js.Bytes())

	slices.SortFunc(all.list, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// script is a part of a script, made small where it is the theme's own.
func (f file) script() string {
	if f.user {
		return string(bytes.TrimSpace(f.data)) + "\n"
	}
	return minifyJS(string(f.data))
}

// inline is a script that stands in every page, and so without a byte too many
// where it is the theme's own.
func (f file) inline() string {
	var out bytes.Buffer
	if f.user || js.Minify(minify.New(), &out, bytes.NewReader(f.data), nil) != nil {
		return strings.TrimSpace(f.script())
	}
	return out.String()
}

// isPart says whether an asset goes into a bundle instead of standing alone.
func isPart(name string) bool {
	return strings.HasPrefix(name, "css/") && strings.HasSuffix(name, ".css") ||
		strings.HasPrefix(name, "js/") && strings.HasSuffix(name, ".js")
}

// parts returns the files of a bundle: those named in order, then others by
// name, then last.
func (s fileSet) parts(folder, ext string, order []string, last string) fileSet {
	var out fileSet
	for _, name := range order {
		if f, ok := s.find(folder + "/" + name); ok {
			out = append(out, f)
		}
	}
	for _, f := range s.under(folder) {
		name := strings.TrimPrefix(f.path, folder+"/")
		if strings.HasSuffix(name, ext) && !slices.Contains(order, name) && name != last {
			out = append(out, f)
		}
	}
	if f, ok := s.find(folder + "/" + last); ok && last != "" {
		out = append(out, f)
	}
	return out
}

// hashURLs puts hashed names in url(…) where the plain name is an asset's.
// Names in css are relative to assets/, where the bundle stands.
func hashURLs(css string, hashed map[string]string) string {
	var b strings.Builder
	for {
		i := strings.Index(css, "url(")
		if i < 0 {
			b.WriteString(css)
			return b.String()
		}
		i += len("url(")
		end := strings.IndexByte(css[i:], ')')
		if end < 0 {
			b.WriteString(css)
			return b.String()
		}
		b.WriteString(css[:i])
		ref := css[i : i+end]
		if p, ok := hashed[strings.Trim(ref, `"' `)]; ok {
			ref = strings.TrimPrefix(p, "assets/")
		}
		b.WriteString(ref)
		css = css[i+end:]
	}
}

// minifyCSS drops comments and the blanks that say nothing. It leaves strings
// and url(…) alone and never joins two words.
func minifyCSS(css string) string {
	b := make([]byte, 0, len(css))
	blank := false
	for i := 0; i < len(css); {
		c := css[i]
		switch {
		case c == '/' && strings.HasPrefix(css[i:], "/*"):
			end := strings.Index(css[i+2:], "*/")
			if end < 0 {
				return string(b)
			}
			i += 2 + end + 2
			blank = true
			continue
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			blank = true
			i++
			continue
		}
		if blank {
			if len(b) > 0 && !strings.ContainsRune("{};,", rune(b[len(b)-1])) && !strings.ContainsRune("{};,", rune(c)) {
				b = append(b, ' ')
			}
			blank = false
		}
		if c == '}' && len(b) > 0 && b[len(b)-1] == ';' {
			b = b[:len(b)-1]
		}
		n := 1
		switch {
		case c == '"' || c == '\'':
			n = stringLen(css[i:])
		case strings.HasPrefix(css[i:], "url("):
			if end := strings.IndexByte(css[i:], ')'); end > 0 && css[i+4] != '"' && css[i+4] != '\'' {
				n = end + 1
			}
		}
		b = append(b, css[i:i+n]...)
		i += n
	}
	return string(b)
}

// minifyJS drops indentation and the lines that are comments. That is safe for
// scripts without strings of several lines, as the theme's own are; a user's
// are left as they are.
func minifyJS(js string) string {
	var b strings.Builder
	for line := range strings.Lines(js) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "//") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// stringLen is the length of the quoted string that s begins with.
func stringLen(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}
