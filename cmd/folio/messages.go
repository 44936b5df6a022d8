package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"folio/internal/i18n"
	"folio/internal/output"
	"folio/internal/serve"
	"folio/internal/source"
)

// All that the command line prints besides findings goes through this file:
// one voice, in the user's language, with what to do next.

// usageError is a command line that Folio cannot follow.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

func (a *app) usage(key string, args ...string) error {
	hint, _ := a.texts.Lookup(key+".pista", args...)
	return &usageError{a.texts.T(key, args...), hint}
}

// machineError is an error of the environment with words of its own.
type machineError struct {
	key  string
	args []string
}

func (e *machineError) Error() string { return e.key }

// say prints a line of the catalogue for the user to read, not for a program.
func (a *app) say(key string, args ...string) { fmt.Fprintln(a.Err, a.texts.T(key, args...)) }

// complain prints an error and what to do about it.
func (a *app) complain(message, hint string) {
	fmt.Fprintf(a.Err, "folio: %s\n", message)
	if hint != "" {
		fmt.Fprintf(a.Err, "%s: %s\n", a.texts.T("diag.hint"), hint)
	}
}

// explain finds words for an error of the environment.
func (a *app) explain(err error) (message, hint string) {
	for _, explain := range []func(error) (string, []string, bool){output.Explain, serve.Explain} {
		if key, args, ok := explain(err); ok {
			hint, _ = a.texts.Lookup(key+".pista", args...)
			return a.texts.T(key, args...), hint
		}
	}
	var me *machineError
	if errors.As(err, &me) {
		hint, _ = a.texts.Lookup(me.key+".pista", me.args...)
		return a.texts.T(me.key, me.args...), hint
	}
	var large *source.TooLargeError
	if errors.As(err, &large) {
		key := "cli.error.large"
		hint, _ = a.texts.Lookup(key + ".pista")
		return a.texts.T(key, large.Name, a.texts.Bytes(large.Limit)), hint
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		key := "cli.error.path"
		switch {
		case errors.Is(err, fs.ErrNotExist):
			key = "cli.error.missing"
		case errors.Is(err, fs.ErrPermission):
			key = "cli.error.permission"
		}
		hint, _ = a.texts.Lookup(key + ".pista")
		return a.texts.T(key, pe.Path, pe.Err.Error()), hint
	}
	return err.Error(), ""
}

// language picks the command line's language: --lang, FOLIO_LANG, then the
// system's locale; Spanish when none of them is one that Folio speaks.
func language(args []string, getenv func(string) string) i18n.Lang {
	candidates := []string{flagValue(args, "--lang"), getenv("FOLIO_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")}
	for _, c := range candidates {
		if l, ok := i18n.Parse(c); ok {
			return l
		}
	}
	return i18n.Spanish
}

// flagValue finds a flag before the flags are parsed: the help of a flag that
// is wrong must already be in the right language.
func flagValue(args []string, name string) string {
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, name+"="); ok {
			return v
		}
		if arg == name && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// noUnknownCommand answers "folio buidl".
func (a *app) noUnknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	c.SuggestionsMinimumDistance = 2
	if s := c.SuggestionsFor(args[0]); len(s) > 0 {
		return a.usage("cli.command.similar", args[0], s[0])
	}
	return a.usage("cli.command.unknown", args[0])
}

// noArguments answers "folio build content".
func (a *app) noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return a.usage("cli.args.none", c.Name(), args[0])
	}
	return nil
}

// flagError puts pflag's errors into words.
func (a *app) flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var badValue *pflag.InvalidValueError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if s := nearestFlag(c, name); s != "" {
			return a.usage("cli.flag.similar", name, s)
		}
		return a.usage("cli.flag.unknown", name, c.CommandPath())
	case errors.As(err, &noValue):
		return a.usage("cli.flag.value", noValue.GetSpecifiedName())
	case errors.As(err, &badValue):
		return a.usage("cli.flag.bad", badValue.GetFlag().Name, badValue.GetValue())
	}
	return &usageError{message: err.Error()}
}

// nearestFlag is the command's flag that was most likely meant by a mistyped
// one: the one that it begins, or the one most like it; "" when none is.
func nearestFlag(c *cobra.Command, name string) string {
	var names []string
	begun := ""
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		names = append(names, f.Name)
		if begun == "" && strings.HasPrefix(f.Name, name) {
			begun = f.Name
		}
	})
	if begun != "" {
		return begun
	}
	near, _ := i18n.Nearest(name, names)
	return near
}

// localise gives a command's help the catalogue's words.
func (a *app) localise(c *cobra.Command) {
	t := a.texts.T
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = t("cli.flag.help")
	c.SetUsageTemplate(strings.NewReplacer(
		"«uso»", t("cli.help.usage"), "«alias»", t("cli.help.aliases"), "«ejemplos»", t("cli.help.examples"),
		"«órdenes»", t("cli.help.commands"), "«opciones»", t("cli.help.flags"), "«generales»", t("cli.help.global"),
		"«más»", t("cli.help.more"), "«orden»", t("cli.help.command"),
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
		if d := f.DefValue; d != "" && d != "0" && d != "false" {
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
