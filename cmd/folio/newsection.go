package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"folio/internal/i18n"
	"folio/internal/scaffold"
)

func (a *app) newSectionCommand() *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.new.section.use"),
		Aliases: []string{"section", "sección"},
		Short:   a.texts.T("cli.new.section.short"),
		Long:    a.texts.T("cli.new.section.long"),
		Example: a.texts.T("cli.new.section.example"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.newSection(c, args, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.manual, "manual", "", a.texts.T("cli.new.section.manual"))
	f.StringVar(&o.content, "content", "content", a.texts.T("cli.flag.content"))
	return c
}

// newSection adds a section to a manual.
func (a *app) newSection(c *cobra.Command, args []string, o newOptions) error {
	dir, err := a.manualFolder(c.Context(), o)
	if err != nil {
		return err
	}
	plans, found, err := blueprints(filepath.Dir(filepath.Clean(o.content)))
	if err != nil {
		return err
	}
	if len(found) > 0 {
		a.status = exitContent
		return found.Text(a.Err, a.texts)
	}
	m, err := scaffold.Open(dir, plans)
	if err != nil {
		return err
	}
	title, err := a.sectionTitle(c, args, m)
	if err != nil {
		return err
	}
	s := m.Section(title)
	if s.Slug == "" {
		return a.usage("cli.new.name", title)
	}
	if e, has := m.Has(s.Slug); has {
		return &scaffold.ExistsError{Name: filepath.Join(dir, e.Name)}
	}
	file, err := s.File()
	if err != nil {
		return err
	}
	if err := scaffold.Add(dir, []scaffold.File{file}); err != nil {
		return err
	}
	shown := filepath.ToSlash(filepath.Join(dir, file.Name))
	return a.print([]string{a.texts.T("cli.new.section.done", s.Title, shown)})
}

// manualFolder is the manual that a section is for: the one that is named, the
// only one, or the one that the user picks.
func (a *app) manualFolder(ctx context.Context, o newOptions) (string, error) {
	names, alone, err := scaffold.Manuals(o.content)
	switch {
	case err != nil:
		return "", noContent(o.content, err)
	case alone:
		return o.content, nil
	}
	all := strings.Join(names, ", ")
	given := o.manual
	if rest, ok := strings.CutPrefix(filepath.ToSlash(filepath.Clean(given)), filepath.ToSlash(filepath.Clean(o.content))+"/"); ok {
		given = rest // as a shell completes it
	}
	switch {
	case len(names) == 0:
		return "", &machineError{"cli.new.nomanual", []string{filepath.ToSlash(o.content)}}
	case given != "":
	case len(names) == 1:
		given = names[0]
	default:
		given, err = a.choose(ctx, a.texts.T("cli.new.ask.which"), a.texts.T("cli.new.ask.answer"), names, a.usage("cli.new.section.which", all))
		if err != nil {
			return "", err
		}
	}
	for _, name := range names {
		if i18n.Slug(name) == i18n.Slug(given) {
			return filepath.Join(o.content, name), nil
		}
	}
	if near, ok := i18n.Nearest(given, names); ok {
		return "", a.usage("cli.new.manual.parecido", given, near)
	}
	return "", a.usage("cli.new.manual.unknown", given, all)
}

// sectionTitle is what the arguments say, or one of the sections that the manual
// lacks.
func (a *app) sectionTitle(c *cobra.Command, args []string, m scaffold.Found) (string, error) {
	if title := scaffold.OneLine(strings.Join(args, " ")); title != "" {
		return title, nil
	}
	var names []string
	for _, part := range m.Lacks() {
		names = append(names, part.Title)
	}
	if len(names) == 0 {
		return a.ask(c.Context(), a.texts.T("cli.new.ask.section"), a.usage("cli.new.section.title"))
	}
	lacking := a.usage("cli.new.section.lacks", "«"+strings.Join(names, "», «")+"»")
	return a.choose(c.Context(), a.texts.T("cli.new.ask.lacks"), a.texts.T("cli.new.ask.title"), names, lacking)
}
