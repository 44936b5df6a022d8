package publish

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"folio/internal/output"
)

// A record is JSON, a file a line. Of a site of thousands of pages it has tens of
// thousands of lines, each of which is read and written twice in a publication:
// what is usual in them is done without encoding/json, to the same bytes.

// format prints a record, a file a line.
func (r Release) format() []byte {
	files := r.Files
	r.Files, r.Count, r.Format = []Entry{}, len(r.Files), recordFormat
	var b bytes.Buffer
	b.Grow(4<<10 + 160*len(files))
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(r) // a bytes.Buffer does not fail
	b.Truncate(b.Len() - len("]}\n"))
	for i, f := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		if plainText(f.Path) && plainText(f.Sum) && plainText(f.Title) {
			b.Write(f.line(b.AvailableBuffer()))
			continue
		}
		_ = e.Encode(f)
		b.Truncate(b.Len() - 1)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

const (
	pathMark  = `{"path":"`
	sizeMark  = `","size":`
	sumMark   = `,"sha256":"`
	titleMark = `,"title":"`
	keptMark  = `,"kept":true`
)

// line appends an entry of plain texts.
func (f Entry) line(b []byte) []byte {
	b = append(append(append(b, pathMark...), f.Path...), sizeMark...)
	b = strconv.AppendInt(b, f.Size, 10)
	b = append(append(append(b, sumMark...), f.Sum...), '"')
	if f.Title != "" {
		b = append(append(append(b, titleMark...), f.Title...), '"')
	}
	if f.Kept {
		b = append(b, keptMark...)
	}
	return append(b, '}')
}

// plainText tells whether a text is the same in JSON.
func plainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(s) && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029")
}

// parseRecord reads what format prints, and whatever else says the same.
func parseRecord(data []byte) (r Release, err error) {
	const mark = "\"files\":[\n"
	at := bytes.Index(data, []byte(mark))
	if at >= 0 && utf8.Valid(data) {
		files, ok := parseLines(string(data[at+len(mark):]))
		head := append(bytes.Clone(data[:at+len(mark)]), "]}"...)
		if ok && json.Unmarshal(head, &r) == nil {
			r.Files = files
			return r, nil
		}
		r = Release{}
	}
	err = json.Unmarshal(data, &r)
	return r, err
}

// parseLines reads the usual lines of a record.
func parseLines(text string) (files []Entry, ok bool) {
	files = make([]Entry, 0, len(text)/120)
	for more := true; more; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		line, more = strings.CutSuffix(line, ",")
		f, ok := parseLine(line)
		if !ok {
			return nil, false
		}
		files = append(files, f)
	}
	return files, text == "]}\n"
}

func parseLine(line string) (f Entry, ok bool) {
	line, ok = strings.CutPrefix(line, pathMark)
	if !ok || !plainEnough(line) {
		return f, false
	}
	if f.Path, line, ok = strings.Cut(line, sizeMark); !ok {
		return f, false
	}
	size, line, ok := strings.Cut(line, sumMark)
	n, err := strconv.ParseInt(size, 10, 64)
	if !ok || err != nil || strconv.FormatInt(n, 10) != size {
		return f, false
	}
	f.Size = n
	if f.Sum, line, ok = strings.Cut(line, `"`); !ok {
		return f, false
	}
	if rest, titled := strings.CutPrefix(line, titleMark); titled {
		if f.Title, line, ok = strings.Cut(rest, `"`); !ok {
			return f, false
		}
	}
	line, f.Kept = strings.CutPrefix(line, keptMark)
	return f, line == "}" && !strings.Contains(f.Path, `"`)
}

// plainEnough tells whether what is between quotes stands for itself.
func plainEnough(line string) bool {
	for i := range len(line) {
		if line[i] < ' ' || line[i] == '\\' {
			return false
		}
	}
	return true
}

// otherLines are the files of a record that another has not, or not as they are, by
// their texts, of which most lines are the same. It is not ok when they have lines
// that are not usual.
func otherLines(record, now []byte) (list []Entry, ok bool) {
	a, b := linesOf(record), linesOf(now)
	for a.next() {
		for b.there || b.next() {
			b.there = true
			if b.line == a.line {
				break
			}
			if !a.parsed() || !b.parsed() {
				return nil, false
			}
			if b.entry.Path >= a.entry.Path {
				break
			}
			b.there = false
		}
		if b.there && b.line == a.line {
			b.there = false
			continue
		}
		if !a.parsed() || a.entry.Size < 0 || output.CheckPath(a.entry.Path) != nil {
			return nil, false
		}
		list = append(list, a.entry)
	}
	return list, a.whole
}

// lines are the files of a record's text, one after the other.
type lines struct {
	rest, line   string
	there, whole bool // it is still to be compared; all lines have been there
	entry        Entry
	read         bool
}

func linesOf(record []byte) *lines {
	const mark = "\"files\":[\n"
	if at := bytes.Index(record, []byte(mark)); at >= 0 && utf8.Valid(record) {
		return &lines{rest: string(record[at+len(mark):])}
	}
	return &lines{}
}

func (l *lines) next() bool {
	line, rest, _ := strings.Cut(l.rest, "\n")
	if l.whole = line == "]}" && rest == ""; l.whole || line == "" {
		return false
	}
	l.line, l.rest = strings.TrimSuffix(line, ","), rest
	l.read = false
	return true
}

// parsed tells whether the line is a usual one, which entry is then.
func (l *lines) parsed() (ok bool) {
	if !l.read {
		l.entry, ok = parseLine(l.line)
		l.read = ok
	}
	return l.read
}
