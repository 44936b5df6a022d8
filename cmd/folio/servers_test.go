package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The guide gives configurations of web servers. Each of them that Debian has is
// started with the text that stands there.

// webServer is a server of the guide.
type webServer struct {
	name    string
	program string
	whole   func(conf, dir string, port int) string // the configuration of its own process
	args    func(conf, dir string) []string
}

var webServers = []webServer{
	{
		"nginx", "nginx", func(conf, dir string, port int) string {
			return "daemon off;\npid " + dir + "/pid;\nerror_log stderr;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n" +
				"client_body_temp_path " + dir + "/a;\nproxy_temp_path " + dir + "/b;\nfastcgi_temp_path " + dir + "/c;\nuwsgi_temp_path " + dir + "/d;\nscgi_temp_path " + dir + "/e;\n" +
				strings.Replace(conf, "listen 80;", fmt.Sprintf("listen 127.0.0.1:%d;", port), 1) + "}\n"
		}, func(conf, dir string) []string { return []string{"-c", conf, "-p", dir} },
	},
	{
		"Apache", "apache2", func(conf, dir string, port int) string {
			var load strings.Builder
			for _, m := range []string{"mpm_event", "authz_core", "dir", "mime", "headers", "rewrite"} {
				fmt.Fprintf(&load, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
			}
			return load.String() + "ServerRoot " + dir + "\nPidFile " + dir + "/pid\nDefaultRuntimeDir " + dir + "\nMutex file:" + dir + "\nErrorLog /dev/stderr\nServerName localhost\n" +
				"User www-data\nGroup www-data\nTypesConfig /etc/mime.types\n" + fmt.Sprintf("Listen 127.0.0.1:%d\n", port) +
				strings.Replace(conf, "*:80", fmt.Sprintf("127.0.0.1:%d", port), 1)
		}, func(conf, dir string) []string { return []string{"-f", conf, "-D", "FOREGROUND"} },
	},
	{
		"Caddy", "caddy", func(conf, dir string, port int) string {
			return "{\nadmin off\nauto_https off\nhttp_port " + strconv.Itoa(port) + "\nstorage file_system " + dir + "/s\n}\n" +
				strings.Replace(conf, "http://manuales.intranet.example", fmt.Sprintf("http://127.0.0.1:%d, http://manuales.intranet.example:%d", port, port), 1)
		}, func(conf, dir string) []string { return []string{"run", "--config", conf, "--adapter", "caddyfile"} },
	},
}

// guideBlock is a block of code of the guide, by the beginning of its title.
func guideBlock(t *testing.T, name string) string {
	t.Helper()
	page, err := os.ReadFile("../../content/guia/15-publicacion.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```[a-z]+ \\{titulo=\"" + name + ": [^\n]*\n(.*?)\n```").FindSubmatch(page)
	if m == nil {
		t.Fatalf("the guide has no configuration of %s", name)
	}
	return string(m[1])
}

// start runs a server on a free port until the test ends, and gives its address.
func (s webServer) start(t *testing.T, root string) string {
	t.Helper()
	program, err := exec.LookPath(s.program)
	if err != nil {
		if program, err = exec.LookPath("/usr/sbin/" + s.program); err != nil {
			t.Fatalf("%s is not installed; sh .ci/prepare installs it", s.program)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	dir := t.TempDir()
	conf := filepath.Join(dir, "conf")
	text := s.whole(strings.ReplaceAll(guideBlock(t, s.name), "/srv/manuales", root), dir, port)
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, program, s.args(conf, dir)...)
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 5 * time.Second
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() { stop(); <-ended })
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for range 200 {
		if conn, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			_ = conn.Close()
			return "http://" + address
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s\n%s", s.name, err, said.String(), text)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer\n%s", s.name, said.String())
	return ""
}

// get asks as a browser does.
func get(t *testing.T, url string, compressed bool) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", map[bool]string{true: "gzip", false: "identity"}[compressed])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	sent, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	res.ContentLength = int64(len(sent)) // not every server says it
	if res.Header.Get("Content-Encoding") != "gzip" {
		return res, string(sent)
	}
	r, err := gzip.NewReader(bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(data)
}

// publishedSite publishes a site twice, so that there is a release to go back to,
// and gives the folder.
func publishedSite(t *testing.T) (run func(args ...string), root string) {
	t.Helper()
	dir, root := t.TempDir(), t.TempDir()
	// Servers read as users of their own.
	for d := root; d != "/" && strings.HasPrefix(d, os.TempDir()); d = filepath.Dir(d) {
		if st, err := os.Stat(d); err == nil && d != os.TempDir() {
			_ = os.Chmod(d, st.Mode()|0o755)
		}
	}
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run = func(args ...string) {
		t.Helper()
		var out strings.Builder
		args = append(args, "--content", filepath.Join(dir, "content"))
		if status := Run(args, Streams{Out: &out, Err: &out, Getenv: func(string) string { return "" }}); status != 0 {
			t.Fatalf("%v: status %d\n%s", args, status, out.String())
		}
	}
	write("folio.yaml", "titulo: Manuales\nacento: \"#0b6e4f\"\n")
	write("content/alfa/manual.yaml", "titulo: Alfa\n")
	write("content/alfa/01-uno.md", "# Uno\n\n![Dibujo](img/d.svg)\n\n"+strings.Repeat("Texto del manual que se repite y se comprime bien. ", 60)+"\n")
	write("content/alfa/img/d.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>`)
	publish := []string{"publish", root, "--precompress", "--quiet", "--out", filepath.Join(dir, "public")}
	run(publish...)
	write("folio.yaml", "titulo: Manuales\nacento: \"#1a4fa0\"\n")
	run(publish...)
	return run, root
}

// assetsOf are the style and the script of a page, each once: the style is asked for
// before it is used.
func assetsOf(page string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`(?:href|src)="(?:\.\./)*(assets/folio\.[0-9a-f]+\.(?:css|js))"`).FindAllStringSubmatch(page, -1) {
		if !slices.Contains(list, m[1]) {
			list = append(list, m[1])
		}
	}
	return list
}

// TestTheGuidesWebServers: headers, the page for wrong addresses, what is
// compressed, what is hidden, and a page that is open while another release is
// switched to.
func TestTheGuidesWebServers(t *testing.T) {
	run, root := publishedSite(t)
	for _, s := range webServers {
		t.Run(s.name, func(t *testing.T) {
			at := s.start(t, root)
			page, text := get(t, at+"/alfa/uno.html", true)
			if page.StatusCode != 200 || !strings.Contains(text, "<h1") || !strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
				t.Fatalf("the page: %s, %s", page.Status, page.Header)
			}
			if page.Header.Get("Content-Encoding") != "gzip" || page.ContentLength > int64(len(text))/2 {
				t.Errorf("the page is not compressed: %d bytes of %d, %s", page.ContentLength, len(text), page.Header)
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "frame-ancestors 'self'", "Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"} {
				if got := page.Header.Values(name); len(got) != 1 || got[0] != want {
					t.Errorf("%s: %q", name, got)
				}
			}
			if plain, same := get(t, at+"/alfa/uno.html", false); plain.Header.Get("Content-Encoding") != "" || same != text {
				t.Errorf("without compression: %s", plain.Header)
			}
			if _, home := get(t, at+"/", true); !strings.Contains(home, "Alfa") {
				t.Error("the home page is not that of the folder")
			}
			parts := assetsOf(text)
			if len(parts) != 2 {
				t.Fatalf("the page loads %q", parts)
			}
			for _, p := range parts {
				res, _ := get(t, at+"/"+p, true)
				kind := map[bool]string{true: "text/css", false: "javascript"}[strings.HasSuffix(p, ".css")]
				if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || !strings.Contains(res.Header.Get("Content-Type"), kind) || res.Header.Get("Content-Encoding") != "gzip" {
					t.Errorf("%s: %s %s", p, res.Status, res.Header)
				}
			}
			if res, _ := get(t, at+"/buscar/indice.js", true); res.Header.Get("Cache-Control") != "no-cache" {
				t.Errorf("the search's index: %s", res.Header)
			}
			if res, _ := get(t, at+"/alfa/img/d.svg", true); !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") {
				t.Errorf("an image: %s %s", res.Status, res.Header)
			}
			for _, wrong := range []string{"/alfa/nada.html", "/.folio-publicacion.json", "/alfa/.oculto", "/assets/"} {
				res, text := get(t, at+wrong, true)
				if res.StatusCode != 404 && res.StatusCode != 403 {
					t.Errorf("%s: %s", wrong, res.Status)
				}
				if wrong == "/alfa/nada.html" && (!strings.Contains(text, "<h1") || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Cache-Control") != "no-cache") {
					t.Errorf("%s: %s\n%.80s", wrong, res.Header, text)
				}
			}
			// The page is open; another release is switched to, and back.
			run("rollback", root)
			for _, p := range parts {
				if res, _ := get(t, at+"/"+p, true); strings.HasSuffix(p, ".js") && res.StatusCode != 200 {
					t.Errorf("after the switch %s is %s", p, res.Status)
				}
			}
			_, before := get(t, at+"/alfa/uno.html", true)
			old := assetsOf(before)
			if len(old) != 2 || old[0] == parts[0] {
				t.Fatalf("the release before loads %q", old)
			}
			run("rollback", root, latest(t, root))
			for _, p := range old {
				if res, _ := get(t, at+"/"+p, true); res.StatusCode != 200 {
					t.Errorf("a page that was open asks for %s: %s", p, res.Status)
				}
			}
		})
	}
}

// latest is the release that was published last.
func latest(t *testing.T, root string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(root, "releases", "2*Z-*[0-9a-f]"))
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	st := [2]os.FileInfo{}
	for i, name := range all {
		if st[i], err = os.Stat(name + ".json"); err != nil {
			t.Fatal(err)
		}
	}
	if st[1].ModTime().After(st[0].ModTime()) {
		return filepath.Base(all[1])
	}
	return filepath.Base(all[0])
}
