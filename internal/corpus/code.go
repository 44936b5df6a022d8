package corpus

import (
	"fmt"
	"strconv"
	"strings"
)

// listing is a piece of code. In ‹kind› or ‹kind2› stands a value of that
// kind, the same one wherever the name recurs; a line that begins with × is
// written two to five times, with values of its own.
type listing struct{ lang, text string }

// code writes a listing as a fence. A third of those of real manuals are in
// others too, word for word.
func (w *writer) code(indent string) {
	l := pick(w, templates)
	if w.chance(35) {
		l = pick(w, commonplaces)
	}
	w.put("%s```%s\n", indent, l.lang)
	for line := range strings.Lines(w.fill(l.text)) {
		if line != "\n" {
			w.put("%s", indent)
		}
		w.put("%s", line)
	}
	w.put("%s```\n\n", indent)
}

// fill writes a listing's text with values.
func (w *writer) fill(text string) string {
	var b strings.Builder
	known := map[string]string{}
	for line := range strings.Lines(text) {
		pattern, repeated := strings.CutPrefix(line, "×")
		if !repeated {
			w.fillLine(&b, line, known)
			continue
		}
		for range 2 + w.IntN(4) {
			w.fillLine(&b, pattern, map[string]string{})
		}
	}
	return b.String()
}

func (w *writer) fillLine(b *strings.Builder, line string, known map[string]string) {
	for {
		before, rest, found := strings.Cut(line, "‹")
		b.WriteString(before)
		if !found {
			return
		}
		name, after, _ := strings.Cut(rest, "›")
		if known[name] == "" {
			known[name] = w.value(strings.TrimRight(name, "0123456789"))
		}
		b.WriteString(known[name])
		line = after
	}
}

// value invents a value of a kind.
func (w *writer) value(kind string) string {
	switch kind {
	case "app":
		return fmt.Sprintf("%s-%s-%04d", pick(w, []string{"api", "web", "lote", "portal", "cola", "reportes"}), pick(w, []string{"nucleo", "datos", "borde"}), w.manual)
	case "host":
		return fmt.Sprintf("%s.s%04d.example", pick(w, []string{"app", "bd", "cache", "identidad"}), w.manual)
	case "id":
		return strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n").Replace(pick(w, nouns))
	case "Id":
		return capital(w.value("id"))
	case "ip":
		return fmt.Sprintf("%s.%d", pick(w, []string{"192.0.2", "198.51.100"}), 1+w.IntN(254))
	case "port":
		return strconv.Itoa(1024 + w.IntN(60000))
	case "version":
		return fmt.Sprintf("%d.%d.%d", 1+w.IntN(9), w.IntN(30), w.IntN(20))
	case "n":
		return strconv.Itoa(1 + w.IntN(90))
	case "hora":
		return fmt.Sprintf("%02d:%02d:%02d", w.IntN(24), w.IntN(60), w.IntN(60))
	case "frase":
		return w.phrase(5)
	default:
		panic("corpus: a listing asks for «" + kind + "»")
	}
}
