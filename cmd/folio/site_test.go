package main

import (
	"bytes"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// sampleSite builds the sample content once for the tests of this file and
// returns its folder.
func sampleSite(t *testing.T, extra ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	var out, errs bytes.Buffer
	args := append([]string{"build", "--content", "../../content", "--out", dir, "--no-cache", "--strict"}, extra...)
	status := Run(args, Streams{Out: &out, Err: &errs, Getenv: func(string) string { return "" }})
	if status != exitFine {
		t.Fatalf("exit status %d\n%s%s", status, out.String(), errs.String())
	}
	return dir
}

// siteOf builds the site of an archive of files, and returns its folder.
func siteOf(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	out := filepath.Join(dir, "public")
	getenv := func(key string) string { return map[string]string{"LANG": "es_CO.UTF-8", "HOME": dir}[key] }
	if status := Run([]string{"build", "--content", filepath.Join(dir, "content"), "--out", out}, Streams{Out: &said, Err: &said, Getenv: getenv}); status != exitFine {
		t.Fatalf("status %d\n%s", status, said.String())
	}
	return out
}

// document is what a crawl needs of a page.
type document struct {
	ids   map[string]bool
	links []string // href and src, as written
	text  string
}

func readDocument(t *testing.T, name string) document {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := document{ids: map[string]bool{}}
	z := html.NewTokenizer(f)
	var text strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			d.text = text.String()
			return d
		case html.TextToken:
			text.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			for _, a := range tok.Attr {
				switch {
				case a.Key == "id":
					if d.ids[a.Val] {
						t.Errorf("%s: the id %q stands twice", name, a.Val)
					}
					d.ids[a.Val] = true
				case a.Key == "href" || a.Key == "src":
					d.links = append(d.links, a.Val)
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: <%s %s> breaks the site's policy", name, tok.Data, a.Key)
				}
			}
		}
	}
}

// TestEveryLinkOfTheSampleSiteLeadsSomewhere crawls what was built, as a
// reader with a shared drive would: every link and every image, anchors
// included, and none that needs the site to be in a certain place.
func TestEveryLinkOfTheSampleSiteLeadsSomewhere(t *testing.T) {
	dir := sampleSite(t)
	pages := map[string]document{}
	files := map[string]bool{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		files[rel] = true
		if path.Ext(rel) == ".html" {
			pages[rel] = readDocument(t, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 50 {
		t.Fatalf("only %d pages", len(pages))
	}
	checked := 0
	for name, d := range pages {
		for _, l := range d.links {
			u, err := url.Parse(l)
			switch {
			case err != nil:
				t.Errorf("%s: %q: %v", name, l, err)
				continue
			case u.Scheme != "" || u.Host != "":
				if !strings.HasPrefix(l, "http://") && !strings.HasPrefix(l, "https://") && !strings.HasPrefix(l, "mailto:") &&
					!strings.HasPrefix(l, "tel:") && !strings.HasPrefix(l, "data:image/") {
					t.Errorf("%s: odd address %q", name, l)
				}
				continue
			case strings.HasPrefix(u.Path, "/") && name != "404.html":
				t.Errorf("%s: %q ties the site to a place", name, l)
				continue
			}
			target := name
			if u.Path != "" {
				target = path.Join(path.Dir(name), u.Path)
				if strings.HasPrefix(u.Path, "/") {
					target = strings.TrimPrefix(u.Path, "/")
				}
				if target == "" {
					target = "index.html"
				}
			}
			checked++
			if !files[target] {
				t.Errorf("%s: %q leads to no file", name, l)
				continue
			}
			if u.Fragment != "" && !pages[target].ids[u.Fragment] {
				t.Errorf("%s: %q leads to no anchor", name, l)
			}
		}
	}
	if checked < 2000 {
		t.Errorf("only %d links were checked", checked)
	}
}

// TestInstructivoComesOutAsPrinted: the table of contents, the numbering and
// the lists of tables and images of the instruction I-A-GTI-04, from its
// Markdown, against what its printed original has.
func TestInstructivoComesOutAsPrinted(t *testing.T) {
	dir := sampleSite(t)
	cover := strings.Join(strings.Fields(readDocument(t, filepath.Join(dir, "instructivo", "index.html")).text), " ")
	printed, err := os.ReadFile("testdata/instructivo.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(printed)), "\n") {
		if !strings.Contains(strings.ToLower(cover), strings.ToLower(line)) {
			t.Errorf("the cover does not say %q", line)
		}
	}
	for word, want := range map[string]int{"Tabla": 3, "Imagen": 2} {
		if n := len(regexp.MustCompile(word+` [0-9]+\.`).FindAllString(cover, -1)); n != want {
			t.Errorf("%d entries %s in the lists, want %d", n, word, want)
		}
	}
}
