package highlight

import (
	"strings"
	"testing"
	"time"
)

// hostile are inputs that make backtracking rules work; chroma takes seconds to hours for some of them. Each is repeated to
// the size limit.
var hostile = []string{
	"\n", " ", "-", "a ", "/*a ", "(", "[", "{", "<", "\"", "'", "`", "\\", "a", "aA1", "${", "{{", "<a ", "<!--", "#", "=", "a=", "0", "é",
	"a\n", " \n", "\t", "*a ", "a.", "a::", "$(", "<<A\n", "'''", "\"\"\"", "//", "/", "a:b ", "@", "%", "a(", "\"a", "\\\n", "%{", "q{", "a,",
}

// TestHostileSourcesEnd gives every language every hostile input. All must end within the steps, so within a time, 50 ms on an idle
// machine; what takes longer gets more tries and ten times that, since the
// machine that runs the tests may be busy. The short run, which may be under the
// race detector, asks only for the steps.
func TestHostileSourcesEnd(t *testing.T) {
	const limit = 500 * time.Millisecond
	h := New()
	size, tries := MaxSize, 5
	if testing.Short() {
		size, tries = 4<<10, 1
	}
	for _, l := range languages { // the rules are compiled beforehand
		h.Append(nil, l.Name, "", Options{})
	}
	var worst time.Duration
	var of string
	var out []byte
	plain := 0
	for _, l := range languages {
		for _, unit := range hostile {
			code := strings.Repeat(unit, size/len(unit))
			var reason Reason
			took := limit
			for try := 0; took >= limit/10 && try < tries; try++ {
				start := time.Now()
				out, reason = h.Append(out[:0], l.Name, code, Options{})
				took = min(took, time.Since(start))
			}
			if took > worst {
				worst, of = took, l.Name+" "+unit
			}
			if reason == TooSlow {
				plain++
			} else if reason != "" {
				t.Errorf("%s of %q: %s", l.Name, unit, reason)
			}
		}
	}
	t.Logf("worst %v: %q; %d of %d plain", worst, of, plain, len(languages)*len(hostile))
	if worst >= limit && !testing.Short() {
		t.Errorf("%q takes %v", of, worst)
	}
}

// TestHonestSourcesAreNeverTooSlow takes the source of each language as it is, where half of the steps must do, and repeated to a
// long listing. (The rules for PostgreSQL look for the end of every $$ up to the end of the source.)
func TestHonestSourcesAreNeverTooSlow(t *testing.T) {
	h := New()
	worst, of := 0.0, ""
	for name, code := range snippets(t) {
		i, _ := h.find(name)
		_, steps, reason := ownTokens(h, languages[i].lexer, code)
		share := float64(steps) / float64(min(stepsAtLeast+stepsPerByte*len(code), stepsAtMost))
		if reason != "" || share > 0.5 {
			t.Errorf("%s: %.2f of the steps, %s", name, share, reason)
		}
		if share > worst {
			worst, of = share, name
		}
		if _, _, reason = ownTokens(h, languages[i].lexer, strings.Repeat(code, 8<<10/len(code)+1)); reason != "" {
			t.Errorf("%s, repeated: %s", name, reason)
		}
	}
	t.Logf("at most %.2f of the steps: %s", worst, of)
}
