package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// brackets: a closing bracket that closed no link, image or note is looked at
// again. What was meant as one would be published as it is written, and never be
// checked: an address with blanks in it, a blank before the address, a title
// without its quotes, a label or a note that nothing defines.
func brackets() construct {
	return construct{
		name:    "bracket",
		inlines: []util.PrioritizedValue{util.Prioritized(closingBracket{}, 250)}, // after goldmark's links
		finish:  reportLost,
	}
}

type closingBracket struct{}

// Trigger implements parser.InlineParser.
func (closingBracket) Trigger() []byte { return []byte{']'} }

// Parse implements parser.InlineParser.
func (closingBracket) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	b := builderOf(pc)
	if b.footnotes > maxFootnotes {
		return nil
	}
	rest, at := block.PeekLine()
	if len(rest) > longestAddress { // a line of brackets would be read again for each
		rest = rest[:longestAddress]
		if i := bytes.LastIndexByte(rest, ')'); i < 0 {
			return nil
		}
	}
	near := max(0, at.Start-longestAddress)
	from := near + bytes.LastIndexByte(b.src[near:at.Start], '\n') + 1
	open := bytes.LastIndexByte(b.src[from:at.Start], '[')
	if open < 0 || open > 0 && b.src[from+open-1] == '\\' {
		return nil
	}
	open += from
	words := string(b.src[open+1 : at.Start])
	if open > from && b.src[open-1] == '!' {
		open--
	}
	switch {
	case strings.HasPrefix(words, "^"):
		if noteLabel.MatchString(words) && (open == from || strings.IndexByte("(/\\^'\"`=", b.src[open-1]) < 0) &&
			(len(rest) < 2 || strings.IndexByte("*+?{$-", rest[1]) < 0) {
			b.add(diag.Warning, "NOT-01", open, words[1:])
		}
	case len(rest) > 1 && rest[1] == ']' && open > from && b.src[open-1] == '[' && (open < 2 || b.src[open-2] != '\\') && wikiName.MatchString(words):
		b.add(diag.Warning, "FMT-05.wiki", open-1, shorten("[["+words+"]]"))
	case len(rest) > 2 && rest[1] == '(':
		b.bentAddress(open, words, rest[2:])
	case len(rest) > 3 && rest[1] == '[':
		b.bentReference(open, words, string(rest[2:]))
	case len(rest) > 3 && rest[1] == ':' && open == from:
		b.bentDefinition(open, words, string(bytes.TrimSpace(rest[2:])))
	case open > from && b.src[open-1] == ')':
		b.bentOrder(from, open, words)
	case len(rest) > 3 && rest[1] == ' ' && rest[2] == '(':
		if m := localAddress.FindStringSubmatch(string(rest[3:])); m != nil {
			b.add(diag.Warning, "FMT-02.blanco", open, string(b.src[open:at.Start+1])+"("+m[1]+")")
		}
	}
	return nil
}

// longestAddress is how far, in bytes, the words of a link and what follows them
// are looked at.
const longestAddress = 1 << 10

var (
	// wikiName is what other tools make a link of: [[Página]], [[pagina|texto]].
	// With a point it is rather a part of a TOML file: [[build.mounts]].
	wikiName     = pattern.Of(`^\pL[\pL\d _|/#-]+(?:\.md)?$`)
	noteLabel    = pattern.Of(`^\^(?:\d+|[\pL][\pL\d]*(?:[-_][\pL\d]{2,})*)$`)
	localAddress = pattern.Of(`^([^\s()]*\.(?i:md|png|svg|jpe?g|webp|gif|pdf|docx|xlsx|zip)(?:#[^\s()]*)?)\)`)
	fileAddress  = pattern.Of(`(?i)[^ ]\.[a-z][a-z0-9]{1,4}(?:#.*)?$|^(?:https?://|\.{0,2}/|#)\S|\.md#`)
)

// bentAddress reports an address that goldmark could not read; rest begins with
// it.
func (b *builder) bentAddress(open int, words string, rest []byte) {
	line := string(bytes.TrimRight(rest, "\n"))
	dest, _, closed := strings.Cut(line, ")")
	dest = strings.TrimFunc(dest, isOrdinaryBlank)
	link := string(b.src[open:open+1]) + words + "]"
	if b.src[open] == '!' {
		link = "![" + words + "]"
	}
	if inner, ok := strings.CutPrefix(dest, "<"); ok {
		if fileAddress.MatchString(inner) && !strings.ContainsAny(inner, "<>") {
			b.add(diag.Warning, "FMT-02.angulos", open, shorten(link+"(<"+inner+">)"))
		}
		return
	}
	first, title, more := strings.Cut(strings.ReplaceAll(dest, "\u00a0", " "), " ")
	title = strings.TrimSpace(title)
	switch {
	case more && fileAddress.MatchString(first) && isTitle(title):
		b.add(diag.Warning, "FMT-02.titulo", open, shorten(link+"("+first+" \""+strings.ReplaceAll(strings.Trim(title, titleQuotes), "\"", "'")+"\")"))
	case !closed && fileAddress.MatchString(first) && (!more || !fileAddress.MatchString(dest)):
		b.add(diag.Warning, "FMT-02.parentesis", open, shorten(link+"("+first+")"))
	case closed && more && fileAddress.MatchString(dest) && !strings.Contains(dest, "\""):
		b.add(diag.Warning, spaced(dest), open, link+"("+unspaced(dest)+")")
	}
}

// spaced is the key of the finding about an address with blanks in it, and
// unspaced the address as it is to be written: that of a file between angles.
func spaced(dest string) string {
	if isInternet(dest) {
		return "FMT-02.internet"
	}
	return "FMT-02"
}

func unspaced(dest string) string {
	if isInternet(dest) {
		return strings.NewReplacer(" ", "%20", "\u00a0", "%20").Replace(dest)
	}
	return "<" + dest + ">"
}

func isInternet(dest string) bool {
	return strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://")
}

func isOrdinaryBlank(r rune) bool { return r == ' ' || r == '\u00a0' }

// titleQuotes are the signs that hands and word processors put around a title.
const titleQuotes = "\"'“”‘’«»()"

// isTitle tells what was meant as a link's title: it opens or ends with some
// quotation mark, and is no part of an address.
func isTitle(s string) bool {
	if s == "" || fileAddress.MatchString(s) {
		return false
	}
	return strings.ContainsAny(s, titleQuotes)
}

var (
	someWords = pattern.Of(`\pL[\pL\d]`)
	someLabel = pattern.Of(`^([\pL\d][^\[\]\n]*)\]`)
)

// bentReference reports [words][label] whose label no line defines; rest begins
// with the label. Letters alone are more likely the indices of a formula.
func (b *builder) bentReference(open int, words, rest string) {
	m := someLabel.FindStringSubmatch(rest)
	if m == nil || !someWords.MatchString(words) || len(m[1]) > longestTerm {
		return
	}
	if open > 0 && (b.src[open-1] == ']' || nameBytes[b.src[open-1]] != noName) {
		return // datos[clave][otra]
	}
	b.lost = append(b.lost, lostLabel{open, words, m[1]})
}

// lostLabel is a reference to a label that no line defines.
type lostLabel struct {
	at           int
	words, label string
}

// reportLost reports the references whose definition is not reported itself.
func reportLost(b *builder) {
	for _, l := range b.lost {
		if !b.bent[i18n.Fold(l.label)] {
			b.add(diag.Warning, "FMT-02.referencia", l.at, "["+l.words+"]["+l.label+"]", l.label)
		}
	}
}

// bentDefinition reports [label]: address where the address has blanks.
func (b *builder) bentDefinition(open int, label, dest string) {
	if label == "" || label[0] == '^' || !fileAddress.MatchString(dest) || !strings.Contains(dest, " ") || strings.ContainsAny(dest, "<>"+titleQuotes) {
		return
	}
	if b.bent == nil {
		b.bent = map[string]bool{}
	}
	b.bent[i18n.Fold(label)] = true
	b.add(diag.Warning, spaced(dest), open, "["+label+"]: "+unspaced(dest))
}

// bentOrder reports (words)[address].
func (b *builder) bentOrder(from, open int, address string) {
	if !localAddress.MatchString(address+")") && !isInternet(address) {
		return
	}
	before := b.src[from : open-1]
	start := bytes.LastIndexByte(before, '(')
	if start < 0 || start+1 == len(before) {
		return
	}
	b.add(diag.Warning, "FMT-02.alreves", from+start, shorten("["+string(before[start+1:])+"]("+address+")"))
}
