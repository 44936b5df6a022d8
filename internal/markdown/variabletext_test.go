package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"folio/internal/scaling"
	"folio/internal/source"
)

// page renders a page with variables; "?" before a value makes it a secret.
func pageWith(t testing.TB, src string, values map[string]string) string {
	t.Helper()
	e := spanish()
	d, _ := e.Parse(source.Text{Path: "x.md", Body: []byte(src), BodyLine: 1}, Env{Name: "x.md", Variable: func(name string) (Variable, bool) {
		v, ok := values[name]
		return Variable{Name: name, Value: strings.TrimPrefix(v, "?"), Secret: strings.HasPrefix(v, "?")}, ok
	}})
	var out bytes.Buffer
	if err := e.Render(&out, d, plainResolver{d}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	codeElement = regexp.MustCompile(`(?s)<code>(.*?)</code>`)
	generated   = regexp.MustCompile(`<span class="(?:ln|mark)"[^>]*>[^<]*</span>`)
	anyTag      = regexp.MustCompile(`<[^>]*>`)
)

// commands is what a reader sees of a page's code.
func commands(page string) string {
	m := codeElement.FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return html.UnescapeString(anyTag.ReplaceAllString(generated.ReplaceAllString(m[1], ""), ""))
}

// TestValuesAreNeverLookedAtAgain shows code whose values look like whatever
// might stand for a variable while code is highlighted.
func TestValuesAreNeverLookedAtAgain(t *testing.T) {
	for _, x := range []struct{ name, code, want string }{
		{"the place of another", "echo {{A}} {{B}}", "echo qvq1z bval"},
		{"the word itself", "echo {{W}} {{B}} {{W}}", "echo qvz bval qvz"},
		{"markup", "echo {{M}} {{B}}", "echo <var>{{B}}</var> bval"},
		{"another variable", "echo {{R}} {{B}}", "echo {{B}} bval"},
		{"a word that the code has", "echo qvz qvvz {{B}}", "echo qvz qvvz bval"},
		{"half a word beside it", "echo qv{{B}} qvv{{B}}z q{{B}}vz", "echo qvbval qvvbvalz qbvalvz"},
		{"a secret", "echo {{S}} {{B}}", "echo ‹S› bval"},
		{"an escape", `echo \{{B}} {{B}}`, "echo {{B}} bval"},
		{"several lines", "a: {{L}} {{B}}\nb: {{B}}", "a: one\ntwo bval\nb: bval"},
	} {
		values := map[string]string{"A": "qvq1z", "B": "bval", "W": "qvz", "M": "<var>{{B}}</var>", "R": "{{B}}", "S": "?", "L": "one\ntwo"}
		for _, info := range []string{"bash", "text", "json", "brainfuck", "bash {lineas resaltar=\"1\"}"} {
			page := pageWith(t, "# X\n\n```"+info+"\n"+x.code+"\n```\n", values)
			if got := strings.TrimSuffix(commands(page), "\n"); got != x.want {
				t.Errorf("%s, %s: %q, want %q\n%s", x.name, info, got, x.want, page)
			}
		}
		if strings.Contains(x.code, "\n") {
			continue
		}
		if got := commands(pageWith(t, "# X\n\nUse `"+x.code+"`.\n", values)); got != x.want {
			t.Errorf("%s, in a line: %q, want %q", x.name, got, x.want)
		}
	}
}

// TestMarksStayBesideValues counts lines of code with a value of several.
func TestMarksStayBesideValues(t *testing.T) {
	page := pageWith(t, "```bash {marcas}\necho {{L}}\necho dos # (1)\n```\n\n1. Dos.\n", map[string]string{"L": "uno\nuno"})
	if want := `dos<span class="mark" data-mark="1"> 1</span>`; !strings.Contains(anyTagBut(page, "mark"), want) {
		t.Errorf("no %s in\n%s", want, page)
	}
}

// anyTagBut drops all tags but those of a class.
func anyTagBut(page, class string) string {
	return regexp.MustCompile(`<span class="`+class+`"[^>]*>[^<]*</span>|<[^>]*>`).ReplaceAllStringFunc(page, func(s string) string {
		if strings.HasPrefix(s, `<span class="`+class+`"`) {
			return s
		}
		return ""
	})
}

// TestManyVariablesInABlockScale holds ten times the uses to about ten times the cost.
func TestManyVariablesInABlockScale(t *testing.T) {
	values := map[string]string{"APP_HOST": "vertia.example"}
	for _, x := range []struct{ name, before, use, after string }{
		{"block", "```bash\n", "echo {{APP_HOST}}\n", "```\n"},
		{"session", "```console\n", "$ ssh {{APP_HOST}} 'uptime'\n", "```\n"},
		{"marked lines", "```bash {lineas resaltar=\"2\"}\n", "echo {{APP_HOST}}\n", "```\n"},
	} {
		scaling.Linear(t, x.name, 1_500, func(n int) {
			src := x.before + strings.Repeat(x.use, n) + x.after
			if page := pageWith(t, src, values); strings.Count(page, "<var ") != n {
				t.Fatalf("%s: %d values, want %d", x.name, strings.Count(page, "<var "), n)
			}
		})
	}
}
