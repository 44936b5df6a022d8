package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/publish"
)

// targetOptions are the flags of whatever goes to where a site is published.
type targetOptions struct {
	trust   bool // a server that is not known yet
	checked bool // what follows says what is wrong with folio.yaml
	command *cobra.Command
}

func (a *app) targetFlags(c *cobra.Command, o *targetOptions) {
	o.command = c
	c.Flags().BoolVar(&o.trust, "trust-host", false, a.texts.T("cli.target.trust"))
}

// target is a place where a site is published, as the command line says it.
type target struct {
	name  string // to be written again: "intranet"
	shown string // for people
	dir   string // of this machine; "" for a server
	dial  func(context.Context) (publish.Target, error)
}

// target finds the place that is meant: one of folio.yaml by its name, the only
// one, a folder or an address.
func (a *app) target(args []string, content string, o targetOptions) (*target, error) {
	t, err := a.destination(args, content, o)
	if err == nil {
		a.place = t.name
	}
	return t, err
}

func (a *app) destination(args []string, content string, o targetOptions) (*target, error) {
	if len(args) > 1 {
		return nil, a.usage("cli.target.many", args[1])
	}
	base := filepath.Dir(filepath.Clean(content))
	site, _, found, err := readSite(base)
	if err != nil {
		return nil, err
	}
	t, err := a.among(args, base, site, o)
	if worst, _ := found.Worst(); worst > 1 && (!o.checked || err != nil) {
		a.status = exitContent
		err = errors.Join(found.Text(a.Err, a.texts), err)
	}
	return t, err
}

// among finds the place that is meant among those of a site, and beyond them.
func (a *app) among(args []string, base string, site config.Site, o targetOptions) (*target, error) {
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
		return nil, a.usage("cli.target.which", strings.Join(names, ", "), o.command.CommandPath())
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
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		if address, ok := addressOf(name); ok {
			return nil, a.usage("cli.target.address", name, address)
		}
	}
	if scheme, _, other := strings.Cut(name, "://"); other {
		return nil, a.usage("cli.target.scheme", scheme)
	}
	if strings.ContainsAny(name, `/\.`) {
		return a.folder(name, name), nil
	}
	if near, ok := i18n.Nearest(name, names); ok {
		return nil, a.usage("cli.target.similar", name, near)
	}
	if len(names) == 0 {
		return nil, a.usage("cli.target.undeclared", name)
	}
	return nil, a.usage("cli.target.unknown", name, strings.Join(names, ", "))
}

// addressOf is the address that somebody meant who wrote it as scp and rsync have it,
// or not to the end. A letter before a colon is a disk.
func addressOf(name string) (string, bool) {
	for _, scheme := range []string{"sftp:", "ssh://", "scp://"} {
		if rest, ok := strings.CutPrefix(name, scheme); ok {
			return "sftp://" + strings.TrimLeft(rest, "/"), true
		}
	}
	host, dir, ok := strings.Cut(name, ":")
	if !ok && strings.Count(host, "@") == 1 && !strings.ContainsAny(host, `/\`) {
		return "sftp://" + host + "/", true
	}
	if !ok || len(host) < 2 || strings.ContainsAny(host, `/\`) || strings.HasPrefix(dir, "//") {
		return "", false
	}
	switch {
	case strings.HasPrefix(dir, "/"):
	case strings.HasPrefix(dir, "~/"):
		dir = "/" + dir
	default: // from the user's home
		dir = "/~/" + dir
	}
	return "sftp://" + host + dir, true
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

// refusedFolder is an error when a folder to publish at is one that has other things:
// the disk's root, the site's own, that of its sources, that of its pages.
func (a *app) refusedFolder(t *target, o publishOptions) error {
	if t.dir == "" {
		return nil
	}
	real := func(name string) string {
		abs, err := filepath.Abs(name)
		if err != nil {
			return ""
		}
		if there, err := filepath.EvalSymlinks(abs); err == nil {
			return there
		}
		return abs
	}
	dir := real(t.dir)
	if dir == filepath.Dir(dir) || dir == real(filepath.Dir(filepath.Clean(o.content))) {
		return a.usage("cli.target.own", t.shown)
	}
	for _, own := range []string{o.content, o.out} {
		if rel, err := filepath.Rel(real(own), dir); err == nil && filepath.IsLocal(rel) {
			return a.usage("cli.target.own", t.shown)
		}
	}
	return nil
}

func (a *app) folder(name, dir string) *target {
	return &target{name, filepath.ToSlash(dir), dir, func(context.Context) (publish.Target, error) {
		t, err := publish.OpenDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			// A share that is not mounted is not there either: nothing is made.
			return nil, &machineError{"cli.target.no-folder", []string{filepath.ToSlash(dir)}}
		}
		return t, err
	}}
}

// first is a dial that returns what is open already, once.
func (t *target) first(d publish.Target) func(context.Context) (publish.Target, error) {
	return func(ctx context.Context) (publish.Target, error) {
		if d != nil {
			open := d
			d = nil
			return open, nil
		}
		return t.dial(ctx)
	}
}

// locked are the words for another publication under way, its time as people say
// it.
func (a *app) locked(args []string) (key string, words []string) {
	key, words = string(publish.ErrLocked), slices.Clone(args)
	if since, err := time.Parse(time.RFC3339, args[3]); err == nil {
		words[3] = a.texts.Date(since.Local()) + " " + since.Local().Format("15:04")
	}
	if age, err := time.ParseDuration(args[4]); err == nil {
		words[4] = a.ago(age)
	}
	if args[1] == "" {
		key += ".nadie"
	}
	return key, words
}

// ago says how long ago something was.
func (a *app) ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return a.texts.T("cli.ago.now")
	case d < time.Hour:
		return a.texts.N("cli.ago.minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return a.texts.N("cli.ago.hours", int(d.Hours()))
	}
	return a.texts.N("cli.ago.days", int(d.Hours()/24))
}
