package importer

import (
	"strconv"
	"strings"
	"sync"

	"folio/internal/pattern"
)

// signFonts have signs where others have letters.
var signFonts = pattern.Of(`(?i)^(?:wingdings(?: [23])?|webdings|symbol|marlett)$`)

// symbols are the signs of those fonts that documents have, by the font's name in
// small letters: pairs of a sign's number and what it is in Unicode.
// Source: the characters' names in Unicode 7.0 and after.
var symbols = sync.OnceValue(func() map[string]map[rune]string {
	return map[string]map[rune]string{
		"wingdings": signs(0x21, "✏✂✁", 0x28, "☎✆✉", 0x36, "⌛⌨", 0x3f, "✍✎", 0x41, "✌", 0x43, "👍👎☜☞☝☟", 0x4a, "☺😐☹💣☠",
			0x51, "✈☼💧❄", 0x6c, "●❍■□", 0x71, "❑❒⬧⧫◆❖⬥☒⍓⌘", 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9e, "·•", 0xa1, "○", 0xa4, "◉◎",
			0xa7, "▪☐", 0xaa, "✦★✶", 0xb1, "⌖", 0xb6, "✰", 0xd5, "⌫⌦", 0xd8, "➢", 0xdc, "➲", 0xdf, "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳", 0xfb, "✗✓☒☑"),
		"wingdings 2": signs(0x4f, "✗✓☒☑☒☒", 0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x96, "●", 0xa0, "▪■□☐"),
		"wingdings 3": signs(0x21, "→", 0x66, "←→↑↓↖↗↙↘", 0x7d, "▶", 0x80, "▲▼△▽◀▶"),
		"webdings":    signs(0x31, "▲▼", 0x33, "◀▶", 0x61, "✔", 0x69, "ℹ", 0x6e, "●", 0x72, "✖", 0xc8, "☎"),
		"symbol": signs(0x22, "∀", 0x24, "∃", 0x27, "∋", 0x2a, "∗", 0x2d, "−", 0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x5c, "∴", 0x5e, "⊥",
			0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x7e, "∼", 0xa1, "ϒ′≤⁄∞", 0xab, "↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xc4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
			0xe5, "∑", 0xf2, "∫"),
	}
})

// signs reads runs of signs: the number of the first, then all in order.
func signs(runs ...any) map[rune]string {
	out := map[rune]string{}
	for i := 0; i+1 < len(runs); i += 2 {
		at := rune(runs[i].(int))
		for _, c := range runs[i+1].(string) {
			out[at] = string(c)
			at++
		}
	}
	return out
}

// symbol reads <w:sym>.
func (r *docxReader) symbol(n *node) []inline {
	k, err := strconv.ParseUint(n.attr("char"), 16, 32)
	if err != nil {
		return nil
	}
	return r.sign(n.attr("font"), rune(k))
}

// sign is a sign of a font. Those of the fonts of signs are in the private range,
// 0xf020 to 0xf0ff, or have the number of a letter.
func (r *docxReader) sign(font string, c rune) []inline {
	private := c >= 0xf000 && c <= 0xf0ff
	name := strings.ToLower(strings.TrimSpace(font))
	if private && symbols()[name] == nil {
		name = "wingdings" // whose signs are pasted most
	}
	known := symbols()[name]
	code := c
	if private {
		code -= 0xf000
	}
	switch s := known[code]; {
	case s != "":
		return []inline{say(s)}
	case known == nil, name == "symbol" && code >= ' ' && code < 0x7f, code == ' ':
		if code < 0xe000 || code > 0xf8ff {
			return []inline{say(string(code))}
		}
	}
	return r.loses("IMP-09.simbolo", font, strconv.FormatInt(int64(c), 16))
}

// inSigns reads words that are written in a font of signs, or have signs of one.
func (r *docxReader) inSigns(text []inline, font string) (out []inline) {
	isSigns := signFonts.MatchString(font)
	for _, x := range text {
		if x.kind != words || !isSigns && !strings.ContainsFunc(x.text, isPrivate) {
			out = append(out, x)
			continue
		}
		for _, c := range x.text {
			if isSigns || isPrivate(c) {
				out = append(out, r.sign(font, c)...)
			} else {
				out = append(out, say(string(c)))
			}
		}
	}
	return out
}

func isPrivate(c rune) bool { return c >= 0xf000 && c <= 0xf0ff }

// symbolField reads SYMBOL 252 \f Wingdings.
func (r *docxReader) symbolField(code string) []inline {
	words := fieldWords(code)
	font := ""
	for i := 1; i+1 < len(words); i++ {
		if words[i] == `\f` {
			font = words[i+1]
		}
	}
	if len(words) == 0 {
		return nil
	}
	k, err := strconv.ParseUint(words[0], 0, 32)
	if err != nil {
		return nil
	}
	return r.sign(font, rune(k))
}
