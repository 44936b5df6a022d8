package i18n

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// everyText calls f with each key of each chapter, in order.
func everyText(f func(key string, t text)) {
	for _, c := range chapters() {
		keys := make([]string, 0, len(c))
		for key := range c {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			f(key, c[key])
		}
	}
}

func TestOneTextForEachKey(t *testing.T) {
	seen := map[string]bool{}
	everyText(func(key string, _ text) {
		if seen[key] {
			t.Errorf("%s stands in two chapters", key)
		}
		seen[key] = true
	})
}

func TestNoTextIsEmpty(t *testing.T) {
	everyText(func(key string, w text) {
		for _, s := range []string{w.es, w.en} {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s is empty in one language", key)
			}
		}
	})
}

// TestBothLanguagesTakeTheSameArguments: an argument that one forgot would be
// lost to its readers.
func TestBothLanguagesTakeTheSameArguments(t *testing.T) {
	argument := regexp.MustCompile(`\{\d+\}`)
	of := func(s string) []string {
		list := argument.FindAllString(s, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	everyText(func(key string, w text) {
		if es, en := of(w.es), of(w.en); !slices.Equal(es, en) {
			t.Errorf("%s: Spanish has %v, English %v", key, es, en)
		}
	})
}

// TestHintsAreSentences: they are printed after «pista: » and end in a stop.
func TestHintsAreSentences(t *testing.T) {
	everyText(func(key string, w text) {
		if !strings.HasSuffix(key, ".pista") {
			return
		}
		for _, s := range []string{w.es, w.en} {
			if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
				t.Errorf("%s: a hint ends in a stop: %q", key, s)
			}
		}
	})
}

// TestEveryHintHasItsMessage: a hint whose key has a slip would never show.
func TestEveryHintHasItsMessage(t *testing.T) {
	keys := map[string]bool{}
	everyText(func(key string, _ text) { keys[key] = true })
	everyText(func(key string, _ text) {
		if message, ok := strings.CutSuffix(key, ".pista"); ok && !keys[message] {
			t.Errorf("%s is the hint of no message", key)
		}
	})
}

// TestTheWordsOfALanguageAreItsOwn: a text that is the same in both is most
// likely one that was never translated; Spanish quotes belong to Spanish.
func TestTheWordsOfALanguageAreItsOwn(t *testing.T) {
	everyText(func(key string, w text) {
		if strings.ContainsAny(w.es, "“”") {
			t.Errorf("%s: English quotes in Spanish: %q", key, w.es)
		}
		if strings.ContainsAny(w.en, "«»¿¡") {
			t.Errorf("%s: Spanish marks in English: %q", key, w.en)
		}
		if w.es == w.en && strings.Contains(w.es, " ") && regexp.MustCompile(`[a-z]{4,} [a-z]{4,}`).MatchString(w.es) {
			t.Errorf("%s is the same in both languages: %q", key, w.es)
		}
	})
}
