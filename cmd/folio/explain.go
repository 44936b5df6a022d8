package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"folio/internal/check"
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
			switch len(args) {
			case 1:
				return a.explainCode(content, args[0])
			case 2: // «PH 01»
				if !strings.Contains(args[0]+args[1], "-") {
					return a.explainCode(content, args[0]+"-"+args[1])
				}
			}
			return a.usage("cli.explain.one")
		},
	}
	c.Flags().StringVar(&content, "content", content, a.texts.T("cli.flag.content"))
	return c
}

// explainCode says all that is known of a code.
func (a *app) explainCode(content, written string) error {
	code := strings.ToUpper(strings.TrimSpace(written))
	plans, _, err := blueprints(filepath.Dir(filepath.Clean(content)))
	if err != nil {
		return err
	}
	e, known := check.Explain(a.texts, plans, diag.Code(code))
	if !known {
		if near, ok := i18n.Nearest(code, check.Explained(a.texts, plans)); ok {
			return a.usage("cli.explain.parecido", written, near)
		}
		return a.usage("cli.explain.unknown", written)
	}
	var b strings.Builder
	b.WriteString(code + "\n")
	for _, s := range e.Says {
		b.WriteString("\n  " + s.Message + "\n")
		if s.Hint != "" {
			b.WriteString("    " + a.texts.T("cli.explain.hint", s.Hint) + "\n")
		}
	}
	if e.Why != "" {
		b.WriteString("\n" + e.Why + "\n")
	}
	for _, part := range []struct{ key, text string }{{"cli.explain.wrong", e.Wrong}, {"cli.explain.right", e.Right}} {
		if part.text != "" {
			b.WriteString("\n" + a.texts.T(part.key) + "\n\n" + indented(part.text) + "\n")
		}
	}
	_, err = a.Out.Write([]byte(b.String()))
	return err
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
