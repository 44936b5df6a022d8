package pattern

import "testing"

var word = Of(`(?i)se(r)?v`)

// TestMethodsAreThoseOfRegexp: a pattern answers as its expression does, the first
// time and after that.
func TestMethodsAreThoseOfRegexp(t *testing.T) {
	for range 2 {
		if !word.MatchString("El Servidor") || word.MatchString("nada") || word.String() != `(?i)se(r)?v` {
			t.Error(word)
		}
		if got := word.FindStringSubmatch("servidor"); len(got) != 2 || got[1] != "r" {
			t.Error(got)
		}
		if got := word.ReplaceAllString("un servidor", "<$1>"); got != "un <r>idor" {
			t.Error(got)
		}
	}
	if CompileAll() == 0 {
		t.Error("none is known")
	}
}
