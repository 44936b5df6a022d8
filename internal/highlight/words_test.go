package highlight

import (
	"slices"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2/syntax"
)

// TestWordsAreAsTheyAreWithoutLists compiles every rule that has lists of words both ways,
// and compares what they match at words, parts of words and what looks like them.
func TestWordsAreAsTheyAreWithoutLists(t *testing.T) {
	rules, taken := 0, 0
	for _, file := range allRuleFiles(t) {
		for _, lines := range file.lines {
			for _, line := range lines {
				if line.include != "" {
					continue
				}
				expr := file.wrap(line.expr)
				short, lists := takeWords(expr)
				if len(lists) == 0 {
					if short != expr {
						t.Fatalf("%s: %q became %q", file.name, expr, short)
					}
					continue
				}
				rules++
				tree, err := syntax.Parse(short, syntax.ParseOptions{})
				if err != nil {
					t.Errorf("%s: %q: %v", file.name, short, err)
					continue
				}
				if marked(tree.Root, lists) {
					taken++
				}
				sameMatches(t, file.name, expr, lists)
			}
		}
	}
	if rules < 50 || taken < rules*3/4 {
		t.Errorf("of %d rules with many words %d have lists", rules, taken)
	}
	t.Logf("%d rules with many words, %d with lists", rules, taken)
}

// sameMatches compares an expression with and without lists.
func sameMatches(t *testing.T, file, expr string, lists []wordList) {
	t.Helper()
	quick, err := newCompiler().parse(expr)
	if err != nil {
		t.Errorf("%s: %q: %v", file, expr, err)
		return
	}
	tree, err := syntax.Parse(expr, syntax.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	slow, err := newCompiler().pattern(tree, nil)
	if err != nil {
		t.Fatal(err)
	}
	match := func(p pattern, text string, at int) (int, [2 * maxGroups]int32) {
		m := machine{text: text, start: at, steps: 1 << 30}
		for g := range m.groups {
			m.groups[g] = -1
		}
		return p.match(&m, at), m.groups
	}
	for _, text := range wordTexts(lists) {
		for at := range min(2, len(text)) {
			q, groups := match(quick, text, at)
			want, wantGroups := match(slow, text, at)
			if want >= 0 && !quick.first.at(text, at) {
				t.Errorf("%s: %.60q does not begin as %q any more", file, expr, text[at:])
			}
			if q != want || q >= 0 && groups != wantGroups {
				t.Errorf("%s: %.60q at %d of %q: %d %v, want %d %v", file, expr, at, text, q, groups[:6], want, wantGroups[:6])
				return
			}
		}
	}
}

// wordTexts are words of lists, alone and with what comes before and after words.
func wordTexts(lists []wordList) (texts []string) {
	for _, l := range lists {
		for i, w := range l.words {
			mixed := []byte(w)
			for k := range mixed {
				if k%2 == 0 {
					mixed[k] = strings.ToUpper(w)[k]
				} else {
					mixed[k] = strings.ToLower(w)[k]
				}
			}
			like := strings.NewReplacer("k", "\u212a", "K", "\u212a", "s", "\u017f", "S", "\u017f").Replace(w)
			for _, v := range []string{w, strings.ToUpper(w), strings.ToLower(w), string(mixed), like} {
				for _, after := range []string{"", " ", "x", "(", " (", ":", "-a", "é", "=\"1\"", ";\n"} {
					texts = append(texts, v+after)
				}
				texts = append(texts, " "+v+" ", "."+v, "<"+v+">", "@"+v+"\n", v[:len(v)-1], v+" "+l.words[(i+1)%len(l.words)])
			}
		}
	}
	return texts
}

func TestTakingWords(t *testing.T) {
	const many = "uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
	for expr, want := range map[string]string{
		`\b(` + many + `)\b`:                  "\\b(\ue000)\\b",
		`(?i)a(?:` + many + `)(` + many + `)`: "(?i)a(?:\ue000)(\ue001)",
		`(?<=` + many + `)x`:                  "",
		`(?<n>` + many + `)`:                  "",
		`[(]` + many + `)`:                    "",
		`[](](?:` + many + `)`:                "[](](?:\ue000)",
		`\(` + many:                           "",
		`(` + many + `|diez\b)`:               "",
		`(` + many + `|)`:                     "",
		`(uno|dos)`:                           "",
		`(?x)(` + many + `)`:                  "",
		"\ue005(" + many + ")":                "",
		`((` + many:                           "",
	} {
		short, lists := takeWords(expr)
		if want == "" {
			want = expr
		}
		if short != want || (short == expr) != (len(lists) == 0) {
			t.Errorf("%q became %q, want %q", expr, short, want)
		}
	}
	_, lists := takeWords(`(?-i:(` + many + `))(?i:(` + many + `))(?i)(` + many + `)`)
	if len(lists) != 3 || lists[0].fold || !lists[1].fold || !lists[2].fold || !slices.Equal(lists[2].words, strings.Split(many, "|")) {
		t.Errorf("%v", lists)
	}
}

// TestMarksThatWereJoined: where the optimiser makes one node of a mark and its neighbours,
// the words are not taken out.
func TestMarksThatWereJoined(t *testing.T) {
	const many = "uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
	for _, expr := range []string{`(?:` + many + `)a`, `(?:` + many + `)+`, `(?:(?:` + many + `)|x)`, `(?<=a(` + many + `))x`, `(?:(` + many + `)){2}`} {
		_, lists := takeWords(expr)
		sameMatches(t, "here", expr, lists)
	}
}

// allRuleFiles reads the rules of all lexers.
func allRuleFiles(t *testing.T) (files []*ruleFile) {
	t.Helper()
	seen := map[string]bool{}
	for _, dir := range []string{"lexers/own", "lexers/chroma"} {
		list, err := ruleFiles.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			name := strings.TrimSuffix(e.Name(), ".rules")
			if seen[name] || name == e.Name() {
				continue
			}
			seen[name] = true
			data, err := ruleFiles.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			f, err := parseRules(name, data)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}
