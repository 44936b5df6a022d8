package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/pipeline"
)

// buildOptions are the flags of "folio build".
type buildOptions struct {
	siteOptions
	out    string
	strict bool
	quiet  bool
	format string
	cache  string // folder; "" is the user's own
	fresh  bool   // no cache
	pdf    pdfOptions
	pdfs   bool // each manual has its PDF beside it
	sync   bool // the new site is on the disk before the old one goes
}

func (a *app) buildCommand() *cobra.Command {
	var o buildOptions
	c := &cobra.Command{
		Use:     "build",
		Aliases: []string{"construir"},
		Short:   a.texts.T("cli.build.short"),
		Long:    a.texts.T("cli.build.long"),
		Example: a.texts.T("cli.build.example"),
		Args:    a.noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.format != "text" && o.format != "json" {
				return a.usage("cli.flag.format", o.format)
			}
			return a.build(c.Context(), o)
		},
	}
	a.siteFlags(c, &o.siteOptions)
	f := c.Flags()
	f.StringVar(&o.out, "out", "public", a.texts.T("cli.flag.out"))
	f.BoolVar(&o.strict, "strict", false, a.texts.T("cli.flag.strict"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, a.texts.T("cli.flag.quiet"))
	f.StringVar(&o.cache, "cache", "", a.texts.T("cli.flag.cache"))
	f.BoolVar(&o.fresh, "no-cache", false, a.texts.T("cli.flag.no-cache"))
	f.BoolVar(&o.sync, "sync", false, a.texts.T("cli.flag.sync"))
	f.BoolVar(&o.pdfs, "pdf", false, a.texts.T("cli.flag.pdf"))
	a.browserFlags(c, &o.pdf)
	f.StringVar(&o.format, "format", "text", a.texts.T("cli.flag.format.help"))
	return c
}

// siteFlags adds the flags that build and serve share.
func (a *app) siteFlags(c *cobra.Command, o *siteOptions) {
	f := c.Flags()
	f.StringVar(&o.content, "content", "content", a.texts.T("cli.flag.content"))
	f.StringVar(&o.theme, "theme", "", a.texts.T("cli.flag.theme"))
	f.StringVar(&o.baseURL, "base-url", "", a.texts.T("cli.flag.base-url"))
	f.BoolVar(&o.drafts, "drafts", false, a.texts.T("cli.flag.drafts"))
	f.IntVar(&o.jobs, "jobs", 0, a.texts.T("cli.flag.jobs"))
	before := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		switch {
		case o.jobs < 0:
			return a.usage("cli.flag.bad", "--jobs", strconv.Itoa(o.jobs), c.CommandPath())
		case o.baseURL != "":
			address, ok := config.BaseURL(o.baseURL)
			if !ok {
				return a.usage("cli.flag.base-url.bad", o.baseURL)
			}
			o.baseURL = address
		}
		if before != nil {
			return before(c, args)
		}
		return nil
	}
}

// build makes the site in a folder. Nothing is published when a finding is
// fatal: what was in the folder stays.
func (a *app) build(ctx context.Context, o buildOptions) (err error) {
	defer roomy(leastRoom)()
	start := time.Now()
	if o.pdfs {
		if err := o.pdf.find(a.Getenv); err != nil {
			return err
		}
	}
	// Opening the sources and opening what the last build left have nothing to
	// do with each other.
	var cache *pipeline.CacheDir
	var dir *output.Dir
	var g errgroup.Group
	g.Go(func() (err error) {
		cache = openCache(o)
		options := []output.Option{output.Remember(cache.Stamps())}
		if o.sync {
			options = append(options, output.Durable())
		}
		dir, err = output.NewDir(o.out, options...)
		return err
	})
	p, err := a.open(o.siteOptions)
	if err == nil {
		defer func() { err = errors.Join(err, p.close()) }()
	}
	outErr := g.Wait()
	if outErr == nil {
		defer dir.Abort() // does nothing after Commit
	}
	if err == nil {
		err = outErr
	}
	if err != nil {
		return err
	}
	if cache != nil {
		p.input.Cache = cache
	}
	p.input.PDF, p.input.Brief = o.pdfs, true
	progress := a.progress(o)
	p.input.Progress = progress.step
	res, err := pipeline.Build(ctx, p.input, dir)
	progress.clear()
	if err != nil {
		return err
	}
	found := append(p.found, res.Findings...).Sorted()
	worst, _ := found.Worst()
	written := worst < diag.Fatal
	if written && o.pdfs {
		if err := a.pdfsOf(ctx, p, res, dir, cache, o); err != nil {
			return err
		}
	}
	if written && !res.Unchanged {
		if _, err := dir.Commit(); err != nil {
			return err
		}
	}
	if written && cache != nil && (!res.Unchanged || cache.Stamps().New()) {
		cache.Finish(res.Has)
	}
	if written && cache != nil && !res.Unchanged {
		res.Settle(dir.Sum())
	}
	checked := res.Checked.Tally()
	lacking, _ := checked.Worst()
	if worst >= diag.Error || o.strict && max(worst, lacking) >= diag.Warning {
		a.status = exitContent
	}
	return a.report(o, res, found, written, time.Since(start))
}

// report prints the findings, what was made in one line, and in another where it
// is.
func (a *app) report(o buildOptions, res pipeline.Result, found diag.List, written bool, took time.Duration) error {
	if o.format == "json" {
		if err := found.JSON(a.Out, a.texts); err != nil {
			return err
		}
		return json.NewEncoder(a.Out).Encode(summary{
			res.Manuals, res.Pages, found.Count(diag.Error) + found.Count(diag.Fatal), found.Count(diag.Warning), found.Count(diag.Info),
			written, took.Milliseconds(), filepath.ToSlash(o.out),
		})
	}
	shown := found
	if o.quiet {
		shown = nil
		for _, d := range found {
			if d.Severity >= diag.Error || o.strict && d.Severity >= diag.Warning {
				shown = append(shown, d)
			}
		}
	}
	others, stopping := shown.Stopping()
	if err := append(others, stopping...).Text(a.Err, a.texts); err != nil {
		return err
	}
	if !written {
		a.say("cli.build.kept", o.out)
	}
	if o.quiet || !written {
		return nil
	}
	where := "cli.build.site"
	if worst, _ := found.Worst(); worst >= diag.Error {
		where = "cli.build.faulty"
	}
	site := filepath.ToSlash(filepath.Join(o.out, "index.html"))
	lines := a.summary(res, found, took) + "\n"
	if parts := a.counts(res.Checked.Tally()); parts != "" {
		lines += a.texts.T("cli.build.checked", parts) + "\n"
	}
	_, err := fmt.Fprintln(a.Out, lines+a.texts.T(where, site))
	return err
}

// summary is the last line of --format json. Its names are part of Folio's
// interface for tools.
type summary struct {
	Manuals  int    `json:"manuals"`
	Pages    int    `json:"pages"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Notes    int    `json:"notes"`
	Written  bool   `json:"written"`
	Millis   int64  `json:"milliseconds"`
	Out      string `json:"out"` // folder of the site
}

// summary is the line that a build ends with: "4 manuales, 46 páginas, 0,31 s;
// 2 errores, 1 advertencia".
func (a *app) summary(res pipeline.Result, found diag.List, took time.Duration) string {
	t := a.texts
	line := t.N("cli.manuals", res.Manuals) + ", " + t.N("cli.pages", res.Pages) + ", " + a.seconds(took)
	parts := a.counts(found.Tally())
	if parts == "" {
		parts = t.T("cli.clean")
	}
	return line + "; " + parts
}

// counts says how many findings there are of each severity: "2 errores, 1
// advertencia"; "" for none.
func (a *app) counts(found diag.Tally) string {
	var parts []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"cli.errors", found.Errors()},
		{"cli.warnings", found[diag.Warning]},
		{"cli.notes", found[diag.Info]},
	} {
		if c.n > 0 {
			parts = append(parts, a.texts.N(c.key, c.n))
		}
	}
	return strings.Join(parts, ", ")
}

func (a *app) seconds(d time.Duration) string {
	s := strconv.FormatFloat(d.Seconds(), 'f', 2, 64) + " s"
	if a.texts.Lang() == i18n.Spanish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
