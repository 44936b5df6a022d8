package diag

import (
	"strings"
	"testing"
)

// words is a catalogue of three messages.
type words map[string]string

func (w words) Lookup(key string, args ...string) (string, bool) {
	t, ok := w[key]
	for i, a := range args {
		t = strings.ReplaceAll(t, "{"+string(rune('0'+i))+"}", a)
	}
	return t, ok
}

var catalog = words{
	"diag.again": "also {0}.", "diag.again.uno": "also {0} and one", "diag.again.varios": "also {0} and {1}",
	"diag.error": "error", "diag.warning": "advertencia", "diag.hint": "pista",
	"IMG-04": "no existe «{0}»", "IMG-04.pista": "revise la ruta.", "SRC-01": "no es Markdown",
}

func text(t *testing.T, l List) string {
	t.Helper()
	var b strings.Builder
	if err := l.Text(&b, catalog); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextPointsAtThePlace(t *testing.T) {
	var l List
	l.Add(Error, "IMG-04", Pos{"a.md", 12, 8}, "img/d.png")
	l[0].Excerpt = "\tañil ![x](img/d.png)"
	want := `a.md:12:8: error: no existe «img/d.png» [IMG-04]
     añil ![x](img/d.png)
           ^
    pista: revise la ruta.
`
	if got := text(t, l); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextOfAWholeFileAndOfNoFile(t *testing.T) {
	var l List
	l.Add(Warning, "SRC-01", Pos{Path: "a.rst"})
	l.Add(Warning, "SRC-01", Pos{})
	l.Add(Error, "NEW-99", Pos{Path: "b.md", Line: 3}, "x")
	want := "a.rst: advertencia: no es Markdown [SRC-01]\nadvertencia: no es Markdown [SRC-01]\nb.md:3: error: NEW-99 x [NEW-99]\n"
	if got := text(t, l); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExcerptFitsATerminalAndCannotDriveIt(t *testing.T) {
	long := strings.Repeat("á", 300)
	for _, x := range []struct {
		line  string
		col   int
		caret int
	}{{long, 1, 0}, {long, 150, 50}, {long, 301, 100}, {"corta", 3, 2}, {"corta", 99, 5}, {"\x1b[31mrojo\xff", 1, 0}} {
		got, caret := excerpt(x.line, x.col)
		if n := len([]rune(got)); n > excerptWidth+2 {
			t.Errorf("column %d: %d runes", x.col, n)
		}
		if strings.ContainsAny(got, "\x1b\t") {
			t.Errorf("column %d: a control character in %q", x.col, got)
		}
		if caret != x.caret {
			t.Errorf("column %d: caret at %d, want %d", x.col, caret, x.caret)
		}
	}
	if _, caret := excerpt("x", 0); caret != -1 {
		t.Errorf("a caret without a column, at %d", caret)
	}
}

func TestSortedIsReadingOrderWithoutRepetitions(t *testing.T) {
	var l List
	l.Add(Error, "B-1", Pos{"b.md", 1, 1})
	l.Add(Error, "A-1", Pos{"a.md", 10, 1})
	l.Add(Error, "A-2", Pos{"a.md", 2, 5})
	l.Add(Info, "A-0", Pos{"a.md", 2, 1})
	l.Add(Error, "A-1", Pos{"a.md", 10, 1})
	l.Add(Error, "A-1", Pos{"a.md", 10, 1}, "otra cosa")
	var got []string
	for _, d := range l.Sorted() {
		got = append(got, string(d.Code)+" "+d.Pos.String())
	}
	if s := strings.Join(got, ", "); s != "A-0 a.md:2:1, A-2 a.md:2:5, A-1 a.md:10:1, A-1 a.md:10:1, B-1 b.md:1:1" {
		t.Error(s)
	}
	if worst, ok := l.Worst(); worst != Error || !ok || l.Count(Info) != 1 {
		t.Errorf("worst %v %v, %d notes", worst, ok, l.Count(Info))
	}
	if _, ok := (List{}).Worst(); ok {
		t.Error("an empty list has a worst finding")
	}
}

func TestJSONIsALineAFinding(t *testing.T) {
	var l List
	l.Add(Error, "IMG-04", Pos{"a.md", 12, 8}, "<img>")
	var b strings.Builder
	if err := l.JSON(&b, catalog); err != nil {
		t.Fatal(err)
	}
	want := `{"path":"a.md","line":12,"col":8,"severity":"error","code":"IMG-04","message":"no existe «<img>»","hint":"revise la ruta."}` + "\n"
	if b.String() != want {
		t.Errorf("got %s want %s", b.String(), want)
	}
}

func TestManyEqualFindingsAreSaidOnce(t *testing.T) {
	many := func(n int) (l List) {
		for i := range n {
			l.Add(Error, "IMG-04", Pos{"a.md", i + 1, 1}, "x.png")
		}
		return l
	}
	if got := text(t, many(maxAlike)); strings.Count(got, "[IMG-04]") != maxAlike {
		t.Errorf("few equal findings are not each printed:\n%s", got)
	}
	for n, want := range map[int]string{11: "a.md:9:1 and 2", 300: "a.md:9:1 and 291"} {
		l := many(n)
		l.Add(Error, "IMG-04", Pos{"b.md", 1, 1}, "otra.png")
		l.Add(Warning, "IMG-04", Pos{"c.md", 1, 1}, "x.png")
		got := text(t, l.Sorted())
		if strings.Count(got, "[IMG-04]") != 3 || !strings.Contains(got, "b.md:1:1: error") || !strings.Contains(got, "c.md:1:1: advertencia") ||
			!strings.Contains(got, "    also a.md:2:1, ") || !strings.Contains(got, want) {
			t.Errorf("%d equal findings:\n%s", n, got)
		}
		var b strings.Builder
		if left, err := l.Sorted().TextFirst(&b, catalog, 1); left != 2 || err != nil || strings.Count(b.String(), "[IMG-04]") != 1 {
			t.Errorf("%d left out, %v:\n%s", left, err, b.String())
		}
		b.Reset()
		if err := l.JSON(&b, catalog); err != nil || strings.Count(b.String(), "\n") != n+2 {
			t.Errorf("JSON leaves findings out:\n%s", b.String())
		}
	}
}
