package highlight

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2/syntax"
)

var update = flag.Bool("update", false, "write the rule files that come from chroma, and the golden files")

type origin struct{ file, chroma string }

// origins says which of chroma's lexers each rule file is of. Some that are not in the list of languages are used by others.
var origins = []origin{
	{"apache", "ApacheConf"},
	{"awk", "Awk"},
	{"bash", "Bash"},
	{"batch", "Batchfile"},
	{"c", "C"},
	{"cpp", "C++"},
	{"csharp", "C#"},
	{"css", "CSS"},
	{"diff", "Diff"},
	{"dockerfile", "Docker"},
	{"go", "Go"},
	{"gotemplate", "Go Text Template"},
	{"graphql", "GraphQL"},
	{"groovy", "Groovy"},
	{"hcl", "HCL"},
	{"html", "HTML"},
	{"http", "HTTP"},
	{"ini", "INI"},
	{"java", "Java"},
	{"javascript", "JavaScript"},
	{"jinja", "Django/Jinja"},
	{"json", "JSON"},
	{"jsx", "react"},
	{"kotlin", "Kotlin"},
	{"lua", "Lua"},
	{"makefile", "Makefile"},
	{"markdown", "markdown"},
	{"mysql", "MySQL"},
	{"nginx", "Nginx configuration file"},
	{"perl", "Perl"},
	{"php", "PHP"},
	{"plpgsql", "PL/pgSQL"},
	{"postgresql", "PostgreSQL SQL dialect"},
	{"powershell", "PowerShell"},
	{"properties", "properties"},
	{"protobuf", "Protocol Buffer"},
	{"python", "Python"},
	{"r", "R"},
	{"ruby", "Ruby"},
	{"rust", "Rust"},
	{"scss", "SCSS"},
	{"sql", "SQL"},
	{"systemd", "SYSTEMD"},
	{"terraform", "Terraform"},
	{"text", "plaintext"},
	{"toml", "TOML"},
	{"tsql", "Transact-SQL"},
	{"typescript", "TypeScript"},
	{"vbnet", "VB.net"},
	{"xml", "XML"},
	{"yaml", "YAML"},
}

// patches put words of the rule files in the place of Go functions, which chroma uses where its rules cannot say something.
var patches = []struct{ file, expr, emit string }{
	{"go", "(`)([^`]*)(`)", "groups(LiteralString,using(gostring),LiteralString)"},
	{"http", `([^\s:]+)( *)(:)( *)([^\r\n]+)(\r?\n|\Z)`, "groups(Name,Text,Operator,Text,Literal,Text)"},
	{"http", `([\t ]+)([^\r\n]+)(\r?\n|\Z)`, "groups(Text,Literal,Text)"},
	{"http", `.+`, "body(Generic)"},
}

// TestRuleFiles holds the rule files to the chroma release in go.mod: when that changes, this says which files to write anew,
// and the equality tests then say whether the engine still understands them.
func TestRuleFiles(t *testing.T) {
	want := map[string]string{}
	for _, o := range origins {
		want[o.file] = ruleFileOf(t, o.file, o.chroma)
	}
	// Text between the actions of a template in a Go string is the string's.
	want["gostring"] = strings.ReplaceAll(want["gotemplate"], " Other", " LiteralString")
	for file, text := range want {
		path := filepath.Join("lexers", "chroma", file+".rules")
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		have, err := os.ReadFile(path)
		if err != nil || string(have) != text {
			t.Errorf("%s is not what chroma's lexer says: run go test -run TestRuleFiles -update (%v)", path, err)
		}
	}
	files, err := os.ReadDir("lexers/chroma")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), ".rules"); ok && want[name] == "" {
			t.Errorf("%s has no origin", f.Name())
		}
	}
}

func TestContentTypesAreChromas(t *testing.T) {
	for _, c := range contentTypes {
		l := lexers.MatchMimeType(c.mime)
		if l == nil || !slices.Contains(origins, origin{c.lexer, l.Config().Name}) {
			t.Errorf("%s is not %s to chroma", c.mime, c.lexer)
		}
	}
}

func TestWordsAreRegexp2s(t *testing.T) {
	for r := range rune(0x300) {
		if word(r) != syntax.IsWordChar(r) || r < 128 && asciiWord(byte(r)) != syntax.IsWordChar(r) {
			t.Errorf("%q", r)
		}
	}
}

func chromaLexer(t testing.TB, name string) chroma.Lexer {
	l := lexers.Get(name)
	if l == nil {
		t.Fatalf("chroma has no lexer %q", name)
	}
	return l
}

// ruleFileOf writes chroma's rules in the words of the rule files.
func ruleFileOf(t testing.TB, file, name string) string {
	l := chromaLexer(t, name)
	front := false
	regex, ok := l.(*chroma.RegexLexer)
	if !ok { // a wrapper in Go around the rules: markdown and http
		front = name == "markdown"
		regex = reflect.ValueOf(l).Elem().FieldByName("Lexer").Interface().(*chroma.RegexLexer)
	}
	config := regex.Config()
	var b strings.Builder
	fmt.Fprintf(&b, "# The rules of chroma's lexer %q, %s, licence in LICENSE. Written by go test -update.\n", config.Name, moduleVersion(t, "github.com/alecthomas/chroma/v2"))
	var flags []string
	for _, f := range []struct {
		on   bool
		word string
	}{{config.EnsureNL, "newline"}, {config.DotAll, "dotall"}, {config.CaseInsensitive, "fold"}, {config.NotMultiline, "oneline"}} {
		if f.on {
			flags = append(flags, f.word)
		}
	}
	if len(flags) > 0 {
		fmt.Fprintf(&b, "flags %s\n", strings.Join(flags, " "))
	}
	if front {
		b.WriteString("front yaml\n")
	}
	rules := regex.MustRules()
	var states []string
	for name := range rules {
		states = append(states, name)
	}
	slices.Sort(states)
	for _, name := range states {
		fmt.Fprintf(&b, "\nstate %s\n", stateName(name))
		for _, r := range rules[name] {
			b.WriteString(ruleText(t, file, r) + "\n")
		}
	}
	return b.String()
}

func moduleVersion(t testing.TB, module string) string {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(mod)) {
		if f := strings.Fields(line); slices.Contains(f, module) {
			return f[slices.Index(f, module)+1]
		}
	}
	t.Fatalf("go.mod does not name %s", module)
	return ""
}

// stateName writes what the rule files use to separate words as its code.
func stateName(name string) string {
	var b strings.Builder
	for _, r := range name {
		if strings.ContainsRune(" ,()~", r) {
			fmt.Fprintf(&b, "~%x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ruleText(t testing.TB, file string, r chroma.Rule) string {
	if m, ok := r.Mutator.(chroma.SerialisableMutator); ok && m.MutatorKind() == "include" {
		return "include " + stateName(field(m, "State").String())
	}
	expr := strconv.Quote(r.Pattern)
	if strconv.CanBackquote(r.Pattern) {
		expr = "`" + r.Pattern + "`"
	}
	text := expr + " " + emitterText(t, file, r)
	if moves := mutatorText(t, r.Mutator); moves != "" {
		text += " " + moves
	}
	return text
}

func field(v any, name string) reflect.Value { return reflect.ValueOf(v).Elem().FieldByName(name) }

func emitterText(t testing.TB, file string, r chroma.Rule) string {
	for _, p := range patches {
		if p.file == file && p.expr == r.Pattern {
			return p.emit
		}
	}
	return oneEmitter(t, file, r.Pattern, r.Type)
}

func oneEmitter(t testing.TB, file, expr string, e chroma.Emitter) string {
	if e == nil {
		return "-"
	}
	s, ok := e.(chroma.SerialisableEmitter)
	if !ok {
		t.Fatalf("%s: %q emits by a Go function; add a patch", file, expr)
	}
	list := func() string {
		var parts []string
		for _, e := range field(s, "Emitters").Interface().(chroma.Emitters) {
			parts = append(parts, oneEmitter(t, file, expr, e))
		}
		return strings.Join(parts, ",")
	}
	switch s.EmitterKind() {
	case "token":
		return e.(chroma.TokenType).String()
	case "bygroups":
		return "groups(" + list() + ")"
	case "usingself":
		return "self(" + stateName(field(s, "State").String()) + ")"
	case "using":
		name := chromaLexer(t, field(s, "Lexer").String()).Config().Name
		for _, o := range origins {
			if o.chroma == name {
				return "using(" + o.file + ")"
			}
		}
		t.Fatalf("%s uses chroma's lexer %q, which is not among the origins", file, name)
	case "usingbygroup":
		return fmt.Sprintf("named(%d,%d,%s)", field(s, "SublexerNameGroup").Int(), field(s, "CodeGroup").Int(), list())
	}
	t.Fatalf("%s: unknown emitter %q", file, s.EmitterKind())
	return ""
}

func mutatorText(t testing.TB, m chroma.Mutator) string {
	if m == nil {
		return ""
	}
	s, ok := m.(chroma.SerialisableMutator)
	if !ok {
		t.Fatalf("a mutator is a Go function")
	}
	states := func() string {
		var names []string
		for _, name := range field(s, "States").Interface().([]string) {
			names = append(names, stateName(name))
		}
		return strings.Join(names, ",")
	}
	switch s.MutatorKind() {
	case "push":
		return "push(" + states() + ")"
	case "combined":
		return "combine(" + states() + ")"
	case "pop":
		return fmt.Sprintf("pop(%d)", field(s, "Depth").Int())
	case "mutators":
		var words []string
		for _, m := range field(s, "Mutators").Interface().([]chroma.Mutator) {
			words = append(words, mutatorText(t, m))
		}
		return strings.Join(words, " ")
	}
	t.Fatalf("unknown mutator %q", s.MutatorKind())
	return ""
}
