package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"folio/internal/i18n"
)

// The exit statuses, the same for every command.
const (
	exitFine        = 0
	exitContent     = 1 // errors in content, or warnings with --strict
	exitUsage       = 2 // the command line is wrong
	exitEnvironment = 3 // the machine: a disk, a permission, a port
	exitInterrupted = 130
)

// Streams is what a command sees of the world outside.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	// Terminal tells whether Err is watched by a person: progress shows.
	Terminal bool
	// Asks tells whether a person is there to answer at In: what is missing on a
	// command line may be asked for.
	Asks bool
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// Run executes one command line, without the program's name, and returns the
// exit status.
func Run(args []string, s Streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{Streams: s, texts: i18n.For(language(args, s.Getenv))}
	root := a.root()
	root.SetArgs(args)
	err := a.knownLanguage(args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	return a.finish(err)
}

// app is one execution: the streams, the words, and the status that the
// command leaves.
type app struct {
	Streams
	texts   *i18n.Catalog
	answers *bufio.Reader // of In, once something has been asked
	status  int
	place   string // where is published, as it is written in a command
}

// commands lists every command. To add one, write its file and its line.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.buildCommand(),
		a.serveCommand(),
		a.newCommand(),
		a.importCommand(),
		a.checkCommand(),
		a.pdfCommand(),
		a.explainCommand(),
		a.impactCommand(),
		a.recordCommand(),
		a.schemaCommand(),
		a.publishCommand(),
		a.diffCommand(),
		a.releasesCommand(),
		a.rollbackCommand(),
		a.verifyCommand(),
		a.versionCommand(),
		a.completionCommand(),
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "folio",
		Short:         a.texts.T("cli.root.short"),
		Long:          a.texts.T("cli.root.long"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.noUnknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.PersistentFlags().String("lang", "", a.texts.T("cli.flag.lang"))
	root.CompletionOptions.DisableDefaultCmd = true
	root.Version = version()
	root.SetVersionTemplate(versionLine() + "\n")
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = a.texts.T("cli.flag.version")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return a.flagError(c, err) })
	cobra.AddTemplateFuncs(a.helpWords())
	a.localise(root)
	help := a.helpCommand()
	root.SetHelpCommand(help)
	a.localise(help)
	for _, c := range a.commands() {
		root.AddCommand(c)
		a.localise(c)
	}
	return root
}

// finish turns an error into words and an exit status.
func (a *app) finish(err error) int {
	var u *usageError
	var ce *contentError
	switch {
	case err == nil:
		return a.status
	case errors.Is(err, context.Canceled):
		a.say("cli.interrupted")
		return exitInterrupted
	case errors.As(err, &ce):
		a.complain(ce.message, ce.hint)
		return exitContent
	case errors.As(err, &u):
		a.complain(u.message, u.hint)
		return exitUsage
	default:
		a.complain(a.explain(err))
		return exitEnvironment
	}
}
