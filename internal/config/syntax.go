package config

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// This file explains why a file is not YAML. The parser's own messages name
// tokens and states, and its line is that of the innermost structure, or one
// off, or missing. So its message only tells the family of the fault; the
// place is found again from the text: for what the scanner refuses, the line
// it refused; for what is never closed, the first line that no longer parses
// as the end of a file.

// family says what to do about the parser's messages that contain a text.
type family struct {
	part    string
	explain func(lines []string, at int) fault
	opener  bool // the place is where the trouble began, not where it showed
}

func families() []family {
	return []family{
		{"violates indentation", tabFault, false},
		{"cannot start any token", tokenFault, false},
		{"alphabetic or numeric character", tokenFault, false},
		{"mapping values are not allowed", colonFault, false},
		{"could not find expected ':'", keyFault, false},
		{"block sequence entries", listFault, false},
		{"unknown escape", escapeFault, false},
		{"hexdecimal", escapeFault, false},
		{"unexpected end of stream", quoteFault, true},
		{"unexpected document indicator", quoteFault, true},
		{"expected ',' or", bracketFault, true},
		{"expected node content", tokenFault, true},
		{"expected comment or line break", tokenFault, true},
		{"expected key", indentFault, true},
		{"expected '-'", indentFault, true},
		{"max depth", depthFault, false},
		{"unknown anchor", aliasFault, false},
	}
}

// syntaxFault explains why the lines are not YAML.
func syntaxFault(lines []string, err error) fault {
	message := err.Error()
	for _, f := range families() {
		if !strings.Contains(message, f.part) {
			continue
		}
		at := reportedLine(message)
		if f.opener {
			at = brokenFrom(lines, at)
		}
		return f.explain(lines, min(at, len(lines)-1))
	}
	at := brokenFrom(lines, reportedLine(message))
	return fault{key: "CFG-02", line: at, col: indent(lines[at]) + 1}
}

// reportedLine is the line, from 0, that the parser's message names. It names
// none for the first.
func reportedLine(message string) int {
	m := regexp.MustCompile(`line (\d+):`).FindStringSubmatch(message)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return max(n-1, 0)
}

// parseBudget is how many bytes brokenFrom may parse again and again, so that
// a hostile file cannot make it slow; 4 MiB take some 0.3 s.
const parseBudget = 4 << 20

// brokenFrom is the line, from 0, after the longest beginning of the file that
// parses. guess is returned when the budget does not suffice to find it.
func brokenFrom(lines []string, guess int) int {
	last, size := readUntil(lines), 0
	for _, l := range lines[:last] {
		size += len(l) + 1
	}
	budget := parseBudget
	for n := last; n > 0; n-- {
		if budget -= size; budget < 0 {
			return min(guess, len(lines)-1)
		}
		size -= len(lines[n-1]) + 1
		if parses(lines[:n]) {
			return min(n, len(lines)-1)
		}
	}
	return 0
}

// readUntil is how many lines the parser reads before it gives up.
func readUntil(lines []string) int {
	src := lineReader{lines: lines}
	var n yaml.Node
	_ = next(yaml.NewDecoder(&src), &n)
	return src.next
}

// lineReader hands out a line at a time, and so knows how far it was read.
type lineReader struct {
	lines []string
	next  int
	rest  string
}

func (r *lineReader) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.next == len(r.lines) {
			return 0, io.EOF
		}
		r.rest = r.lines[r.next] + "\n"
		r.next++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func parses(lines []string) bool {
	var n yaml.Node
	err := next(yaml.NewDecoder(strings.NewReader(strings.Join(lines, "\n")+"\n")), &n)
	return err == nil || errors.Is(err, io.EOF)
}
