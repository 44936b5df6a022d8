package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/paper"
	"folio/internal/pipeline"
)

// pdfOptions are the flags of "folio pdf", and of "folio build --pdf" those of
// the browser.
type pdfOptions struct {
	siteOptions
	all         bool
	out         string
	environment string
	quiet       bool
	single      bool // a file of HTML instead
	browser     string
	patience    time.Duration

	program string // of the browser, found
}

func (a *app) pdfCommand() *cobra.Command {
	var o pdfOptions
	c := &cobra.Command{
		Use:     "pdf [" + a.texts.T("cli.pdf.manual") + "…]",
		Aliases: []string{"imprimir"},
		Short:   a.texts.T("cli.pdf.short"),
		Long:    a.texts.T("cli.pdf.long"),
		Example: a.texts.T("cli.pdf.example"),
		RunE:    func(c *cobra.Command, args []string) error { return a.pdf(c.Context(), args, o) },
	}
	a.siteFlags(c, &o.siteOptions)
	a.browserFlags(c, &o)
	f := c.Flags()
	f.BoolVar(&o.all, "all", false, a.texts.T("cli.flag.all"))
	f.StringVar(&o.out, "out", ".", a.texts.T("cli.flag.pdf-out"))
	f.StringVar(&o.environment, "ambiente", "", a.texts.T("cli.flag.environment"))
	f.BoolVar(&o.single, "single", false, a.texts.T("cli.flag.single"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, a.texts.T("cli.flag.quiet"))
	return c
}

// browserFlags adds the flags of whatever prints.
func (a *app) browserFlags(c *cobra.Command, o *pdfOptions) {
	f := c.Flags()
	f.StringVar(&o.browser, "browser", "", a.texts.T("cli.flag.browser"))
	f.DurationVar(&o.patience, "patience", 5*time.Minute, a.texts.T("cli.flag.patience"))
}

// find finds the browser, so that a machine without one says so before anything
// is made.
func (o *pdfOptions) find(getenv func(string) string) (err error) {
	o.program, err = paper.Find(o.browser, getenv)
	return err
}

// pdf prints manuals into files.
func (a *app) pdf(ctx context.Context, names []string, o pdfOptions) (err error) {
	if o.all && len(names) > 0 {
		return a.usage("cli.pdf.ambos")
	}
	if !o.single {
		if err := o.find(a.Getenv); err != nil {
			return err
		}
	}
	p, err := a.open(o.siteOptions)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	p.input.Environment = o.environment
	p.input.Site.Paper.NoPage = false // a matter of the site
	p.input.Press = true
	var browser *paper.Starting
	if !o.single {
		browser = o.start(ctx)
		defer browser.Close()
	}
	memory := output.NewMemory()
	res, err := pipeline.Build(ctx, p.input, memory)
	if err != nil {
		return err
	}
	found := append(p.found, res.Findings...).Sorted()
	var shown diag.List
	for _, d := range found {
		if d.Severity >= diag.Error {
			shown = append(shown, d)
		}
	}
	if err := shown.Text(a.Err, a.texts); err != nil {
		return err
	}
	if len(shown) > 0 {
		a.status = exitContent
	}
	if found.Count(diag.Fatal) > 0 {
		a.say("cli.pdf.nada")
		return nil
	}
	papers, err := a.meant(distinct(res.Papers), names, o)
	if err != nil {
		return err
	}
	site, err := memory.Site()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return output.UnmadeFolder(o.out, err)
	}
	get := func(name string) ([]byte, bool) {
		data, _, ok := site.Get(name)
		return data, ok
	}
	if o.single {
		return a.singles(p, papers, o, get)
	}
	printed := p.input.Texts.Date(p.input.Today)
	return a.press(ctx, p, browser, papers, o, get, printed, func(x pipeline.Paper, _ []string, d *paper.Document) error {
		return writeWhole(filepath.Join(o.out, x.File), d.PDF)
	})
}

// meant picks the manuals that are meant, by folder or code.
func (a *app) meant(papers []pipeline.Paper, names []string, o pdfOptions) ([]pipeline.Paper, error) {
	if o.environment != "" && !slices.ContainsFunc(papers, func(p pipeline.Paper) bool { return p.Environment != "" }) {
		return nil, a.usage("cli.pdf.ambiente", o.environment)
	}
	var known []string
	for _, p := range papers {
		known = append(known, p.Slug)
	}
	switch {
	case len(papers) == 0:
		return nil, a.usage("cli.pdf.vacio")
	case o.all || len(names) == 0 && len(papers) == 1:
		return papers, nil
	case len(names) == 0:
		return nil, a.usage("cli.pdf.cual", strings.Join(known, ", "))
	}
	var list []pipeline.Paper
	for _, name := range names {
		x, err := a.paper(papers, known, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list, nil
}

// paper is the manual that a name means. A folder is of one manual, a code may be
// of several.
func (a *app) paper(papers []pipeline.Paper, known []string, name string) (pipeline.Paper, error) {
	slug := i18n.Slug(filepath.Base(filepath.Clean(name))) // «content/vertia/» is the folder too
	var match []pipeline.Paper
	var folders []string
	for _, p := range papers {
		if p.Slug == name {
			return p, nil
		}
		if p.Slug == slug || p.Code != "" && strings.EqualFold(p.Code, name) {
			match, folders = append(match, p), append(folders, p.Slug)
		}
	}
	switch {
	case len(match) == 1:
		return match[0], nil
	case len(match) > 1:
		return pipeline.Paper{}, a.usage("cli.pdf.varios", name, strings.Join(folders, ", "))
	}
	if near, ok := i18n.Nearest(slug, known); ok {
		return pipeline.Paper{}, a.usage("cli.pdf.parecido", name, near)
	}
	return pipeline.Paper{}, a.usage("cli.pdf.no-hay", name, strings.Join(known, ", "))
}

// distinct gives manuals whose files would have one name, here or where capitals
// do not count, one that ends with their folder.
func distinct(papers []pipeline.Paper) []pipeline.Paper {
	list := slices.Clone(papers)
	told := make([]bool, len(list))
	for again := true; again; {
		again = false
		times := map[string]int{}
		for _, p := range list {
			times[strings.ToLower(p.File)]++
		}
		for i, p := range papers {
			if !told[i] && times[strings.ToLower(list[i].File)] > 1 {
				list[i].File = strings.TrimSuffix(p.File, ".pdf") + "_" + p.Slug + ".pdf"
				told[i], again = true, true
			}
		}
	}
	return list
}

// tabs is how many documents are printed at once: each keeps a process of the
// browser busy, and takes its memory.
func tabs(jobs int) int {
	if jobs > 0 {
		return jobs
	}
	return min(runtime.NumCPU(), 4)
}

// start starts the browser.
func (o *pdfOptions) start(ctx context.Context) *paper.Starting {
	return paper.Start(ctx, o.program, paper.Options{Start: min(o.patience, time.Minute), Print: o.patience})
}

// press prints documents and hands each to done, with the files of the site that
// it shows. printed is the day that stands on the sheets, "" for none.
func (a *app) press(ctx context.Context, p *project, starting *paper.Starting, papers []pipeline.Paper, o pdfOptions, get func(string) ([]byte, bool), printed string, done func(pipeline.Paper, []string, *paper.Document) error) error {
	host, err := paper.NewHost(get)
	if err != nil {
		return err
	}
	defer host.Close()
	browser, err := starting.Browser()
	if err != nil {
		return err
	}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(tabs(o.jobs))
	for _, x := range papers {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			start := time.Now()
			view := host.View()
			d, err := browser.Print(ctx, paper.Job{
				View: view, Page: x.Page, Base: p.input.Site.URL, Printed: printed,
				Info: paper.Info{
					Title: x.Title, Author: x.Author, Subject: x.Subject, Keywords: x.Keywords,
					Lang: string(p.input.Texts.Lang()), Creator: p.input.Generator, Date: p.input.Today,
				},
			})
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			if err := done(x, view.Seen(), d); err != nil {
				return err
			}
			if !o.quiet {
				_, err = fmt.Fprintln(a.Out, a.texts.N("cli.pdf.hecho", d.Sheets, x.File, a.seconds(time.Since(start))))
			}
			return err
		})
	}
	return g.Wait()
}

// pdfsOf puts each manual's PDF into the site that was built and is not there
// yet. One whose page, style and images are as they were is kept.
func (a *app) pdfsOf(ctx context.Context, p *project, res pipeline.Result, dir *output.Dir, cache *pipeline.CacheDir, o buildOptions) error {
	by := o.pdf.program
	if st, err := os.Stat(by); err == nil {
		by += " " + strconv.FormatInt(st.Size(), 10) + " " + st.ModTime().UTC().String()
	}
	var papers []pipeline.Paper
	for _, x := range res.Papers {
		old, ok := cache.Printed(x.Slug)
		same := ok && old.Browser == by && old.File == place(x) && !slices.ContainsFunc(old.Reads, func(r pipeline.Read) bool {
			now, _ := dir.Hash(r.Path)
			return now != r.Hash
		})
		if !same || !dir.Keep(old.File, old.Hash) {
			papers = append(papers, x)
		}
	}
	if len(papers) == 0 {
		return nil
	}
	get := func(name string) ([]byte, bool) {
		data, err := dir.Read(name)
		return data, err == nil
	}
	o.pdf.quiet, o.pdf.jobs = o.quiet || o.format != "text", o.jobs
	// Without a day: it would be that of the build, and an unchanged manual
	// would have to be printed each day.
	browser := o.pdf.start(ctx)
	defer browser.Close()
	return a.press(ctx, p, browser, papers, o.pdf, get, "", func(x pipeline.Paper, seen []string, d *paper.Document) error {
		if err := dir.Put(place(x), d.PDF); err != nil {
			return err
		}
		made := pipeline.Printed{Browser: by, File: place(x), Hash: output.Sum(d.PDF)}
		for _, name := range seen {
			hash, _ := dir.Hash(name)
			made.Reads = append(made.Reads, pipeline.Read{Path: name, Hash: hash})
		}
		cache.SavePrinted(x.Slug, made)
		return nil
	})
}

// place is where a manual's PDF is, from the site's root.
func place(x pipeline.Paper) string { return x.Slug + "/" + x.File }

// writeWhole writes a file that is there as a whole or not at all.
func writeWhole(name string, data []byte) error {
	return output.Unwritten(name, filepath.Dir(name), writeBeside(name, data))
}

// writeBeside writes a file under another name, and then gives it its own.
func writeBeside(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".folio-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone when all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
