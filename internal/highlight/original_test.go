package highlight

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// original returns the lexer that a rule file is held to. Where a source itself names a language, chroma looks among all of its
// lexers; so that only the allow-list counts, those lexers get a registry of that alone.
func original(t testing.TB, file string) chroma.Lexer {
	i := slices.IndexFunc(origins, func(o origin) bool { return o.file == file })
	if i < 0 {
		t.Fatalf("no origin of %q", file)
	}
	if l := naming(t)[file]; l != nil {
		return l
	}
	return chromaLexer(t, origins[i].chroma)
}

// naming returns the lexers whose sources name languages, by file.
func naming(t testing.TB) map[string]chroma.Lexer {
	markdown := reflect.ValueOf(chromaLexer(t, "markdown")).Elem().FieldByName("Lexer").Interface().(*chroma.RegexLexer)
	postgres := chromaLexer(t, "postgresql").(*chroma.RegexLexer)
	twins := []*chroma.RegexLexer{
		chroma.MustNewLexer(markdown.Config(), markdown.MustRules),
		chroma.MustNewLexer(postgres.Config(), postgres.MustRules),
	}
	out := map[string]chroma.Lexer{"markdown": &frontLexer{twins[0], chromaLexer(t, "YAML")}, "postgresql": twins[1]}
	registry := chroma.NewLexerRegistry()
	for _, l := range languages {
		config := &chroma.Config{Name: l.Name, Aliases: strings.Fields(l.aliases)}
		lexer := out[l.lexer]
		if i := slices.IndexFunc(origins, func(o origin) bool { return o.file == l.lexer }); lexer == nil && i >= 0 {
			lexer = chromaLexer(t, origins[i].chroma)
		} else if lexer == nil {
			lexer = &ownLexer{chroma.MustNewLexer(config, lexers.PlaintextRules), New(), l.lexer}
		}
		registry.Register(&renamed{lexer, config})
	}
	for _, twin := range twins {
		twin.SetRegistry(registry)
	}
	return out
}

// renamed is a lexer under other names; it keeps its own registry.
type renamed struct {
	chroma.Lexer
	config *chroma.Config
}

func (r *renamed) Config() *chroma.Config                         { return r.config }
func (r *renamed) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return r }

// ownLexer shows a lexer that chroma does not have to chroma.
type ownLexer struct {
	chroma.Lexer
	h    *Highlighter
	file string
}

func (o *ownLexer) Tokenise(_ *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	tokens, _, _ := ownTokens(o.h, o.file, text)
	return chroma.Literator(tokens...), nil
}

// frontLexer does what chroma's markdown does around its rules.
type frontLexer struct {
	chroma.Lexer
	yaml chroma.Lexer
}

func (f *frontLexer) Tokenise(o *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	n := frontMatter(text)
	front, err := f.yaml.Tokenise(o, text[:n])
	if n == 0 || err != nil {
		return f.Lexer.Tokenise(o, text)
	}
	rest, err := f.Lexer.Tokenise(o, text[n:])
	return chroma.Concaterator(front, rest), err
}

// chromaTokens returns what chroma makes of code, neighbours of one type merged; ok is false when chroma itself fails.
func chromaTokens(l chroma.Lexer, code string) (out []chroma.Token, ok bool) {
	defer func() {
		if recover() != nil {
			out, ok = nil, false
		}
	}()
	it, err := l.Tokenise(nil, code)
	if err != nil {
		return nil, false
	}
	for t := it(); t != chroma.EOF; t = it() {
		out = merge(out, t)
	}
	return out, true
}

func merge(tokens []chroma.Token, t chroma.Token) []chroma.Token {
	if t.Value == "" {
		return tokens
	}
	if n := len(tokens); n > 0 && tokens[n-1].Type == t.Type {
		tokens[n-1].Value += t.Value
		return tokens
	}
	return append(tokens, t)
}
