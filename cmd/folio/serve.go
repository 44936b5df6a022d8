package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"folio/internal/diag"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/serve"
)

func (a *app) serveCommand() *cobra.Command {
	var o siteOptions
	opt := serve.Options{Messages: a.texts, Log: a.Err}
	c := &cobra.Command{
		Use:     "serve",
		Aliases: []string{"servir"},
		Short:   a.texts.T("cli.serve.short"),
		Long:    a.texts.T("cli.serve.long"),
		Example: a.texts.T("cli.serve.example"),
		Args:    a.noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if opt.Editor == "" {
				opt.Editor = a.Getenv("VISUAL")
			}
			return serve.Run(c.Context(), opt, &previewer{app: a, options: o})
		},
	}
	a.siteFlags(c, &o)
	f := c.Flags()
	f.StringVar(&opt.Host, "host", "127.0.0.1", a.texts.T("cli.flag.host"))
	f.IntVar(&opt.Port, "port", 8080, a.texts.T("cli.flag.port"))
	f.BoolVar(&opt.Open, "open", false, a.texts.T("cli.flag.open"))
	f.BoolVar(&opt.Poll, "poll", false, a.texts.T("cli.flag.poll"))
	f.StringVar(&opt.Editor, "editor", "", a.texts.T("cli.flag.editor"))
	return c
}

// previewer builds into memory for the preview server.
type previewer struct {
	app     *app
	options siteOptions

	// What one build leaves for the next: its site, the manuals compiled, and
	// the hashes of files that have not changed since.
	last     *output.Site
	cache    pipeline.MemoryCache
	contents pipeline.Contents
}

var _ serve.Builder = (*previewer)(nil)

// Build implements serve.Builder. The configuration and the theme are read
// anew each time, since they may be what changed.
func (p *previewer) Build(ctx context.Context, changed []string) (res serve.Result, err error) {
	p.forget(changed)
	base := filepath.Dir(filepath.Clean(p.options.content))
	res.Roots = []string{p.options.content, filepath.Join(base, "folio.yaml"), filepath.Join(base, "themes")}
	site, err := p.app.open(p.options)
	if err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, site.close()) }()
	site.input.Cache, site.input.Contents = &p.cache, &p.contents
	site.input.Hurry = len(changed) > 0
	memory := output.NewMemory()
	if p.last != nil {
		memory = p.last.Edit()
	}
	built, err := pipeline.Build(ctx, site.input, memory)
	if err != nil {
		return res, err
	}
	res.Findings = append(site.found, built.Findings...).Sorted()
	res.Pages, res.Manuals, res.Sources = built.Pages, built.Manuals, built.Sources
	if worst, _ := res.Findings.Worst(); worst == diag.Fatal {
		return res, nil
	}
	res.Rest = built.Unfinished
	memory.Sweep()
	res.Site, err = memory.Site()
	p.last = res.Site
	return res, err
}

// forget drops what is known of files that may have changed; nil is all.
func (p *previewer) forget(changed []string) {
	if changed == nil {
		p.contents.Forget(".")
	}
	for _, c := range changed {
		if rel, err := filepath.Rel(p.options.content, c); err == nil {
			p.contents.Forget(filepath.ToSlash(rel))
		}
	}
}
