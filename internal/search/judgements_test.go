package search

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
	"folio/internal/i18n"
)

// opened loads a page and its search client, ready to be asked.
const ready = `(async () => {
	for (let i = 0; !window.folioSearch; i++) { if (i > 200) throw new Error('no loader'); await new Promise(r => setTimeout(r, 10)); }
	if (!folioSearch.open) { document.querySelector('.search-open').click(); }
	for (let i = 0; !folioSearch.opened; i++) { if (i > 500) throw new Error('no client'); await new Promise(r => setTimeout(r, 10)); }
	await folioSearch.ready();
	return true;
})()`

// found is one result as the tests look at it.
type found struct {
	URL       string
	Title     string
	Path      []string
	Tier      int
	Score     float64
	Corrected bool
}

// ask gives the first results of a query, with what is shown of each.
const ask = `async (q, n) => {
	const a = await folioSearch.search(q);
	const all = a.full.length ? a.full.concat(a.full.length < 10 ? a.some : []) : a.some;
	const out = [];
	for (const r of all.slice(0, n)) {
		const l = await folioSearch.leaf(r.leaf), u = l.units[(r.u & 63) - 1];
		out.push({ url: l.url + (u.id ? '#' + u.id : ''), title: u.title, path: u.path.map(h => h.title), tier: r.tier, score: r.score });
	}
	return out;
}`

type judgement struct {
	class, query string
	places       []string
}

func judgements(t *testing.T) []judgement {
	t.Helper()
	var list []judgement
	for line := range strings.Lines(string(read(t, "../../testdata/search/judgements.tsv"))) {
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
// below the heading.
func (j judgement) at(r found) bool {
	page, id, _ := strings.Cut(r.URL, "#")
	parts := strings.Split(strings.TrimSuffix(page, ".html"), "/")
	page = parts[0] + "/" + parts[len(parts)-1]
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

// TestJudgements asks what readers ask of the sample manuals and wants the
// right place among the first three results.
func TestJudgements(t *testing.T) {
	s := newSite(t, contentDir+"/docker", contentDir+"/instructivo", contentDir+"/vertia")
	ctx := browsertest.Start(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(s.serve(t)+"index.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](ready, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	list := judgements(t)
	if len(list) < 60 {
		t.Fatalf("only %d judgements", len(list))
	}
	var reciprocal float64
	var first, third int
	for _, j := range list {
		q, _ := json.Marshal(j.query)
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[]found](`(`+ask+`)(`+string(q)+`, 10)`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", j.query, err)
		}
		rank := 0
		for i, r := range got {
			if j.at(r) {
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
			for _, r := range got[:min(len(got), 3)] {
				t.Logf("      %.2f t%d %s (%s)", r.Score, r.Tier, r.URL, r.Title)
			}
		}
	}
	n := float64(len(list))
	t.Logf("%d queries: MRR %.3f, success@1 %.3f, success@3 %.3f", len(list), reciprocal/n, float64(first)/n, float64(third)/n)
	if success := float64(third) / n; success < 0.97 {
		t.Errorf("success@3 is %.3f, want 0.97", success)
	}
}
