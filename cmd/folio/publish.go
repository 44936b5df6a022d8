package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/pipeline"
	"folio/internal/publish"
	"folio/internal/source"
)

// publishOptions are the flags of "folio publish".
type publishOptions struct {
	buildOptions
	targetOptions
	squeeze   bool
	resend    bool
	noBuild   bool
	force     []string
	dryRun    bool
	inPlace   bool
	breakLock bool
	keep      int
}

func (a *app) publishCommand() *cobra.Command {
	var o publishOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.publish.use"),
		Aliases: []string{"publicar"},
		Short:   a.texts.T("cli.publish.short"),
		Long:    a.texts.T("cli.publish.long"),
		Example: a.texts.T("cli.publish.example"),
		RunE: func(c *cobra.Command, args []string) error {
			if o.format != "text" && o.format != "json" {
				return a.usage("cli.flag.format", o.format)
			}
			if o.keep < 1 {
				return a.usage("cli.flag.bad", "--keep", strconv.Itoa(o.keep), c.CommandPath())
			}
			return a.publish(c.Context(), args, o)
		},
	}
	a.siteFlags(c, &o.siteOptions)
	a.targetFlags(c, &o.targetOptions)
	f := c.Flags()
	f.StringVar(&o.out, "out", "public", a.texts.T("cli.flag.out"))
	f.BoolVar(&o.pdfs, "pdf", false, a.texts.T("cli.flag.pdf"))
	a.browserFlags(c, &o.pdf)
	f.BoolVar(&o.squeeze, "precompress", false, a.texts.T("cli.publish.precompress"))
	f.BoolVar(&o.noBuild, "no-build", false, a.texts.T("cli.publish.no-build"))
	f.StringSliceVar(&o.force, "force", nil, a.texts.T("cli.publish.force"))
	f.BoolVar(&o.dryRun, "dry-run", false, a.texts.T("cli.publish.dry-run"))
	f.BoolVar(&o.inPlace, "in-place", false, a.texts.T("cli.publish.in-place"))
	f.BoolVar(&o.resend, "resend", false, a.texts.T("cli.publish.resend"))
	f.BoolVar(&o.breakLock, "break-lock", false, a.texts.T("cli.publish.break-lock"))
	f.IntVar(&o.keep, "keep", 5, a.texts.T("cli.publish.keep"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, a.texts.T("cli.flag.quiet"))
	f.StringVar(&o.format, "format", "text", a.texts.T("cli.flag.format.help"))
	return c
}

// publish builds the site, looks whether it may be published, and puts it where
// its readers are.
func (a *app) publish(ctx context.Context, args []string, o publishOptions) (err error) {
	defer roomy(leastRoom)()
	start := time.Now()
	if err := a.forcible(o); err != nil {
		return err
	}
	o.checked = !o.noBuild
	t, err := a.target(args, o.content, o.targetOptions)
	if err != nil {
		return err
	}
	if err := a.refusedFolder(t, o); err != nil {
		return err
	}
	if !o.noBuild {
		quiet := o.buildOptions
		quiet.quiet, quiet.format = true, "text"
		if ok, err := a.made(ctx, quiet); err != nil || !ok {
			return err
		}
	}
	site, root, err := builtSite(o.out, o.squeeze)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	site.Notes = notes(a.texts)
	d, err := t.dial(ctx)
	if err != nil {
		return err
	}
	sent := false // then it is closed
	defer func() {
		if !sent {
			err = errors.Join(err, d.Close())
		}
	}()
	if o.dryRun {
		if err := a.difference(ctx, t, d, site, o.format); err != nil {
			return err
		}
	}
	release, texts, pass, err := a.gate(ctx, d, o)
	if err != nil || !pass || o.dryRun {
		return err
	}
	site.Notes = notes(texts)
	p := a.sending(o)
	sent = true
	rep, err := publish.Publish(ctx, t.first(d), site, publish.Plan{
		Who: publisher(), Release: release, Keep: o.keep, Resend: o.resend, InPlace: o.inPlace, BreakLock: o.breakLock, Now: time.Now, Jobs: o.jobs, Progress: p.step,
	})
	p.clear()
	if err != nil {
		switch {
		case rep.Switched:
			a.say("cli.publish.untidy", t.shown, rep.Release.ID)
		case ctx.Err() != nil:
			a.say("cli.publish.interrupted", t.shown)
		}
		return cmp.Or(ctx.Err(), err)
	}
	return a.published(o, t, rep, time.Since(start))
}

// forcible looks whether rules that are to be forced are rules of the check, and
// writes them as they are. What the build finds stops it, and cannot be forced
// unless nothing is built.
func (a *app) forcible(o publishOptions) error {
	if len(o.force) == 0 {
		return nil
	}
	plans, _, err := blueprints(filepath.Dir(filepath.Clean(o.content)))
	if err != nil {
		return err
	}
	if err := a.rules(plans, "--force", o.force, false); err != nil || o.noBuild {
		return err
	}
	codes := check.Codes(plans)
	for _, rule := range o.force {
		if !slices.Contains(codes, diag.Code(rule)) {
			return a.usage("cli.publish.rule.build", rule, strings.Join(familiesOf(codes), ", "))
		}
	}
	return nil
}

// made builds the site into its folder; ok is false when what is found says that
// it cannot be published.
func (a *app) made(ctx context.Context, o buildOptions) (ok bool, err error) {
	err = a.build(ctx, o)
	if err == nil && a.status != exitFine {
		a.say("cli.publish.faulty")
	}
	return err == nil && a.status == exitFine, err
}

// builtSite is the site that a folder has.
func builtSite(dir string, squeeze bool) (publish.Site, *os.Root, error) {
	files, err := output.ReadManifest(dir)
	if err != nil {
		if _, _, known := output.Explain(err); known || errors.Is(err, fs.ErrPermission) {
			return publish.Site{}, nil, err
		}
		return publish.Site{}, nil, &machineError{"cli.publish.no-site", []string{filepath.ToSlash(dir)}}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return publish.Site{}, nil, err
	}
	site := publish.Site{Files: files, Open: func(name string) (io.ReadCloser, error) { return openBuilt(root, dir, name) }}
	if squeeze {
		if site, err = squeezed(site); err != nil {
			return site, nil, errors.Join(err, root.Close())
		}
	}
	return site, root, nil
}

// openBuilt opens a file of the site that a folder has.
func openBuilt(root *os.Root, dir, name string) (io.ReadCloser, error) {
	f, err := root.Open(filepath.FromSlash(name))
	shown := filepath.ToSlash(filepath.Join(dir, name))
	var pe *fs.PathError
	switch {
	case err == nil:
		return f, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, &machineError{"cli.publish.no-file", []string{filepath.ToSlash(dir), shown}}
	case errors.As(err, &pe):
		return nil, &fs.PathError{Op: pe.Op, Path: shown, Err: pe.Err}
	}
	return nil, err
}

// gate reviews the manuals, with what readers have of them now: an error of the
// check keeps the site from being published, unless its rule is forced.
func (a *app) gate(ctx context.Context, d publish.Target, o publishOptions) (r publish.Release, texts *i18n.Catalog, pass bool, err error) {
	p, err := a.open(o.siteOptions)
	if err != nil {
		return r, nil, false, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	p.input.Review = true
	if cache := openCache(buildOptions{siteOptions: o.siteOptions, out: o.out}); cache != nil {
		p.input.Cache = cache
	} else {
		p.input.Cache = &pipeline.MemoryCache{}
	}
	before, err := publish.Look(ctx, d)
	if err != nil {
		return r, nil, false, err
	}
	p.input.Published = []check.Edition{}
	for _, r := range slices.Backward(before.Releases) {
		for _, m := range r.Manuals {
			p.input.Published = append(p.input.Published, check.Edition{
				Slug: m.Slug, Code: m.Code, Version: m.Version, InForce: m.State == config.InForce, Text: m.Text, Says: m.Says,
			})
		}
	}
	res, err := pipeline.Build(ctx, p.input, nothing{})
	if err != nil {
		return r, nil, false, err
	}
	for _, m := range res.Reviews() {
		if m.Slug != "" {
			r.Manuals = append(r.Manuals, publish.Manual{Slug: m.Slug, Title: m.Title, Code: m.Code, Version: m.Version, State: m.State, Text: m.Text, Says: m.Says})
		}
	}
	r.Folio = version()
	r.Commit, r.Unclean = source.Head(ctx, filepath.Dir(filepath.Clean(o.content)))
	var stopping diag.List
	forced := map[string]int{}
	for _, d := range slices.Concat(p.found, res.Findings, res.Checked.All()).Sorted() {
		switch {
		case d.Severity < diag.Error:
		case d.Severity == diag.Error && slices.Contains(o.force, string(d.Code)):
			forced[string(d.Code)]++
		default:
			stopping = append(stopping, d)
		}
	}
	for _, rule := range o.force {
		if forced[rule] > 0 {
			r.Forced = append(r.Forced, publish.Forced{Rule: rule, Findings: forced[rule]})
			forced[rule] = 0
		}
	}
	if len(stopping) == 0 {
		return r, p.input.Texts, true, nil
	}
	a.status = exitContent
	if err := stopping.Text(a.Err, a.texts); err != nil {
		return r, nil, false, err
	}
	a.say("cli.publish.stopped", a.texts.N("cli.errors", len(stopping)), string(stopping[0].Code))
	return r, nil, false, nil
}

// publisher is who runs this program.
func publisher() publish.Publisher {
	p := publish.Publisher{PID: os.Getpid()}
	p.Host, _ = os.Hostname()
	if u, err := user.Current(); err == nil {
		p.User = u.Username
	}
	return p
}

// publishReport is what --format json says of a publication. Its names are part of
// Folio's interface for tools.
type publishReport struct {
	Target    string   `json:"target"`
	Release   string   `json:"release"`
	Before    string   `json:"before,omitempty"`
	Unchanged bool     `json:"unchanged"`
	InPlace   bool     `json:"in-place"`
	Files     int      `json:"files"`
	Sent      int      `json:"sent"`
	Reused    int      `json:"reused"`
	Resumed   int      `json:"resumed"`
	Gone      int      `json:"gone"`
	Bytes     int64    `json:"bytes"`
	Removed   []string `json:"removed"`
	Left      []string `json:"left"`
	Lost      int      `json:"connections-lost"`
	Forced    []string `json:"forced"`
	Millis    int64    `json:"milliseconds"`
}

// published says in a line what was done.
func (a *app) published(o publishOptions, t *target, rep publish.Report, took time.Duration) error {
	forced := []string{}
	for _, f := range rep.Release.Forced {
		forced = append(forced, f.Rule)
	}
	if o.format == "json" {
		return json.NewEncoder(a.Out).Encode(publishReport{
			t.shown, rep.Release.ID, rep.Before, rep.Unchanged, rep.InPlace, len(rep.Release.Files), rep.Sent, rep.Reused, rep.Resumed, rep.Gone, rep.Bytes,
			append([]string{}, rep.Removed...), append([]string{}, rep.Left...), rep.Lost, forced, took.Milliseconds(),
		})
	}
	x := a.texts
	for _, dir := range rep.Left {
		a.say("cli.publish.left", t.shown+"/"+dir)
	}
	if len(forced) > 0 && !rep.Unchanged {
		a.say("cli.publish.forced", strings.Join(forced, ", "))
	}
	if o.quiet {
		return nil
	}
	if rep.Unchanged {
		_, err := fmt.Fprintln(a.Out, x.T("cli.publish.unchanged", t.shown, rep.Release.ID))
		return err
	}
	kept := rep.Reused + rep.Resumed
	_, err := fmt.Fprintln(a.Out, x.T("cli.publish.done", t.shown, rep.Release.ID, x.N("cli.publish.sent", rep.Sent), x.Bytes(rep.Bytes), x.N("cli.publish.kept", kept), a.seconds(took)))
	if err == nil && rep.Before != "" && !rep.InPlace && !slices.Contains(rep.Removed, rep.Before) {
		_, err = fmt.Fprintln(a.Out, x.T("cli.publish.back", t.name))
	}
	return err
}

// sending is the line that shows on a terminal while files are on their way.
type sending struct {
	*progress
	at atomic.Int64
}

func (a *app) sending(o publishOptions) *sending {
	return &sending{progress: a.progress(o.buildOptions)}
}

// step is called by many goroutines; one of them a tenth of a second writes.
func (s *sending) step(done, total int64) {
	now := time.Now()
	before := s.at.Load()
	if !s.on || now.Sub(s.start) < patience || now.UnixNano()-before < int64(100*time.Millisecond) || !s.at.CompareAndSwap(before, now.UnixNano()) {
		return
	}
	left := time.Duration(float64(now.Sub(s.start)) * float64(total-done) / float64(max(done, 1)))
	s.shown = true
	x := s.app.texts
	fmt.Fprint(s.app.Err, "\r"+x.T("cli.publish.progress", x.Bytes(done), x.Bytes(total), left.Round(time.Second).String())+"\x1b[K")
}
