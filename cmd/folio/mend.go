package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"folio/internal/diag"
	"folio/internal/mend"
	"folio/internal/pipeline"
	"folio/internal/source"
)

// mend writes what can be mended of some findings, and says how much in each file.
func (a *app) mend(ctx context.Context, p *project, o checkOptions, found diag.List) error {
	list, err := pipeline.Mend(ctx, p.input, found)
	if err != nil {
		return err
	}
	w := a.Out
	if o.format != "text" {
		w = a.Err // the other one is for a program
	}
	mended, files := 0, 0
	for _, m := range list {
		err := p.input.Root.Replace(m.Name, m.Before, m.Raw)
		if errors.Is(err, source.ErrChanged) {
			a.say("cli.check.changed", m.Shown)
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(w, a.texts.T("cli.check.fixed", m.Shown, a.texts.N("cli.check.mended", len(m.Done))))
		mended, files = mended+len(m.Done), files+1
	}
	if len(list) == 0 {
		fmt.Fprintln(w, a.texts.T("cli.check.nothing"))
	} else if files > 1 {
		a.sayMended(w, "cli.check.done", mended, files)
	}
	return nil
}

// showMends prints what mend would do, for people and for patch.
func (a *app) showMends(ctx context.Context, p *project, found diag.List) error {
	list, err := pipeline.Mend(ctx, p.input, found)
	if err != nil {
		return err
	}
	mended := 0
	for _, m := range list {
		if _, err := a.Out.Write(mend.Diff(m.Shown, m.Before, m.Edits)); err != nil {
			return err
		}
		mended += len(m.Done)
	}
	if len(list) == 0 {
		a.say("cli.check.nothing")
		return nil
	}
	a.status = exitContent
	a.sayMended(a.Err, "cli.check.would", mended, len(list))
	return nil
}

func (a *app) sayMended(w io.Writer, key string, mended, files int) {
	fmt.Fprintln(w, a.texts.T(key, a.texts.N("cli.check.mended", mended), a.texts.N("cli.check.files", files)))
}
