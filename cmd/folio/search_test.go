package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"folio/internal/browsertest"
	"folio/internal/i18n"
)

// searchReady opens the search of a page and waits until it can be asked.
const searchReady = `(async () => {
	for (let i = 0; !window.folioSearch; i++) { if (i > 200) throw new Error('no loader'); await new Promise(r => setTimeout(r, 10)); }
	document.querySelector('.search-open').click();
	for (let i = 0; !folioSearch.opened; i++) { if (i > 500) throw new Error('no client'); await new Promise(r => setTimeout(r, 10)); }
	await folioSearch.ready();
	return true;
})()`

// searchAsk gives the first ten results of a query, in the order of the screen.
const searchAsk = `(async q => {
	const a = await folioSearch.search(q), all = a.full.length < 10 ? a.full.concat(a.some) : a.full, out = [];
	for (const r of all.slice(0, 10)) {
		const l = await folioSearch.leaf(r.leaf), u = l.units[(r.u & 63) - 1];
		out.push({ url: l.url + (u.id ? '#' + u.id : ''), title: u.title, path: u.path.map(h => h.title), tier: r.tier, score: r.score });
	}
	return out;
})`

// searchResult is one result as the judgements look at it.
type searchResult struct {
	URL   string
	Title string
	Path  []string // titles of the headings above
	Tier  int
	Score float64
}

type judgement struct {
	class, query string
	places       []string
	from         string // the page it is asked on
}

// part says whether a query is of the first judgements or of the operators'.
func (j judgement) part() string {
	switch j.class {
	case "number", "question", "deed", "command", "pasted", "acronym", "misspelt":
		return "operators'"
	}
	return "first"
}

func judgements(t *testing.T) []judgement {
	t.Helper()
	data, err := os.ReadFile("../../testdata/search/judgements.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []judgement
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := append(strings.Split(line, "\t"), "index.html")
		if len(f) != 4 && len(f) != 5 {
			t.Fatalf("three columns are wanted, or four: %q", line)
		}
		list = append(list, judgement{f[0], f[1], strings.Split(f[2], "|"), f[3]})
	}
	return list
}

// at reports whether a result is at one of the places: on the page, or at or
// below the heading. A page that is a folder's is called by its folder.
func (j judgement) at(r searchResult) bool {
	page, id, _ := strings.Cut(r.URL, "#")
	system, _, _ := strings.Cut(page, "/")
	page = strings.TrimSuffix(page, ".html")
	if strings.Count(page, "/") > 1 {
		page = strings.TrimSuffix(page, "/index")
	}
	page = system + "/" + path.Base(page)
	for _, place := range j.places {
		wantPage, wantID, _ := strings.Cut(place, "#")
		if page != wantPage {
			continue
		}
		if wantID == "" || wantID == id {
			return true
		}
		for _, title := range r.Path {
			if i18n.Slug(title) == wantID {
				return true
			}
		}
	}
	return false
}

// tally counts how well queries are answered.
type tally struct {
	queries, first, third int
	reciprocal            float64
}

func (n *tally) add(rank int) {
	n.queries++
	if rank == 0 {
		return
	}
	n.reciprocal += 1 / float64(rank)
	if rank == 1 {
		n.first++
	}
	if rank <= 3 {
		n.third++
	}
}

func (n *tally) share(k int) float64 { return float64(k) / float64(n.queries) }

// TestJudgements asks what readers ask of the sample site, as it is built for
// them, and wants the right place among the first three results.
func TestJudgements(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(sampleSite(t))))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(browsertest.Start(t), atMost)
	t.Cleanup(cancel)
	r := &reader{t, ctx, server.URL + "/"}
	list := judgements(t)
	if len(list) < 170 {
		t.Fatalf("only %d judgements", len(list))
	}
	counts := map[string]*tally{"all": {}, "first": {}, "operators'": {}}
	at := ""
	for _, j := range list {
		if j.from != at {
			at = j.from
			r.open(at)
			eval[bool](r, searchReady)
		}
		q, _ := json.Marshal(j.query)
		got := eval[[]searchResult](r, searchAsk+`(`+string(q)+`)`)
		rank := 1 + slices.IndexFunc(got, j.at)
		counts["all"].add(rank)
		counts[j.part()].add(rank)
		if rank != 1 {
			t.Logf("%d  %s: %s", rank, j.class, j.query)
			for _, x := range got[:min(len(got), 3)] {
				t.Logf("      %.2f t%d %s (%s)", x.Score, x.Tier, x.URL, x.Title)
			}
		}
	}
	for _, name := range []string{"first", "operators'", "all"} {
		n := counts[name]
		t.Logf("%s: %d queries, MRR %.3f, success@1 %.3f, success@3 %.3f", name, n.queries, n.reciprocal/float64(n.queries), n.share(n.first), n.share(n.third))
	}
	const wantFirst, wantThird = 0.90, 0.97
	for name, n := range counts {
		if n.share(n.first) < wantFirst || n.share(n.third) < wantThird {
			t.Errorf("%s: success@1 is %.3f, want %.2f; success@3 is %.3f, want %.2f", name, n.share(n.first), wantFirst, n.share(n.third), wantThird)
		}
	}
}
