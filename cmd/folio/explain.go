package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"folio/internal/blueprint"
	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/i18n"
)

func (a *app) explainCommand() *cobra.Command {
	content := "content"
	c := &cobra.Command{
		Use:     a.texts.T("cli.explain.use"),
		Aliases: []string{"explicar"},
		Short:   a.texts.T("cli.explain.short"),
		Long:    a.texts.T("cli.explain.long"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return a.usage("cli.explain.one")
			}
			return a.explainCode(content, args[0])
		},
	}
	c.Flags().StringVar(&content, "content", content, a.texts.T("cli.flag.content"))
	return c
}

// codeForm is the form of a finding's code.
var codeForm = regexp.MustCompile(`^[A-Z]+\d*-\d+$`)

// explainCode says all that is known of a code: what its findings say and what
// to do, why the rule is there, and a page that is wrong and one that is right.
func (a *app) explainCode(content, written string) error {
	code := strings.ToUpper(strings.TrimSpace(written))
	plans, _, err := blueprints(filepath.Dir(filepath.Clean(content)))
	if err != nil {
		return err
	}
	found := a.sayings(code)
	asked, codes := needs(plans, code)
	found = append(found, asked...)
	if len(found) == 0 {
		for _, key := range a.texts.Keys("") {
			if head, _, _ := strings.Cut(key, "."); codeForm.MatchString(head) {
				codes = append(codes, head)
			}
		}
		slices.Sort(codes)
		if near, ok := i18n.Nearest(code, slices.Compact(codes)); ok {
			return a.usage("cli.explain.parecido", written, near)
		}
		return a.usage("cli.explain.unknown", written)
	}
	var b strings.Builder
	b.WriteString(code + "\n")
	for _, s := range found {
		b.WriteString("\n  " + s.message + "\n")
		if s.hint != "" {
			b.WriteString("    " + a.texts.T("cli.explain.hint", s.hint) + "\n")
		}
	}
	if l, ok := check.LessonOf(diag.Code(code)); ok {
		b.WriteString("\n" + l.Why + "\n")
		for _, part := range []struct{ key, text string }{{"cli.explain.wrong", l.Wrong}, {"cli.explain.right", l.Right}} {
			if part.text != "" {
				b.WriteString("\n" + a.texts.T(part.key) + "\n\n" + indented(part.text) + "\n")
			}
		}
	}
	_, err = a.Out.Write([]byte(b.String()))
	return err
}

// saying is one of the things that a code's findings say.
type saying struct{ message, hint string }

// hole stands for an argument of a message.
var hole = regexp.MustCompile(`\{\d\}`)

// sayings are the words of a code's findings in the catalogue.
func (a *app) sayings(code string) []saying {
	var list []saying
	for _, key := range a.texts.Keys(code) {
		head, variant, _ := strings.Cut(key, ".")
		if head != code || variant == "pista" || strings.HasSuffix(variant, ".pista") {
			continue
		}
		hint, _ := a.texts.Lookup(key + ".pista")
		list = append(list, saying{hole.ReplaceAllString(a.texts.T(key), "…"), hole.ReplaceAllString(hint, "…")})
	}
	return list
}

// needs are what blueprints ask for under a code, and all the codes that they
// have.
func needs(plans *blueprint.Library, code string) (list []saying, codes []string) {
	for _, name := range plans.Names() {
		for _, part := range plans.Find(name).Sections {
			for _, n := range part.Needs {
				codes = append(codes, string(n.Rule))
				if string(n.Rule) == code {
					list = append(list, saying{where(name, part) + hole.ReplaceAllString(n.Message, "…"), n.Hint})
				}
			}
		}
	}
	return list, codes
}

// where says which section of which blueprint asks for something.
func where(name string, part config.BlueprintSection) string {
	numeral := ""
	if part.Numeral != "" {
		numeral = part.Numeral + " "
	}
	return name + ", " + numeral + part.Title + ": "
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text + "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return strings.TrimRight(b.String(), "\n")
}
