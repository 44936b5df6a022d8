package main

import (
	"fmt"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// All that the command line prints besides findings goes through this file:
// one voice, in the user's language, with what to do next.

// say prints a line of the catalogue for the user to read, not for a program.
func (a *app) say(key string, args ...string) { fmt.Fprintln(a.Err, a.texts.T(key, args...)) }

// complain prints an error and what to do about it.
func (a *app) complain(message, hint string) {
	fmt.Fprintf(a.Err, "folio: %s\n", message)
	if hint != "" {
		fmt.Fprintf(a.Err, "%s: %s\n", a.texts.T("diag.hint"), hint)
	}
}

// helpCommand is "folio help build", for those who look for it.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help",
		Aliases: []string{"ayuda"},
		Short:   a.texts.T("cli.help.short"),
		Hidden:  true,
		RunE: func(c *cobra.Command, args []string) error {
			topic, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.noUnknownCommand(c.Root(), args)
			}
			return topic.Help()
		},
	}
}

// localise gives a command's help the catalogue's words.
func (a *app) localise(c *cobra.Command) {
	t := a.texts.T
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = t("cli.flag.help")
	c.SetUsageTemplate(strings.NewReplacer(
		"«uso»", t("cli.help.usage"), "«alias»", t("cli.help.aliases"), "«ejemplos»", t("cli.help.examples"),
		"«órdenes»", t("cli.help.commands"), "«opciones»", t("cli.help.flags"), "«generales»", t("cli.help.global"),
		"«más»", t("cli.help.more", "{{.CommandPath}}"), "«orden»", t("cli.help.command"),
	).Replace(usageTemplate))
	c.SetHelpTemplate(`{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`)
}

// helpWords are the functions of the usage template that need the catalogue.
func (a *app) helpWords() template.FuncMap {
	return template.FuncMap{
		"useline": func(c *cobra.Command) string {
			return strings.Replace(c.UseLine(), "[flags]", a.texts.T("cli.help.options"), 1)
		},
		"flags": a.flagUsages,
	}
}

// flagUsages lists flags as pflag does, in the user's words and aligned by
// what a terminal shows, accents included.
func (a *app) flagUsages(set *pflag.FlagSet) string {
	type row struct{ name, usage string }
	var rows []row
	width := 0
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		r := row{name: "      --" + f.Name}
		if f.Shorthand != "" {
			r.name = "  -" + f.Shorthand + ", --" + f.Name
		}
		arg, usage := pflag.UnquoteUsage(f)
		if f.Value.Type() != "bool" && arg != "" {
			r.name += " " + arg
		}
		r.usage = usage
		if d := f.DefValue; d != "" && d != "0" && d != "[]" && d != "false" {
			r.usage += " (" + a.texts.T("cli.help.default", d) + ")"
		}
		width = max(width, utf8.RuneCountInString(r.name))
		rows = append(rows, r)
	})
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(r.name + strings.Repeat(" ", width-utf8.RuneCountInString(r.name)+3) + r.usage + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

const usageTemplate = `«uso»:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} «orden»{{else}}{{useline .}}{{end}}{{if .Aliases}}

«alias»:
  {{.NameAndAliases}}{{end}}{{if .HasExample}}

«ejemplos»:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

«órdenes»:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

«opciones»:
{{flags .LocalFlags}}{{end}}{{if .HasAvailableInheritedFlags}}

«generales»:
{{flags .InheritedFlags}}{{end}}{{if .HasAvailableSubCommands}}

«más»{{end}}
`
