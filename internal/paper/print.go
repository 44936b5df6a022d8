package paper

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"time"

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
	tab, cancel := chromedp.NewContext(b.ctx)
	defer cancel()
	tab, late := context.WithTimeout(tab, b.options.Print)
	defer late()
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	d, err := print(tab, job)
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

func print(tab context.Context, job Job) (*Document, error) {
	// As on paper from the start: else each printing would begin by styling the
	// page for paper and end by laying it out for the screen again.
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		return nil, err
	}
	if err := chromedp.Do(tab, chromedp.Navigate(job.View.URL(job.Page))); err != nil {
		return nil, err
	}
	if err := run(tab, settle); err != nil {
		return nil, err
	}
	if err := call(tab, prepare, map[string]string{"base": job.Base, "root": job.View.root(), "printed": job.Printed}); err != nil {
		return nil, err
	}
	if err := call(tab, number, nil); err != nil {
		return nil, err
	}
	var places map[string]int
	for pass := 1; ; pass++ {
		// Where things are depends neither on tags nor on what stands in the
		// margins, and a page without is printed sooner.
		if err := call(tab, draft, pass == 1); err != nil {
			return nil, err
		}
		data, err := chromedp.Run(tab, chromedp.PrintToPDF(options(pass > 1)...))
		if err != nil {
			return nil, err
		}
		f, err := parse(data)
		if err != nil {
			return nil, err
		}
		now, err := f.places()
		if err != nil {
			return nil, err
		}
		if pass > 1 && (maps.Equal(now, places) || pass == mostPasses) {
			out, err := f.finish(job.Info)
			if err != nil {
				return nil, err
			}
			return &Document{PDF: out, Sheets: len(f.sheets), Passes: pass, Places: now}, nil
		}
		places = now
		if err := call(tab, number, places); err != nil {
			return nil, err
		}
	}
}

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

// call calls a script with a value.
func call(tab context.Context, script string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = chromedp.Run(tab, chromedp.Evaluate[any](script+"("+string(data)+")"))
	return err
}
