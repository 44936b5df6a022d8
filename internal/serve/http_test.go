package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"folio/internal/i18n"
)

// ask makes a request of which everything can be wrong.
func (p *preview) ask(method, path string, header ...string) *http.Response {
	p.t.Helper()
	conn, err := net.Dial("tcp", p.host())
	must(p.t, err)
	p.t.Cleanup(func() { conn.Close() })
	must(p.t, conn.SetDeadline(time.Now().Add(patience)))
	text := method + " /" + path + " HTTP/1.1\r\n"
	if !slices.ContainsFunc(header, func(h string) bool { return strings.HasPrefix(h, "Host: ") }) {
		text += "Host: " + p.host() + "\r\n"
	}
	for _, h := range header {
		text += h + "\r\n"
	}
	_, err = io.WriteString(conn, text+"\r\n")
	must(p.t, err)
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	must(p.t, err)
	return resp
}

func (p *preview) host() string { return strings.TrimSuffix(strings.TrimPrefix(p.url, "http://"), "/") }

func (p *preview) port() string {
	_, port, err := net.SplitHostPort(p.host())
	must(p.t, err)
	return port
}

// token is what a page of the preview was given.
func (p *preview) token() string {
	p.t.Helper()
	body, err := io.ReadAll(p.ask("GET", "").Body)
	must(p.t, err)
	m := regexp.MustCompile(`data-token="([0-9a-f]{32})"`).FindSubmatch(body)
	if m == nil {
		p.t.Fatalf("no token in %s", body)
	}
	return string(m[1])
}

func TestWhatIsServed(t *testing.T) {
	page := "<!DOCTYPE html><html><head><title>t</title></head><body><p>one</p></body></html>"
	p := start(t, map[string]string{
		"index.html": page, "a/index.html": "<p>a", "a/x y ñ.html": "<p>x", "a/img.svg": "<svg/>", "s.css": "p{}",
		"404.html": "<h1>no", "data.bin": "0123456789", "run.sh": "#!/bin/sh",
	})
	for _, c := range []struct {
		path   string
		status int
		kind   string
		body   string
	}{
		{"", 200, "text/html; charset=utf-8", "<p>one</p>"},
		{"index.html", 200, "text/html; charset=utf-8", "<p>one</p>"},
		{"index.html?x=1", 200, "text/html; charset=utf-8", "<p>one</p>"},
		{"a/", 200, "text/html; charset=utf-8", "<p>a"},
		{"a/x%20y%20%C3%B1.html", 200, "text/html; charset=utf-8", "<p>x"},
		{"a/img.svg", 200, "image/svg+xml", "<svg/>"},
		{"s.css", 200, "text/css; charset=utf-8", "p{}"},
		{"run.sh", 200, "text/plain; charset=utf-8", "#!/bin/sh"},
		{"data.bin", 200, "application/octet-stream", "0123456789"},
		{"none.html", 404, "text/html; charset=utf-8", "<h1>no"},
		{"a/none/", 404, "text/html; charset=utf-8", "<h1>no"},
		{"_folio/live.js", 200, "text/javascript; charset=utf-8", "mergeNode"},
		{"_folio/live.css", 200, "text/css; charset=utf-8", ".folio-live-changed"},
		{"_folio/panel.css", 200, "text/css; charset=utf-8", ":host"},
		{"_folio/none", 404, "text/plain; charset=utf-8", ""},
		{"_folio/", 404, "text/plain; charset=utf-8", ""},
	} {
		resp := p.ask("GET", c.path)
		body, err := io.ReadAll(resp.Body)
		must(t, err)
		if resp.StatusCode != c.status || resp.Header.Get("Content-Type") != c.kind || !strings.Contains(string(body), c.body) {
			t.Errorf("%q: %d %q %.200s", c.path, resp.StatusCode, resp.Header.Get("Content-Type"), body)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
		} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%q: %s: %q", c.path, name, got)
			}
		}
		if csp := resp.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%q: policy %q", c.path, csp)
		}
		head := p.ask("HEAD", c.path)
		none, err := io.ReadAll(head.Body)
		must(t, err)
		if head.StatusCode != c.status || len(none) > 0 || head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %q: %d, %d bytes, length %d of %d", c.path, head.StatusCode, len(none), head.ContentLength, len(body))
		}
	}
	// What is served is the page and one tag, inside the body.
	_, body := p.get("")
	if body != page {
		t.Errorf("served %s", body)
	}
	resp := p.ask("GET", "a")
	if resp.StatusCode != 302 || resp.Header.Get("Location") != "/a/" {
		t.Errorf("a folder: %d %s", resp.StatusCode, resp.Header.Get("Location"))
	}
	for _, path := range []string{"", "s.css"} {
		etag := p.ask("GET", path).Header.Get("ETag")
		if resp := p.ask("GET", path, "If-None-Match: "+etag); etag == "" || resp.StatusCode != 304 {
			t.Errorf("%q with %s: %d", path, etag, resp.StatusCode)
		}
	}
	if resp := p.ask("GET", "data.bin", "Range: bytes=2-4"); resp.StatusCode != 206 || resp.ContentLength != 3 {
		t.Errorf("range: %d, %d", resp.StatusCode, resp.ContentLength)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "BREW"} {
		if resp := p.ask(method, ""); resp.StatusCode != 405 || resp.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, resp.StatusCode)
		}
	}
}

func TestNothingOutsideTheSite(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>one", "a/index.html": "<p>a", "../secret.html": "SECRET", ".hidden": "HIDDEN"})
	for _, path := range []string{
		"../secret.html", "a/../../secret.html", "%2e%2e/secret.html", "..%2fsecret.html", `..\secret.html`, "%2e%2e%5csecret.html",
		"/etc/passwd", "//etc/passwd", "%00", "a%00/index.html", "/example.com/..", "/example.com", "a//index.html", "./index.html",
	} {
		resp := p.ask("GET", path)
		body, err := io.ReadAll(resp.Body)
		must(t, err)
		if resp.StatusCode != 404 && resp.StatusCode != 400 {
			t.Errorf("%q: %d %q %.80s", path, resp.StatusCode, resp.Header.Get("Location"), body)
		}
		if strings.Contains(string(body), "SECRET") || strings.Contains(string(body), "root:") {
			t.Errorf("%q: leaks", path)
		}
	}
}

func TestHostMustBeExact(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>one"})
	port := p.port()
	for _, host := range []string{"127.0.0.1:" + port, "localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port} {
		if resp := p.ask("GET", "", "Host: "+host); resp.StatusCode != 200 {
			t.Errorf("%s: %d", host, resp.StatusCode)
		}
	}
	for _, host := range []string{
		"evil.example", "evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost", "localhost.:" + port,
		"localhost.evil.example:" + port, "127.0.0.1.evil.example:" + port, "127.1:" + port, "0.0.0.0:" + port, "[::]:" + port,
		"x@127.0.0.1:" + port,
	} {
		for _, path := range []string{"", "_folio/live.js", "_folio/events?token=" + p.token(), "_folio/open"} {
			resp := p.ask("GET", path, "Host: "+host)
			body, err := io.ReadAll(resp.Body)
			must(t, err)
			if resp.StatusCode != 421 && resp.StatusCode != 400 || strings.Contains(string(body), "one") {
				t.Errorf("%s for %q: %d %.80s", host, path, resp.StatusCode, body)
			}
		}
	}
}

func TestHostsOfAnOpenServer(t *testing.T) {
	hosts := allowedHosts("0.0.0.0", &net.TCPAddr{IP: net.IPv4zero, Port: 80})
	if !hosts["127.0.0.1:80"] || hosts["evil.example:80"] {
		t.Errorf("%v", hosts)
	}
	if hosts := allowedHosts("docs.example", &net.TCPAddr{Port: 8080}); !hosts["docs.example:8080"] || len(hosts) != 4 {
		t.Errorf("%v", hosts)
	}
}

func TestExposureIsSaid(t *testing.T) {
	for _, c := range []struct {
		host string
		want bool
	}{{"127.0.0.1", false}, {"0.0.0.0", true}} {
		p := start(t, map[string]string{"index.html": "<p>one"}, func(o *Options) { o.Host = c.host })
		if got := strings.Contains(p.log.String(), "Advertencia: cualquiera"); got != c.want {
			t.Errorf("%s: %s", c.host, p.log)
		}
	}
}

func TestEventsAndOpenAreForOwnPagesOnly(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>FINDING x"}, func(o *Options) { o.Editor = "true" })
	token := p.token()
	own := "http://" + p.host()
	for _, c := range []struct {
		method, path string
		header       []string
		want         int
	}{
		{"GET", "events?token=" + token, nil, 200},
		{"GET", "events?token=" + token, []string{"Origin: " + own}, 200},
		{"GET", "events?token=" + token, []string{"Sec-Fetch-Site: same-origin"}, 200},
		{"GET", "events", nil, 403},
		{"GET", "events?token=", nil, 403},
		{"GET", "events?token=" + token[1:], nil, 403},
		{"GET", "events?token=" + strings.Repeat("0", 32), nil, 403},
		{"GET", "events?token=" + token, []string{"Origin: http://evil.example"}, 403},
		{"GET", "events?token=" + token, []string{"Origin: null"}, 403},
		{"GET", "events?token=" + token, []string{"Origin: https://" + p.host()}, 403},
		{"GET", "events?token=" + token, []string{"Origin: " + own + ".evil.example"}, 403},
		{"GET", "events?token=" + token, []string{"Origin: http://localhost:" + p.port()}, 403}, // another of its names
		{"GET", "events?token=" + token, []string{"Sec-Fetch-Site: same-site"}, 403},
		{"GET", "events?token=" + token, []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"GET", "events?token=" + token, []string{"Sec-Fetch-Site: none"}, 403},
		{"POST", "events?token=" + token, []string{"Origin: " + own}, 405},
		{"POST", "open?path=index.html&line=1&col=1&token=" + token, []string{"Origin: " + own}, 204},
		{"POST", "open?path=index.html&line=1&col=1&token=" + token, nil, 403},
		{"POST", "open?path=index.html&line=1&col=1&token=" + token, []string{"Origin: http://evil.example"}, 403},
		{"POST", "open?path=index.html&line=1&col=1", []string{"Origin: " + own}, 403},
		{"GET", "open?path=index.html&line=1&col=1&token=" + token, []string{"Origin: " + own}, 405},
		{"POST", "open?path=index.html&line=2&col=1&token=" + token, []string{"Origin: " + own}, 404},
		{"POST", "open?path=/etc/passwd&line=1&col=1&token=" + token, []string{"Origin: " + own}, 404},
		{"POST", "open?path=&line=1&col=1&token=" + token, []string{"Origin: " + own}, 404},
	} {
		resp := p.ask(c.method, "_folio/"+c.path, c.header...)
		if resp.StatusCode != c.want {
			t.Errorf("%s %s %v: %d, not %d", c.method, c.path, c.header, resp.StatusCode, c.want)
		}
	}
}

// stream listens to the events of a page.
func (p *preview) stream(page string, version uint64) (next func() news, hangUp func()) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	q := url.Values{"token": {p.token()}, "page": {page}, "version": {fmt.Sprint(version)}}
	req, err := http.NewRequestWithContext(ctx, "GET", p.url+"_folio/events?"+q.Encode(), nil)
	must(p.t, err)
	resp, err := (&http.Client{Transport: &http.Transport{}}).Do(req)
	must(p.t, err)
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != 200 || kind != "text/event-stream" {
		p.t.Fatalf("%d %s", resp.StatusCode, kind)
	}
	p.t.Cleanup(cancel)
	lines := bufio.NewReader(resp.Body)
	return func() news {
		p.t.Helper()
		for {
			line, err := lines.ReadString('\n')
			must(p.t, err)
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				var n news
				must(p.t, json.Unmarshal([]byte(data), &n))
				return n
			}
		}
	}, cancel
}

func TestEventsTellTheState(t *testing.T) {
	p := start(t, map[string]string{
		"index.html": "<p>home", "a/index.html": "<p>a", "a/one.html": "<title>One</title><p>one", "img.svg": "<svg/>",
	})
	p.settle()
	next, _ := p.stream("a/one.html", 0)
	first := next()
	if first.Missing || first.Broken || len(first.Findings) != 0 || first.Version == 0 {
		t.Errorf("at first: %+v", first)
	}
	p.write("a/one.html", "<title>One</title><p>one\n<p>FINDING here")
	n := next()
	if n.Hash == first.Hash || n.Version <= first.Version || n.Total != 1 || len(n.Findings) != 1 || n.Findings[0].Line != 2 {
		t.Errorf("after a save: %+v", n)
	}
	if withoutTag(n.Page) != "<title>One</title><p>one\n<p>FINDING here" || !strings.Contains(n.Page, `data-hash="`+n.Hash+`"`) {
		t.Errorf("the page that comes with it: %q", n.Page)
	}
	p.write("index.html", "<p>home FINDING there")
	if n := next(); n.Total != 2 || len(n.Findings) != 1 || n.Page != "" {
		t.Errorf("after a save elsewhere: %+v", n)
	}
	p.write("img.svg", "<svg>new</svg>")
	if n := next(); len(n.Assets) != 1 || n.Assets[0] != "img.svg" {
		t.Errorf("after an image: %+v", n)
	}
	p.write("a/one.html", "<p>FATAL")
	if n := next(); !n.Broken || n.Missing {
		t.Errorf("after a mistake: %+v", n)
	}
	p.shows("a/one.html", "<p>one")
	p.write("a/one.html", "<title>One</title><p>healed")
	if n := next(); n.Broken || n.Hash == first.Hash {
		t.Errorf("after its correction: %+v", n)
	}
	// Who comes late hears the same.
	late, hangUp := p.stream("a/one.html", first.Version)
	if n := late(); len(n.Assets) != 1 {
		t.Errorf("a late listener: %+v", n)
	}
	hangUp()
	late, _ = p.stream("a/one.html", next2(p))
	if n := late(); len(n.Assets) != 0 {
		t.Errorf("one who knows: %+v", n)
	}
}

// next2 is the version now.
func next2(p *preview) uint64 {
	next, hangUp := p.stream("index.html", 0)
	defer hangUp()
	return next().Version
}

func TestWhereAPageWent(t *testing.T) {
	p := start(t, map[string]string{
		"index.html": "<p>home", "a/index.html": "<p>a", "a/one.html": "<title>One</title>", "a/two.html": "<title>Two</title>",
		"b/x.html": "<title>X</title>", "b/y.html": "<title>Y</title>",
	})
	p.settle()
	p.remove("a/one.html")
	p.write("a/uno.html", "<title>One</title><p>more")
	p.shows("a/uno.html", "more")
	until(t, "a/one.html is gone", func() bool { status, _ := p.get("a/one.html"); return status == 404 })
	p.remove("b")
	until(t, "b is gone", func() bool { status, _ := p.get("b/x.html"); return status == 404 })
	p.remove("a/two.html")
	until(t, "a/two.html is gone", func() bool { status, _ := p.get("a/two.html"); return status == 404 })
	for page, want := range map[string]news{
		"a/one.html":   {To: "a/uno.html", Moved: true},
		"a/two.html":   {To: "a/index.html"},
		"b/x.html":     {To: "index.html"},
		"x/y/z/q.html": {To: "index.html"},
	} {
		next, hangUp := p.stream(page, 0)
		if n := next(); !n.Missing || n.To != want.To || n.Moved != want.Moved {
			t.Errorf("%s: %+v", page, n)
		}
		hangUp()
	}
}

func TestNoSiteAtFirst(t *testing.T) {
	p := start(t, map[string]string{"index.html": "<p>FATAL"})
	status, body := p.get("")
	if status != 503 || !strings.Contains(body, "Todavía no hay sitio") {
		t.Errorf("%d %s", status, body)
	}
	next, _ := p.stream("index.html", 0)
	if n := next(); !n.Missing || !n.Broken || len(n.Findings) != 1 {
		t.Errorf("%+v", n)
	}
	p.write("index.html", "<p>healed")
	p.shows("", "<p>healed")
}

// An idle stream says that it lives, and ends with the server.
func TestHeartbeat(t *testing.T) {
	b := newBoard()
	b.publish(Result{})
	log := &terminal{w: io.Discard, msg: i18n.For(i18n.English)}
	s := newServer(Options{Messages: log.msg, Host: "127.0.0.1"}, &net.TCPAddr{Port: 80}, b, log)
	s.beat = 5 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, "GET", "/_folio/events?token="+s.token, nil)
	must(t, err)
	req.Host = "127.0.0.1:80"
	w := &flushes{header: http.Header{}, data: make(chan string, 100)}
	ended := make(chan struct{})
	go func() { s.ServeHTTP(w, req); close(ended) }()
	for i := range 4 {
		if text := <-w.data; strings.HasPrefix(text, ": ") != (i > 0) {
			t.Errorf("write %d: %q", i, text)
		}
	}
	cancel()
	<-ended
}

// flushes is a connection that hands on what it is given.
type flushes struct {
	header http.Header
	data   chan string
}

func (f *flushes) Header() http.Header                { return f.header }
func (f *flushes) WriteHeader(int)                    {}
func (f *flushes) Flush()                             {}
func (f *flushes) SetWriteDeadline(_ time.Time) error { return nil }
func (f *flushes) Write(p []byte) (int, error) {
	f.data <- string(p)
	return len(p), nil
}

func TestPagePolicy(t *testing.T) {
	own := `<head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src 'sha256-x'"></head>`
	if got := pagePolicy([]byte(own)); got != "default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'" {
		t.Errorf("%q", got)
	}
	for _, page := range []string{"", "<p>", `<meta http-equiv="Content-Security-Policy">`, "<meta http-equiv=\"Content-Security-Policy\" content=\"a\r\nSet-Cookie: x\">"} {
		if got := pagePolicy([]byte(page)); got != ownPolicy {
			t.Errorf("%q: %q", page, got)
		}
	}
}
