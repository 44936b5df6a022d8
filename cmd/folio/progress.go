package main

import (
	"fmt"
	"strconv"
	"time"
)

// progress is the line that shows on a terminal while a long build runs.
type progress struct {
	app   *app
	on    bool
	start time.Time
	last  time.Time
	shown bool
}

// patience is how long a build may take before it tells how far it is.
const patience = time.Second

func (a *app) progress(o buildOptions) *progress {
	return &progress{app: a, on: a.Terminal && !o.quiet && o.format == "text", start: time.Now()}
}

func (p *progress) step(done, total int) {
	now := time.Now()
	if !p.on || now.Sub(p.start) < patience || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprint(p.app.Err, "\r"+p.app.texts.T("cli.progress", strconv.Itoa(done), strconv.Itoa(total))+"\x1b[K")
}

// clear removes the line, so that nothing of it stays among the findings.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.app.Err, "\r\x1b[K")
	}
}
