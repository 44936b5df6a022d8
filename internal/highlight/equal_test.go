package highlight

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// TestAllCompile compiles every rule file: none may have a rule that the engine does not understand.
func TestAllCompile(t *testing.T) {
	files, err := filepath.Glob("lexers/*/*.rules")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, path := range files {
		if _, err := load(strings.TrimSuffix(filepath.Base(path), ".rules")); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, l := range languages {
		if _, err := load(l.lexer); err != nil {
			t.Errorf("language %s: %v", l.Name, err)
		}
	}
}

// ownTokens returns what the engine makes of code, in chroma's words, and the steps that it took.
func ownTokens(h *Highlighter, file, code string) ([]chroma.Token, int, Reason) {
	w := h.walk()
	defer h.walks.Put(w)
	reason := w.tokenise(file, code)
	text := code + "\n" // a token may end in the line end that was added
	var out []chroma.Token
	for _, t := range w.tokens {
		out = merge(out, chroma.Token{Type: kinds[t.kind].of, Value: text[t.start:t.end]})
	}
	given := min(stepsAtLeast+stepsPerByte*len(code), stepsAtMost)
	return out, given - w.steps, reason
}

// difference describes the first token in which two lists differ, or is empty.
func difference(want, have []chroma.Token) string {
	for i := range max(len(want), len(have)) {
		var a, b chroma.Token
		if i < len(want) {
			a = want[i]
		}
		if i < len(have) {
			b = have[i]
		}
		if a != b {
			before := ""
			for _, t := range want[max(0, i-3):min(i, len(want))] {
				before += fmt.Sprintf(" %v %q", t.Type, t.Value)
			}
			return fmt.Sprintf("token %d: chroma %v %q, own %v %q, after%s", i, a.Type, a.Value, b.Type, b.Value, before)
		}
	}
	return ""
}

// TestEqualOnChromaTestdata gives every source that chroma tests its lexers with to every lexer of the list of origins.
func TestEqualOnChromaTestdata(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	if err != nil {
		t.Fatal("no go command: ", err)
	}
	var paths []string
	root := filepath.Join(strings.TrimSpace(string(dir)), "lexers", "testdata")
	for _, pattern := range []string{"*.actual", "*/*.actual"} {
		p, _ := filepath.Glob(filepath.Join(root, pattern))
		paths = append(paths, p...)
	}
	if len(paths) == 0 {
		t.Fatal("chroma no longer ships its test data: find another source of equality")
	}
	h := New()
	for _, o := range origins {
		t.Run(o.file, func(t *testing.T) {
			l := original(t, o.file)
			for _, path := range paths {
				own := strings.HasPrefix(filepath.Base(path), o.file+".") || strings.HasPrefix(filepath.Base(filepath.Dir(path)), o.file)
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if !own && testing.Short() {
					continue
				}
				if !own && len(data) > 1000 {
					data = data[:1000]
				}
				code := normalise(string(data))
				if !compare(t, h, l, o.file, code) {
					t.Logf("%s is not compared", filepath.Base(path))
				}
			}
		})
	}
}

// compare gives code to a rule file and to the lexer it comes from. It is false where there is nothing to compare: where the
// engine gives up, and where chroma does.
func compare(t testing.TB, h *Highlighter, l chroma.Lexer, file, code string) bool {
	have, _, reason := ownTokens(h, file, code)
	if reason == BadRules {
		t.Errorf("%s: bad rules in %q", file, code)
	}
	if reason != "" {
		return false
	}
	want, ok := chromaTokens(l, code)
	if !ok || file == "http" && foreignBody(code) {
		return false
	}
	d := difference(want, have)
	for try := 0; d != "" && try < 5; try++ {
		// Chroma gives up on a match by the clock, so that on a busy machine its tokens may differ from one time to the next.
		want, _ = chromaTokens(l, code)
		d = difference(want, have)
	}
	if d != "" {
		t.Errorf("%s: %s in\n%.3000q", file, d, code)
	}
	return true
}

// foreignBody tells whether an HTTP message may have a body in one of the languages that chroma knows and the allow-list does not.
func foreignBody(code string) bool {
	m := regexp.MustCompile(`(?i)content-type *: *([^\s;]+)`).FindAllStringSubmatch(code, -1)
	return len(m) > 0 && fileOf(m[len(m)-1][1]) == ""
}

// snippets returns the source of every language, by name.
func snippets(t testing.TB) map[string]string {
	out := map[string]string{}
	for _, l := range languages {
		data, err := os.ReadFile(filepath.Join("testdata", "snippets", l.Name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		out[l.Name] = string(data)
	}
	return out
}

// TestEqualOnSnippets gives the source of every language to every lexer, whole and without its last line end.
func TestEqualOnSnippets(t *testing.T) {
	sources := snippets(t)
	h := New()
	n := 0
	for _, o := range origins {
		l := original(t, o.file)
		for _, name := range slices.Sorted(maps.Keys(sources)) {
			if testing.Short() && name != o.file {
				continue
			}
			for _, code := range []string{sources[name], strings.TrimSuffix(sources[name], "\n")} {
				if compare(t, h, l, o.file, code) {
					n++
				} else if o.file == name {
					t.Errorf("%s is not compared", name)
				}
			}
		}
	}
	t.Logf("%d pairs", n)
}

// TestEqualOnMutations changes the sources at random, the same at every run, so that the rules meet what nobody writes.
func TestEqualOnMutations(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	sources := snippets(t)
	names := slices.Sorted(maps.Keys(sources))
	random := rand.New(rand.NewPCG(1, 2))
	h := New()
	n := 0
	for _, o := range origins {
		l := original(t, o.file)
		own := sources[o.file]
		for range rounds {
			code := mutate(random, own, sources[names[random.IntN(len(names))]])
			if compare(t, h, l, o.file, code) {
				n++
			}
		}
	}
	t.Logf("%d pairs", n)
}

// mutate cuts, doubles and exchanges pieces of a with pieces of b and odd characters.
func mutate(random *rand.Rand, a, b string) string {
	odd := []string{"\"", "'", "`", "\\", "\n", "\n\n", "{", "}", "(", ")", "[", "]", "<", ">", "$", "${", "{{", "/*", "*/", "//", "#", "--", "é", "\u2003", "\xff", "\x00", "\t", " ", "=", ":", ";", "%", "@", "0", "_"}
	s := a
	for range 1 + random.IntN(8) {
		i := random.IntN(len(s) + 1)
		j := min(len(s), i+random.IntN(20))
		piece := odd[random.IntN(len(odd))]
		switch random.IntN(5) {
		case 0:
			piece = ""
		case 1:
			piece = s[i:j] + s[i:j]
		case 2:
			if b != "" {
				k := random.IntN(len(b))
				piece = b[k:min(len(b), k+random.IntN(40))]
			}
		case 3:
			j = i
		}
		s = s[:i] + piece + s[j:]
	}
	return normalise(s)
}

// pieces cuts a source at line ends into parts of about a size.
func pieces(code string, size int) (list []string) {
	part := ""
	for line := range strings.Lines(code) {
		if part += line; len(part) >= size {
			list, part = append(list, part), ""
		}
	}
	if part != "" || len(list) == 0 {
		list = append(list, part)
	}
	return list
}

// FuzzEqual looks for a source and a lexer on which the engine and chroma
// differ. Its inputs are short, and `make fuzz` does not let it spend its time
// on making them shorter.
func FuzzEqual(f *testing.F) {
	sources := snippets(f)
	var references []chroma.Lexer
	for i, o := range origins {
		references = append(references, original(f, o.file))
		for _, piece := range pieces(sources[o.file], 150) {
			f.Add(uint8(i), piece)
		}
	}
	h := New()
	f.Fuzz(func(t *testing.T, n uint8, code string) {
		if len(code) > 400 {
			return // chroma's expressions go back and forth: long inputs cost, and find nothing more
		}
		i := int(n) % len(origins)
		compare(t, h, references[i], origins[i].file, normalise(code))
	})
}

// TestEqualOnCorpus compares over the fences of the Markdown files below $HIGHLIGHT_CORPUS, for those who have a corpus.
func TestEqualOnCorpus(t *testing.T) {
	blocks := corpus(t)
	h := New()
	n := 0
	for _, b := range blocks {
		i, ok := h.find(b.lang)
		if !ok || !slices.ContainsFunc(origins, func(o origin) bool { return o.file == languages[i].lexer }) {
			continue
		}
		if compare(t, h, original(t, languages[i].lexer), languages[i].lexer, b.code) {
			n++
		}
	}
	t.Logf("%d blocks", n)
}

type block struct{ lang, code string }

// corpus returns the fenced blocks of the Markdown files below $HIGHLIGHT_CORPUS.
func corpus(t testing.TB) []block {
	root := os.Getenv("HIGHLIGHT_CORPUS")
	if root == "" {
		t.Skip("HIGHLIGHT_CORPUS names no folder")
	}
	fence := regexp.MustCompile("(?ms)^```([^\\s{`]+)[^\n]*\n(.*?)^```$")
	var out []block
	err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range fence.FindAllSubmatch(data, -1) {
			out = append(out, block{string(m[1]), string(m[2])})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
