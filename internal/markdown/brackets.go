package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
)

// brackets: a closing bracket that closed no link, image or note is looked at
// again. What was meant as one would be published as it is written, and never be
// checked: an address with blanks in it, a blank before the address, a note
// that nothing defines.
func brackets() construct {
	return construct{
		name:    "bracket",
		inlines: []util.PrioritizedValue{util.Prioritized(closingBracket{}, 250)}, // after goldmark's links
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
	from := bytes.LastIndexByte(b.src[:at.Start], '\n') + 1
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
	case len(rest) > 2 && rest[1] == '(':
		b.bentAddress(open, words, rest[2:])
	case len(rest) > 3 && rest[1] == ' ' && rest[2] == '(':
		if m := localAddress.FindStringSubmatch(string(rest[3:])); m != nil {
			b.add(diag.Warning, "FMT-02.blanco", open, string(b.src[open:at.Start+1])+"("+m[1]+")")
		}
	}
	return nil
}

var (
	noteLabel    = regexp.MustCompile(`^\^(?:\d+|[\pL][\pL\d]*(?:[-_][\pL\d]{2,})*)$`)
	localAddress = regexp.MustCompile(`^([^\s()]*\.(?i:md|png|svg|jpe?g|webp|gif|pdf|docx|xlsx|zip)(?:#[^\s()]*)?)\)`)
	fileAddress  = regexp.MustCompile(`(?i)[^ ]\.[a-z][a-z0-9]{1,4}(?:#.*)?$|^(?:https?://|\.{0,2}/|#)\S|\.md#`)
)

// bentAddress reports an address that goldmark could not read; rest begins with
// it.
func (b *builder) bentAddress(open int, words string, rest []byte) {
	dest, _, closed := strings.Cut(string(bytes.TrimRight(rest, "\n")), ")")
	dest = strings.TrimFunc(dest, func(r rune) bool { return r == ' ' || r == '\u00a0' })
	if !fileAddress.MatchString(dest) || strings.HasPrefix(dest, "<") {
		return
	}
	link := string(b.src[open:open+1]) + words + "]"
	if b.src[open] == '!' {
		link = "![" + words + "]"
	}
	switch {
	case !closed && !strings.ContainsAny(dest, " \u00a0\""):
		b.add(diag.Warning, "FMT-02.parentesis", open, shorten(link+"("+dest+")"))
	case closed && strings.ContainsAny(dest, " \u00a0") && !strings.ContainsAny(dest, "\""):
		b.add(diag.Warning, "FMT-02", open, link+"(<"+dest+">)")
	}
}
