package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark/util"

	"folio/internal/highlight"
	"folio/internal/i18n"
)

// withoutWords is the dialect with goldmark's own parser for addresses, which
// is asked at every space.
func withoutWords() *Engine {
	list := constructs()
	for i, c := range list {
		if c.name == "word" {
			list[i].inlines = []util.PrioritizedValue{util.Prioritized(bareAddresses(), 999)}
		}
	}
	return newEngine(i18n.For(i18n.Spanish), highlight.New(), list)
}

// wordsOddities are texts where taking words in one go could go wrong.
var wordsOddities = []string{
	"", "a", "a b", "uno dos\ntres cuatro\n", "uno  dos   tres", "uno dos \ntres", "uno dos  \ntres", "uno dos   \n   tres  ",
	"uno dos\\\ntres", "uno dos\\\\\ntres", "uno dos\\\\\\\n*tres* cuatro*", "uno dos\\\\\\\ntres cuatro *cinco*", "uno\r\ndos  \r\ntres\\\r\ncuatro",
	"uno \\ dos *tres*", `uno \* dos\* tres*`, `\ http://a.example *b* c\ d`, `uno \ http://a.example\<b> <b>`, `dos\ www.a.example`,
	"ver http://a.example/x_y_z y https://b.example.", "http://a.example al inicio", "(http://a.example) www.b.example, ftp://c.example",
	"**http://a.example** _www.b.example_ ~~ftp://c.example~~", "`x`http://a.example y", "escriba a soporte@a.example o a a_b@c.example.",
	"uno*dos@a.example tres_cuatro@b.example cinco&seis@c.example", "uno www dos www. tres www.a", "uno\twww.a.example\tdos", "uno\vdos\fwww.a.example",
	"[uno dos tres](x.md) [cuatro http://a.example cinco](y.md) [seis] [siete][ocho]", "![uno dos](img/x.svg) tres", "[^1] uno dos\n\n[^1]: tres cuatro",
	"- [ ] uno dos\n- [x] tres cuatro www.a.example\n", "# 3.2. Uno dos tres {#uno}\n\nUno\n===\n", "uno dos :\n: tres cuatro\n\nPalabra\n: una dos http://a.example tres\n",
	"| uno dos | tres |\n| --- | :-: |\n| cuatro cinco | www.a.example seis |\n| `a \\| b` dos | \\| tres |", "> uno dos\ntres cuatro\n> cinco  \n> seis",
	"1.\tuno dos\n\n\ttres cuatro\n\n2.  cinco\n\t\tseis", "uno {{APP_HOST}} dos {{ APP_HOST }} tres", "uno <b>dos</b> tres <http://a.example> cuatro &amp; cinco &nbsp; seis",
	"*uno* **dos** _tres_ __cuatro__ ***cinco*** *seis**", "(*uno*), «**dos tres**»; *cuatro*cinco y seis*siete* _ocho_nueve", "*uno **dos** tres* **cuatro *cinco* seis**",
	"*uno*.dos@a.example **tres**-@b.example *cuatro@c.example*", "*www.a.example* **uno http://a.example** *dos\ntres* * uno * ** dos**", `\*uno* \**dos* *tres\* *cuatro*`,
	"`a` `b c` ` d ` ` e` `f ` `` g`h `` `i`` `j` ``k`` `l``", "`a\nb` `c`\n`d` \\`e` f` `g` `", "` ` `` `  ` `\t` `\\` `a|b` `[c](d)` `*e*` [`f`](g.md) **`h`** `\u00a0`", "# `a`\n\n| `b` | `c|d` | `e \\| f` |\n|---|---|---|\n| `g` | `h|` `i` | \\`j` |",
	"~~*uno* ~dos~ *tres~~*", "[*uno* **dos](x.md) tres** ![*uno*](img/x.svg)", "*uno*\n**dos**  \n_tres_\\\n*cuatro*", "*¿uno?* *“dos”* «*tres*» —*cuatro*— a*cinco*b *é* *\u00a0x*",
	"Tabla: Uno dos {#tbl-x}\n\n| a | b |\n|---|---|\n| c | d |", "uno dos ñandú café \u00a0 tres\u2003cuatro", "[uno dos\ntres cuatro](x.md)\ncinco",
}

// sameTree fails when words changes anything.
func sameTree(t *testing.T, with, without *Engine, src string) {
	t.Helper()
	got, gotFound, gotDoc := convert(t, with, "pagina.md", src)
	want, wantFound, wantDoc := convert(t, without, "pagina.md", src)
	if got != want || gotFound != wantFound {
		t.Fatalf("%q\ngot  %s%s\nwant %s%s", src, got, gotFound, want, wantFound)
	}
	gotWords, wantWords := gotDoc.Passages(plainResolver{gotDoc}), wantDoc.Passages(plainResolver{wantDoc})
	if len(gotWords) != len(wantWords) {
		t.Fatalf("%q: %d passages, want %d", src, len(gotWords), len(wantWords))
	}
	for i := range gotWords {
		if gotWords[i] != wantWords[i] {
			t.Fatalf("%q\ngot  %+v\nwant %+v", src, gotWords[i], wantWords[i])
		}
	}
}

// TestWordsChangeNothing: with words taken in one go, a page is the one that
// goldmark makes word by word.
func TestWordsChangeNothing(t *testing.T) {
	with, without := newEngine(i18n.For(i18n.Spanish), highlight.New(), constructs()), withoutWords()
	for _, src := range wordsOddities {
		sameTree(t, with, without, src)
	}
	for _, end := range []string{"b *c* d *e* *f* *g*", "*b* _c_ *d* *e*", "*b* [*c* *d* *e*"} { // about the limit of marks
		sameTree(t, with, without, strings.Repeat("*a* ", 998)+end)
	}
	for _, ex := range specExamples(t) {
		sameTree(t, with, without, ex.Markdown)
	}
	// Pieces of Markdown at random, more often together than authors put them.
	pieces := strings.SplitAfter("uno| |dos |  |\n|\\|\\\\|*|**|_|~~|*uno*|**dos**|_tres_|`|`cd`|[|](x.md)|[^1]|!|<b>|<|>|&amp;|{{APP_HOST}}|{|http://a.example|www.b.example|a_b@c.example|@|:|(|)|\t|é|# |- |> |1. |\n\n|\\ |  \n|.", "|")
	random := rand.New(rand.NewPCG(1, 2))
	count := 4000
	if testing.Short() {
		count = 400
	}
	for range count {
		var src strings.Builder
		for range 1 + random.IntN(16) {
			src.WriteString(strings.TrimSuffix(pieces[random.IntN(len(pieces))], "|"))
		}
		sameTree(t, with, without, src.String())
	}
}

// FuzzWords looks for a text that words changes.
func FuzzWords(f *testing.F) {
	with, without := newEngine(i18n.For(i18n.Spanish), highlight.New(), constructs()), withoutWords()
	for _, src := range wordsOddities {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { sameTree(t, with, without, src) })
}
