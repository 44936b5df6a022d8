package markdown

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	xhtml "golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/source"
)

// unsafe looks through HTML as a browser would and names what could run, load
// from elsewhere or break out of the page; "" when there is nothing.
func unsafe(page string) string {
	own := map[string]bool{"a": true, "img": true, "svg": true, "use": true, "g": true, "path": true, "rect": true, "circle": true, "text": true, "tspan": true, "input": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "col": true, "colgroup": true}
	depth := map[string]int{}
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			if z.Err() == io.EOF {
				return ""
			}
			return z.Err().Error()
		case xhtml.CommentToken, xhtml.DoctypeToken:
			return "comment " + string(z.Raw())
		case xhtml.EndTagToken:
			tok := z.Token()
			if depth[tok.Data]--; depth[tok.Data] < 0 {
				return "an end without a start: " + tok.Data
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			tok := z.Token()
			depth[tok.Data]++
			if _, ok := allowed[tok.Data]; !ok && !own[tok.Data] {
				return "element " + tok.Data
			}
			for _, a := range tok.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcset" || a.Key == "srcdoc":
					return "attribute " + a.Key
				case a.Key == "href" && tok.Data == "a" && scheme(a.Val) != "" && !schemes[scheme(a.Val)]:
					return "address " + a.Val
				case a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/") && (scheme(a.Val) != "" || strings.HasPrefix(a.Val, "//")):
					return "source " + a.Val
				}
			}
		}
	}
}

// FuzzNothingUnsafe: whatever an author pastes, parsing ends, its positions
// are inside the file, and the HTML holds nothing that could run.
func FuzzNothingUnsafe(f *testing.F) {
	for _, s := range []string{
		"<script>alert(1)</script>", "[x](java\nscript:alert(1))", "<a href=javascript:alert(1)>x</a>", "![x](javascript:1)",
		"<img src=x onerror=alert(1)>", "<svg><script>1</script></svg>", "<details ontoggle=alert(1) open>", "<div><b></div></b>",
		"[x]: data:text/html,<script>\n[y][x]", "<style>@import 'x'</style>", "{{APP_HOST}}<b>{{DB_PASS}}", "```html\n<script>\n```",
		"Tabla: <script>x {#\"><script>}\n\n|a|\n|-|\n|b|", "# x {#\"><script>alert(1)</script>}", "> [!NOTE] <script>\n> x", "::: {pestaña=\"<script>\"}\nx\n:::",
		"<textarea>\n\n<script>", "<p title='\"><script>'>", "[^1]\n\n[^1]: <iframe>", "a\n: <object>", "<!-- --><!-->--!><script>", "<math><mi//xlink:href=\"data:x,<script>\">",
		"{{incluir \"../comun/ssh.md\"}}", "- [ ] <input onfocus=alert(1) autofocus>", "<b id=x class=y lang='\"'>",
		"```mermaid\nC4Context\nPerson(a, \"<script>alert(1)</script>\", \"' onload=x\", $link=\"javascript:alert(1)\")\n```", "```c4\nC4Context\nSystem(a, #lt;img src=x onerror=alert(1)#gt;, $link=\"x\\\" onclick=\\\"y\")\nRel(a, a, \"</svg><script>\")\n```",
	} {
		f.Add(s)
	}
	e := spanish()
	f.Fuzz(func(t *testing.T, src string) {
		watchdog := time.AfterFunc(20*time.Second, func() { panic(fmt.Sprintf("does not end: %q", src)) })
		defer watchdog.Stop()
		text, found := source.Split("f.md", []byte(src))
		d, more := e.Parse(text, testEnv("f.md"))
		var out bytes.Buffer
		if err := e.Render(&out, d, plainResolver{d}); err != nil {
			t.Fatal(err)
		}
		if what := unsafe(out.String()); what != "" {
			t.Errorf("%q: %s\n%s", src, what, out.String())
		}
		lines := strings.Count(string(text.Body), "\n") + text.BodyLine
		for _, x := range append(found, more...) {
			if x.Pos.Path == "f.md" && (x.Pos.Line < 0 || x.Pos.Line > lines) {
				t.Errorf("%q: finding at line %d of %d", src, x.Pos.Line, lines)
			}
		}
		if err := more.Sorted().Text(io.Discard, i18n.For(i18n.Spanish)); err != nil {
			t.Fatal(err)
		}
	})
}

// TestHostilePagesEndInFindings: inputs that make goldmark quadratic end, and
// with an error that tells the author where. That they end soon is the test
// run's own time limit; each takes well under a second.
func TestHostilePagesEndInFindings(t *testing.T) {
	e := spanish()
	long := 20_000
	if testing.Short() {
		long = 5_000 // the race detector makes them ten times slower
	}
	header := strings.Repeat("|a", 1600) + "|\n" + strings.Repeat("|-", 1600) + "|\n"
	for name, x := range map[string]struct {
		src  string
		code diag.Code
	}{
		"links":      {strings.Repeat("[a](b", 20_000), "LIM-01"},
		"emphasis":   {strings.Repeat("*a_ ", 20_000), "LIM-01"},
		"marks":      {strings.Repeat("*a_ ", 5_000), "LIM-02"},
		"brackets":   {strings.Repeat("![", 10_000), "LIM-02"},
		"heading":    {"# " + strings.Repeat("[a](b", long), "LIM-02"},
		"table":      {header + strings.Repeat("|a\n", 1600), "LIM-03"},
		"cell":       {"|a|\n|-|\n|" + strings.Repeat("[a](b", long) + "|\n", "LIM-02"},
		"footnotes":  {strings.Repeat("[^a] ", 100) + "\n\n" + footnoteList(8_000), "LIM-04"},
		"quotations": {strings.Repeat(">", 20_000) + "x", "LIM-05"},
		"lists":      {nestedList(400), "LIM-05"},
	} {
		t.Run(name, func(t *testing.T) {
			text, _ := source.Split("x.md", []byte(x.src))
			d, found := e.Parse(text, Env{})
			var out bytes.Buffer
			if err := e.Render(&out, d, plainResolver{d}); err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if f.Code == x.code && f.Severity == diag.Error && f.Pos.Line > 0 {
					return
				}
			}
			t.Errorf("no %s among %d findings", x.code, len(found))
		})
	}
}

func footnoteList(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: x\n\n", i)
	}
	return b.String()
}

func nestedList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}
