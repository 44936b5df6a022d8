package paper

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Job is a page to print.
type Job struct {
	View View
	Page string // from the site's root
	// Base is where the site can be seen from elsewhere, with a final slash; ""
	// for nowhere: links to the rest of the site lead nowhere then.
	Base string
	// Printed is the day that stands on the sheets; "" for none.
	Printed string
	Info    Info
}

// Document is a printed page.
type Document struct {
	PDF    []byte
	Sheets int
	Passes int
	// Places are the sheets of anchors, from 1.
	Places map[string]int
}

// mostPasses is how often a page is printed at most: once to see where things
// are, once with their numbers, and again if these moved something.
const mostPasses = 4

// Print prints a page.
func (b *Browser) Print(ctx context.Context, job Job) (*Document, error) {
	tab, leave := b.tab()
	tab, late := context.WithTimeout(tab, b.options.Print)
	defer late()
	defer context.AfterFunc(ctx, late)()
	d, err := print(tab, job)
	leave(err)
	switch {
	case err == nil:
		return d, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(tab.Err(), context.DeadlineExceeded):
		return nil, &Error{Kind: Late, Program: b.program, Detail: b.options.Print.Round(time.Second).String()}
	}
	var e *Error
	if errors.As(err, &e) {
		e.Program = b.program
		return nil, e
	}
	return nil, &Error{Kind: Died, Program: b.program, Cause: err}
}

// tab finds a tab to print in, the first one if it is free. leave is told how it
// went: where something went wrong, nothing is printed any more.
func (b *Browser) tab() (tab context.Context, leave func(error)) {
	select {
	case <-b.first:
		return b.ctx, func(err error) {
			if err == nil {
				b.first <- struct{}{}
			}
		}
	default:
		tab, shut := chromedp.NewContext(b.ctx)
		return tab, func(error) { shut() }
	}
}

func print(tab context.Context, job Job) (*Document, error) {
	mark, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: mark})
	if err != nil {
		return nil, err
	}
	if err := chromedp.Do(tab, chromedp.Navigate(job.View.URL(job.Page))); err != nil {
		return nil, err
	}
	if err := run(tab, settle); err != nil {
		return nil, err
	}
	if _, err := ask(tab, prepare, map[string]string{"base": job.Base, "root": job.View.root(), "printed": job.Printed}); err != nil {
		return nil, err
	}
	if _, err := ask(tab, number, nil); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: slit, Height: slit}); err != nil {
		return nil, err
	}
	quick, before := true, map[string]int(nil)
	for pass := 1; ; pass++ {
		f, err := press(tab, pass == 1, quick)
		if err != nil {
			return nil, err
		}
		now, err := f.places()
		if err != nil {
			return nil, err
		}
		if pass > 1 && (maps.Equal(now, before) || pass == mostPasses) {
			names, err := chromedp.Run(tab, chromedp.Evaluate[map[string]string](titles))
			if err != nil {
				return nil, err
			}
			out, err := f.finish(job.Info, names)
			if err != nil {
				return nil, err
			}
			return &Document{PDF: out, Sheets: len(f.sheets), Passes: pass, Places: now}, clean(tab, mark.Identifier)
		}
		before = now
		lost, err := ask(tab, number, now)
		if err != nil {
			return nil, err
		}
		if lost && quick { // this browser asks for the width of a sheet at another time
			quick, pass = false, 0
		}
	}
}

// clean leaves the tab as it was.
func clean(tab context.Context, mark page.ScriptIdentifier) error {
	_, err := chromedp.Call(tab, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: mark})
	if err != nil {
		return err
	}
	_, err = chromedp.Call(tab, emulation.ClearDeviceMetricsOverride, cdp.Empty{})
	return err
}

// press prints the page once.
func press(tab context.Context, draft, quick bool) (*file, error) {
	if _, err := ask(tab, dress, map[string]bool{"draft": draft, "quick": quick}); err != nil {
		return nil, err
	}
	data, err := chromedp.Run(tab, chromedp.PrintToPDF(options(!draft)...))
	if err != nil {
		return nil, err
	}
	return parse(data)
}

// options of a printing: the first only shows where things are, which depends
// neither on tags nor on the outline.
func options(last bool) []chromedp.PDFOption {
	return []chromedp.PDFOption{
		chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFStream(),
		func(p *page.PrintToPDFParams) { p.GenerateTaggedPDF, p.GenerateDocumentOutline = &last, &last },
	}
}

// run evaluates a script that promises true.
func run(tab context.Context, script string) error {
	_, err := chromedp.Run(tab, chromedp.Evaluate[any](script, chromedp.EvalAwaitPromise))
	return err
}

// ask calls a script with a value, and tells what it answers.
func ask(tab context.Context, script string, value any) (bool, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return false, err
	}
	return chromedp.Run(tab, chromedp.Evaluate[bool](script+"("+string(data)+")"))
}
