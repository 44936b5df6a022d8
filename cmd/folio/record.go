package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"folio/internal/acta"
	"folio/internal/diag"
	"folio/internal/output"
	"folio/internal/pipeline"
)

func (a *app) recordCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     a.texts.T("cli.record.use"),
		Aliases: []string{"acta"},
		Short:   a.texts.T("cli.record.short"),
		Long:    a.texts.T("cli.record.long"),
		Args:    a.noUnknownCommand,
		RunE:    func(*cobra.Command, []string) error { return a.usage("cli.record.which") },
	}
	verify := a.recordVerifyCommand()
	c.AddCommand(verify)
	a.localise(verify)
	return c
}

func (a *app) recordVerifyCommand() *cobra.Command {
	var o siteOptions
	var format string
	c := &cobra.Command{
		Use:     a.texts.T("cli.record.verify.use"),
		Aliases: []string{"verificar"},
		Short:   a.texts.T("cli.record.verify.short"),
		Long:    a.texts.T("cli.record.verify.long"),
		Example: a.texts.T("cli.record.verify.example"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.usage("cli.record.files")
			}
			if format != "text" && format != "json" {
				return a.usage("cli.flag.format", format)
			}
			return a.recordVerify(c.Context(), args, o, format)
		},
	}
	a.siteFlags(c, &o)
	c.Flags().StringVar(&format, "format", "text", a.texts.T("cli.flag.format.help"))
	return c
}

// recordVerify compares records with the manuals as they are.
func (a *app) recordVerify(ctx context.Context, names []string, o siteOptions, format string) (err error) {
	var files []acta.File
	var read []bool // whether it is a record
	var found diag.List
	for _, name := range names {
		raw, err := a.readRecord(name)
		if err != nil {
			return err
		}
		f, more, ok := acta.Read(filepath.ToSlash(name), raw)
		found = append(found, more...)
		files = append(files, f)
		read = append(read, ok)
	}
	manuals, err := a.manualsNow(ctx, o)
	if err != nil {
		return err
	}
	for i, f := range files {
		if read[i] {
			found = append(found, acta.Verify(f, manuals)...)
		}
	}
	found = found.Sorted()
	if found.Count(diag.Error)+found.Count(diag.Fatal) > 0 {
		a.status = exitContent
	}
	if format == "json" {
		return a.recordJSON(files, read, found)
	}
	for _, f := range files {
		if m := f.Record.Manual; !wrong(found, f.Name) {
			fmt.Fprintln(a.Out, a.texts.T("cli.record.fine", f.Name, first(m.Code, m.Title), first(m.Version, "—"), f.Record.Procedure.Title, day(f.Record.Start), f.Record.By))
		}
	}
	return found.Text(a.Err, a.texts)
}

// recordState is a line of --format json: what became of a file. Its names are part
// of Folio's interface for tools.
type recordState struct {
	Path      string `json:"path"`
	State     string `json:"state"` // "fine", "wrong" or, of what is no record, "unreadable"
	Code      string `json:"manual-code,omitempty"`
	Version   string `json:"manual-version,omitempty"`
	Title     string `json:"manual,omitempty"`
	Procedure string `json:"procedure,omitempty"`
	Start     string `json:"start,omitempty"` // RFC 3339
	By        string `json:"by,omitempty"`
}

// recordJSON prints a finding a line, and last a line for each file.
func (a *app) recordJSON(files []acta.File, read []bool, found diag.List) error {
	if err := found.JSON(a.Out, a.texts); err != nil {
		return err
	}
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	for i, f := range files {
		state := recordState{Path: f.Name, State: "unreadable"}
		if read[i] {
			r := f.Record
			state = recordState{f.Name, "fine", r.Manual.Code, r.Manual.Version, r.Manual.Title, r.Procedure.Title, r.Start, r.By}
			if wrong(found, f.Name) {
				state.State = "wrong"
			}
		}
		if err := enc.Encode(state); err != nil {
			return err
		}
	}
	return nil
}

// wrong tells whether something was found in a file that is no remark.
func wrong(found diag.List, name string) bool {
	for _, d := range found {
		if d.Pos.Path == name && d.Severity >= diag.Error {
			return true
		}
	}
	return false
}

// day is the day of a moment, as people write it.
func day(moment string) string {
	if len(moment) < len("2026-03-02") {
		return moment
	}
	return moment[8:10] + "/" + moment[5:7] + "/" + moment[:4]
}

func (a *app) readRecord(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, acta.MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > acta.MaxSize {
		return nil, a.usage("cli.record.large", name)
	}
	return raw, nil
}

// manualsNow are the manuals of the site with their procedures.
func (a *app) manualsNow(ctx context.Context, o siteOptions) (list []acta.Now, err error) {
	p, err := a.open(o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	p.input.Review, p.input.History = true, false
	res, err := pipeline.Build(ctx, p.input, output.NewMemory())
	if err != nil {
		return nil, err
	}
	if res.Unsure {
		_, stopping := res.Findings.Stopping()
		if err := stopping.Text(a.Err, a.texts); err != nil {
			return nil, err
		}
		return nil, &contentError{a.texts.T("cli.record.unsure"), ""}
	}
	known := res.Known()
	for i, r := range res.Reviews() {
		now := acta.Now{Code: r.Code, Version: r.Version, Title: r.Title, Folder: r.Slug, Sum: r.Text, Procedures: map[string]acta.Procedure{}}
		for _, x := range known[i].Procedures {
			p := acta.Procedure{Sum: x.Sum}
			for _, s := range x.Steps {
				p.Steps = append(p.Steps, acta.Step{Anchor: s.ID, Number: s.Number, Under: s.Under, Sum: s.Sum})
			}
			now.Procedures[pipeline.RunAnchor(r.Slug, x)] = p
		}
		list = append(list, now)
	}
	return list, nil
}
