package search

import "strings"

// Stem reduces a folded word to what its inflections share: plural and gender,
// the common endings of verbs, and the nouns made from verbs, so that
// «configuraciones», «configurar» and «configurado» meet. What is not made of
// letters only, and what is shorter than four letters, is left as it is.
//
// The steps for plural and final vowel are those of the light stemmer of
// Jacques Savoy, "Report on CLEF-2001 Experiments" (CLEF 2001, LNCS 2406, 2002); the endings of
// verbs are the frequent ones among those listed for the Spanish stemmer of
// Snowball (Martin Porter, snowballstem.org). Both expect accents; this one
// works on folded words, because a reader's query often has none. The nouns in
// -ción and -miento and the plurals of English words («logs») are added here.
//
//  1. plural: -ces → -z; -es after a consonant, -s after a vowel or a consonant
//     (not -ss, -us, -is)
//  2. one ending, the longest first, when enough letters remain
//  3. a final vowel, when three letters remain, and the i before it, when four
//     do: «venció» meets «vencer», and all of «reinicio», «reinició» and
//     «reiniciar» stay together; not -ari- and -ori-, so that a «directorio» is
//     no «director»
func Stem(folded string) string {
	w := folded
	if runes(w) < 4 || !onlyLetters(w) {
		return w
	}
	w = singular(w)
	for _, e := range spanishEndings {
		if strings.HasSuffix(w, e.text) {
			if runes(w)-len(e.text) >= e.rest {
				return finalVowel(w[:len(w)-len(e.text)])
			}
			break
		}
	}
	return finalVowel(w)
}

func singular(w string) string {
	n := len(w)
	if w[n-1] != 's' {
		return w
	}
	switch prev := w[n-2]; {
	case prev == 'e' && n > 4 && strings.HasSuffix(w, "ces"):
		return w[:n-3] + "z"
	case prev == 'e' && n > 4 && !isVowel(w[n-3]):
		return w[:n-2]
	case prev == 's' || prev == 'u' || prev == 'i':
		return w
	}
	return w[:n-1]
}

// ending is a suffix and the least number of letters that must remain.
type ending struct {
	text string
	rest int
}

// spanishEndings are tried in this order, so the longer of two stands first.
var spanishEndings = [...]ending{
	{"amiento", 3},
	{"imiento", 3},
	{"iendolo", 3},
	{"andolo", 3},
	{"amente", 4},
	{"arlos", 3},
	{"arlas", 3},
	{"erlos", 3},
	{"irlos", 3},
	{"acion", 3},
	{"icion", 3},
	{"iendo", 3},
	{"ieron", 3},
	{"mente", 4},
	{"ando", 4},
	{"aron", 4},
	{"aran", 4},
	{"eran", 4},
	{"iran", 4},
	{"arse", 3},
	{"erse", 3},
	{"irse", 3},
	{"arlo", 3},
	{"arla", 3},
	{"erlo", 3},
	{"irlo", 3},
	{"aban", 4},
	{"ador", 4},
	{"ado", 4},
	{"ada", 4},
	{"ido", 4},
	{"ida", 4},
	{"aba", 4},
	{"ara", 4},
	{"era", 5},
	{"ira", 4},
	{"ar", 3},
	{"er", 4},
	{"ir", 4},
	{"an", 4},
	{"en", 4},
}

func finalVowel(w string) string {
	if n := len(w); n > 3 && (w[n-1] == 'a' || w[n-1] == 'e' || w[n-1] == 'o') {
		w = w[:n-1]
	}
	if n := len(w); runes(w) > 4 && w[n-1] == 'i' && !isVowel(w[n-2]) && !strings.HasSuffix(w, "ari") && !strings.HasSuffix(w, "ori") {
		return w[:n-1]
	}
	return w
}

func isVowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'
}

func onlyLetters(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != 'ñ' {
			return false
		}
	}
	return true
}

// runes counts the letters of a word of a–z and ñ.
func runes(s string) int { return len(s) - strings.Count(s, "ñ") }
