package paper

import (
	"bytes"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// What a browser draws that belongs to no tag (the control header, rules,
// backgrounds) it leaves without a mark, and a reader of tagged files cannot tell it
// from what was forgotten. It gets the mark of what is there for the eye only.

// artifacts marks the contents of all sheets. What cannot be read stays as it is.
func (f *file) artifacts() {
	forms := f.tagged()
	work := make(chan int)
	var mu sync.Mutex
	var g sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 4) {
		g.Go(func() {
			for n := range work {
				if object, ok := f.marked(n, forms); ok {
					mu.Lock()
					f.streams[n] = object
					mu.Unlock()
				}
			}
		})
	}
	for n := range f.sheets {
		page, _ := f.object(n)
		if contents, ok := reference(page, "/Contents"); ok {
			work <- contents
		}
	}
	for _, n := range forms {
		work <- n
	}
	close(work)
	g.Wait()
}

// tagged lists the drawings in the file that hold marks themselves, so that a place
// where one of them stands needs none.
func (f *file) tagged() (list []int) {
	for n := range f.at {
		if head, data, ok := f.stream(n); ok && strings.Contains(head, "/Subtype /Form") {
			if text, _, err := unpack(head, data); err == nil && bytes.Contains(text, []byte("/MCID ")) {
				list = append(list, n)
			}
		}
	}
	return list
}

// stream is an object with data: what stands before them, and they.
func (f *file) stream(n int) (head string, data []byte, ok bool) {
	if f.at[n] == 0 {
		return "", nil, false
	}
	object := f.data[f.at[n]:f.ends[n]]
	before, after, ok := bytes.Cut(object, []byte(">> stream\n"))
	if !ok || len(before) > 8<<10 {
		return "", nil, false
	}
	i := bytes.LastIndex(before, []byte("/Length "))
	if i < 0 {
		return "", nil, false
	}
	length, err := strconv.Atoi(string(before[i+len("/Length "):])) // it is the last of the keys
	if err != nil || length > len(after) {
		return "", nil, false
	}
	return string(before[:i]), after[:length], true
}

// unpack unpacks a stream.
func unpack(head string, data []byte) (text []byte, packed bool, err error) {
	if !strings.Contains(head, "/Filter ") {
		return data, false, nil
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, true, err
	}
	text, err = io.ReadAll(r)
	return text, true, err
}

// marked is a stream's object with marks around what had none.
func (f *file) marked(n int, forms []int) ([]byte, bool) {
	head, data, ok := f.stream(n)
	if !ok {
		return nil, false
	}
	text, packed, err := unpack(head, data)
	if err != nil {
		return nil, false
	}
	// Names of drawings are made of their objects' numbers: /X12 is object 12.
	text, ok = markRest(text, func(name string) bool {
		x, err := strconv.Atoi(strings.TrimPrefix(name, "/X"))
		return err == nil && slices.Contains(forms, x)
	})
	if !ok {
		return nil, false
	}
	if packed {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, _ = w.Write(text)
		if w.Close() != nil {
			return nil, false
		}
		text = b.Bytes()
	}
	return slices.Concat([]byte(head), []byte("/Length "+strconv.Itoa(len(text))+">> stream\n"), text, []byte("\nendstream\nendobj\n")), true
}

// markRest puts marks around what is drawn without one. bare tells the drawings that
// need none. ok is false when there is nothing to mark, or the text is none of
// those that browsers write: an operator at each line's end.
func markRest(text []byte, bare func(name string) bool) (out []byte, ok bool) {
	m := marker{text: text, path: -1}
	for m.at < len(text) {
		end := bytes.IndexByte(text[m.at:], '\n')
		if end < 0 {
			end = len(text) - m.at
		}
		line := text[m.at : m.at+end]
		op := line[bytes.LastIndexByte(line, ' ')+1:]
		switch string(op) {
		case "BI", "ID", "EI":
			return nil, false
		case "Do":
			if name, _, _ := strings.Cut(string(line), " "); bare(name) {
				m.shut()
			} else {
				m.open(m.at)
			}
		default:
			m.line(string(op))
		}
		m.at += end + 1
	}
	m.shut()
	if m.depth != 0 || m.inText || len(m.out) == 0 {
		return nil, false
	}
	return append(m.out, text[min(m.copied, len(text)):]...), true
}

// marker goes through a text.
type marker struct {
	text   []byte
	at     int    // the line that is looked at
	out    []byte // what there is of the new text
	copied int    // how far the old one is in it
	path   int    // where the path begins that is being made; -1 for none
	depth  int    // of marks that were there
	inText bool
	opened bool
	level  int // of states saved since it was opened
}

func (m *marker) line(op string) {
	switch op {
	case "re", "m", "l", "c", "v", "y", "h":
		if m.path < 0 {
			m.path = m.at
		}
	case "n":
		m.path = -1
	case "f", "F", "f*", "S", "s", "B", "B*", "b", "b*":
		if m.path < 0 {
			m.path = m.at
		}
		m.open(m.path)
		m.path = -1
	case "sh":
		m.open(m.at)
	case "BT":
		m.open(m.at)
		m.inText = true
	case "ET":
		m.inText = false
	case "q":
		m.level++
	case "Q":
		if m.level == 0 {
			m.shut() // what it was opened in ends
		}
		m.level--
	case "EMC":
		m.depth--
	default:
		if strings.HasSuffix(op, "BDC") || strings.HasSuffix(op, "BMC") {
			if m.depth == 0 && !m.inText {
				m.shut()
			}
			m.depth++
		}
	}
}

// open begins a mark before a place, unless there is one.
func (m *marker) open(at int) {
	if m.opened || m.depth > 0 {
		return
	}
	m.out = append(append(m.out, m.text[m.copied:at]...), "/Artifact BMC\n"...)
	m.copied, m.opened, m.level = at, true, 0
}

// shut ends it before the line that is looked at.
func (m *marker) shut() {
	if !m.opened {
		return
	}
	at := min(m.at, len(m.text))
	m.out = append(m.out, m.text[m.copied:at]...)
	if n := len(m.out); m.out[n-1] != '\n' {
		m.out = append(m.out, '\n')
	}
	m.out = append(m.out, "EMC\n"...)
	m.copied, m.opened = at, false
}
