package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"folio/internal/i18n"
)

// What is wrong with a command line is said in the user's words, with what was
// typed as it was typed, and what was most likely meant.

// usageError is a command line that Folio cannot follow.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// contentError is a file of the user's of which nothing can be made.
type contentError struct{ message, hint string }

func (e *contentError) Error() string { return e.message }

func (a *app) usage(key string, args ...string) error {
	hint, _ := a.texts.Lookup(key+".pista", args...)
	return &usageError{a.texts.T(key, args...), hint}
}

// noUnknownCommand answers "folio buidl" and "folio record verfy".
func (a *app) noUnknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if s := nearestCommand(c, args[0]); s != "" {
		return a.usage("cli.command.similar", args[0], c.CommandPath()+" "+s)
	}
	return a.usage("cli.command.unknown", args[0], c.CommandPath())
}

// nearestCommand is the command that was most likely meant by a word, by any of
// its names; "" when none is.
func nearestCommand(root *cobra.Command, word string) string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
		names = append(names, c.Aliases...)
	}
	if near, ok := i18n.Nearest(word, names); ok {
		return near
	}
	for _, name := range names {
		if len(word) > 1 && strings.HasPrefix(name, i18n.Fold(word)) {
			return name
		}
	}
	return ""
}

// noArguments answers "folio build content".
func (a *app) noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return a.usage("cli.args.none", c.Name(), args[0])
	}
	return nil
}

// knownLanguage refuses a --lang that Folio does not speak, also where the
// parser would stop at --help or --version and look no further.
func (a *app) knownLanguage(args []string) error {
	lang, given := flagValue(args, "--lang")
	if _, ok := i18n.Parse(lang); ok || !given {
		return nil
	}
	if strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return nil // it is being typed
	}
	return a.usage("cli.flag.lang.bad", lang)
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
		name, shorts := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()
		typed := "--" + name
		if shorts != "" { // "-x", or "-out", which the parser takes for three
			typed = "-" + shorts
			if name = shorts; len(name) == 1 {
				return a.usage("cli.flag.unknown", typed, c.CommandPath())
			}
		}
		if s := nearestFlag(c, name); s != "" {
			return a.usage("cli.flag.similar", typed, s)
		}
		return a.usage("cli.flag.unknown", typed, c.CommandPath())
	case errors.As(err, &noValue):
		if s := noValue.GetSpecifiedShortnames(); s != "" {
			return a.usage("cli.flag.value", "-"+noValue.GetSpecifiedName())
		}
		return a.usage("cli.flag.value", "--"+noValue.GetSpecifiedName())
	case errors.As(err, &badValue):
		return a.usage("cli.flag.bad", "--"+badValue.GetFlag().Name, badValue.GetValue(), c.CommandPath())
	}
	return &usageError{message: a.texts.T("cli.usage"), hint: a.texts.T("cli.usage.pista", c.CommandPath())}
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

// language picks the command line's language: --lang, FOLIO_LANG, then the
// system's locale; Spanish when none of them is one that Folio speaks.
func language(args []string, getenv func(string) string) i18n.Lang {
	asked, _ := flagValue(args, "--lang")
	candidates := []string{asked, getenv("FOLIO_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")}
	for _, c := range candidates {
		if l, ok := i18n.Parse(c); ok {
			return l
		}
	}
	return i18n.Spanish
}

// flagValue finds a flag before the flags are parsed: the help of a flag that
// is wrong must already be in the right language.
func flagValue(args []string, name string) (value string, given bool) {
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, name+"="); ok {
			return v, true
		}
		if arg == name && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}
