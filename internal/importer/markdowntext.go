package importer

import (
	"html"
	"strings"

	"folio/internal/pattern"
)

var (
	markdownTag  = pattern.Of(`</?[A-Za-z][^<>]*>`)
	markdownMark = pattern.Of("[*_`~]{1,3}")
	markdownLink = pattern.Of(`!?\[([^\]]*)\]\([^)]*\)`)
	markdownEsc  = pattern.Of(`\\([!-/:-@\[-` + "`" + `{-~])`)
)

// unmarked is what a stretch of Markdown says, without its marks.
func unmarked(s string) string {
	if !strings.ContainsAny(s, "*_`~[<\\&") {
		return s
	}
	s = markdownLink.ReplaceAllString(s, "$1")
	s = markdownTag.ReplaceAllString(s, "")
	s = markdownEsc.ReplaceAllString(s, "\x02$1")
	s = markdownMark.ReplaceAllString(s, "")
	return html.UnescapeString(strings.ReplaceAll(s, "\x02", ""))
}
