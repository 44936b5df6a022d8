// Package diag says what is wrong with content, where, and what to do next.
//
// A diagnostic is data: a code, a severity, a position and the arguments of a
// message. Its words live in the message catalogues (package i18n), so that
// the same finding can be printed in Spanish or English, as text for people or
// as JSON for tools. Packages that find problems return a List; only the
// command line prints one.
//
// What is wrong with the machine (a full disk, a folder without permission) is
// not a diagnostic but an error.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Code names a kind of finding, such as "IMG-04". Codes are stable: authors
// search for them, exemptions in manual.yaml name them.
type Code string

// Severity orders findings from a remark to a mistake that stops the build.
type Severity uint8

const (
	// Info is a remark; it never changes the exit status.
	Info Severity = iota
	// Warning is a probable slip; --strict makes it count as an error.
	Warning
	// Error is wrong content. The page is built with the fault visible (a
	// labelled placeholder, plain text), and the exit status is 1.
	Error
	// Fatal is content from which no whole site can be made: two files that
	// claim one page, a configuration that cannot be read. Everything is still
	// examined and reported, but nothing is written.
	Fatal
)

// String gives the stable English name that JSON output uses.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	default:
		return "fatal"
	}
}

// Pos is a place in a source file. Path is relative to the site's root with
// forward slashes. Line and Col count from 1, Col in runes; 0 means that the
// finding concerns the whole file (or, with an empty Path, the whole site).
type Pos struct {
	Path string
	Line int
	Col  int
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Pos      Pos
	// Message is the catalogue key of the words: usually the code itself, or
	// the code and a variant ("ENL-01.ancla"). The hint's key is Message plus
	// ".pista", and need not exist.
	Message string
	// Args fill {0}, {1} … in the message and the hint.
	Args []string
	// Excerpt is the source line at Pos without its line break, for the caret;
	// empty when there is none to show.
	Excerpt string
}

// List is a collection of findings in no particular order until Sorted.
type List []Diagnostic

// Add appends a finding. key is the message's catalogue key; the code is the
// key up to its first dot.
func (l *List) Add(s Severity, key string, pos Pos, args ...string) {
	code, _, _ := strings.Cut(key, ".")
	*l = append(*l, Diagnostic{Code: Code(code), Severity: s, Pos: pos, Message: key, Args: args})
}

// Sorted returns a copy in reading order: by file, line, column, code, and
// then message, without exact repetitions. Output is made of sorted lists
// only, so that it does not depend on which worker found what first.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Pos.Path, b.Pos.Path),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
		slices.Compare(a.Args, b.Args),
	)
}

// Stopping parts the findings that stop the build from the others. Those that do
// are printed last, where a terminal's reader looks.
func (l List) Stopping() (others, stopping List) {
	for _, d := range l {
		if d.Severity == Fatal {
			stopping = append(stopping, d)
		} else {
			others = append(others, d)
		}
	}
	return others, stopping
}

// Count returns how many findings have exactly severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Worst returns the gravest severity in the list, and false when it is empty.
func (l List) Worst() (Severity, bool) {
	return l.Tally().Worst()
}
