package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"folio/internal/diag"
	"folio/internal/output"
	"folio/internal/pipeline"
)

// impactOptions are the flags of "folio impact".
type impactOptions struct {
	siteOptions
	format string
}

func (a *app) impactCommand() *cobra.Command {
	var o impactOptions
	c := &cobra.Command{
		Use:     a.texts.T("cli.impact.use"),
		Aliases: []string{"impacto"},
		Short:   a.texts.T("cli.impact.short"),
		Long:    a.texts.T("cli.impact.long"),
		Example: a.texts.T("cli.impact.example"),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(strings.Join(args, "")) == "" {
				return a.usage("cli.impact.what")
			}
			if o.format != "text" && o.format != "json" {
				return a.usage("cli.flag.format", o.format)
			}
			return a.impact(c.Context(), args, o)
		},
	}
	a.siteFlags(c, &o.siteOptions)
	c.Flags().StringVar(&o.format, "format", "text", a.texts.T("cli.flag.format.help"))
	return c
}

// impact says where the manuals mention something.
func (a *app) impact(ctx context.Context, words []string, o impactOptions) (err error) {
	p, err := a.open(o.siteOptions)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	p.input.Review, p.input.History = true, false
	res, err := pipeline.Build(ctx, p.input, output.NewMemory())
	if err != nil {
		return err
	}
	if res.Unsure || res.Findings.Count(diag.Fatal) > 0 {
		// A place that could not be looked at is not one without a mention.
		a.status = exitContent
		_, stopping := res.Findings.Stopping()
		return stopping.Text(a.Err, a.texts)
	}
	found := res.Mentions(words)
	if o.format == "json" {
		return a.impactJSON(found)
	}
	if len(found) == 0 {
		a.say("cli.impact.nothing", strings.Join(words, " "))
		return nil
	}
	_, err = a.Out.Write([]byte(a.impactText(found)))
	return err
}

// excerptWidth is how much of a line is shown, in characters.
const excerptWidth = 110

// impactText groups what was found by manual and by section.
func (a *app) impactText(found []pipeline.Mention) string {
	var b strings.Builder
	manual, section, manuals := "\x00", "\x00", 0
	for _, m := range found {
		if m.Slug != manual {
			if manual != "\x00" {
				b.WriteByte('\n')
			}
			manual, section = m.Slug, "\x00"
			if m.Slug == "" {
				m.Manual = a.texts.T("cli.impact.site")
			} else {
				manuals++
			}
			b.WriteString(m.Manual)
			if m.Code != "" {
				b.WriteString(" (" + m.Code + ")")
			}
			b.WriteByte('\n')
		}
		if m.Section != section {
			section = m.Section
			if section != "" {
				b.WriteString("  " + section + "\n")
			}
		}
		text := diag.OneLine(m.Text)
		if utf8.RuneCountInString(text) > excerptWidth {
			text = string([]rune(text)[:excerptWidth-1]) + "…"
		}
		b.WriteString("    " + diag.Pos{Path: m.File, Line: m.Line}.String() + ": " + text)
		var more []string
		if m.Fact != "" {
			more = append(more, a.texts.T("cli.impact.fact."+m.Fact))
		}
		if more = append(more, m.Environments...); len(more) > 0 {
			b.WriteString(" [" + strings.Join(more, ", ") + "]")
		}
		b.WriteByte('\n')
	}
	b.WriteString("\n" + a.texts.N("cli.impact.places", len(found), a.texts.N("cli.impact.manuals", manuals)) + "\n")
	return b.String()
}

// mention is a place as data.
type mention struct {
	Manual       string   `json:"manual"`
	Slug         string   `json:"slug"`
	Code         string   `json:"code,omitempty"`
	Section      string   `json:"section,omitempty"`
	URL          string   `json:"url,omitempty"` // from the site's root
	File         string   `json:"file"`
	Line         int      `json:"line"`
	Text         string   `json:"text"`
	Fact         string   `json:"fact,omitempty"` // "program", "server", "port", "database", "variable", "error", "backup", "user", "component"
	Environments []string `json:"environments,omitempty"`
}

func (a *app) impactJSON(found []pipeline.Mention) error {
	list := make([]mention, 0, len(found))
	for _, m := range found {
		list = append(list, mention{m.Manual, m.Slug, m.Code, m.Section, m.URL, m.File, m.Line, m.Text, m.Fact, m.Environments})
	}
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
