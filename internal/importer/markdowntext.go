package importer

import (
	"html"
	"strings"
)

var (
	markdownTag  = compiled(`</?[A-Za-z][^<>]*>`)
	markdownMark = compiled("[*_`~]{1,3}")
	markdownLink = compiled(`!?\[([^\]]*)\]\([^)]*\)`)
	markdownEsc  = compiled(`\\([!-/:-@\[-` + "`" + `{-~])`)
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
