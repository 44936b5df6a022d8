package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Role says how a token stands in its text.
type Role uint8

const (
	// Word is a plain word or number.
	Word Role = iota
	// Identifier is a technical name taken whole: «docker-compose.yml».
	Identifier
	// Piece is a word inside an identifier: «compose».
	Piece
	// Option is one of a command with its hyphen: «-xvf». The word without it
	// follows.
	Option
)

// Token is one thing that can be looked for. Term is in lower case, NFC, with
// its accents.
type Token struct {
	Term string
	Role Role
}

// maxTerm is the longest term, in bytes: beyond it stand keys and encoded
// data, which nobody types.
const maxTerm = 64

// Tokens splits normalised text. An identifier gives itself, then its segments
// (between / \ : @), then the words in them, also at camelCase humps:
//
//	/etc/ssh/sshd_config → etc/ssh/sshd_config · etc · ssh · sshd_config · sshd · config
//	DB_HOST              → db_host · db · host
//	10.1.2.3             → 10.1.2.3   (numbers alone are no pieces)
//	--no-cache           → no-cache · no · cache
//	-xvf                 → -xvf · xvf
//	C++, C#              → c++ · c#
//
// Single letters and digits are dropped except inside an identifier, and so
// is what stands around it: a leading --, $ or /, a final colon.
func Tokens(text string) []Token {
	var out []Token
	scan(text, func(term []byte, role Role) {
		out = append(out, Token{string(term), role})
	})
	return out
}

// scan calls emit with each token. The bytes are valid only during the call.
func scan(text string, emit func(term []byte, role Role)) {
	var buf []byte
	for from, to := nextChunk(text, 0); from < to; from, to = nextChunk(text, to) {
		buf = chunk(text[from:to], buf, emit)
	}
}

// nextChunk finds the first run of word characters and joiners from i on. It is
// empty at the end of text.
func nextChunk(text string, i int) (from, to int) {
	for i < len(text) {
		in, size := chunkByte[text[i]], 1
		if in == classBeyond {
			in, size = beyond(text, i)
		}
		if in != 0 {
			break
		}
		i += size
	}
	from = i
	for i < len(text) {
		in, size := chunkByte[text[i]], 1
		if in == classBeyond {
			in, size = beyond(text, i)
		}
		if in == 0 {
			break
		}
		i += size
	}
	if i < len(text) && (text[i] == '+' || text[i] == '#') {
		i += symbols(text, from, i)
	}
	return from, i
}

// beyond is the class and the size of a character beyond ASCII.
func beyond(text string, i int) (class byte, size int) {
	r, size := utf8.DecodeRuneInString(text[i:])
	if isLetter(r) {
		return classWord, size
	}
	return 0, size
}

// symbols measures what follows a chunk and belongs to its name, as in C++ and
// C#: nothing else may follow it.
func symbols(text string, from, to int) int {
	if from == to || class(text, to-1) != classWord {
		return 0
	}
	for _, s := range [...]string{"++", "#"} {
		if after, ok := strings.CutPrefix(text[to:], s); ok {
			if after == "" {
				return len(s)
			}
			if in, _ := inChunk(after, 0); !(in && class(after, 0) == classWord) && after[0] != '+' && after[0] != '#' {
				return len(s)
			}
		}
	}
	return 0
}

// inChunk tells whether a chunk may have the character at i, and its size.
func inChunk(text string, i int) (in bool, size int) {
	if c := text[i]; c < utf8.RuneSelf {
		return asciiClass[c] != 0, 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return isLetter(r), size
}

// The classes of ASCII characters in a chunk: part of a word, a joiner inside a
// segment, a joiner between segments.
const (
	classWord byte = 1 + iota
	classInner
	classOuter
	classBeyond // a byte beyond ASCII: see the whole character
)

var asciiClass = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			t[c] = classWord
		case c == '-' || c == '.' || c == '_' || c == '~':
			t[c] = classInner
		case c == '/' || c == '\\' || c == ':' || c == '@':
			t[c] = classOuter
		}
	}
	return t
}()

// chunkByte is asciiClass for all bytes.
var chunkByte = func() (t [256]byte) {
	copy(t[:], asciiClass[:])
	for c := utf8.RuneSelf; c < len(t); c++ {
		t[c] = classBeyond
	}
	return t
}()

// isLetter reports whether a rune beyond ASCII is part of words: letters,
// marks and numbers of any script.
func isLetter(r rune) bool {
	if r <= unicode.MaxLatin1 { // it has no marks
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

func class(s string, i int) byte {
	if c := s[i]; c < utf8.RuneSelf {
		return asciiClass[c]
	}
	return classWord
}

// trim cuts joiners off both ends. An underscore is kept in front: _id.
func trim(s string) string {
	for len(s) > 0 && class(s, 0) != classWord && s[0] != '_' {
		s = s[1:]
	}
	for len(s) > 0 && class(s, len(s)-1) != classWord {
		s = s[:len(s)-1]
	}
	return s
}

// chunk emits the tokens of a run of word characters and joiners. It returns
// buf, its work space, for the next.
func chunk(s string, buf []byte, emit func([]byte, Role)) []byte {
	if isWord(s) {
		var ok bool
		if buf, ok = lowered(buf[:0], s); ok {
			emit(buf, Word)
		}
		return buf
	}
	name := strings.TrimRight(s, "+#")
	if symbol := s[len(name):]; symbol != "" {
		if s = name; isWord(s) {
			var ok bool
			if buf, _ = lowered(buf[:0], s); len(buf)+len(symbol) <= maxTerm {
				emit(append(buf, symbol...), Word)
			}
			if buf, ok = lowered(buf[:0], s); ok {
				emit(buf, Piece)
			}
			return buf
		}
	}
	option := len(s) > 1 && s[0] == '-' && (isUpper(s[1]) || isLower(s[1]))
	s = trim(s)
	if s == "" {
		return buf
	}
	if option {
		var ok bool
		if buf, ok = lowered(buf[:0], "-"+s); ok {
			emit(buf, Option)
		}
	}
	put := func(s string, role Role) {
		if role == Identifier && len(s) > maxTerm {
			return
		}
		var ok bool
		if buf, ok = lowered(buf[:0], s); ok {
			emit(buf, role)
		}
	}
	outer := false
	for i := 0; i < len(s); i++ {
		if class(s, i) == classOuter {
			outer = true
			break
		}
	}
	if !outer {
		splitSegment(s, false, put)
		return buf
	}
	put(s, Identifier)
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || class(s, i) == classOuter {
			if t := trim(s[start:i]); t != "" {
				splitSegment(t, true, put)
			}
			start = i + 1
		}
	}
	return buf
}

// isWord tells the chunks with neither joiners nor capitals but the first: most.
func isWord(s string) bool {
	for i := range len(s) {
		if class(s, i) != classWord || i > 0 && isUpper(s[i]) {
			return false
		}
	}
	return true
}

// lowered appends s in lower case; ok is false when that is no term.
func lowered(buf []byte, s string) (term []byte, ok bool) {
	if len(s) > 2*maxTerm {
		return buf, false
	}
	letters := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			buf = lower(buf, r)
			if !unicode.IsMark(r) { // an accent without its letter is no character
				letters++
			}
			i += size
			continue
		}
		if isUpper(c) {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
		letters++
		i++
	}
	return buf, letters > 1 && len(buf) <= maxTerm
}

// splitSegment emits a part of a chunk that has no outer joiners. inside says that
// it is not the whole chunk.
func splitSegment(s string, inside bool, put func(string, Role)) {
	words, numeric, prev := 0, true, 0
	each(s, func(w string) {
		words++
		numeric = numeric && isNumeric(w)
		prev = len(w)
	})
	if words == 1 && prev == len(s) {
		if inside {
			put(s, Piece)
		} else {
			put(s, Word)
		}
		return
	}
	put(s, Identifier)
	if !numeric {
		each(s, func(w string) { put(w, Piece) })
	}
}

// each calls f with the words of a segment: between inner joiners, and at the
// humps of camelCase where all of them have two letters or more.
func each(s string, f func(string)) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || class(s, i) == classInner {
			if i > start {
				humps(s[start:i], f)
			}
			start = i + 1
		}
	}
}

func humps(w string, f func(string)) {
	var cuts [8]int
	n := 0
	for i := 1; i < len(w); i++ {
		if isUpper(w[i]) && (!isUpper(w[i-1]) || i+2 < len(w) && isLower(w[i+1]) && isLower(w[i+2])) {
			last := 0
			if n > 0 {
				last = cuts[n-1]
			}
			if i-last < 2 || n == len(cuts) {
				f(w)
				return
			}
			cuts[n] = i
			n++
		}
	}
	if n == 0 || len(w)-cuts[n-1] < 2 {
		f(w)
		return
	}
	last := 0
	for _, c := range cuts[:n] {
		f(w[last:c])
		last = c
	}
	f(w[last:])
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

func isNumeric(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
