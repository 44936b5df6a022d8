package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"folio/internal/blueprint"
	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/importer"
	"folio/internal/scaffold"
)

// importOptions are the flags of "folio import".
type importOptions struct {
	content string
	manual  string
	plan    string
	dry     bool
}

func (a *app) importCommand() *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.import.use"),
		Aliases: []string{"importar"},
		Short:   a.texts.T("cli.import.short"),
		Long:    a.texts.T("cli.import.long"),
		Example: a.texts.T("cli.import.example"),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return a.usage("cli.import.what")
			case len(args) > 1 && o.manual != "":
				return a.usage("cli.import.many", strconv.Itoa(len(args)))
			}
			return a.importAll(c.Context(), args, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.manual, "manual", "", a.texts.T("cli.import.manual"))
	f.StringVar(&o.plan, "plantilla", "", a.texts.T("cli.import.plan"))
	f.BoolVar(&o.dry, "dry-run", false, a.texts.T("cli.import.dry"))
	f.StringVar(&o.content, "content", "content", a.texts.T("cli.flag.content"))
	f.SetNormalizeFunc(inSpanish)
	return c
}

// importAll makes a manual of each file or folder.
func (a *app) importAll(ctx context.Context, names []string, o importOptions) error {
	base := filepath.Dir(filepath.Clean(o.content))
	plans, found, err := blueprints(base)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		a.status = exitContent
		return found.Text(a.Err, a.texts)
	}
	if err := hasContent(o.content, base); err != nil {
		return err
	}
	if _, alone, err := scaffold.Manuals(o.content); err == nil && alone {
		return &machineError{"cli.new.alone", []string{filepath.ToSlash(o.content)}}
	}
	var plan *blueprint.Blueprint
	if o.plan != "" {
		if plan, err = a.plan(plans, o.plan); err != nil {
			return err
		}
	}
	for _, name := range names {
		err := a.withDraft(name, func(draft *importer.Draft) error { return a.importDraft(ctx, draft, base, plans, plan, o) })
		if err != nil {
			return err
		}
	}
	return nil
}

// withDraft reads a file or a folder, and hands over what it says. Whatever else is
// read, pictures above all, is in the same folder.
func (a *app) withDraft(name string, use func(*importer.Draft) error) error {
	st, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return a.notThere(name)
	}
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	dir, file := filepath.Dir(abs), filepath.Base(abs)
	if st.IsDir() {
		dir, file = abs, "."
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	draft, err := importer.Read(root.FS(), file, filepath.Base(abs))
	var fault *importer.Fault
	switch {
	case errors.As(err, &fault):
		hint, _ := a.texts.Lookup(fault.Key+".pista", fault.Args...)
		return &contentError{a.texts.T("cli.import.read", filepath.ToSlash(name), a.texts.T(fault.Key, fault.Args...)), hint}
	case err != nil:
		return err
	}
	return use(draft)
}

// notThere names the file that was most likely meant.
func (a *app) notThere(name string) error {
	list, _ := os.ReadDir(filepath.Dir(name)) // one that cannot be read has nothing to propose
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	shown := filepath.ToSlash(name)
	if near, ok := i18n.Nearest(filepath.Base(name), names); ok {
		return a.usage("cli.import.near", shown, filepath.ToSlash(filepath.Join(filepath.Dir(name), near)))
	}
	return a.usage("cli.import.lost", shown)
}

// importDraft makes a manual of what was read, and says what became of it.
func (a *app) importDraft(ctx context.Context, draft *importer.Draft, base string, plans *blueprint.Library, plan *blueprint.Blueprint, o importOptions) error {
	name := cmp.Or(scaffold.OneLine(o.manual), draft.Title())
	folder, err := a.newFolder(o.content, name)
	if err != nil {
		return err
	}
	dir := filepath.Join(o.content, folder)
	up, err := filepath.Rel(dir, base)
	if err != nil {
		return err
	}
	m, found := draft.Manual(importer.Options{
		Plans: plans, Plan: plan, Dir: filepath.ToSlash(dir), Schema: scaffold.Manual{Up: filepath.ToSlash(up)}.Schema(),
	})
	if err := ctx.Err(); err != nil {
		return err // before anything is written
	}
	if !o.dry {
		if err := scaffold.Create(dir, m.Files); err != nil {
			return err
		}
		if err := scaffold.Add(base, scaffold.Missing(base, scaffold.Schemas())); err != nil {
			return err
		}
	}
	found = found.Sorted()
	if worst, any := found.Worst(); any && worst >= diag.Error {
		a.status = exitContent
	}
	if err := found.Text(a.Err, a.texts); err != nil {
		return err
	}
	return a.importReport(m, draft, filepath.ToSlash(dir), plan != nil, o.dry)
}

// importReport says what went where.
func (a *app) importReport(m importer.Manual, draft *importer.Draft, dir string, asked, dry bool) error {
	t := a.texts
	done := "cli.import.done"
	if dry {
		done = "cli.import.would"
	}
	var b strings.Builder
	b.WriteString(t.T(done, m.Title, dir, t.N("cli.files", len(m.Files)), strings.Join(draft.Formats, ", ")) + "\n")
	kind := "cli.import.chosen"
	if asked {
		kind = "cli.import.asked"
	}
	b.WriteString(t.T(kind, m.Plan.Name) + "\n\n" + t.T("cli.import.mapped") + "\n")
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, x := range m.Mapped {
		line := "  " + cmp.Or(x.Source, t.T("cli.import.start")) + "\t" + x.File
		if how, odd := t.Lookup("cli.import.how." + x.How); odd && x.Source != "" {
			line += "\t" + how
		}
		tw.Write([]byte(line + "\n"))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	if len(m.Lacks) > 0 {
		b.WriteString("\n" + t.T("cli.import.lacks", strings.Join(m.Lacks, ", ")) + "\n")
	}
	if dry {
		b.WriteString("\n" + t.T("cli.import.files") + "\n")
		for _, f := range slices.SortedFunc(slices.Values(m.Files), func(a, b scaffold.File) int { return cmp.Compare(a.Name, b.Name) }) {
			b.WriteString("  " + path.Join(dir, f.Name) + " (" + t.Bytes(int64(len(f.Data))) + ")\n")
		}
	} else {
		b.WriteString("\n" + t.T("cli.import.next") + "\n  folio check " + shellWord(dir) + "\n  folio serve\n")
	}
	_, err := a.Out.Write([]byte(b.String()))
	return err
}
