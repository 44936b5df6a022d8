package highlight

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxSize is the longest source, in bytes, that is highlighted. Longer ones are data, not listings that someone reads.
const MaxSize = 64 << 10

// Reason says why a block was written without classes; it is empty when nothing is to be said.
type Reason string

// The reasons. They are stable words for machines; what an author reads is the caller's.
const (
	UnknownLanguage Reason = "unknown-language" // the word is not in the allow-list
	TooLarge        Reason = "too-large"        // longer than MaxSize
	TooSlow         Reason = "too-slow"         // the rules needed more steps than a source of its length is given
	BadRules        Reason = "bad-rules"        // the rules of the language do not work; never with those that ship
)

// LineRange is a run of lines, counted from 1, both ends included. An empty or reversed range marks nothing.
type LineRange struct{ First, Last int }

// Has tells whether a line is one of them.
func (r LineRange) Has(line int) bool { return r.First <= line && line <= r.Last }

// Options says what else than tokens to show. With the zero value the source is written without line wrappers.
type Options struct {
	Numbers bool        // number the lines
	Start   int         // number of the first line; 0 means 1. It moves the numbers only: ranges always count from 1
	Marked  []LineRange // highlighted lines
	Added   []LineRange // lines shown as added
	Removed []LineRange // lines shown as removed
}

// Highlighter turns source code into spans with classes. It is safe for concurrent use; what it learns of a language (its
// compiled rules) it keeps.
type Highlighter struct {
	words  map[string]int // lower-case name or alias → place in languages
	lexers sync.Map       // file name → *compiled
	walks  sync.Pool      // of *walk
}

// compiled is a lexer that is made once, when it is first asked for.
type compiled struct {
	once sync.Once
	lx   *lexer
	err  error
}

// New returns a Highlighter. It is cheap: the rules of a language are compiled when it is first used.
func New() *Highlighter {
	return &Highlighter{words: index(languages)}
}

// Language returns the entry for the word after a fence, in any case, by name or alias. It is false for a word that is not in
// the allow-list, the empty word included.
func (h *Highlighter) Language(word string) (Language, bool) {
	i, ok := h.find(word)
	if !ok {
		return Language{}, false
	}
	return languages[i].Language, true
}

func (h *Highlighter) find(word string) (int, bool) {
	if i, ok := h.words[word]; ok {
		return i, true
	}
	i, ok := h.words[strings.ToLower(word)]
	return i, ok
}

// aroundToken is room for what a token takes beside its text: in the listings of manuals 7 to 8 bytes on the average, since
// most have no span of their own, <span class="nv"></span>.
const aroundToken = 10

// Append appends what goes between <code> and </code> to dst: the text, escaped, in <span class="…"> with chroma's short class
// names. Line ends become LF, bytes that are not UTF-8 become U+FFFD; otherwise the text is exactly the code, whatever the
// rules of the language do. An empty lang is plain text and no reason is given.
func (h *Highlighter) Append(dst []byte, lang, code string, o Options) ([]byte, Reason) {
	code = normalise(code)
	if lang == "" {
		return write(dst, code, nil, o), ""
	}
	i, ok := h.find(lang)
	switch {
	case !ok:
		return write(dst, code, nil, o), UnknownLanguage
	case languages[i].lexer == "text": // of any length: there is nothing to do
		return write(dst, code, nil, o), ""
	case len(code) > MaxSize && languages[i].lexer != "console":
		return write(dst, code, nil, o), TooLarge
	}
	w := h.walk()
	defer h.walks.Put(w)
	var reason Reason
	if w.plain = len(code) > MaxSize; w.plain {
		reason = TooLarge
	} else {
		reason = w.tokenise(languages[i].lexer, code)
		w.plain = reason != "" && languages[i].lexer == "console"
	}
	if w.plain { // what is copied does not depend on colours
		w.tokenise(languages[i].lexer, code)
	}
	return write(slices.Grow(dst, len(code)+len(w.tokens)*aroundToken), code, w.tokens, o), reason
}

func (h *Highlighter) walk() *walk {
	if w, ok := h.walks.Get().(*walk); ok {
		return w
	}
	return &walk{h: h}
}

// The steps that a source is given. Honest ones need one to four per byte; 600,000 take some 20 ms.
const (
	stepsAtLeast = 10_000
	stepsPerByte = 40
	stepsAtMost  = 600_000
)

// tokenise leaves the tokens of code in w; none if it gives up, with the reason.
func (w *walk) tokenise(file, code string) (reason Reason) {
	w.steps = min(stepsAtLeast+stepsPerByte*len(code), stepsAtMost)
	w.depth, w.nested, w.trail, w.stack, w.tokens = 0, 0, w.trail[:0], w.stack[:0], w.tokens[:0]
	defer func() {
		w.text = "" // the source is not kept
		switch r := recover().(type) {
		case nil:
		case giveUp:
			w.tokens, reason = w.tokens[:0], r.reason
		default:
			panic(r)
		}
	}()
	w.whole(w.h.lexer(file), code, 0)
	return ""
}

// lexer returns the lexer of a rule file, which it compiles the first time.
func (h *Highlighter) lexer(file string) *lexer {
	v, ok := h.lexers.Load(file)
	if !ok {
		v, _ = h.lexers.LoadOrStore(file, &compiled{})
	}
	c := v.(*compiled)
	c.once.Do(func() { c.lx, c.err = load(file) })
	if c.err != nil {
		panic(giveUp{BadRules})
	}
	return c.lx
}

// named returns the lexer of a language that a source itself names, or nil.
func (h *Highlighter) named(word string) *lexer {
	if i, ok := h.find(word); ok {
		return h.lexer(languages[i].lexer)
	}
	return nil
}

// body returns the lexer for a content type, or nil.
func (h *Highlighter) body(contentType string) *lexer {
	file := fileOf(contentType)
	if slash, plus := strings.Index(contentType, "/"), strings.LastIndex(contentType, "+"); file == "" && plus >= 0 {
		file = fileOf(contentType[:slash+1] + contentType[plus+1:])
	}
	if file == "" {
		return nil
	}
	return h.lexer(file)
}

// normalise returns code with LF line ends and valid UTF-8, each bad byte replaced by U+FFFD.
func normalise(code string) string {
	if strings.IndexByte(code, '\r') >= 0 {
		code = strings.ReplaceAll(code, "\r\n", "\n")
		code = strings.ReplaceAll(code, "\r", "\n")
	}
	if !utf8.ValidString(code) {
		code = string([]rune(code))
	}
	return code
}
