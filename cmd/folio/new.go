package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"folio/internal/blueprint"
	"folio/internal/i18n"
	"folio/internal/scaffold"
)

// newOptions are the flags of "folio new".
type newOptions struct {
	content string
	title   string
	plan    string
	code    string
	entity  string
	process string
	manual  string // of a section: its folder; of a site: its first manual
	ci      string
	bare    bool // of a site: without a manual
}

// defaultPlan is the kind of manual that Folio was made for.
const defaultPlan = "manual-de-despliegue"

func (a *app) newCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "new",
		Aliases: []string{"nuevo"},
		Short:   a.texts.T("cli.new.short"),
		Long:    a.texts.T("cli.new.long"),
		Example: a.texts.T("cli.new.example"),
		// The word before a flag that is not known here is what is to be said.
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
	}
	kinds := []*cobra.Command{a.newSiteCommand(), a.newManualCommand(), a.newSectionCommand()}
	for _, k := range kinds {
		k.Flags().SetNormalizeFunc(inSpanish)
		c.AddCommand(k)
		a.localise(k)
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownKind(c, args[0])
		}
		names := []string{"sitio", "manual", "seccion"}
		kind, err := a.choose(c.Context(), a.texts.T("cli.new.ask.kinds"), a.texts.T("cli.new.ask.kind"), names, a.usage("cli.new.which"))
		if err != nil {
			return err
		}
		for _, k := range kinds {
			if word := i18n.Slug(kind); k.Name() == word || k.HasAlias(word) {
				k.SetContext(c.Context())
				return k.RunE(k, nil)
			}
		}
		return a.unknownKind(c, kind)
	}
	return c
}

func (a *app) unknownKind(c *cobra.Command, word string) error {
	if near := nearestCommand(c, word); near != "" {
		return a.usage("cli.new.parecido", word, near)
	}
	return a.usage("cli.new.unknown", word)
}

// inSpanish gives flags their names, whichever of the two languages they were
// written in.
func inSpanish(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	spanish := map[string]string{"title": "titulo", "título": "titulo", "blueprint": "plantilla", "code": "codigo", "código": "codigo", "entity": "entidad", "process": "proceso", "no-manual": "sin-manual"}
	return pflag.NormalizedName(cmp.Or(spanish[name], name))
}

func (a *app) newSiteCommand() *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.new.site.use"),
		Aliases: []string{"site"},
		Short:   a.texts.T("cli.new.site.short"),
		Long:    a.texts.T("cli.new.site.long"),
		Example: a.texts.T("cli.new.site.example"),
		RunE: func(c *cobra.Command, args []string) error {
			if _, ok := scaffold.Pipelines[o.ci]; !ok && o.ci != "" {
				return a.usage("cli.new.ci.bad", o.ci)
			}
			plans, _, err := blueprint.Open(nil, "")
			if err != nil {
				return err
			}
			plan, err := a.plan(plans, o.plan)
			if err != nil {
				return err
			}
			name, err := a.named(c, args, "cli.new.ask.site", "cli.new.site.name")
			if err != nil {
				return err
			}
			return a.newSite(name, o, plan)
		},
	}
	f := c.Flags()
	f.StringVar(&o.title, "titulo", "", a.texts.T("cli.new.site.title"))
	a.controlFlags(f, &o)
	f.StringVar(&o.manual, "manual", a.texts.T("cli.new.first"), a.texts.T("cli.new.site.manual"))
	f.BoolVar(&o.bare, "sin-manual", false, a.texts.T("cli.new.site.bare"))
	f.StringVar(&o.ci, "ci", "", a.texts.T("cli.new.ci"))
	return c
}

func (a *app) newManualCommand() *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.new.manual.use"),
		Short:   a.texts.T("cli.new.manual.short"),
		Long:    a.texts.T("cli.new.manual.long"),
		Example: a.texts.T("cli.new.manual.example"),
		RunE: func(c *cobra.Command, args []string) error {
			base := filepath.Dir(filepath.Clean(o.content))
			plans, found, err := blueprints(base)
			if err != nil {
				return err
			}
			if len(found) > 0 { // nothing can be made of it
				a.status = exitContent
				return found.Text(a.Err, a.texts)
			}
			if err := hasContent(o.content, base); err != nil {
				return err
			}
			plan, err := a.plan(plans, o.plan)
			if err != nil {
				return err
			}
			name, err := a.named(c, args, "cli.new.ask.manual", "cli.new.manual.name")
			if err != nil {
				return err
			}
			return a.newManual(name, base, o, plan)
		},
	}
	f := c.Flags()
	f.StringVar(&o.title, "titulo", "", a.texts.T("cli.new.manual.title"))
	a.controlFlags(f, &o)
	f.StringVar(&o.code, "codigo", "", a.texts.T("cli.new.code"))
	f.StringVar(&o.content, "content", "content", a.texts.T("cli.flag.content"))
	return c
}

func (a *app) controlFlags(f *pflag.FlagSet, o *newOptions) {
	f.StringVar(&o.plan, "plantilla", defaultPlan, a.texts.T("cli.new.plan"))
	f.StringVar(&o.entity, "entidad", "", a.texts.T("cli.new.entity"))
	f.StringVar(&o.process, "proceso", "", a.texts.T("cli.new.process"))
}

// named is what the arguments name; without any it is asked for. Who forgets
// the quotes has several.
func (a *app) named(c *cobra.Command, args []string, question, lacking string) (string, error) {
	if name := scaffold.OneLine(strings.Join(args, " ")); name != "" {
		return name, nil
	}
	return a.ask(c.Context(), a.texts.T(question), a.usage(lacking))
}

// plan is the blueprint of a name.
func (a *app) plan(plans *blueprint.Library, name string) (*blueprint.Blueprint, error) {
	if plan := plans.Find(name); plan != nil {
		return plan, nil
	}
	if near, ok := plans.Near(name); ok {
		return nil, a.usage("cli.new.plan.parecida", name, near)
	}
	return nil, a.usage("cli.new.plan.unknown", name, strings.Join(plans.Names(), ", "))
}

// titled is the title that a flag gives, or the name.
func titled(flag, name string) string { return cmp.Or(scaffold.OneLine(flag), scaffold.TitleOf(name)) }

// newSite begins a site in a folder of its own, or, by «.», in the current one.
func (a *app) newSite(name string, o newOptions, plan *blueprint.Blueprint) error {
	dir, title := filepath.Clean(name), ""
	here := dir == "."
	if here {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		title = titled(o.title, filepath.Base(abs))
	} else {
		base := filepath.Base(dir)
		folder, ok := scaffold.Fit(base)
		if !ok {
			return a.usage("cli.new.name", base)
		}
		dir, title = filepath.Join(filepath.Dir(dir), folder), titled(o.title, base)
	}
	site := scaffold.Site{Title: title, Entity: scaffold.OneLine(o.entity), Process: scaffold.OneLine(o.process), CI: o.ci}
	files, err := site.Files()
	if err != nil {
		return err
	}
	content := filepath.Join(dir, "content")
	if list, err := os.ReadDir(content); !o.bare && (!here || err != nil || len(list) == 0) {
		first := scaffold.OneLine(o.manual)
		folder, ok := scaffold.Fit(first)
		if !ok {
			return a.usage("cli.new.name", first)
		}
		manual, err := scaffold.Manual{Title: titled("", first), Plan: plan, Up: "../.."}.Files()
		if err != nil {
			return err
		}
		for _, f := range manual {
			files = append(files, scaffold.File{Name: path.Join("content", folder, f.Name), Data: f.Data})
		}
	}
	kept := false
	if here { // what git passes over may have been said
		all := len(files)
		files = slices.DeleteFunc(files, func(f scaffold.File) bool {
			return f.Name == ".gitignore" && len(scaffold.Missing(dir, []scaffold.File{f})) == 0
		})
		kept = len(files) < all
		err = scaffold.Add(dir, files)
	} else {
		err = scaffold.Create(dir, files)
		if st, serr := os.Stat(dir); errors.Is(err, fs.ErrExist) && serr == nil && st.IsDir() {
			return &machineError{"cli.new.exists.sitio", []string{filepath.ToSlash(dir)}}
		}
	}
	if err != nil {
		return err
	}
	shown := filepath.ToSlash(dir)
	lines := []string{a.texts.T("cli.new.site.done", title, shown, a.texts.N("cli.files", len(files)))}
	if kept {
		lines = append(lines, a.texts.T("cli.new.gitignore"))
	}
	if o.ci != "" {
		lines = append(lines, a.texts.T("cli.new.ci.done", scaffold.Pipelines[o.ci]))
	}
	if o.bare {
		lines = append(lines, a.texts.T("cli.new.next.bare"))
		if !here {
			lines = append(lines, "  cd "+shellWord(shown))
		}
		return a.print(append(lines, "  folio import "+a.texts.T("cli.new.file")))
	}
	lines = append(lines, a.texts.T("cli.new.next"))
	if !here {
		lines = append(lines, "  cd "+shellWord(shown))
	}
	return a.print(append(lines, "  folio serve"))
}

// hasContent says whether a folder is a site's, in which manuals may be begun.
func hasContent(content, base string) error {
	st, err := os.Stat(content)
	switch {
	case err == nil && st.IsDir():
		return nil
	case err == nil || !errors.Is(err, fs.ErrNotExist):
		return noContent(content, err)
	}
	for _, name := range siteFiles {
		if _, err := os.Stat(filepath.Join(base, name)); err == nil {
			return nil // its first manual makes the folder
		}
	}
	return &machineError{"cli.new.nosite", []string{filepath.ToSlash(content)}}
}

// newFolder is what the folder of a manual is called, which must not be there yet.
func (a *app) newFolder(content, name string) (string, error) {
	folder, ok := scaffold.Fit(name)
	if !ok {
		return "", a.usage("cli.new.name", name)
	}
	taken, err := scaffold.Taken(content, folder)
	if err == nil && taken != "" {
		err = &scaffold.ExistsError{Name: taken}
	}
	return folder, err
}

// newManual begins a manual in a folder of its own.
func (a *app) newManual(name, base string, o newOptions, plan *blueprint.Blueprint) error {
	folder, err := a.newFolder(o.content, name)
	if err != nil {
		return err
	}
	if _, alone, err := scaffold.Manuals(o.content); err == nil && alone {
		return &machineError{"cli.new.alone", []string{filepath.ToSlash(o.content)}}
	}
	dir := filepath.Join(o.content, folder)
	up, err := filepath.Rel(dir, base)
	if err != nil {
		return err
	}
	files, err := scaffold.Manual{
		Title: titled(o.title, name), Plan: plan, Code: scaffold.OneLine(o.code),
		Entity: scaffold.OneLine(o.entity), Process: scaffold.OneLine(o.process), Up: filepath.ToSlash(up),
	}.Files()
	if err != nil {
		return err
	}
	if err := scaffold.Create(dir, files); err != nil {
		return err
	}
	if err := scaffold.Add(base, scaffold.Missing(base, scaffold.Schemas())); err != nil {
		return err
	}
	shown := filepath.ToSlash(dir)
	return a.print([]string{
		a.texts.T("cli.new.manual.done", titled(o.title, name), shown, a.texts.N("cli.files", len(files))),
		a.texts.T("cli.new.see"),
		"  folio check " + shellWord(shown),
	})
}

// print writes lines for the user.
func (a *app) print(lines []string) error {
	_, err := fmt.Fprintln(a.Out, strings.Join(lines, "\n"))
	return err
}

// shellWord is a path as it can be typed.
func shellWord(s string) string {
	if strings.ContainsAny(s, " '\"$&;()<>|*?`!#") {
		return strconv.Quote(s)
	}
	return s
}
