package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
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
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			t.Fatalf("three columns are wanted: %q", line)
		}
		list = append(list, judgement{f[0], f[1], strings.Split(f[2], "|")})
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

// TestJudgements asks what readers ask of the sample site, as it is built for
// them, and wants the right place among the first three results.
func TestJudgements(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(sampleSite(t))))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(browsertest.Start(t), atMost)
	t.Cleanup(cancel)
	r := &reader{t, ctx, server.URL + "/"}
	r.open("index.html")
	eval[bool](r, searchReady)
	list := judgements(t)
	if len(list) < 60 {
		t.Fatalf("only %d judgements", len(list))
	}
	var reciprocal float64
	var first, third int
	for _, j := range list {
		q, _ := json.Marshal(j.query)
		got := eval[[]searchResult](r, searchAsk+`(`+string(q)+`)`)
		rank := 0
		for i, x := range got {
			if j.at(x) {
				rank = i + 1
				break
			}
		}
		if rank > 0 {
			reciprocal += 1 / float64(rank)
		}
		if rank == 1 {
			first++
		}
		if rank > 0 && rank <= 3 {
			third++
		}
		if rank != 1 {
			t.Logf("%d  %s: %s", rank, j.class, j.query)
			for _, x := range got[:min(len(got), 3)] {
				t.Logf("      %.2f t%d %s (%s)", x.Score, x.Tier, x.URL, x.Title)
			}
		}
	}
	n := float64(len(list))
	t.Logf("%d queries: MRR %.3f, success@1 %.3f, success@3 %.3f", len(list), reciprocal/n, float64(first)/n, float64(third)/n)
	if success := float64(third) / n; success < 0.97 {
		t.Errorf("success@3 is %.3f, want 0.97", success)
	}
}
