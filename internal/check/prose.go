package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// signsRule: Spanish is written with its signs, and whole.
func signsRule() Rule {
	return Rule{Codes: []diag.Code{"TXT-01", "TXT-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for _, k := range x.with(lost) {
				lostSigns(x, x.passages[k].Block, r)
			}
			if !x.spanish() {
				continue
			}
			x.unended(r)
			for _, p := range x.passages {
				if b := p.Block; b.Kind != markdown.CodeBlock {
					cutWords(x, b, r)
					typedBullets(x, b, r)
					if hasSigns(b.Text) && !strings.Contains(b.Text, " the ") && !strings.Contains(b.Text, " you ") {
						openSigns(x, b, r)
					}
				}
			}
		}
	}}
}

// spanish tells whether a page is in Spanish: its little words are, and not those
// of English or of Portuguese and Catalan, which have no opening signs.
func (x *Section) spanish() bool {
	es, other := 0, 0
	for _, p := range x.passages {
		if p.Kind == markdown.CodeBlock {
			continue
		}
		for w := range strings.SplitSeq(p.Text, " ") {
			switch w {
			case "el", "los", "las", "y", "del", "una", "es", "con":
				es++
			case "the", "of", "is", "and", "to", "uma", "em", "do", "com", "os", "amb", "els", "les":
				other++
			}
		}
		if es+other > 12 {
			break
		}
	}
	return es > other || es == 0 && other == 0
}

// lost are the letters that a change of encoding leaves.
var lost = watchFor("\uFFFD", "Ã", "Â")

// lostSigns finds letters that a change of encoding lost.
func lostSigns(x *Section, b *markdown.Block, r *reporter) {
	if i := strings.Index(b.Text, "\uFFFD"); i >= 0 {
		r.at(x, b, i, diag.Warning, "TXT-01.perdida")
	}
	for at := 0; ; {
		i := strings.IndexAny(b.Text[at:], "ÃÂ")
		if i < 0 {
			return
		}
		at += i
		next, size := utf8.DecodeRuneInString(b.Text[at+2:])
		// UTF-8 that was read as Latin-1: Ã³ for ó, Â¿ for ¿.
		if next >= 0x80 && next <= 0xbf && size > 1 && (b.Text[at+1] == 0x83 || next == '¿' || next == '¡' || next == '°' || next == '«' || next == '»') {
			r.at(x, b, at, diag.Warning, "TXT-01.codificacion", b.Text[at:at+2+size])
			return
		}
		at += 2
	}
}

// cuts are words whose end is missing, and what they are.
var cuts = map[string]string{
	"Cuá": "Cuál", "cuá": "cuál", "Cuále": "Cuáles", "cuále": "cuáles", "Cuánd": "Cuándo", "cuánd": "cuándo", "Cóm": "Cómo",
	"cóm": "cómo", "Dónd": "Dónde", "dónd": "dónde", "Quié": "Quién", "quié": "quién", "Tambié": "También", "tambié": "también",
	"despué": "después", "Despué": "Después", "Segú": "Según", "segú": "según", "ademá": "además", "Ademá": "Además",
	"aplicació": "aplicación", "configuració": "configuración", "informació": "información", "instalació": "instalación",
	"versió": "versión", "sesió": "sesión", "conexió": "conexión", "documentació": "documentación",
	"administració": "administración", "implementació": "implementación", "solució": "solución", "funció": "función",
	"Aplicació": "Aplicación", "Configuració": "Configuración", "Informació": "Información", "Instalació": "Instalación",
}

// cutWords finds words whose end was lost. Such a word ends in a vowel with its
// accent and two letters at most.
func cutWords(x *Section, b *markdown.Block, r *reporter) {
	for at := 0; ; {
		i := strings.IndexByte(b.Text[at:], "á"[0])
		if i < 0 {
			return
		}
		if at += i + len("á"); at > len(b.Text) {
			return
		}
		end := at
		for end < len(b.Text) && end < at+2 && isLetter(b.Text[end]) {
			end++
		}
		if end < len(b.Text) && wordSigns[b.Text[end]] > 0 && !closesQuote(b.Text[end:]) {
			continue // nearly all
		}
		start := at - len("á")
		for start > 0 && isLetter(b.Text[start-1]) {
			start--
		}
		w := b.Text[start:end]
		if right := cuts[w]; right != "" && (start == 0 || wordSigns[b.Text[start-1]] == 0 || opensQuote(b.Text[:start])) && !covered(b, start) {
			r.at(x, b, start, diag.Warning, "TXT-01.cortada", w, right)
		}
	}
}

// opensQuote tells whether a text ends in a sign that a word may follow.
func opensQuote(before string) bool {
	c, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("¿¡«“", c) && c != utf8.RuneError
}

// closesQuote tells whether a text begins with a sign that may follow a word.
func closesQuote(after string) bool {
	c, _ := utf8.DecodeRuneInString(after)
	return strings.ContainsRune("»”…", c) && c != utf8.RuneError
}

// hasSigns tells whether a text asks or exclaims.
func hasSigns(text string) bool {
	return strings.IndexByte(text, '?') >= 0 || strings.IndexByte(text, '!') >= 0 || strings.Contains(text, "¿") || strings.Contains(text, "¡")
}

// openSigns finds questions and exclamations that never begin, or never end.
func openSigns(x *Section, b *markdown.Block, r *reporter) {
	open, openAt := rune(0), 0
	runes := b.Text
	prev := ' '
	for i, c := range runes {
		before := prev
		prev = c
		switch c {
		case '¿', '¡':
			if covered(b, i) {
				continue
			}
			if open == 0 {
				openAt = i
			}
			open = c
		case '?', '!':
			next, _ := utf8.DecodeRuneInString(runes[i+1:])
			switch {
			case before == '?' || before == '!':
				open = 0
				continue
			case !endsWord(before) || unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("=&/[(", next) && next != utf8.RuneError || covered(b, i):
				continue
			case open == 0:
				r.at(x, b, i, diag.Warning, "TXT-01", string(c), map[rune]string{'?': "¿", '!': "¡"}[c])
			}
			open = 0
		}
	}
	if open != 0 && endsWord(firstAfter(runes, openAt)) {
		r.at(x, b, openAt, diag.Warning, "TXT-01.cierre", string(open), map[rune]string{'¿': "?", '¡': "!"}[open])
	}
}

// firstAfter is the sign after the one at a byte.
func firstAfter(s string, at int) rune {
	_, size := utf8.DecodeRuneInString(s[at:])
	c, _ := utf8.DecodeRuneInString(s[at+size:])
	return c
}

// endsWord tells whether a sign can be the last before a question mark.
func endsWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(")»”\"…}%'", c) && c != utf8.RuneError && c != ' '
}

// typedBullets finds a list whose signs were typed.
func typedBullets(x *Section, b *markdown.Block, r *reporter) {
	if strings.IndexByte(b.Text, "•"[0]) < 0 || !strings.ContainsAny(b.Text, "•▪●◦‣∙") {
		return // nearly all
	}
	first, _ := utf8.DecodeRuneInString(b.Text)
	if strings.ContainsRune("•▪●◦‣∙", first) && b.Text[utf8.RuneLen(first):] != "" && (b.Kind == markdown.ParagraphBlock || b.Kind == markdown.CellBlock && strings.Count(b.Text, string(first)) > 1) && !covered(b, 0) {
		r.at(x, b, 0, diag.Info, "TXT-03", string(first))
		return
	}
	if b.Kind != markdown.ParagraphBlock {
		return
	}
	for i, c := range b.Text {
		if i == 0 || !strings.ContainsRune("•▪●◦‣∙", c) || b.Text[i-1] != ' ' || covered(b, i) {
			continue
		}
		pos, line := x.Outline.At(b, i)
		if len(line)-len(strings.TrimLeft(line, " \t")) == pos.Col-1 {
			r.add(pos, line, diag.Info, "TXT-03", string(c))
			return
		}
	}
}
