package config

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// flat reads a file of nothing but "key: value" lines of the plainest kind, as
// front matter nearly always is, into the tree that the parser of YAML makes
// of it; nil for any other file, and wherever it could be in doubt. The parser
// takes longer for a page's four lines than all that Folio itself does with
// the page's headings. A test and a fuzz target hold the two to each other.
func flat(lines []string) *yaml.Node {
	if n := len(lines); n > 0 && lines[n-1] == "" {
		lines = lines[:n-1] // after the last line break
	}
	if len(lines) == 0 {
		return nil
	}
	// The mapping, the keys and the values, made together.
	nodes := make([]yaml.Node, 1+2*len(lines))
	content := make([]*yaml.Node, 0, 2*len(lines))
	for i, line := range lines {
		key, text, ok := strings.Cut(line, ": ")
		if !ok || !isFlatKey(key) {
			return nil
		}
		k, v := &nodes[1+2*i], &nodes[2+2*i]
		*k = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: i + 1, Column: 1}
		*v = yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: i + 1, Column: len(key) + 3}
		switch {
		case isQuoted(text):
			v.Tag, v.Value, v.Style = "!!str", text[1:len(text)-1], yaml.DoubleQuotedStyle
		case isWholeNumber(text):
			v.Tag = "!!int"
		case text == "true" || text == "false":
			v.Tag = "!!bool"
		case isPlainText(text):
			v.Tag = "!!str"
		default:
			return nil
		}
		content = append(content, k, v)
	}
	nodes[0] = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: content, Line: 1, Column: 1}
	return &nodes[0]
}

// longestWord is the length of the longest word, "false", that is a value of
// another kind than text.
const longestWord = 5

// isFlatKey tells keys of small letters and hyphens, short enough for the parser, that
// are text to every reader of YAML.
func isFlatKey(s string) bool {
	if s == "" || len(s) > 64 || s[0] == '-' {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && c != '-' {
			return false
		}
	}
	switch s {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return false
	}
	return true
}

// isQuoted tells a text in double quotes without an escape.
func isQuoted(s string) bool {
	return len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' && !strings.ContainsAny(s[1:len(s)-1], "\"\\\t")
}

// isWholeNumber tells numbers that are decimal to every reader of YAML.
func isWholeNumber(s string) bool {
	if s == "" || len(s) > 9 || s[0] == '0' && len(s) > 1 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// isPlainText tells text without quotes that opens with a letter and holds
// nothing that means something to YAML.
func isPlainText(s string) bool {
	if len(s) <= longestWord || s[len(s)-1] == ' ' || strings.ContainsAny(s, ":#\t") {
		return false
	}
	c := s[0] | 0x20
	return c >= 'a' && c <= 'z' || s[0] >= 0x80
}
