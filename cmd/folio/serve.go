package main

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/serve"
)

func (a *app) serveCommand() *cobra.Command {
	var o siteOptions
	opt := serve.Options{Messages: a.texts, Log: a.Err, Explain: func(err error) string {
		words, _ := a.explain(err)
		return words
	}}
	opt.Code = func(code diag.Code) (check.Explanation, bool) {
		plans, _, err := blueprints(filepath.Dir(filepath.Clean(o.content)))
		if err != nil {
			return check.Explanation{}, false
		}
		return check.Explain(a.texts, plans, code)
	}
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
			opt.Asked = c.Flags().Changed("port")
			first := roomy(previewRoom)
			defer first()
			opt.Ready = func(string) { settle(first) }
			p := &previewer{app: a, options: o, last: &output.Site{}}
			return errors.Join(serve.Run(c.Context(), opt, p), p.end())
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

// settle is for after the first build, which it ends: from then on little is made at
// a time, beside a site that stays. The room that the first build needed is given
// back, and the heap grows by half before it is collected, not to three times.
func settle(first func()) {
	first()
	debug.SetMemoryLimit(math.MaxInt64)
	debug.SetGCPercent(50)
	debug.FreeOSMemory()
}

// atRest is how long after a build the room is given back that it and those before
// needed: nobody is typing any longer.
const atRest = 10 * time.Second

// previewer builds into memory for the preview server.
type previewer struct {
	app     *app
	options siteOptions

	// What one build leaves for the next: the project as it was read, its site,
	// the manuals compiled, and the hashes of files that have not changed since.
	project  *project
	last     *output.Site
	whole    bool // last is all that the last build made
	cache    pipeline.MemoryCache
	contents pipeline.Contents
	rest     *time.Timer // see atRest
}

var _ serve.Builder = (*previewer)(nil)

// Build implements serve.Builder.
func (p *previewer) Build(ctx context.Context, changed []string) (res serve.Result, err error) {
	if p.rest != nil {
		p.rest.Stop()
	}
	defer func() { p.rest = time.AfterFunc(atRest, debug.FreeOSMemory) }()
	p.forget(changed)
	base := filepath.Dir(filepath.Clean(p.options.content))
	res.Roots = []string{p.options.content, filepath.Join(base, "themes")}
	for _, name := range siteFiles {
		res.Roots = append(res.Roots, filepath.Join(base, name))
	}
	if err := p.open(changed); err != nil {
		return res, err
	}
	res.Roots = append(res.Roots, p.project.roots...)
	memory := &patient{p.last.Edit(), ctx}
	built, again, err := p.build(ctx, changed, memory)
	if err != nil {
		return res, err
	}
	p.whole = false
	res.Findings = slices.Concat(p.project.found, built.Findings, built.Checked.All()).Sorted()
	res.Pages, res.Manuals, res.Sources, res.Unsure = built.Pages, built.Manuals, built.Sources, built.Unsure
	res.Live = built.Live
	if worst, _ := res.Findings.Worst(); worst == diag.Fatal {
		return res, nil
	}
	res.Rest = built.Unfinished
	if !again {
		memory.Sweep()
	}
	if res.Site, err = memory.Site(); err != nil {
		return res, err
	}
	p.last, p.whole = res.Site, true
	return res, nil
}

// build makes what changed in memory, which then holds the whole site; again
// says that it holds it without having been told of all of it.
func (p *previewer) build(ctx context.Context, changed []string, memory *patient) (built pipeline.Result, again bool, err error) {
	in := p.project.input
	in.Cache, in.Contents = &p.cache, &p.contents
	if p.whole && len(changed) > 0 {
		in.Hurry = true
		if built, again, err = pipeline.Again(ctx, in, memory); again || err != nil {
			return built, again, err
		}
		// What was made for nothing need not be made twice.
		if site, err := memory.Site(); err == nil {
			memory.Memory = site.Edit()
		}
	}
	built, err = pipeline.Build(ctx, in, memory)
	return built, false, err
}

// patient is a Memory that takes nothing more when nobody waits for it.
type patient struct {
	*output.Memory
	ctx context.Context
}

// Put implements output.Sink.
func (m *patient) Put(path string, data []byte) error {
	return m.PutSummed(path, data, output.Sum(data))
}

// PutSummed implements output.Sink.
func (m *patient) PutSummed(path string, data []byte, hash output.Hash) error {
	if err := m.ctx.Err(); err != nil {
		return err
	}
	return m.Memory.PutSummed(path, data, hash)
}

// open reads the configuration and the theme anew if they may have changed, or
// the day has.
func (p *previewer) open(changed []string) error {
	if p.project != nil && changed != nil && p.inContent(changed) {
		today, err := p.app.today()
		if err != nil || p.project.input.Root.Is(p.options.content) && p.project.input.Today.Equal(today) {
			return err
		}
	}
	if p.project != nil {
		old := p.project
		p.project = nil
		if err := old.close(); err != nil {
			return err
		}
	}
	var err error
	p.project, err = p.app.open(p.options)
	return err
}

// end lets go of the project.
func (p *previewer) end() error {
	if p.project == nil {
		return nil
	}
	return p.project.close()
}

// inContent says whether all of that is below the content folder.
func (p *previewer) inContent(changed []string) bool {
	for _, c := range changed {
		if rel, err := filepath.Rel(p.options.content, c); err != nil || rel == "." || !filepath.IsLocal(rel) {
			return false
		}
	}
	return true
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
