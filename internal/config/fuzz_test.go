package config

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
	"folio/internal/i18n"
)

func seed(f *testing.F, base string) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		f.Fatal("no stories", err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if filepath.Base(file.Name) == base {
				f.Add(file.Data)
			}
		}
	}
}

// sound checks what must hold of the findings about any file at all.
func sound(t *testing.T, src []byte, first int, found diag.List) {
	t.Helper()
	lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(src)), "\n") + 1
	for _, d := range found {
		if d.Pos.Line < 0 || d.Pos.Line >= first+lines || d.Pos.Line > 0 && d.Pos.Line < first || d.Pos.Col < 0 {
			t.Errorf("%s: impossible place %v in %d lines", d.Message, d.Pos, lines)
		}
		if d.Excerpt != "" && utf8.ValidString(d.Excerpt) && d.Pos.Col > utf8.RuneCountInString(d.Excerpt)+1 {
			t.Errorf("%s: column %d is outside %q", d.Message, d.Pos.Col, d.Excerpt)
		}
		for _, lang := range []i18n.Lang{i18n.Spanish, i18n.English} {
			text, ok := i18n.For(lang).Lookup(d.Message, d.Args...)
			if !ok || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' }) {
				t.Errorf("%s: no words, or unfit for a terminal: %q", d.Message, text)
			}
		}
	}
}

func FuzzParseSite(f *testing.F) {
	seed(f, "folio.yaml")
	f.Fuzz(func(t *testing.T, src []byte) {
		s, found := ParseSite("folio.yaml", src)
		sound(t, src, 1, found)
		if s.URL != "" && !strings.HasSuffix(s.URL, "/") {
			t.Errorf("base address %q", s.URL)
		}
	})
}

func FuzzParseManual(f *testing.F) {
	seed(f, "manual.yaml")
	f.Add([]byte(wholeManual))
	f.Fuzz(func(t *testing.T, src []byte) {
		m, found := ParseManual("manual.yaml", src)
		sound(t, src, 1, found)
		if !slices.Contains([]string{"", Draft, InReview, InForce, Obsolete}, m.State) {
			t.Errorf("state %q", m.State)
		}
		for _, v := range m.Variables {
			if v.Name != "" && !IsVariable(v.Name) || v.Secret && reveals(v.Value) {
				t.Errorf("variable %+v", v)
			}
		}
	})
}

func FuzzParseFrontMatter(f *testing.F) {
	seed(f, "a.md")
	f.Fuzz(func(t *testing.T, src []byte) {
		_, found := ParseFrontMatter("a.md", src, 7)
		sound(t, src, 7, found)
		if found.Count(diag.Error) > 1 || found.Count(diag.Fatal) > 0 {
			t.Errorf("a broken front matter is one finding: %v", found)
		}
	})
}
