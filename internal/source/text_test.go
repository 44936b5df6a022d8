package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"folio/internal/diag"
)

func TestSplitKeepsLineNumbersTrue(t *testing.T) {
	for name, x := range map[string]struct {
		raw         string
		front, body string
		frontLine   int
		bodyLine    int
		codes       string
	}{
		"no front matter":   {"# A\n", "", "# A\n", 0, 1, ""},
		"front matter":      {"---\na: 1\nb: 2\n---\n# A\n", "a: 1\nb: 2\n", "# A\n", 2, 5, ""},
		"empty":             {"---\n---\n# A\n", "", "# A\n", 2, 3, ""},
		"dots close it":     {"---\na: 1\n...\n# A\n", "a: 1\n", "# A\n", 2, 4, ""},
		"BOM and CRLF":      {"\xef\xbb\xbf---\r\na: 1\r\n---\r\n# A\r\n", "a: 1\n", "# A\n", 2, 4, ""},
		"old Mac":           {"# A\rB\r", "", "# A\nB\n", 0, 1, ""},
		"a thematic break":  {"---\n\nTexto\n", "", "---\n\nTexto\n", 0, 1, ""},
		"never closed":      {"---\ntitulo: X\n# A\n", "titulo: X\n", "# A\n", 2, 3, "SRC-07"},
		"TOML":              {"+++\na = 1\n+++\n# A\n", "", "# A\n", 0, 4, "SRC-06"},
		"plus signs":        {"+++\n# A\n", "", "+++\n# A\n", 0, 1, ""},
		"bad byte":          {"# A\nx\xffy\n", "", "# A\nx\uFFFDy\n", 0, 1, "SRC-05"},
		"NUL":               {"a\x00b\n", "", "a\uFFFDb\n", 0, 1, "SRC-05"},
		"a draft, too long": {"---\nborrador: true\n" + strings.Repeat("a: bbbbbbbb\n", 6000) + "---\n# A\n", "borrador: true\n", "# A\n", 2, 6004, "SRC-08"},
		"too long":          {"---\n" + strings.Repeat("a: bbbbbbbb\n", 6000) + "---\n# A\n", "", "# A\n", 0, 6003, "SRC-08"},
		"nothing":           {"", "", "", 0, 1, ""},
		"fence with spaces": {"---  \na: 1\n--- \n# A\n", "a: 1\n", "# A\n", 2, 4, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := Split("x.md", []byte(x.raw))
			if string(got.Front) != x.front || string(got.Body) != x.body || got.FrontLine != x.frontLine || got.BodyLine != x.bodyLine {
				t.Errorf("front %q at %d, body %q at %d", got.Front, got.FrontLine, got.Body, got.BodyLine)
			}
			if got := codes(found); got != x.codes {
				t.Errorf("findings %q, want %q", got, x.codes)
			}
		})
	}
}

func codes(found diag.List) string {
	var list []string
	for _, f := range found {
		list = append(list, string(f.Code))
	}
	return strings.Join(list, " ")
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"# T\n---\ntitulo: X\n---\nA", "\n---\na: 1\n---\nx", "+++\n+++", "\xef\xbb\xbf", "\r\r\n", "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, _ := Split("x.md", raw)
		if !utf8.Valid(got.Body) || bytes.ContainsAny(got.Body, "\r\x00") {
			t.Errorf("%q: body %q", raw, got.Body)
		}
		if len(got.Body) == 0 {
			return // its line is past the end
		}
		// The body's first line is the file's line BodyLine.
		clean := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
		clean = bytes.ReplaceAll(bytes.ReplaceAll(clean, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
		if lines := bytes.Count(clean, []byte("\n")) - bytes.Count(got.Body, []byte("\n")); got.BodyLine != lines+1 {
			t.Errorf("%q: the body starts at line %d, not %d", raw, lines+1, got.BodyLine)
		}
	})
}
