package highlight

import (
	"bytes"
	"slices"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/styles"
)

// BenchmarkCorpus highlights every block of $HIGHLIGHT_CORPUS, by the engine and by chroma.
func BenchmarkCorpus(b *testing.B) {
	var blocks []block
	h := New()
	size := 0
	for _, bl := range corpus(b) {
		if i, ok := h.find(bl.lang); ok && slices.ContainsFunc(origins, func(o origin) bool { return o.file == languages[i].lexer }) {
			blocks = append(blocks, block{languages[i].lexer, bl.code})
			size += len(bl.code)
		}
	}
	b.Run("tokens/own", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		w := h.walk()
		for b.Loop() {
			for _, bl := range blocks {
				w.tokenise(bl.lang, bl.code)
			}
		}
	})
	b.Run("html/own", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		var dst []byte
		for b.Loop() {
			for _, bl := range blocks {
				dst, _ = h.Append(dst[:0], bl.lang, bl.code, Options{})
			}
		}
	})
	var references []chroma.Lexer
	for _, bl := range blocks {
		references = append(references, original(b, bl.lang))
	}
	b.Run("tokens/chroma", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for i, bl := range blocks {
				chromaTokens(references[i], bl.code)
			}
		}
	})
	b.Run("html/chroma", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		f := html.New(html.WithClasses(true))
		style := styles.Get("github")
		var buf bytes.Buffer
		for b.Loop() {
			for i, bl := range blocks {
				it, _ := references[i].Tokenise(nil, bl.code)
				buf.Reset()
				_ = f.Format(&buf, style, it)
			}
		}
	})
}

// BenchmarkSnippets highlights the source of each language, by the engine and by chroma.
func BenchmarkSnippets(b *testing.B) {
	sources := snippets(b)
	h := New()
	for _, o := range origins {
		code := sources[o.file]
		if code == "" {
			continue
		}
		measure := func(name string, f func()) {
			b.Run(o.file+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(code)))
				b.ReportAllocs()
				for b.Loop() {
					f()
				}
			})
		}
		w := h.walk()
		w.tokenise(o.file, code)
		measure("own", func() { w.tokenise(o.file, code) })
		l := original(b, o.file)
		chromaTokens(l, code)
		measure("chroma", func() {
			it, _ := l.Tokenise(nil, code)
			for t := it(); t != chroma.EOF; t = it() {
			}
		})
	}
}

// BenchmarkFirstUse reads and compiles the rules of a language.
func BenchmarkFirstUse(b *testing.B) {
	for _, l := range languages {
		b.Run(l.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := load(l.lexer); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
