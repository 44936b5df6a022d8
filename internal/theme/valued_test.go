package theme

import (
	"strings"
	"testing"

	"folio/internal/config"
)

func TestSettle(t *testing.T) {
	v := config.MarkValue("APP_HOST", "a&amp;b")
	const el = `<var class="v" data-v="APP_HOST">a&amp;b</var>`
	const fill = `[&#34;x &#34;,&#34;APP_HOST&#34;,&#34; y&#34;]`
	for _, x := range []struct{ name, page, want string }{
		{"text", "<p>x " + v + " < y</p>", "<p>x " + el + " < y</p>"},
		{"an attribute", `<p title="x ` + v + ` y" class="c">`, `<p title="x a&amp;b y" class="c" data-fill="{&#34;title&#34;:` + fill + `}">`},
		{"an attribute with an end in it", `<img alt=">` + v + `"/>`, `<img alt=">a&amp;b" data-fill="{&#34;alt&#34;:[&#34;\u003e&#34;,&#34;APP_HOST&#34;,&#34;&#34;]}"/>`},
		{"an address follows no text", `<a href="x ` + v + `">`, `<a href="x a&amp;b">`},
		{"nor does a handler", `<a onclick="x ` + v + `">`, `<a onclick="x a&amp;b">`},
		{"the window's title", "<title>x " + v + " y</title>" + v, "<title data-fill=\"{&#34;&#34;:" + fill + "}\">x a&amp;b y</title>" + el},
		{"scripts have no elements", "<script>x " + v + "</script>", "<script>x a&amp;b</script>"},
		{"marks that name nothing", "<p>\ufdd0<b>\ufdd1x\ufdd2</p>", "<p>\ufdd0<b>\ufdd1x\ufdd2</p>"},
	} {
		if got := string(settle([]byte(x.page))); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
}

// TestSettleGrowsWithThePage counts what is allocated, of two sizes.
func TestSettleGrowsWithThePage(t *testing.T) {
	work := func(n int) float64 {
		page := []byte(strings.Repeat(`<p title="`+config.MarkValue("A", "x")+`">`+config.MarkValue("A", "x")+"</p>", n))
		return testing.AllocsPerRun(1, func() { settle(page) })
	}
	if few, many := work(100), work(1000); many > 15*few {
		t.Errorf("ten times the page is %.0f allocations instead of %.0f", many, few)
	}
}
