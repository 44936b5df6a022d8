package highlight

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// shown highlights code and returns it with every span as «class|text».
func shown(t *testing.T, lang, code string, o Options) string {
	t.Helper()
	out, reason := New().Append(nil, lang, code, o)
	if reason != "" {
		t.Fatalf("%s: plain: %s", lang, reason)
	}
	s := regexp.MustCompile(`<span class="([^"]*)"( aria-hidden="true")?>`).ReplaceAllString(string(out), "«$1|")
	return html.UnescapeString(strings.ReplaceAll(s, "</span>", "»"))
}

func TestALanguageIsFoundByNameAndAliasInAnyCase(t *testing.T) {
	h := New()
	for word, want := range map[string]Language{
		"bash": {"bash", "Bash"}, "SH": {"bash", "Bash"}, "yml": {"yaml", "YAML"}, "c#": {"csharp", "C#"}, "ps1": {"powershell", "PowerShell"},
		"Docker": {"dockerfile", "Dockerfile"}, "tf": {"terraform", "Terraform"}, "env": {"dotenv", ".env"}, "shell-session": {"console", "Terminal"},
		"plsql": {"plsql", "PL/SQL"}, "txt": {"text", "TXT"},
	} {
		if have, ok := h.Language(word); !ok || have != want {
			t.Errorf("%q is %v, want %v", word, have, want)
		}
	}
	for _, word := range []string{"", "brainfuck", "jungle", "ba sh"} {
		if l, ok := h.Language(word); ok {
			t.Errorf("%q is in the list as %v", word, l)
		}
	}
}

func TestTheListHasNoTwoOfAWord(t *testing.T) {
	seen := map[string]string{}
	for _, l := range languages {
		for _, word := range append(strings.Fields(l.aliases), l.Name) {
			if seen[word] != "" || word != strings.ToLower(word) {
				t.Errorf("%q stands for %s and %s", word, seen[word], l.Name)
			}
			seen[word] = l.Name
		}
	}
}

func TestBlocksShowWhatTheyAre(t *testing.T) {
	for _, c := range []struct{ name, lang, code, want string }{
		{"a command", "bash", "echo \"$HOME\" # casa\n", "«nb|echo» «s2|\"»«nv|$HOME»«s2|\"» «c1|# casa»\n"},
		{"neighbours of a class are one span, over white space too", "sql", "SELECT DISTINCT id FROM t;\n", "«k|SELECT DISTINCT» id «k|FROM» t;\n"},
		{"markup is escaped", "xml", "<a b=\"c\">&amp;</a>\n", "«nt|<a» «na|b=»«s|\"c\"»«nt|>»«ni|&amp;»«nt|</a>»\n"},
		{"what the rules do not understand stays plain", "json", "{\"a\": <su-valor>}\n", "{«nt|\"a\"»: <su-valor>}\n"},
		{"no line end at the end", "yaml", "a: 1", "«nt|a»: «m|1»"},
		{"line ends of Windows", "ini", "[a]\r\nb=c\r\n", "«k|[a]»\n«na|b»=«s|c»\n"},
		{"nothing", "bash", "", ""},
		{"an HTTP message and its body", "http", "HTTP/1.1 200 OK\nContent-Type: application/problem+json\n\n{\"a\": null}", "«kr|HTTP»/«m|1.1 200» «ne|OK»\nContent-Type: «l|application/problem+json»\n\n{«nt|\"a\"»: «kc|null»}"},
		{"a template in a Go string", "go", "x := `a {{if .B}}c{{end}}`\n", "x := «s|`a »«cp|{{»«k|if» «na|.B»«cp|}}»«s|c»«cp|{{»«k|end»«cp|}}»«s|`»\n"},
		{"a manual in Markdown", "markdown", "---\ntitulo: A\n---\n# B\n```sh\ncd /\n```\n", "«nn|---»\n«nt|titulo»: «l|A»\n«nn|---»\n«gh|# B\n»«s|```sh\n»«nb|cd» /\n«s|```»\n"},
		{"a terminal", "console", "$ docker run \\\n    nginx\n7c2f\n[root@srv ~]# cd /opt\nop@srv$ ls\nPS C:\\> dir\nvertia=# SELECT 1;\n", "«gp|$ »docker run «se|\\\n»    nginx\n«go|7c2f\n»«gp|[root@srv ~]# »«nb|cd» /opt\n«gp|op@srv$ »ls\n«gp|PS C:\\> »«nb|dir\n»«gp|vertia=# »«k|SELECT» «mi|1»;\n"},
		{"variables", "env", "# nota\nexport DB_HOST=db.example # x\nURL=\"http://${DB_HOST}\"\n", "«c1|# nota»\n«k|export» «na|DB_HOST»=«s|db.example» «c1|# x»\n«na|URL»=«s2|\"http://»«nv|${DB_HOST}»«s2|\"»\n"},
		{"Oracle", "plsql", "BEGIN\n  v_n := NVL(:x, q'[a'b]');\nEND;\n/\n", "«k|BEGIN»\n  v_n := «nb|NVL»(«nv|:x», «sx|q'[a'b]'»);\n«k|END»;\n/\n"},
		{"a table", "csv", "a;\"b \"\"c\"\"\";-1.5\n", "a;«s2|\"b \"\"c\"\"\"»;«m|-1.5»\n"},
	} {
		if have := shown(t, c.lang, c.code, Options{}); have != c.want {
			t.Errorf("%s:\nhave %q\nwant %q", c.name, have, c.want)
		}
	}
}

func TestLinesAreWrappedWhenAskedFor(t *testing.T) {
	code := "/* uno\n\ndos */\nx;"
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"a span is closed at each line", Options{Marked: []LineRange{{2, 3}}}, "«line|«cm|/* uno»\n»«line hl|\n»«line hl|«cm|dos */»\n»«line|«nx|x»;»"},
		{"numbers are as wide as the last", Options{Numbers: true, Start: 8}, "«line|«ln| 8»«cm|/* uno»\n»«line|«ln| 9»\n»«line|«ln|10»«cm|dos */»\n»«line|«ln|11»«nx|x»;»"},
		{"added and removed", Options{Added: []LineRange{{1, 1}}, Removed: []LineRange{{4, 9}, {3, 1}}}, "«line add|«cm|/* uno»\n»«line|\n»«line|«cm|dos */»\n»«line del|«nx|x»;»"},
	} {
		want := strings.ReplaceAll(c.want, "«nx|x»", "x")
		if have := shown(t, "js", code, c.o); have != want {
			t.Errorf("%s:\nhave %q\nwant %q", c.name, have, want)
		}
	}
}

func TestWhatIsNotHighlightedSaysWhy(t *testing.T) {
	h := New()
	for _, c := range []struct {
		lang, code string
		want       Reason
	}{
		{"", "a < b", ""},
		{"text", "a < b", ""},
		{"klingon", "a < b", UnknownLanguage},
		{"bash", strings.Repeat("a <\n", MaxSize/4+1), TooLarge},
	} {
		out, reason := h.Append([]byte("x"), c.lang, c.code, Options{})
		if reason != c.want || string(out) != "x"+strings.ReplaceAll(c.code, "<", "&lt;") {
			t.Errorf("%q: %q, %.40q", c.lang, reason, out)
		}
	}
}

// checkText fails unless what a reader sees is what the author wrote.
func checkText(t *testing.T, h *Highlighter, lang, code string, o Options) {
	t.Helper()
	out, reason := h.Append(nil, lang, code, o)
	text := regexp.MustCompile(`<span class="ln"[^>]*>[^<]*</span>|</?span[^>]*>`).ReplaceAllString(string(out), "")
	if want := strings.ReplaceAll(normalise(code), "\x00", "\uFFFD"); html.UnescapeString(text) != want {
		t.Errorf("%s: %q became %q", lang, code, out)
	}
	if open, shut := strings.Count(string(out), "<span"), strings.Count(string(out), "</span>"); open != shut {
		t.Errorf("%s: %q has %d spans and %d ends: %q", lang, code, open, shut, out)
	}
	if reason == BadRules {
		t.Errorf("%s: %s", lang, reason)
	}
}

// FuzzAppend looks for a source whose text does not come out as it went in.
func FuzzAppend(f *testing.F) {
	for i, l := range languages {
		f.Add(uint8(i), snippets(f)[l.Name], true)
	}
	h := New()
	f.Fuzz(func(t *testing.T, n uint8, code string, lines bool) {
		checkText(t, h, languages[int(n)%len(languages)].Name, code, Options{Numbers: lines, Marked: []LineRange{{2, 3}}})
	})
}

func TestTheTextIsTheSource(t *testing.T) {
	h := New()
	for _, code := range []string{"\x00", "a\xffb\xc3", "ñ\r\rx\r\n", "\"", "'''", "<?php", "```", "{{", "\u2028", "/*", "a\n\n\n\tb \n"} {
		for _, l := range languages {
			for _, o := range []Options{{}, {Numbers: true}} {
				checkText(t, h, l.Name, code, o)
			}
		}
	}
}

func TestOneHighlighterServesManyAtOnce(t *testing.T) {
	h := New()
	want := map[string]string{}
	code := "FROM a AS b\nRUN echo \"$x\" && cd /\nselect 'x' from dual; <a href=\"x\"><script>let a = 1</script>\n"
	for _, l := range languages {
		out, _ := New().Append(nil, l.Name, code, Options{})
		want[l.Name] = string(out)
	}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range languages {
				l := languages[(i*7+j)%len(languages)]
				if out, _ := h.Append(nil, l.Name, code, Options{}); string(out) != want[l.Name] {
					t.Errorf("%s: %s", l.Name, out)
				}
			}
		})
	}
	group.Wait()
}

func ExampleHighlighter_Append() {
	out, _ := New().Append(nil, "bash", "cd /opt # aquí\n", Options{})
	fmt.Printf("%s", out)
	// Output: <span class="nb">cd</span> /opt <span class="c1"># aquí</span>
}
