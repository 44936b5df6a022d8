package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"folio/internal/config"
	"folio/internal/corpus"
	"folio/internal/diag"
	"folio/internal/highlight"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/source"
	"folio/internal/theme"
)

// corpusSite is a generated site on the disk.
type corpusSite struct {
	in    Input
	dir   string // of the content
	pages int
}

func newCorpusSite(tb testing.TB, manuals int) *corpusSite {
	tb.Helper()
	dir := tb.TempDir()
	if err := corpus.Write(dir, manuals, 1); err != nil {
		tb.Fatal(err)
	}
	s := &corpusSite{dir: filepath.Join(dir, "content"), pages: manuals * corpus.Pages}
	root, err := source.Open(s.dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = root.Close() })
	texts := i18n.For(i18n.Spanish)
	th, _, err := theme.Load(theme.Options{Catalog: texts, HighlightCSS: highlight.CSS()})
	if err != nil {
		tb.Fatal(err)
	}
	s.in = Input{Root: root, Site: config.Site{Title: "Manuales"}, Theme: th, Texts: texts, Program: "prueba"}
	return s
}

// build builds into a sink that was prepared for it.
func (s *corpusSite) build(tb testing.TB, sink output.Sink, cache Cache, contents *Contents) Result {
	tb.Helper()
	in := s.in
	in.Cache, in.Contents = cache, contents
	res, err := Build(context.Background(), in, sink)
	if err != nil {
		tb.Fatal(err)
	}
	if res.Pages != s.pages {
		tb.Fatalf("%d pages of %d", res.Pages, s.pages)
	}
	return res
}

func (s *corpusSite) buildDir(tb testing.TB, out string, cache Cache) {
	tb.Helper()
	var stamps *output.Stamps
	if cache != nil {
		stamps = cache.stamps()
	}
	d, err := output.NewDir(out, output.Remember(stamps))
	if err != nil {
		tb.Fatal(err)
	}
	defer d.Abort()
	s.build(tb, d, cache, nil)
	if _, err := d.Commit(); err != nil {
		tb.Fatal(err)
	}
}

// edit writes a section of the second manual anew, with a sentence that is in
// no other version, and returns its name and its page.
func (s *corpusSite) edit(tb testing.TB, version int) (name, page, sentence string) {
	tb.Helper()
	name = corpus.Folder(1) + "/" + corpus.File(7)
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	raw, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	text, _, _ := bytes.Cut(raw, []byte("\n\nRevisión "))
	sentence = fmt.Sprintf("Revisión %d del procedimiento.", version)
	if err := os.WriteFile(file, fmt.Appendf(text, "\n\n%s\n", sentence), 0o644); err != nil {
		tb.Fatal(err)
	}
	return name, corpus.Folder(1) + "/procedimiento-de-despliegue.html", sentence
}

// TestCorpusHasNoFaults: what the benchmarks build is a sound site, and so it
// does not measure the making of findings.
func TestCorpusHasNoFaults(t *testing.T) {
	s := newCorpusSite(t, 6)
	memory := output.NewMemory()
	for _, d := range s.build(t, memory, nil, nil).Findings {
		if d.Severity > diag.Info {
			t.Errorf("%+v", d)
		}
	}
}

func pagesPerSecond(b *testing.B, pages int) {
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkBuild builds everything anew.
func BenchmarkBuild(b *testing.B) {
	for _, manuals := range []int{10, 100} {
		s := newCorpusSite(b, manuals)
		b.Run(fmt.Sprintf("memory/pages=%d", s.pages), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.build(b, output.NewMemory(), nil, nil)
			}
			pagesPerSecond(b, s.pages)
		})
		b.Run(fmt.Sprintf("dir/pages=%d", s.pages), func(b *testing.B) {
			b.ReportAllocs()
			out := filepath.Join(b.TempDir(), "public")
			for b.Loop() {
				s.buildDir(b, out, nil)
				b.StopTimer()
				if err := os.RemoveAll(out); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			pagesPerSecond(b, s.pages)
		})
	}
}

// BenchmarkBuildWarm builds with what an earlier build left: as a preview
// does, in memory and told what changed, and as the command does, on the disk.
func BenchmarkBuildWarm(b *testing.B) {
	s := newCorpusSite(b, 100)
	version := 0
	b.Run("preview/nothing", func(b *testing.B) { s.previews(b, nil) })
	b.Run("preview/section", func(b *testing.B) { s.previews(b, &version) })
	b.Run("dir/nothing", func(b *testing.B) { s.rebuilds(b, nil) })
	b.Run("dir/section", func(b *testing.B) { s.rebuilds(b, &version) })
}

// previews rebuilds in memory; with a version, a section changes each time.
func (s *corpusSite) previews(b *testing.B, version *int) {
	b.ReportAllocs()
	cache, contents := &MemoryCache{}, &Contents{}
	site := func(m *output.Memory) *output.Site {
		s.build(b, m, cache, contents)
		m.Sweep()
		made, err := m.Site()
		if err != nil {
			b.Fatal(err)
		}
		return made
	}
	now := site(output.NewMemory())
	runtime.GC()
	for b.Loop() {
		if version == nil {
			now = site(now.Edit())
			continue
		}
		b.StopTimer()
		*version++
		name, page, sentence := s.edit(b, *version)
		b.StartTimer()
		contents.Forget(name)
		now = site(now.Edit())
		if html, _, _ := now.Get(page); !bytes.Contains(html, []byte(sentence)) {
			b.Fatalf("%s does not say %q", page, sentence)
		}
	}
	pagesPerSecond(b, s.pages)
}

// rebuilds builds into a folder with a cache on the disk, both opened anew as
// by another run of the program.
func (s *corpusSite) rebuilds(b *testing.B, version *int) {
	b.ReportAllocs()
	out, cacheDir := filepath.Join(b.TempDir(), "public"), b.TempDir()
	build := func() {
		cache, err := OpenCache(cacheDir, "x")
		if err != nil {
			b.Fatal(err)
		}
		s.buildDir(b, out, cache)
		cache.Finish(func(string) bool { return true })
	}
	build()
	runtime.GC()
	for b.Loop() {
		if version == nil {
			build()
			continue
		}
		b.StopTimer()
		*version++
		_, page, sentence := s.edit(b, *version)
		b.StartTimer()
		build()
		b.StopTimer()
		html, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(page)))
		if err != nil || !bytes.Contains(html, []byte(sentence)) {
			b.Fatalf("%s does not say %q (%v)", page, sentence, err)
		}
		b.StartTimer()
	}
	pagesPerSecond(b, s.pages)
}

// nowhere is a sink that forgets.
type nowhere struct{}

func (nowhere) Put(string, []byte) error { return nil }

// PutSummed implements output.Sink.
func (nowhere) PutSummed(string, []byte, output.Hash) error { return nil }

func (nowhere) Copy(string, io.Reader) error { return nil }

// staged is one manual, compiled stage by stage on one goroutine.
type staged struct {
	tb   testing.TB
	b    *build
	src  source.Manual
	conf config.Manual
	vars *variables

	sections map[string]manual.Section
	m        *manual.Manual
	part     *search.Part
}

// stages prepares the manuals of a site; each has been through all stages.
func stages(tb testing.TB, manuals int) []*staged {
	tb.Helper()
	s := newCorpusSite(tb, manuals)
	names, err := s.in.Contents.discover(s.in.Root)
	if err != nil {
		tb.Fatal(err)
	}
	b := newBuild(context.Background(), s.in, names, nowhere{})
	b.equip(context.Background())
	b.past = b.recall(context.Background())
	tb.Cleanup(b.past.stop)
	var list []*staged
	for _, src := range names.tree.Manuals {
		x := &staged{tb: tb, b: b, src: src}
		x.conf, _ = b.manualConfig(src, b.reader())
		x.vars = declared(x.conf)
		x.read()
		x.parse()
		x.assemble()
		x.render()
		x.index()
		list = append(list, x)
	}
	return list
}

func (x *staged) must(err error) {
	if err != nil {
		x.tb.Fatal(err)
	}
}

// read only reads what parse reads too.
func (x *staged) read() {
	r := x.b.reader()
	for _, f := range markdownFiles(x.src) {
		if raw, _ := r.read(f.Name, source.MaxPage); raw == nil {
			x.tb.Fatalf("no %s", f.Name)
		}
	}
}

func (x *staged) parse() {
	var err error
	x.sections, _, err = x.b.parse(context.Background(), x.src, x.vars, x.b.reader())
	x.must(err)
}

func (x *staged) assemble() {
	x.m, _ = manual.Assemble(manual.Input{
		Site: x.b.site, Root: x.b.reader(), Source: x.src, Config: x.conf, Texts: x.b.in.Texts, Sections: x.sections,
	})
	x.m.Export(x.b.in.Texts)
}

// text makes the pages' own HTML, code highlighted, as render does too.
func (x *staged) text() {
	var body bytes.Buffer
	for _, p := range append([]*manual.Page{x.m.Cover}, x.m.Pages...) {
		x.must(x.b.text(p, &body))
	}
}

func (x *staged) render() {
	w := &work{
		ctx: context.Background(), b: x.b, m: x.m, vars: x.vars, sink: x.b.sink, r: x.b.reader(), c: new(compiled),
		body: new(bytes.Buffer), page: new(bytes.Buffer),
	}
	x.must(w.cover())
	x.must(w.sections())
}

func (x *staged) index() {
	x.part, _ = x.b.indexer.Index(x.b.manualEntry(x.m, x.vars), x.b.units(x.m))
}

// merge makes what all manuals share of the index.
func merge(list []*staged) (bytes int) {
	b := list[0].b
	var parts []*search.Part
	for _, x := range list {
		parts = append(parts, x.part)
	}
	screen := search.Screen{Catalog: b.in.Texts, Style: b.in.Theme.AssetPath("search.css")}
	set, err := b.indexer.Merge(parts, nil)
	list[0].must(err)
	for f := range set.Files(screen) {
		bytes += len(f.Data)
	}
	return bytes
}

// TestStages: what the benchmarks measure is there to be measured.
func TestStages(t *testing.T) {
	if list := stages(t, 2); merge(list) == 0 {
		t.Error("nothing is shared of the index")
	}
}

// BenchmarkStages shows where a page's time goes, on one goroutine and without
// writing. "parse" reads too, and "render" includes "text"; "compile" is all of
// them, and "merge" is each page's share of what comes after all manuals.
func BenchmarkStages(b *testing.B) {
	list := stages(b, 10)
	for _, stage := range []struct {
		name string
		do   func(*staged)
	}{
		{"read", (*staged).read},
		{"parse", (*staged).parse},
		{"assemble", (*staged).assemble},
		{"text", (*staged).text},
		{"render", (*staged).render},
		{"index", (*staged).index},
		{"compile", func(x *staged) {
			x.parse()
			x.assemble()
			x.render()
			x.index()
		}},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				stage.do(list[i%len(list)])
			}
			perPage(b, corpus.Pages)
		})
	}
	b.Run("merge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			merge(list)
		}
		perPage(b, corpus.Pages*len(list))
	})
}

func perPage(b *testing.B, pages int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
}

// BenchmarkIndex shows which share of compiling a whole site the search takes.
func BenchmarkIndex(b *testing.B) {
	list := stages(b, 50)
	var rest, index, merging time.Duration
	for b.Loop() {
		for _, x := range list {
			start := time.Now()
			x.parse()
			x.assemble()
			x.render()
			made := time.Now()
			x.index()
			rest += made.Sub(start)
			index += time.Since(made)
		}
		start := time.Now()
		merge(list)
		merging += time.Since(start)
	}
	whole := float64(rest+index+merging) / 100
	b.ReportMetric(float64(index)/whole, "%index")
	b.ReportMetric(float64(merging)/whole, "%merge")
	b.ReportMetric(float64(merge(list))/float64(len(list)*corpus.Pages), "shared-B/page")
	perPage(b, len(list)*corpus.Pages)
}
