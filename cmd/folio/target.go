package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/publish"
)

// targetOptions are the flags of whatever goes to where a site is published.
type targetOptions struct {
	trust bool // a server that is not known yet
}

func (a *app) targetFlags(c *cobra.Command, o *targetOptions) {
	c.Flags().BoolVar(&o.trust, "trust-host", false, a.texts.T("cli.target.trust"))
}

// target is a place where a site is published, as the command line says it.
type target struct {
	name  string // to be written again: "intranet"
	shown string // for people
	dial  func(context.Context) (publish.Target, error)
}

// target finds the place that is meant: one of folio.yaml by its name, the only
// one, a folder or an address.
func (a *app) target(args []string, content string, o targetOptions) (*target, error) {
	if len(args) > 1 {
		return nil, a.usage("cli.target.many", args[1])
	}
	base := filepath.Dir(filepath.Clean(content))
	site, _, found, err := readSite(base)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		if worst, _ := found.Worst(); worst > 1 {
			a.status = exitContent
			if err := found.Text(a.Err, a.texts); err != nil {
				return nil, err
			}
		}
	}
	var names []string
	for _, t := range site.Targets {
		names = append(names, t.Name)
	}
	if len(args) == 0 {
		switch len(names) {
		case 0:
			return nil, a.usage("cli.target.none")
		case 1:
			return a.declared(base, site.Targets[0], o), nil
		}
		return nil, a.usage("cli.target.which", strings.Join(names, ", "))
	}
	name := args[0]
	for _, t := range site.Targets {
		if t.Name == name {
			return a.declared(base, t, o), nil
		}
	}
	if strings.HasPrefix(name, "sftp://") {
		return a.server(name, name, o), nil
	}
	if strings.ContainsAny(name, `/\.`) {
		return a.folder(name, name), nil
	}
	if near, ok := i18n.Nearest(name, names); ok {
		return nil, a.usage("cli.target.similar", name, near)
	}
	if len(names) == 0 {
		return nil, a.usage("cli.target.none")
	}
	return nil, a.usage("cli.target.unknown", name, strings.Join(names, ", "))
}

// declared is a target of folio.yaml; a folder of it is meant from where that is.
func (a *app) declared(base string, t config.Target, o targetOptions) *target {
	if t.Kind == config.SFTP {
		return a.server(t.Name, t.URL, o)
	}
	dir := filepath.FromSlash(t.Path)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(base, dir)
	}
	return a.folder(t.Name, dir)
}

func (a *app) folder(name, dir string) *target {
	return &target{name, filepath.ToSlash(dir), func(context.Context) (publish.Target, error) {
		t, err := publish.OpenDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			// A share that is not mounted is not there either: nothing is made.
			return nil, &machineError{"cli.target.no-folder", []string{filepath.ToSlash(dir)}}
		}
		return t, err
	}}
}

// current is the release that readers have; its ID is "" when they have none.
func (t *target) current(ctx context.Context) (r publish.Release, err error) {
	d, err := t.dial(ctx)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return publish.Current(ctx, d)
}
