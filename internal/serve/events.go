package serve

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"folio/internal/diag"
)

// news is what a tab is told: the state of the page that it shows, not what
// happened. So nothing is lost when a tab sleeps through ten builds, and a
// connection that breaks has nothing to catch up but the state.
type news struct {
	Version uint64 `json:"version"`
	// Hash is of the page as it is served now.
	Hash string `json:"hash"`
	// Page is the page itself, when it is not what the tab was last told of:
	// asking for it would take as long again as making it.
	Page string `json:"page,omitempty"`
	// Missing is that there is no such page; To is where its reader should
	// go, and Moved that it is the same page at a new address.
	Missing bool   `json:"missing,omitempty"`
	To      string `json:"to,omitempty"`
	Moved   bool   `json:"moved,omitempty"`
	// Assets are the files other than pages that changed since the version
	// that the tab asked about.
	Assets []string `json:"assets,omitempty"`
	// Broken is that the page is older than its source; Failure are the words
	// for it when the reason is not a finding.
	Broken   bool      `json:"broken,omitempty"`
	Failure  string    `json:"failure,omitempty"`
	Findings []finding `json:"findings"`      // of this page
	Cut      bool      `json:"cut,omitempty"` // there are more of this page
	Others   []finding `json:"others"`        // of other pages, the gravest first
	Total    int       `json:"total"`         // of the site
	// Live are what is to be said of the page's diagrams that the browser draws,
	// in the order in which the page has them, should one be wrong: with {0} for
	// what the browser says.
	Live []finding `json:"live,omitempty"`
}

// finding is a diag.Diagnostic in words.
type finding struct {
	Path     string    `json:"path"`
	Line     int       `json:"line"`
	Col      int       `json:"col"`
	Severity string    `json:"severity"`
	Label    string    `json:"label"` // the severity in the reader's language
	Code     diag.Code `json:"code"`
	Message  string    `json:"message"`
	Hint     string    `json:"hint,omitempty"`
	Page     string    `json:"page,omitempty"` // of another page: which
}

// maxFindings is how many findings a page is told of, of its own and of the
// others'; the panel says that there are more.
const maxFindings = 50

// news tells the state of a page in an edition. since is the version that the
// tab knows.
func (s *server) news(e *edition, page string, since uint64) news {
	n := news{Version: e.version, Broken: e.broken, Failure: e.failure, Total: len(e.findings), Findings: []finding{}, Others: []finding{}}
	own, others := divide(e, page)
	n.Cut = len(own) > maxFindings
	for _, d := range own[:min(len(own), maxFindings)] {
		n.Findings = append(n.Findings, s.inWords(d, ""))
	}
	for _, d := range others[:min(len(others), maxFindings)] {
		n.Others = append(n.Others, s.inWords(d, e.places.page(e, d.Pos.Path)))
	}
	var live diag.List
	for _, at := range e.live[page] {
		live.Add(diag.Error, "DIA-09", at, "{0}")
	}
	for _, d := range live {
		n.Live = append(n.Live, s.inWords(d, ""))
	}
	if e.site == nil {
		n.Missing = true
		n.Hash = sumOf(s.live.nothing)
		return n
	}
	_, hash, ok := e.site.Get(page)
	n.Hash = hash.String()
	if !ok {
		n.Missing = true
		n.To, n.Moved = e.refuge(page)
		n.Hash = sumOf(s.live.missing)
		if _, hash, ok := e.site.Get(notFoundPage); ok {
			n.Hash = hash.String()
		}
	}
	for p, v := range e.assets {
		if v > since {
			n.Assets = append(n.Assets, p)
		}
	}
	slices.Sort(n.Assets)
	return n
}

// maxPage is how many bytes of a page a message may hold. A larger one the tab
// asks for.
const maxPage = 512 << 10

// pageOf is a page of an edition as it is served, "" when it is too large.
func (s *server) pageOf(e *edition, page string) string {
	data, hash, ok := e.site.Get(page)
	if !ok || len(data) > maxPage || !isPage(page) {
		return ""
	}
	return string(inject(data, s.tag(e, page, hash, false)))
}

// inWords puts a finding into words; page is where it is, "" for here.
func (s *server) inWords(d diag.Diagnostic, page string) finding {
	message, hint := d.Words(s.log.msg)
	return finding{
		Path: d.Pos.Path, Line: d.Pos.Line, Col: d.Pos.Col,
		Severity: d.Severity.String(), Label: s.log.msg.T("diag." + d.Severity.String()),
		Code: d.Code, Message: message, Hint: hint, Page: page,
	}
}

// divide parts the findings that a reader of the page should see first from the
// others: its own; and of a site that could not be made, before all, those that
// stand in the way. The others come by their gravity.
func divide(e *edition, page string) (own, others diag.List) {
	var sources []string
	all := e.sources == nil || e.site == nil
	if !all {
		sources = e.sources(page)
	}
	for _, d := range e.findings {
		if all || e.broken && d.Severity == diag.Fatal || slices.Contains(sources, d.Pos.Path) {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	slices.SortStableFunc(own, func(a, b diag.Diagnostic) int {
		return cmp.Compare(max(b.Severity, diag.Error), max(a.Severity, diag.Error)) // what stops the build, and the rest as it stands
	})
	slices.SortStableFunc(others, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	return own, others
}

// serveEvents is the stream on which a tab hears of its page. It ends with
// the tab or with the server.
func (s *server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if !reading(w, r) || !s.trusted(w, r) {
		return
	}
	q := r.URL.Query()
	since, _ := strconv.ParseUint(q.Get("version"), 10, 64) // 0 is everything
	page, hash := q.Get("page"), q.Get("hash")
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	rc := http.NewResponseController(w)
	beat := time.NewTicker(s.beat)
	defer beat.Stop()
	for {
		e := s.board.current()
		n := s.news(e, page, since)
		if n.Hash != hash && !n.Missing {
			n.Page = s.pageOf(e, page)
		}
		data, err := json.Marshal(n)
		if err != nil {
			return
		}
		since, hash = e.version, n.Hash
		// A tab that takes nothing for so long is gone.
		_ = rc.SetWriteDeadline(time.Now().Add(2 * s.beat))
		if _, err := w.Write([]byte("retry: 500\ndata: " + string(data) + "\n\n")); err != nil {
			return
		}
		if rc.Flush() != nil {
			return
		}
		for waiting := true; waiting; {
			select {
			case <-r.Context().Done():
				return
			case <-e.next:
				waiting = false
			case <-beat.C:
				_ = rc.SetWriteDeadline(time.Now().Add(2 * s.beat))
				if _, err := w.Write([]byte(": .\n\n")); err != nil || rc.Flush() != nil {
					return
				}
			}
		}
	}
}
