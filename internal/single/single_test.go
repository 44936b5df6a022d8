package single

import (
	"regexp"
	"strings"
	"testing"
)

const page = `<!doctype html>
<html lang="es"><head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>T</title>
<link rel="preload" as="style" href="../assets/a.css">
<script data-manual="m">head()</script>
<link rel="icon" href="../assets/i.svg">
<link rel="canonical" href="https://docs.example/m/p.html">
<link rel="stylesheet" href="../assets/a.css">
<script defer src="../assets/a.js"></script></head>
<body><a class="bar-title" href="../index.html">S</a>
<a class="search-open" href="../buscar.html"><svg><a>x</a></svg> Buscar</a>
<p>Véase <a href="#s1">aquí</a>, <a class="x" href="otro.html#y">otro</a>, <a href="https://otro.example/">fuera</a>, <a href="guion.sh">guion</a>.</p>
<img src="img/á%20b.svg" alt="a &lt; b"><img src="no-esta.png" alt="">
<script type="application/json">{"a":"</b>"}</script>
<pre>a &lt; b
</pre>
<link rel="stylesheet" media="print" href="../assets/p.css">
</body></html>
`

func pack(t *testing.T, base string) string {
	t.Helper()
	files := map[string]string{
		"assets/i.svg": "<svg/>", "assets/a.css": "@font-face{src:url(fonts/f.woff2)} .a{background:url( 'i.svg' )} .b{mask:url(\"data:image/svg+xml,%3Csvg url(x)/%3E\")}",
		"assets/fonts/f.woff2": "font", "assets/p.css": "@page{size:A4} p::after{content:\"</style>\"}", "assets/a.js": "late('</script>')",
		"m/img/á b.svg": "<svg/>", "m/guion.sh": "echo", "m/otro.html": "<p>",
	}
	out, err := Pack("m/p.html", []byte(page), Options{Base: base, Find: "Buscar", Get: func(name string) ([]byte, bool) {
		s, ok := files[name]
		return []byte(s), ok
	}})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestPackHoldsEverything(t *testing.T) {
	got := pack(t, "https://docs.example/")
	for _, want := range []string{
		`src:url("data:font/woff2;base64,Zm9udA==")`, `background:url("data:image/svg+xml;base64,PHN2Zy8+")`, `url("data:image/svg+xml,%3Csvg url(x)/%3E")`,
		`<style media="print">@page{size:A4} p::after{content:"<\/style>"}</style>`, `<script data-manual="m">head()</script>`, `late('<\/script>')`,
		`<link rel="icon" href="data:image/svg+xml;base64,`, `<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a &lt; b">`, `<img src="no-esta.png" alt="">`,
		`<a href="#s1">`, `<a class="x" href="https://docs.example/m/otro.html#y">`, `<a href="https://otro.example/">`, `<a download="guion.sh" href="data:application/octet-stream;base64,`,
		`<form class="find"`, `{"a":"</b>"}`, "a &lt; b\n", `<a class="bar-title" href="https://docs.example/index.html">`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, bad := range []string{"canonical", "preload", "search-open", `rel="stylesheet"`, "<script defer", "default-src 'none'\">"} {
		if strings.Contains(got, bad) {
			t.Errorf("%s is left", bad)
		}
	}
	// Scripts that waited for the page run when it is there.
	if strings.Index(got, "late(") < strings.Index(got, "<pre>") || strings.Index(got, "head()") > strings.Index(got, "<style") {
		t.Error("scripts stand in another order")
	}
	// A style sheet of the body stands in the head, where a style may, after the others.
	if at := strings.Index(got, `<style media="print">`); at < strings.Index(got, "@font-face") || at > strings.Index(got, "</head>") {
		t.Error("the body's style sheet is not the head's last")
	}
}

// TestPackNamesWhatMayRun: the policy has the hash of each style and script that
// is in the page, and allows nothing else.
func TestPackNamesWhatMayRun(t *testing.T) {
	got := pack(t, "")
	_, policy, _ := strings.Cut(got, `http-equiv="Content-Security-Policy" content="`)
	policy, _, _ = strings.Cut(policy, `"`)
	n := 0
	for _, m := range regexp.MustCompile(`(?s)<(?:style[^>]*|script(?: data-[^>]*)?)>(.*?)</(?:style|script)>`).FindAllStringSubmatch(got, -1) {
		n++
		if !strings.Contains(policy, source(m[1])) {
			t.Errorf("the policy does not know %.40q", m[1])
		}
	}
	if n != 6 || strings.Count(policy, "sha256") != n || strings.Contains(policy, "unsafe") || strings.Contains(policy, "self") {
		t.Errorf("%d pieces; %s", n, policy)
	}
}

// TestPackLeadsNowhere: of a site that is nowhere to be seen, a file leads to
// itself alone.
func TestPackLeadsNowhere(t *testing.T) {
	got := pack(t, "")
	if strings.Contains(got, "otro.html") || !strings.Contains(got, `<a class="x">otro</a>`) || strings.Contains(got, "index.html") {
		t.Error(got)
	}
}
