package source

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// A page's data stand at its beginning, between two lines "---". Data that are
// not written quite so are read all the same, with a finding that says how to
// write them: as text they would stand on the page as a heading, and a draft
// would be published.

// dataKeys are keys that tell data from text. What they mean, and which others
// there are, is for package config.
var dataKeys = []string{
	"titulo", "title", "borrador", "draft", "orden", "weight", "descripcion", "description", "id", "alias", "aliases", "sin-busqueda",
	"fecha", "date", "autor", "author", "tags", "layout", "slug", "version", "sidebar_position", "nav_order",
}

// sureKeys are those of which one is enough without any mark around it.
var sureKeys = []string{"titulo", "title", "borrador", "draft", "orden", "weight", "sidebar_position", "nav_order"}

// splitFront sets the data at the beginning of t.Body apart.
func (t *Text) splitFront(found *diag.List) {
	all := splitLines(t.Body)
	at := beforeData(all)
	if at >= len(all) {
		return
	}
	first := string(bytes.TrimRight(all[at], " \t\n"))
	switch bare := strings.TrimSpace(first); {
	case first == "---":
		t.dashed(all, at, found)
	case first == "+++":
		t.toml(all, at, found)
	case isMark(bare):
		t.odd(all, at, isMark, "SRC-40", found)
	case yamlFence.MatchString(bare):
		t.odd(all, at, func(line string) bool { return strings.HasPrefix(line, bare[:3]) }, "SRC-40", found)
	case bare == "{":
		t.json(all, at, found)
	case keyOf(all[at], false) != "", keyOf(all[at], true) != "" && opensDraft(all[at:]):
		t.open(all, at, found)
	default:
		t.late(all, at, found)
	}
}

var yamlFence = pattern.Of("^(?:```|~~~|---) ?ya?ml$")

// dashed reads data that open as they should.
func (t *Text) dashed(all [][]byte, at int, found *diag.List) {
	end, odd := -1, false
	for i := at + 1; i < len(all) && end < 0; i++ {
		switch line := string(bytes.TrimRight(all[i], " \t\n")); {
		case line == "---", line == "...":
			end = i
		case isMark(line) && isData(all[at+1:i]):
			end, odd = i, true
		}
	}
	switch {
	case end < 0 && !opensData(all[at+1:]),
		end > 0 && (at > 0 || isBlank(all[1])) && end > at+1 && !isData(all[at+1:end]) && !tells(all[at+1:end]):
		return // a thematic break: the file has no data
	case end < 0, swallowsText(all[at+1 : end]):
		add(found, diag.Error, "SRC-07", t.Path, all, at)
		end = at + 1 + leadingData(all[at+1:])
		t.take(all, at+1, end, end)
		return
	case odd:
		add(found, diag.Warning, "SRC-40.cierre", t.Path, all, end, strings.TrimSpace(string(all[end])))
	}
	t.take(all, at+1, end, end+1)
	if len(t.Front) > MaxFrontMatter {
		add(found, diag.Error, "SRC-08", t.Path, all, at, strconv.Itoa(MaxFrontMatter>>10))
		t.onlyDraft(all[at+1:end], at+2, draftLine)
	}
}

// onlyDraft makes of data that are not read, but for what keeps a page from
// being published, that alone; first is the line that they begin at.
func (t *Text) onlyDraft(lines [][]byte, first int, says *pattern.Pattern) {
	t.Front, t.FrontLine = nil, 0
	for i, line := range lines {
		if says.Match(line) {
			t.Front, t.FrontLine = []byte("borrador: true\n"), first+i
		}
	}
}

// odd reads data between marks that are not the right ones.
func (t *Text) odd(all [][]byte, at int, closes func(string) bool, key string, found *diag.List) {
	for i := at + 1; i < len(all); i++ {
		if line := strings.TrimSpace(string(all[i])); !closes(line) && !isRule(line) {
			continue
		}
		if isData(all[at+1:i]) && tells(all[at+1:i]) {
			add(found, diag.Warning, key, t.Path, all, at, strings.TrimSpace(string(all[at])))
			t.take(all, at+1, i, i+1)
		}
		return
	}
}

// json reads data that are a JSON object, which YAML can read too.
func (t *Text) json(all [][]byte, at int, found *diag.List) {
	for i := at + 1; i < len(all) && len(bytes.TrimSpace(all[i])) > 0; i++ {
		if string(bytes.TrimSpace(all[i])) == "}" && tells(all[at+1:i]) {
			add(found, diag.Warning, "SRC-40", t.Path, all, at, "{")
			t.take(all, at, i+1, i+1)
			return
		}
	}
}

// open reads data without a mark before them.
func (t *Text) open(all [][]byte, at int, found *diag.List) {
	end := at + leadingData(all[at:])
	next := end + 1
	if end == len(all) || !isRule(strings.TrimSpace(string(all[end]))) {
		next = end
		if next < len(all) && len(bytes.TrimSpace(all[next])) > 0 && all[next][0] != '#' {
			return // the text goes on
		}
	}
	keys := keysOf(all[at:end])
	known := 0
	sure := false
	for _, k := range keys {
		sure = sure || slices.Contains(sureKeys, k)
		if slices.Contains(dataKeys, k) {
			known++
		}
	}
	if !sure && known < 2 {
		return
	}
	add(found, diag.Warning, "SRC-40.falta", t.Path, all, at)
	t.take(all, at, end, next)
}

// maxBefore is how many lines of a page's text may stand before its data.
const maxBefore = 12

// late reads data that stand after the title, or after other text. Their lines stay,
// empty, so that the body's are counted right.
func (t *Text) late(all [][]byte, at int, found *diag.List) {
	from := at
	for ; ; from++ {
		if from == len(all) || from-at > maxBefore {
			return
		}
		line := strings.TrimSpace(string(all[from]))
		if from > at && isMark(line) {
			break
		}
		for _, opens := range []string{"```", "~~~", "<", ":::"} { // what may show data as an example
			if strings.HasPrefix(line, opens) {
				return
			}
		}
	}
	for i := from + 1; i < len(all); i++ {
		if !isMark(strings.TrimSpace(string(all[i]))) {
			continue
		}
		if isData(all[from+1:i]) && tells(all[from+1:i]) {
			add(found, diag.Warning, "SRC-41", t.Path, all, from)
			body := bytes.Join(all[:from], nil)
			body = append(body, bytes.Repeat([]byte("\n"), i+1-from)...)
			body = append(body, bytes.Join(all[i+1:], nil)...)
			t.take(all, from+1, i, i+1)
			t.Body, t.BodyLine = body, 1
		}
		return
	}
}

// toml passes over data in TOML, but for what keeps a page from being
// published.
func (t *Text) toml(all [][]byte, at int, found *diag.List) {
	end := at + 1
	for end < len(all) && string(bytes.TrimRight(all[end], " \t\n")) != "+++" {
		end++
	}
	next := end + 1
	if end == len(all) {
		for end = at + 1; end < len(all) && tomlLine.Match(all[end]); {
			end++
		}
		if next = end; end == at+1 {
			return // plus signs
		}
	}
	add(found, diag.Warning, "SRC-06", t.Path, all, at)
	lines := all[at+1 : end]
	t.take(all, next, next, next)
	t.onlyDraft(lines, at+2, tomlDraft)
}

var (
	tomlLine  = pattern.Of(`^[\w-]+[ \t]*=`)
	draftLine = pattern.Of(`(?i)^(?:draft|borrador)[ \t]*:[ \t]*(?:true|s[ií])(?:[^\pL]|$)`)
	tomlDraft = pattern.Of(`(?i)^[ \t]*(?:draft|borrador)[ \t]*=[ \t]*true\b`)
)

// take makes the lines from front to end the data, and those from body on the
// body.
func (t *Text) take(all [][]byte, front, end, body int) {
	size := func(lines [][]byte) (n int) {
		for _, l := range lines {
			n += len(l)
		}
		return n
	}
	before := size(all[:front])
	inside := before + size(all[front:end])
	rest := inside + size(all[end:min(body, len(all))])
	whole := t.Body
	t.Front, t.FrontLine = whole[before:inside:inside], front+1
	t.Body, t.BodyLine = whole[rest:], body+1
}

// add records a finding about a line.
func add(found *diag.List, s diag.Severity, key, path string, all [][]byte, line int, args ...string) {
	found.Add(s, key, diag.Pos{Path: path, Line: line + 1, Col: 1}, args...)
	(*found)[len(*found)-1].Excerpt = string(bytes.TrimSuffix(all[line], []byte("\n")))
}

// splitLines cuts the beginning of a text, where data may be, into lines with
// their ends; the last of them is all that is left.
func splitLines(b []byte) [][]byte {
	most := maxTextLines
	if start := bytes.TrimLeft(b, " \t\n"); len(start) > 0 && bytes.IndexByte([]byte("-<+`~{\xe2\xef"), start[0]) >= 0 {
		most = maxDataLines
	}
	plain := bytes.HasPrefix(b, []byte("---\n"))
	lines := make([][]byte, 0, 32)
	for len(b) > 0 && len(lines) < most {
		i := bytes.IndexByte(b, '\n') + 1
		if i == 0 {
			i = len(b)
		}
		line := b[:i]
		lines, b = append(lines, line), b[i:]
		if plain && len(lines) > 1 && string(line) == "---\n" {
			break
		}
	}
	if len(b) > 0 {
		lines = append(lines, b)
	}
	return lines
}

// How many lines are looked at: in a text that opens with a mark, as many as
// data can have, for each has a few bytes; in others, as many as data without a
// mark have in sense.
const (
	maxDataLines = MaxFrontMatter / 2
	maxTextLines = 64
)

// beforeData counts what may stand before data: empty lines and comments.
func beforeData(all [][]byte) int {
	i := 0
	for i < len(all) {
		switch line := bytes.TrimSpace(all[i]); {
		case isBlank(line):
			i++
		case bytes.HasPrefix(line, []byte("<!--")):
			end := i
			for end < len(all) && !bytes.Contains(all[end], []byte("-->")) {
				end++
			}
			if end == len(all) || !bytes.HasSuffix(bytes.TrimSpace(all[end]), []byte("-->")) {
				return i
			}
			i = end + 1
		default:
			return i
		}
	}
	return i
}

// isBlank tells a line of nothing that shows.
func isBlank(line []byte) bool {
	return len(bytes.TrimFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })) == 0
}

// isRule tells a line of dashes, as hands and word processors make them.
func isRule(line string) bool {
	return len(line) > 1 && strings.Trim(line, "-–—−") == ""
}

// isMark tells a line of dashes or of one of the signs that others write for
// them, with blanks between them or without: ***, - - -, ===.
func isMark(line string) bool {
	if strings.Trim(line, "-–—−*_=; \t") != "" {
		return false // nearly all
	}
	line = strings.Join(strings.Fields(line), "")
	return isRule(line) || len(line) > 1 && strings.IndexByte("*_=;", line[0]) >= 0 && strings.Trim(line, line[:1]) == ""
}

var keyForm = pattern.Of(`^["']?([\pL_][\pL\d_-]*)["']?[ \t]*:(?:[ \t\x{a0}]|$)`)

// keyOf is the key that a line of data begins with, "" for none. Folded, keys
// with capitals and accents are ones too.
func keyOf(line []byte, folded bool) string {
	m := keyForm.FindSubmatch(bytes.TrimRight(line, "\n"))
	switch {
	case m == nil:
		return ""
	case folded:
		return i18n.Fold(string(m[1]))
	case strings.ToLower(string(m[1])) != string(m[1]):
		return ""
	}
	return string(m[1])
}

func keysOf(lines [][]byte) (keys []string) {
	for _, l := range lines {
		if k := keyOf(l, true); k != "" {
			keys = append(keys, k)
		}
	}
	return keys
}

// tells tells whether one of the keys in some lines is one of a page's.
func tells(lines [][]byte) bool {
	for _, l := range lines {
		if slices.Contains(dataKeys, keyOf(bytes.TrimLeft(l, " \t"), true)) {
			return true
		}
	}
	return false
}

// isData tells whether all lines may be data, and either one of the keys is a
// page's or all are in small letters and at the margin.
func isData(lines [][]byte) bool {
	lines, indented := undented(lines)
	keys, small := 0, !indented
	for _, l := range lines {
		switch {
		case isBlank(l), l[0] == '#', keys > 0 && continues(l):
		case keyOf(l, true) != "":
			keys++
			small = small && keyOf(l, false) != ""
		default:
			return false
		}
	}
	return keys > 0 && (small || tells(lines))
}

// undented takes from all lines the blanks that the first of them begins with.
func undented(lines [][]byte) (plain [][]byte, indented bool) {
	if len(lines) == 0 || lines[0][0] != ' ' && lines[0][0] != '\t' || isBlank(lines[0]) {
		return lines, false
	}
	blanks := lines[0][:len(lines[0])-len(bytes.TrimLeft(lines[0], " \t"))]
	for _, l := range lines {
		plain = append(plain, bytes.TrimPrefix(l, blanks))
	}
	return plain, true
}

// continues tells what may belong to the key above: an item, or what is
// indented.
func continues(line []byte) bool {
	return line[0] == ' ' || line[0] == '\t' || bytes.HasPrefix(line, []byte("- "))
}

// opensDraft tells lines of which one says that the page is a draft, whatever letters
// its key has.
func opensDraft(lines [][]byte) bool {
	for _, l := range lines {
		if isBlank(l) {
			break
		}
		if draftLine.Match(l) {
			return true
		}
	}
	return false
}

// opensData tells data that are never closed from a page that opens with a
// thematic break.
func opensData(lines [][]byte) bool {
	return len(lines) > 0 && keyOf(lines[0], true) != ""
}

// leadingData counts the lines that are data for sure: keys and what belongs to
// them, and after an empty line only keys of a page.
func leadingData(lines [][]byte) int {
	end := 0
	for i := 0; i < len(lines); i++ {
		switch l := lines[i]; {
		case isBlank(l):
			continue
		case end == i && (keyOf(l, true) != "" || end > 0 && continues(l)):
		case slices.Contains(dataKeys, keyOf(l, false)):
		default:
			return end
		}
		end = i + 1
	}
	return end
}

// swallowsText tells whether what looks like the end of the data is a thematic
// break further down: a heading and sentences stand after the last datum.
func swallowsText(lines [][]byte) bool {
	heading, text := false, false
	for i := len(lines) - 1; i >= 0; i-- {
		switch l := lines[i]; {
		case isBlank(l):
		case keyOf(l, true) != "":
			return heading && text
		case bytes.HasPrefix(bytes.TrimLeft(l, "#"), []byte(" ")) && l[0] == '#':
			heading = true
		case !continues(l):
			text = true
		}
	}
	return false
}
