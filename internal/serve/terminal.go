package serve

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

// terminal tells the author, one tidy line at a time.
type terminal struct {
	w       io.Writer
	msg     *i18n.Catalog
	explain func(error) string // see Options.Explain; or nil
}

// How many findings are printed at the start, and how many new ones after a
// rebuild. The rest is for the command that checks.
const (
	maxAtStart = 20
	maxAfter   = 5
)

func (t *terminal) line(s string) {
	_, _ = io.WriteString(t.w, s+"\n") // a terminal that is gone is no matter
}

// note prints a message.
func (t *terminal) note(key string, args ...string) { t.line(t.msg.T(key, args...)) }

// start says where the site is.
func (t *terminal) start(url, host string, r Result, took time.Duration) {
	if !loopback(host) {
		t.note("serve.exposed", host)
	}
	t.list(r.Findings.Sorted(), maxAtStart)
	t.note("serve.ready", url, t.msg.N("serve.manuals", r.Manuals), t.msg.N("serve.pages", r.Pages), t.duration(took),
		t.findings(r.Findings))
}

// rebuilt says what a change led to. Nothing is said of a change that changed
// nothing.
func (t *terminal) rebuilt(changed []string, r Result, before diag.List, delta output.Delta, took time.Duration) {
	fresh := newFindings(before, r.Findings)
	if (r.Site != nil || r.Unsure) && delta.Empty() && len(fresh) == 0 && len(r.Findings) == len(before) {
		return
	}
	n := 0
	for _, list := range [][]string{delta.Added, delta.Changed, delta.Removed} {
		for _, p := range list {
			if isPage(p) {
				n++
			}
		}
	}
	what := t.msg.N("serve.pages", n)
	if r.Site == nil {
		what = t.msg.T("serve.kept")
	}
	t.note("serve.rebuilt", time.Now().Format("15:04:05"), t.what(changed), what, t.duration(took), t.findings(r.Findings))
	t.list(fresh, maxAfter)
}

// list prints the first n findings that differ, and how many more there are;
// then, likewise, those that stop the build.
func (t *terminal) list(l diag.List, n int) {
	others, stopping := l.Stopping()
	for _, part := range []diag.List{others, stopping} {
		rest, _ := part.TextFirst(t.w, t.msg, n) // as in line
		if rest > 0 {
			t.line("    " + t.msg.N("serve.more", rest))
		}
	}
}

// failed says that the environment did not let the site be built.
func (t *terminal) failed(changed []string, why string) {
	t.note("serve.failed", time.Now().Format("15:04:05"), t.what(changed), why)
}

// recovered says that the site can be built again.
func (t *terminal) recovered(changed []string, r Result) {
	t.note("serve.recovered", time.Now().Format("15:04:05"), t.what(changed), t.msg.N("serve.pages", r.Pages))
}

// why finds the words for a failure of the environment.
func (t *terminal) why(err error) string {
	if t.explain != nil {
		return t.explain(err)
	}
	return err.Error()
}

// what names what changed: one path, or how many.
func (t *terminal) what(changed []string) string {
	switch len(changed) {
	case 0:
		return t.msg.T("serve.everything")
	case 1:
		return strings.ReplaceAll(changed[0], `\`, "/")
	}
	return t.msg.N("serve.files", len(changed))
}

func (t *terminal) findings(l diag.List) string {
	if len(l) == 0 {
		return t.msg.T("serve.no-findings")
	}
	return t.msg.N("serve.findings", len(l))
}

// newFindings are those that were not there before, in order. A finding that
// only moved to another line is not new.
func newFindings(before, now diag.List) diag.List {
	known := map[string]int{}
	for _, d := range before {
		known[identity(d)]++
	}
	var fresh diag.List
	for _, d := range now.Sorted() {
		if known[identity(d)] > 0 {
			known[identity(d)]--
			continue
		}
		fresh = append(fresh, d)
	}
	return slices.Clip(fresh)
}

func identity(d diag.Diagnostic) string {
	return d.Pos.Path + "\x00" + d.Message + "\x00" + strings.Join(d.Args, "\x00")
}

// duration prints a time as people read it: "12 ms", "1,4 s".
func (t *terminal) duration(d time.Duration) string {
	if d < time.Second {
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	}
	s := strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	if t.msg.Lang() == i18n.Spanish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
