package theme

import (
	"bytes"
	"errors"
	"html/template"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// fault takes a template error apart: the file, "" when it names none; the
// line and column from 1, 0 when not known; the reason without the prefix.
//
//	template: seccion.html:12: unexpected "}" in operand
//	template: seccion.html:12:7: executing "contenido" at <.Nombre>: can't evaluate …
//	html/template:seccion.html:3:11: no such template "x"
func fault(err error) (name string, pos diag.Pos, reason string) {
	var e *template.Error
	if errors.As(err, &e) {
		err = e
	}
	rest := err.Error()
	for _, prefix := range []string{"html/template:", "template:"} {
		after, ok := strings.CutPrefix(rest, prefix)
		if !ok {
			continue
		}
		rest = strings.TrimSpace(after)
		if before, after, ok := strings.Cut(rest, ".html:"); ok {
			name, rest = before+".html", after
		}
		break
	}
	number := func() int {
		head, tail, ok := strings.Cut(rest, ":")
		n, err := strconv.Atoi(head)
		if !ok || err != nil {
			return 0
		}
		rest = tail
		return n
	}
	if pos.Line = number(); pos.Line > 0 {
		if pos.Col = number(); pos.Col > 0 {
			pos.Col++ // text/template counts columns from 0
		}
	}
	return name, pos, strings.TrimSpace(rest)
}

// faults are what the template packages say, in English, and the variant of
// TEM-01 that says it in the reader's language. What the first group holds is
// the finding's {1}.
var faults = []struct {
	said    *pattern.Pattern
	variant string
}{
	{pattern.Of(`^unclosed action`), "abierta"},
	{pattern.Of(`^(?:unclosed comment|comment ends)`), "comentario"},
	{pattern.Of(`^unterminated`), "comillas"},
	{pattern.Of(`^(?:unclosed left|unexpected right) paren`), "parentesis"},
	{pattern.Of(`^unexpected EOF`), "fin"},
	{pattern.Of(`^unexpected (\{\{.*?\}\})`), "sobra"},
	{pattern.Of(`^(\{\{(?:break|continue)\}\}) outside`), "sobra"},
	{pattern.Of(`function "([^"]*)" not defined`), "funcion"},
	{pattern.Of(`^"([^"]*)" is not a defined function`), "funcion"},
	{pattern.Of(`predefined escaper "([^"]*)"`), "funcion"},
	{pattern.Of(`undefined variable:? "?([^"\s]+)`), "variable"},
	{pattern.Of(`can't evaluate field (\S+) in type`), "campo"},
	{pattern.Of(`nil pointer evaluating \S*\.(\w+)`), "campo"},
	{pattern.Of(`(\w+) is an unexported field`), "campo"},
	{pattern.Of(`no entry for key "([^"]*)"`), "campo"},
	{pattern.Of(`no such template "([^"]*)"`), "plantilla"},
	{pattern.Of(`template "([^"]*)" not defined`), "plantilla"},
	{pattern.Of(`"([^"]*)" is an incomplete or empty template`), "plantilla"},
	{pattern.Of(`no asset "([^"]*)"`), "recurso"},
	{pattern.Of(`error calling (\w+)`), "valores"},
	{pattern.Of(`wrong number of args for (\w+)`), "valores"},
	{pattern.Of(`branches end in different contexts`), "ramas"},
	{pattern.Of(`ambiguous context|unquoted attr|in attribute name|expected space, attr name|non-text context|output context|unfinished (?:escape|JS)|division or regexp`), "html"},
	{pattern.Of(`^unexpected (?:<?)([^\s<>"]+|"[^"]*")`), "sintaxis"},
	{pattern.Of(`^(?:bad character|unrecognized character in action:) U\+[0-9A-F]+ '(.+)'`), "sintaxis"},
	{pattern.Of(`^bad number syntax: "([^"]*)"`), "sintaxis"},
}

// inWords finds the words for the reason of a template's fault: the message's
// key, and what it takes after the name of the template.
func inWords(reason string) (key string, args []string) {
	for _, f := range faults {
		m := f.said.FindStringSubmatch(reason)
		switch {
		case m == nil:
		case len(m) > 1:
			return "TEM-01." + f.variant, []string{strings.Trim(m[1], `"`)}
		default:
			return "TEM-01." + f.variant, nil
		}
	}
	return "TEM-01", nil
}

// lineOf is the n-th line of a template, from 1.
func lineOf(data []byte, n int) string {
	for ; n > 1; n-- {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return strings.TrimRight(string(line), "\r")
}
