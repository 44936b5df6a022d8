package diagram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the expected drawing")

// spanish are words for tests; a page's come from its catalogue.
func spanish(key string) string { return strings.ReplaceAll(key, ".", " ") }

func examples(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.c4")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	list := map[string]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		list[strings.TrimSuffix(filepath.Base(f), ".c4")] = string(data)
	}
	return list
}

// made are the drawings that tests share: a large one takes long.
var made sync.Map

func drawn(t testing.TB, src string) *Drawing {
	t.Helper()
	if d, ok := made.Load(src); ok {
		return d.(*Drawing)
	}
	d := draw(t, src)
	made.Store(src, d)
	return d
}

func draw(t testing.TB, src string) *Drawing {
	t.Helper()
	d, faults := Parse(src)
	for _, f := range faults {
		if !f.Note {
			t.Fatalf("%+v near %q", f, src[f.At:min(f.At+30, len(src))])
		}
	}
	l, err := Place(d, spanish)
	if err != nil {
		t.Fatal(err)
	}
	return &Drawing{Diagram: d, Layout: l, Words: spanish, Href: func(at int) (string, bool) { return strings.ToValidUTF8(src[at:min(at+4, len(src))], ""), true }}
}

// TestNothingIsInTheWay: in no example is a card over another, a word over a
// card, another word or a line of another relation; all is within the drawing,
// which fits the column.
func TestNothingIsInTheWay(t *testing.T) {
	for name, src := range examples(t) {
		d := drawn(t, src)
		if d.W > Column {
			t.Errorf("%s: %g pixels wide", name, d.W)
		}
		words := map[string]Spot{}
		for i, r := range d.Routes {
			if r.Label.W > 0 {
				words["relation "+d.sentence(&d.Relations[i])] = r.Label
			}
		}
		for i, s := range d.Titles {
			if s.W > 0 {
				words["title of "+d.Nodes[i].Alias] = s
			}
		}
		for i := range d.Nodes {
			a := d.Spots[i]
			if !inside(a, Spot{0, 0, d.W, d.H}) {
				t.Errorf("%s: %s is at %v, outside", name, d.Nodes[i].Alias, a)
			}
			if d.holder(i) {
				continue
			}
			for j := range i {
				if !d.holder(j) && overlap(a, d.Spots[j]) {
					t.Errorf("%s: %s is over %s", name, d.Nodes[i].Alias, d.Nodes[j].Alias)
				}
			}
			for what, s := range words {
				if overlap(a, s) {
					t.Errorf("%s: %s is over %s", name, what, d.Nodes[i].Alias)
				}
			}
		}
		for what, a := range words {
			if !inside(a, Spot{0, 0, d.W, d.H}) {
				t.Errorf("%s: %s is at %v, outside", name, what, a)
			}
			for other, b := range words {
				if what < other && overlap(a, b) {
					t.Errorf("%s: %s is over %s", name, what, other)
				}
			}
		}
		for i, r := range d.Routes {
			for k, other := range d.Routes {
				if i != k && crossed(other.Points, r.Label) {
					t.Errorf("%s: the line of %s runs over the words of %s", name, d.sentence(&d.Relations[k]), d.sentence(&d.Relations[i]))
				}
			}
			for n := range d.Nodes {
				if !d.holder(n) && n != d.Relations[i].From && n != d.Relations[i].To && crossed(r.Points, d.Spots[n]) {
					t.Errorf("%s: the line of %s runs through %s", name, d.sentence(&d.Relations[i]), d.Nodes[n].Alias)
				}
			}
		}
	}
}

// TestDirection: what has many neighbours and would be too wide from the top to the
// bottom goes from left to right.
func TestDirection(t *testing.T) {
	d := drawn(t, examples(t)["intercambio"])
	right := 0
	for _, r := range d.Relations {
		if a, b := d.Spots[r.From], d.Spots[r.To]; a.X+a.W < b.X {
			right++
		}
	}
	if right < len(d.Relations)-1 {
		t.Errorf("%d of %d relations lead to the right", right, len(d.Relations))
	}
}

func inside(a, b Spot) bool {
	return a.X >= b.X-.1 && a.Y >= b.Y-.1 && a.X+a.W <= b.X+b.W+.1 && a.Y+a.H <= b.Y+b.H+.1
}

func overlap(a, b Spot) bool {
	const touch = 0.5
	return a.X+touch < b.X+b.W && b.X+touch < a.X+a.W && a.Y+touch < b.Y+b.H && b.Y+touch < a.Y+a.H
}

func crossed(line []Point, s Spot) bool {
	s = Spot{s.X + 1, s.Y + 1, s.W - 2, s.H - 2}
	for k := 1; k < len(line); k++ {
		if _, _, hit := within(line[k-1], line[k], s); hit && s.W > 0 {
			return true
		}
	}
	return false
}

// TestLinesReachTheirEnds: each line begins and ends at the edge of a card.
func TestLinesReachTheirEnds(t *testing.T) {
	for name, src := range examples(t) {
		d := drawn(t, src)
		for i, r := range d.Relations {
			p := d.Routes[i].Points
			for _, end := range []struct {
				at   Point
				node int
			}{{p[0], r.From}, {p[len(p)-1], r.To}} {
				s := d.Spots[end.node]
				dx := max(s.X-end.at.X, 0, end.at.X-s.X-s.W)
				dy := max(s.Y-end.at.Y, 0, end.at.Y-s.Y-s.H)
				in := min(end.at.X-s.X, s.X+s.W-end.at.X, end.at.Y-s.Y, s.Y+s.H-end.at.Y)
				if math.Hypot(dx, dy) > .6 || in > cut {
					t.Errorf("%s: the line of %s ends at %v, the card is at %v", name, d.sentence(&d.Relations[i]), end.at, s)
				}
			}
		}
	}
}

// TestDrawingsAreTheSame: whoever draws, however often, and with a memory or
// without.
func TestDrawingsAreTheSame(t *testing.T) {
	memory := NewMemory("")
	var g sync.WaitGroup
	for name, src := range examples(t) {
		want := drawn(t, src)
		if len(want.Nodes) > 20 {
			continue
		}
		for range 3 {
			g.Go(func() {
				d, _ := Parse(src)
				l, _, err := memory.Place(d, "es", spanish)
				if err != nil || !reflect.DeepEqual(l, want.Layout) {
					t.Errorf("%s: another layout (%v)", name, err)
				}
			})
		}
	}
	g.Wait()
}

// TestLayoutIsKeyedByWhatItDependsOn: what changes a layout changes its key, and
// what does not leaves it.
func TestLayoutIsKeyedByWhatItDependsOn(t *testing.T) {
	const src = "C4Context\nPerson(a, \"A\")\nSystem(b, \"B\")\nRel(a, b, \"usa\", \"HTTPS\")\n"
	sum := func(src, salt, lang string) Sum {
		d, _ := Parse(src)
		return d.sum(salt, lang)
	}
	same := sum(src, "1", "es")
	if sum(strings.ReplaceAll(src, "\nSystem", "\n\n  %% nota\nSystem"), "1", "es") != same {
		t.Error("a comment changes the key")
	}
	for _, s := range []Sum{
		sum(src, "2", "es"), sum(src, "1", "en"), sum(strings.Replace(src, "\"B\"", "\"C\"", 1), "1", "es"), sum(strings.Replace(src, "Rel(", "BiRel(", 1), "1", "es"),
		sum(strings.Replace(src, "System(", "SystemDb(", 1), "1", "es"), sum(strings.Replace(src, "C4Context", "C4Dynamic", 1), "1", "es"), sum(strings.Replace(src, "HTTPS", "HTTP", 1), "1", "es"),
	} {
		if s == same {
			t.Error("two layouts have one key")
		}
	}
}

// TestDrawing is the whole of a small drawing, and of its words.
func TestDrawing(t *testing.T) {
	d := drawn(t, examples(t)["instructivo-componentes"])
	got := append(d.SVG(nil), '\n')
	got = append(d.List(got), '\n')
	got = bytes.ReplaceAll(got, []byte("><"), []byte(">\n<"))
	const file = "testdata/instructivo-componentes.golden"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v: another drawing; look at it, then rewrite it with -update", err)
	}
}

// TestPartsForPaper: of a drawing that would come out too small each word is in one
// part, which fits a sheet at a size that can be read, and nothing with words is cut.
func TestPartsForPaper(t *testing.T) {
	in := 0
	for name, src := range examples(t) {
		d := drawn(t, src)
		p := d.picture()
		parts := d.Parts(func(part, of int) string { return fmt.Sprintf("parte %d de %d", part, of) })
		if small := min(sheetW/p.w, sheetH/p.h) < 0.64; small != (parts != nil) {
			t.Errorf("%s: %g × %g in %d parts", name, p.w, p.h, len(parts))
		}
		if parts == nil {
			continue
		}
		in++
		whole, of := saidIn(d.SVG(nil)), map[string]int{}
		bottom := 0.0
		for i, part := range parts {
			if err := sound(part); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			var from, h, w float64
			if _, err := fmt.Sscanf(string(part[bytes.Index(part, []byte("viewBox")):]), `viewBox="0 %f %f %f"`, &from, &w, &h); err != nil || from != bottom {
				t.Errorf("%s: part %d begins at %g, the one before ends at %g (%v)", name, i, from, bottom, err)
			}
			bottom = from + h
			if scale := min(1, sheetW/w, sheetH/h); scale < 0.8 {
				t.Errorf("%s: part %d comes out at %g", name, i, scale)
			}
			if n := hits(p.blocks(), bottom); n > 0 && i+1 < len(parts) {
				t.Errorf("%s: part %d ends within %g things", name, i, n)
			}
			if !bytes.Contains(part, fmt.Appendf(nil, "parte %d de %d", i+1, len(parts))) {
				t.Errorf("%s: part %d has no name", name, i)
			}
			for word, n := range saidIn(part) {
				of[word] += n
			}
		}
		if bottom != p.h || !maps.Equal(whole, of) {
			t.Errorf("%s: the parts end at %g of %g, and say\n%v, not\n%v", name, bottom, p.h, of, whole)
		}
	}
	if in < 3 {
		t.Errorf("%d examples come in parts", in)
	}
}

// saidIn counts the lines of text of a drawing.
func saidIn(svg []byte) map[string]int {
	n := map[string]int{}
	for _, m := range regexp.MustCompile(`<tspan[^>]*>([^<]*)<`).FindAllSubmatch(svg, -1) {
		n[string(m[1])]++
	}
	return n
}

// TestPartsWhereNoCutIsClean: things beside each other that leave no gap are cut
// where least is hit, and there are parts all the same.
func TestPartsWhereNoCutIsClean(t *testing.T) {
	p := &picture{Drawing: &Drawing{Diagram: &Diagram{}, Layout: &Layout{}}, w: 600, h: 3000}
	var blocks []Spot
	for y := 0.0; y < 3000; y += 50 {
		blocks = append(blocks, Spot{0, y, 100, 90}, Spot{200, y + 25, 100, 90})
	}
	cuts, whole := p.cutInto(5, sheetH, blocks, nil)
	if whole || len(cuts) != 6 || !slices.IsSorted(cuts) {
		t.Errorf("%v %v", cuts, whole)
	}
	for i := 1; i < len(cuts); i++ {
		if h := cuts[i] - cuts[i-1]; h <= 0 || h > sheetH {
			t.Errorf("a part is %g high", h)
		}
	}
}

// sound tells whether a drawing is XML in which nothing can run.
func sound(svg []byte) error {
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains([]string{"svg", "g", "rect", "path", "circle", "text", "tspan", "a"}, e.Name.Local) {
			return errors.New("element " + e.Name.Local)
		}
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "id" {
				return errors.New("attribute " + a.Name.Local)
			}
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				return errors.New("no number: " + a.Value)
			}
		}
	}
}

func TestHostileWords(t *testing.T) {
	for _, words := range []string{
		`</text><script>alert(1)</script>`, `' onload='alert(1)`, `#quot; onload=#quot;alert(1)`, `#lt;script#gt;`, `<img src=x onerror=alert(1)>`, "a\x00b", "\xff\xfe",
		`]]>`, `&#60;script&#62;`, strings.Repeat("W", 4000), strings.Repeat("palabra ", 500), "日本語のシステム", "\u202erevés", "#0;#xD800;#1114112;",
	} {
		src := fmt.Sprintf("C4Container\ntitle %s\nPerson(a, \"%s\", \"%s\", $link=\"%s\")\nBoundary(l, \"%s\", \"%s\") {\nContainer(b, \"%s\", \"%s\", \"%s\")\n}\nRel(a, b, \"%s\", \"%s\", $link=\"%s\")\n",
			strings.ReplaceAll(words, "\n", " "), words, words, words, words, words, words, words, words, words, words, words)
		d := drawn(t, src)
		if err := sound(d.SVG(nil)); err != nil {
			t.Errorf("%q: %v", words, err)
		}
		if list := d.List(nil); bytes.Contains(list, []byte("<script")) || bytes.Contains(list, []byte("<img")) {
			t.Errorf("%q: %s", words, list)
		}
	}
}

// FuzzDiagram: whatever is written, reading ends, faults are inside the text,
// and what can be drawn is drawn whole.
func FuzzDiagram(f *testing.F) {
	for _, src := range examples(f) {
		f.Add(src)
	}
	for _, src := range []string{"", "C4", "C4Context\n{", "C4Context\n}", "C4Context\nPerson(", "C4Context\nPerson(a,\"", "---\ntitle: x\n---\nC4Context\nRel(a,a)", "C4Context\nPerson(a,b)\nRel(a,a,x)", "%%{init}%%\nC4Dynamic\naccDescr {x", "C4Context\nBoundary(a,b){\nBoundary(c,d){\n}\n}\nRel(a,c)", "C4Context\nNode(a,b){\nPerson(c,d)\n}\nPerson(e,f)\nRel(e,a)\nRel(a,e)"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		watchdog := time.AfterFunc(20*time.Second, func() { panic(fmt.Sprintf("does not end: %q", src)) })
		defer watchdog.Stop()
		d, faults := Parse(src)
		for _, x := range faults {
			if x.At < 0 || x.At > len(src) {
				t.Fatalf("%+v in %d bytes", x, len(src))
			}
			if !x.Note {
				return
			}
		}
		if len(d.Nodes) > 8 || len(d.Relations) > 10 {
			return // slow, and nothing new
		}
		l, err := Place(d, spanish)
		if err != nil {
			t.Fatal(err)
		}
		x := &Drawing{Diagram: d, Layout: l, Words: spanish, Href: func(int) (string, bool) { return "x", false }}
		if err := sound(x.SVG(nil)); err != nil {
			t.Fatal(err)
		}
		x.List(nil)
	})
}
