package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"folio/internal/diag"
	"folio/internal/output"
	"folio/internal/pipeline"
)

// checkOptions are the flags of "folio check".
type checkOptions struct {
	siteOptions
	paths  []string
	strict bool
	only   []string
	skip   []string
	format string
	// baseline is a file of findings that do not count; "" for none.
	baseline string
	fix      bool
	diff     bool // show what fix would do, and do not
}

func (a *app) checkCommand() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.check.use"),
		Aliases: []string{"revisar"},
		Short:   a.texts.T("cli.check.short"),
		Long:    a.texts.T("cli.check.long"),
		Example: a.texts.T("cli.check.example"),
		RunE: func(c *cobra.Command, args []string) error {
			if _, ok := reportFormats[o.format]; !ok && o.format != "text" {
				return a.usage("cli.check.format", o.format)
			}
			if o.diff && o.format != "text" {
				return a.usage("cli.check.diff.formato", o.format)
			}
			o.paths = args
			return a.check(c.Context(), o)
		},
	}
	a.siteFlags(c, &o.siteOptions)
	f := c.Flags()
	f.BoolVar(&o.strict, "strict", false, a.texts.T("cli.flag.strict"))
	f.StringSliceVar(&o.only, "only", nil, a.texts.T("cli.check.only"))
	f.StringSliceVar(&o.skip, "skip", nil, a.texts.T("cli.check.skip"))
	f.StringVar(&o.format, "format", "text", a.texts.T("cli.check.format.help"))
	f.StringVar(&o.baseline, "baseline", "", a.texts.T("cli.check.baseline"))
	f.BoolVar(&o.fix, "fix", false, a.texts.T("cli.check.fix"))
	f.BoolVar(&o.diff, "diff", false, a.texts.T("cli.check.diff"))
	return c
}

// reportFormats are the ways to print findings for other programs. To add one,
// write its function and its line.
var reportFormats = map[string]func(a *app, found diag.List, reviews []pipeline.Review) error{
	"json":   (*app).checkJSON,
	"github": func(a *app, found diag.List, _ []pipeline.Review) error { return found.GitHub(a.Out, a.texts) },
	"gitlab": func(a *app, found diag.List, _ []pipeline.Review) error { return found.GitLab(a.Out, a.texts) },
	"sarif": func(a *app, found diag.List, _ []pipeline.Review) error {
		return found.SARIF(a.Out, a.texts, "Folio", version())
	},
}

// nothing is a sink for a site that is not made.
type nothing struct{}

// Put implements output.Sink.
func (nothing) Put(string, []byte) error { return nil }

// PutSummed implements output.Sink.
func (nothing) PutSummed(string, []byte, output.Hash) error { return nil }

// check reads the manuals and says what they lack.
func (a *app) check(ctx context.Context, o checkOptions) (err error) {
	defer roomy(leastRoom)()
	p, err := a.open(o.siteOptions)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := p.close(); err == nil {
			err = cerr
		}
	}()
	if err := errors.Join(a.rules(p.input.Blueprints, "--only", o.only, true), a.rules(p.input.Blueprints, "--skip", o.skip, true)); err != nil {
		return err
	}
	if cache := openCache(buildOptions{siteOptions: o.siteOptions, out: "public"}); cache != nil {
		p.input.Cache = cache
	}
	p.input.Review = true
	if o.fix || o.diff {
		found, _, err := a.findings(ctx, p, o, true)
		if err != nil {
			return err
		}
		if o.diff {
			return a.showMends(ctx, p, found)
		}
		if err := a.mend(ctx, p, o, found); err != nil {
			return err
		}
	}
	found, reviews, err := a.findings(ctx, p, o, false)
	if err != nil {
		return err
	}
	if worst, any := found.Worst(); any && (worst >= diag.Error || o.strict && worst >= diag.Warning) {
		a.status = exitContent
	}
	if report, ok := reportFormats[o.format]; ok {
		return report(a, found, reviews)
	}
	if err := found.Text(a.Err, a.texts); err != nil {
		return err
	}
	return a.reviewTable(a.Out, reviews, found)
}

// findings reads the manuals and gives what the command line asks for; first says
// that they are to be mended before they count.
func (a *app) findings(ctx context.Context, p *project, o checkOptions, first bool) (diag.List, []pipeline.Review, error) {
	res, err := pipeline.Build(ctx, p.input, nothing{})
	if err != nil {
		return nil, nil, err
	}
	found, reviews := slices.Concat(p.found, res.Findings, res.Checked.All()).Sorted(), res.Reviews()
	if o.baseline != "" {
		if found, err = a.beyond(o.baseline, found, first); err != nil {
			return nil, nil, err
		}
	}
	if len(o.paths) > 0 {
		if found, reviews, err = a.within(o, found, reviews); err != nil {
			return nil, nil, err
		}
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return len(o.only) > 0 && !named(d.Code, o.only) || named(d.Code, o.skip)
	}), reviews, nil
}

// checkJSON prints a finding a line, and last what there is in all.
func (a *app) checkJSON(found diag.List, reviews []pipeline.Review) error {
	if err := found.JSON(a.Out, a.texts); err != nil {
		return err
	}
	return json.NewEncoder(a.Out).Encode(checkSummary{
		len(reviews), found.Count(diag.Error) + found.Count(diag.Fatal), found.Count(diag.Warning), found.Count(diag.Info),
	})
}

// checkSummary is the last line of --format json. Its names are part of Folio's
// interface for tools.
type checkSummary struct {
	Manuals  int `json:"manuals"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
}

// named tells whether a code is one of a list of codes and families.
func named(code diag.Code, list []string) bool {
	return slices.ContainsFunc(list, func(name string) bool { return name == string(code) || name == family(code) })
}

// within keeps what stands in the folders and files of the command line.
func (a *app) within(o checkOptions, found diag.List, reviews []pipeline.Review) (diag.List, []pipeline.Review, error) {
	content := filepath.ToSlash(filepath.Clean(o.content))
	var list diag.List
	var kept []pipeline.Review
	for _, p := range o.paths {
		p = strings.TrimSuffix(filepath.ToSlash(filepath.Clean(inContent(content, p))), "/")
		under := func(name string) bool {
			return name == p || strings.HasPrefix(name, p+"/") || name == path.Join(content, p) || strings.HasPrefix(name, path.Join(content, p)+"/")
		}
		before := len(kept)
		known := false
		for _, r := range reviews {
			in := under(path.Join(content, r.Dir))
			if in && !slices.ContainsFunc(kept, func(k pipeline.Review) bool { return k.Dir == r.Dir }) {
				kept = append(kept, r)
			}
			known = known || in || strings.HasPrefix(p, path.Join(content, r.Dir)+"/") || strings.HasPrefix(p, r.Dir+"/")
		}
		if !known && len(kept) == before {
			return nil, nil, a.usage("cli.check.unknown", p)
		}
		for _, d := range found {
			if under(d.Pos.Path) {
				list = append(list, d)
			}
		}
	}
	return list.Sorted(), kept, nil
}

// inContent is a path as findings name what is there: a full one, one by way of other
// folders or a link to a manual is the manual's own.
func inContent(content, name string) string {
	real := func(name string) (string, error) {
		abs, err := filepath.Abs(name)
		if err != nil {
			return "", err
		}
		return filepath.EvalSymlinks(abs)
	}
	root, err := real(content)
	if err != nil {
		return name
	}
	there, err := real(name)
	if err != nil {
		return name // not from here: from the content's folder
	}
	if rel, err := filepath.Rel(root, there); err == nil && filepath.IsLocal(rel) {
		return filepath.Join(content, rel)
	}
	return name
}

// reviewTable says how each manual stands.
func (a *app) reviewTable(w io.Writer, reviews []pipeline.Review, found diag.List) error {
	t := a.texts
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, strings.Join([]string{
		t.T("cli.check.manual"), t.T("cli.check.sections"), t.T("cli.check.errors"), t.T("cli.check.warnings"), t.T("cli.check.notes"),
	}, "\t"))
	for _, r := range reviews {
		sections := "—"
		if r.Want > 0 {
			sections = t.T("cli.check.of", strconv.Itoa(r.Have), strconv.Itoa(r.Want))
		}
		var mine diag.List
		for _, d := range found {
			if r.Has(d.Pos.Path) {
				mine = append(mine, d)
			}
		}
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\n", r.Title, sections, mine.Count(diag.Error)+mine.Count(diag.Fatal), mine.Count(diag.Warning), mine.Count(diag.Info))
	}
	return tw.Flush()
}
