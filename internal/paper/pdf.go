package paper

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// file is a PDF as Chromium writes it: one table of objects at the end, none of
// them packed into another. It reads no more of the format than where pages and
// named destinations are, and refuses what it does not know.
type file struct {
	data    []byte
	at      []int // offset of each object; 0 for none
	ends    []int // where each ends
	order   []int // the objects as they stand in the file
	table   int   // offset of the table
	root    int
	info    int
	sheets  map[int]int // object of a page → its number, from 1
	catalog string

	// What is written otherwise: objects, streams, and new objects after all others.
	changed map[int]string
	streams map[int][]byte
	added   []string
}

func strange(format string, args ...any) error {
	return &Error{Kind: Strange, Detail: fmt.Sprintf(format, args...)}
}

// parse finds a file's objects and pages.
func parse(data []byte) (*file, error) {
	f := &file{data: data, sheets: map[int]int{}, changed: map[int]string{}, streams: map[int][]byte{}}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, strange("no PDF")
	}
	end := bytes.LastIndex(data, []byte("startxref"))
	if end < 0 {
		return nil, strange("no startxref")
	}
	table, ok := leadingNumber(string(data[end+len("startxref"):]))
	if !ok || table <= 0 || table >= end {
		return nil, strange("no table")
	}
	f.table = table
	if err := f.readTable(string(data[table:end])); err != nil {
		return nil, err
	}
	catalog, err := f.object(f.root)
	if err != nil {
		return nil, err
	}
	f.catalog = catalog
	pages, ok := reference(catalog, "/Pages")
	if !ok {
		return nil, strange("no pages")
	}
	return f, f.walk(pages, 0)
}

// readTable reads the cross-reference table and the trailer.
func (f *file) readTable(text string) error {
	head, trailer, ok := strings.Cut(text, "trailer")
	lines := strings.Split(strings.TrimSpace(head), "\n")
	if !ok || len(lines) < 2 || strings.TrimSpace(lines[0]) != "xref" {
		return strange("no xref")
	}
	first, count, ok := strings.Cut(strings.TrimSpace(lines[1]), " ")
	n, err := strconv.Atoi(count)
	if !ok || err != nil || first != "0" || n != len(lines)-2 {
		return strange("xref %q", lines[1])
	}
	f.at = make([]int, n)
	for i, line := range lines[2:] {
		parts := strings.Fields(line)
		if len(parts) != 3 {
			return strange("xref %q", line)
		}
		at, err := strconv.Atoi(parts[0])
		if err != nil || at < 0 || at >= f.table {
			return strange("xref %q", line)
		}
		if parts[2] == "n" {
			f.at[i] = at
		}
	}
	if f.root, ok = reference(trailer, "/Root"); !ok {
		return strange("no root")
	}
	f.info, _ = reference(trailer, "/Info")
	f.arrange()
	return nil
}

// arrange finds where objects end.
func (f *file) arrange() {
	for n, at := range f.at {
		if at > 0 {
			f.order = append(f.order, n)
		}
	}
	slices.SortFunc(f.order, func(x, y int) int { return cmp.Compare(f.at[x], f.at[y]) })
	f.ends = make([]int, len(f.at))
	end := f.table
	for _, n := range slices.Backward(f.order) {
		f.ends[n], end = end, f.at[n]
	}
}

// object is an object's text, without what follows it.
func (f *file) object(n int) (string, error) {
	if n <= 0 || n >= len(f.at) || f.at[n] == 0 {
		return "", strange("no object %d", n)
	}
	text := f.data[f.at[n]:f.ends[n]]
	want := strconv.Itoa(n) + " 0 obj"
	end := bytes.Index(text, []byte("endobj"))
	if !bytes.HasPrefix(text, []byte(want)) || end < 0 {
		return "", strange("object %d", n)
	}
	return string(text[len(want):end]), nil
}

// walk numbers the pages below a node of the tree.
func (f *file) walk(n, depth int) error {
	text, err := f.object(n)
	if err != nil {
		return err
	}
	kids, ok := between(text, "/Kids", '[', ']')
	if !ok {
		f.sheets[n] = len(f.sheets) + 1
		return nil
	}
	if depth > 32 {
		return strange("pages nest too deep")
	}
	parts := strings.Fields(kids)
	for i := 0; i+2 < len(parts); i += 3 {
		kid, err := strconv.Atoi(parts[i])
		if err != nil {
			return strange("kids %q", kids)
		}
		if err := f.walk(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// places are the sheets of the named destinations. A document without links
// inside has none.
func (f *file) places() (map[string]int, error) {
	out := map[string]int{}
	dests, ok := reference(f.catalog, "/Dests")
	if !ok {
		return out, nil
	}
	text, err := f.object(dests)
	if err != nil {
		return nil, err
	}
	for {
		name, rest, ok := strings.Cut(text, "[")
		if !ok {
			return out, nil
		}
		place, rest, ok := strings.Cut(rest, "]")
		at := strings.LastIndexByte(name, '/')
		page, known := leadingNumber(place)
		if !ok || at < 0 || !known || f.sheets[page] == 0 {
			return nil, strange("destination %q", name)
		}
		out[anchor(strings.TrimSpace(name[at+1:]))] = f.sheets[page]
		text = rest
	}
}

// anchor is the id that a name of a destination stands for: names have some
// bytes as #xx, and the browser keeps the escapes of the link's address.
func anchor(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '#' && i+2 < len(name) {
			if v, err := strconv.ParseUint(name[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(v))
				i += 2
				continue
			}
		}
		b.WriteByte(name[i])
	}
	if id, err := url.PathUnescape(b.String()); err == nil {
		return id
	}
	return b.String()
}

// reference reads the object that a key of a dictionary refers to.
func reference(text, key string) (int, bool) {
	_, rest, ok := strings.Cut(text, key+" ")
	if !ok {
		return 0, false
	}
	return leadingNumber(rest)
}

// between is what stands in brackets after a key.
func between(text, key string, open, shut byte) (string, bool) {
	_, rest, ok := strings.Cut(text, key)
	if !ok {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \n")
	if rest == "" || rest[0] != open {
		return "", false
	}
	in, _, ok := strings.Cut(rest[1:], string(shut))
	return in, ok
}

// leadingNumber is the number that a text begins with.
func leadingNumber(text string) (int, bool) {
	text = strings.TrimLeft(text, " \r\n")
	end := 0
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(text[:end])
	return n, err == nil
}
