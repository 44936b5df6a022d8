package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"folio/internal/publish"
)

// visit opens the target that a command line means for a deed.
func (a *app) visit(ctx context.Context, args []string, content string, o targetOptions, deed func(*target, publish.Target) error) (err error) {
	t, err := a.target(args, content, o)
	if err != nil {
		return err
	}
	d, err := t.dial(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return deed(t, d)
}

// atTarget is a command that goes to a target and needs nothing else.
func (a *app) atTarget(name, alias string, format *string, deed func(ctx context.Context, args []string, content string, o targetOptions) error) *cobra.Command {
	content := "content"
	var o targetOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli." + name + ".use"),
		Aliases: []string{alias},
		Short:   a.texts.T("cli." + name + ".short"),
		Long:    a.texts.T("cli." + name + ".long"),
		Example: a.texts.T("cli." + name + ".example"),
		RunE: func(c *cobra.Command, args []string) error {
			if *format != "text" && *format != "json" {
				return a.usage("cli.flag.format", *format)
			}
			return deed(c.Context(), args, content, o)
		},
	}
	c.Flags().StringVar(&content, "content", content, a.texts.T("cli.flag.content"))
	c.Flags().StringVar(format, "format", "text", a.texts.T("cli.flag.format.help"))
	a.targetFlags(c, &o)
	return c
}

// releaseReport is a release as --format json lists it.
type releaseReport struct {
	Release string           `json:"release"`
	Current bool             `json:"current"`
	Time    time.Time        `json:"time"`
	By      string           `json:"by"`
	Host    string           `json:"host"`
	Files   int              `json:"files"`
	Commit  string           `json:"commit,omitempty"`
	Unclean bool             `json:"unclean,omitempty"`
	Forced  []publish.Forced `json:"forced,omitempty"`
	Manuals []publish.Manual `json:"manuals"`
}

func (a *app) releasesCommand() *cobra.Command {
	var format string
	return a.atTarget("releases", "publicaciones", &format, func(ctx context.Context, args []string, content string, o targetOptions) error {
		return a.visit(ctx, args, content, o, func(t *target, d publish.Target) error {
			s, err := publish.Look(ctx, d)
			if err != nil {
				return err
			}
			if format == "json" {
				list := []releaseReport{}
				for _, r := range s.Releases {
					list = append(list, releaseReport{r.ID, r.ID == s.Current, r.Time, r.By, r.Host, r.Count, r.Commit, r.Unclean, r.Forced, r.Manuals})
				}
				return json.NewEncoder(a.Out).Encode(list)
			}
			if len(s.Releases) == 0 {
				a.say("cli.releases.none", t.shown)
				return nil
			}
			w := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
			x := a.texts
			fmt.Fprintln(w, x.T("cli.releases.head"))
			for _, r := range s.Releases {
				mark := ""
				if r.ID == s.Current {
					mark = x.T("cli.releases.current")
				}
				fmt.Fprintln(w, strings.Join([]string{r.ID, x.Date(r.Time.Local()) + " " + r.Time.Local().Format("15:04"), r.By, strconv.Itoa(r.Count), mark}, "\t"))
			}
			return w.Flush()
		})
	})
}

// withRelease takes the name of a release from the arguments.
func (a *app) withRelease(args []string) (target []string, id string, err error) {
	switch len(args) {
	case 0, 1:
		return args, "", nil
	case 2:
		return args[:1], args[1], nil
	}
	return nil, "", a.usage("cli.target.more", args[2])
}

func (a *app) rollbackCommand() *cobra.Command {
	var format string
	var breakLock bool
	c := a.atTarget("rollback", "devolver", &format, func(ctx context.Context, args []string, content string, o targetOptions) error {
		args, id, err := a.withRelease(args)
		if err != nil {
			return err
		}
		return a.visit(ctx, args, content, o, func(t *target, d publish.Target) error {
			start := time.Now()
			from, to, err := publish.Rollback(ctx, d, id, publisher(), time.Now(), breakLock)
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(a.Out).Encode(map[string]any{"target": t.shown, "release": to.ID, "before": from.ID, "milliseconds": time.Since(start).Milliseconds()})
			}
			_, err = fmt.Fprintln(a.Out, a.texts.T("cli.rollback.done", t.shown, to.ID, from.ID))
			return err
		})
	})
	c.Flags().BoolVar(&breakLock, "break-lock", false, a.texts.T("cli.publish.break-lock"))
	return c
}

func (a *app) verifyCommand() *cobra.Command {
	var format string
	return a.atTarget("verify", "verificar", &format, func(ctx context.Context, args []string, content string, o targetOptions) error {
		args, id, err := a.withRelease(args)
		if err != nil {
			return err
		}
		return a.visit(ctx, args, content, o, func(t *target, d publish.Target) error {
			p := a.sending(publishOptions{buildOptions: buildOptions{format: format}})
			r, f, err := publish.Verify(ctx, d, id, 0, notes(a.texts), p.step)
			p.clear()
			if err != nil {
				return err
			}
			if f.Any() {
				a.status = exitContent
			}
			if format == "json" {
				return json.NewEncoder(a.Out).Encode(map[string]any{
					"target": t.shown, "release": r.ID, "files": len(r.Files), "record": !f.Record,
					"changed": append([]string{}, f.Changed...), "missing": append([]string{}, f.Missing...), "foreign": append([]string{}, f.Foreign...),
				})
			}
			foreign, bad := "cli.verify.foreign", "cli.verify.bad.solo"
			switch {
			case f.InPlace:
				foreign, bad = "cli.verify.beside", "cli.verify.bad.en-su-lugar"
			case f.Earlier:
				bad = "cli.verify.bad"
			}
			if f.Record {
				a.say("cli.verify.record")
			}
			for _, list := range []struct {
				key   string
				names []string
			}{{"cli.verify.changed", f.Changed}, {"cli.verify.missing", f.Missing}, {foreign, f.Foreign}} {
				for _, name := range list.names {
					a.say(list.key, name)
				}
			}
			if f.Any() {
				a.say(bad, t.shown, r.ID, t.name)
				return nil
			}
			_, err = fmt.Fprintln(a.Out, a.texts.T("cli.verify.good", t.shown, r.ID, a.texts.N("cli.publish.files", len(r.Files))))
			return err
		})
	})
}

func (a *app) diffCommand() *cobra.Command {
	var format string
	out, squeeze := "public", false
	c := a.atTarget("diff", "comparar", &format, func(ctx context.Context, args []string, content string, o targetOptions) (err error) {
		return a.visit(ctx, args, content, o, func(t *target, d publish.Target) (err error) {
			site, root, err := builtSite(out, squeeze)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, root.Close()) }()
			site.Notes = notes(a.texts)
			return a.difference(ctx, t, d, site, format)
		})
	})
	c.Flags().StringVar(&out, "out", out, a.texts.T("cli.flag.out"))
	c.Flags().BoolVar(&squeeze, "precompress", false, a.texts.T("cli.publish.precompress"))
	return c
}

// difference says what a publication would change.
func (a *app) difference(ctx context.Context, t *target, d publish.Target, site publish.Site, format string) error {
	delta, err := publish.Compare(ctx, d, site)
	if err != nil {
		return err
	}
	type change struct {
		Path  string `json:"path"`
		Title string `json:"title,omitempty"`
		Kind  string `json:"change"`
	}
	all := []change{}
	files, pages := 0, 0
	for _, l := range []struct {
		kind string
		list []publish.Change
	}{{"added", delta.Added}, {"changed", delta.Changed}, {"removed", delta.Removed}} {
		for _, c := range l.list {
			all = append(all, change{c.Path, c.Title, l.kind})
			if strings.HasSuffix(c.Path, ".html") {
				pages++
			} else {
				files++
			}
		}
	}
	if format == "json" {
		return json.NewEncoder(a.Out).Encode(map[string]any{"target": t.shown, "before": delta.Before.ID, "bytes": delta.Bytes, "changes": all})
	}
	x := a.texts
	for _, c := range all {
		if strings.HasSuffix(c.Path, ".html") {
			fmt.Fprintln(a.Out, x.T("cli.diff."+c.Kind, c.Path, first(c.Title, "—")))
		}
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(a.Out, x.T("cli.diff.none", t.shown))
		return err
	}
	_, err = fmt.Fprintln(a.Out, x.T("cli.diff.sum", x.N("cli.pages", pages), x.N("cli.publish.files", files), x.Bytes(delta.Bytes)))
	return err
}
