package importer

import (
	"strings"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

const bullets = "•▪●◦‣∙·➢➤✓"

func isBullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(bullets, r) && len(s) > size
}

// typedNumber is a number that somebody typed before a point of a list: a tab is
// behind it.
var typedNumber = pattern.Of(`^\(?(?:(\d{1,3})|[A-Za-z]|[ivxIVX]{1,4})(?:[.)]|\.-)\t\s*`)

// typedPoints makes lists of paragraphs that begin with numbers one after the other.
// Letters stay as they are: texts speak of them.
func typedPoints(list []block) []block {
	var out []block
	for i := 0; i < len(list); {
		l := block{kind: listBlock, ordered: true}
		n := i
		for ; n < len(list); n++ {
			k, text := pointNumber(&list[n])
			if k < 0 || n > i && k != l.start+n-i {
				break
			}
			if n == i {
				l.start = k
			}
			l.items = append(l.items, []block{{kind: paragraph, text: text, anchors: list[n].anchors}})
		}
		if n-i < 2 {
			out = append(out, list[i])
			i++
			continue
		}
		out = append(out, l)
		i = n
	}
	return out
}

// pointNumber is the typed number of a paragraph, and its text behind it; less than
// 0 for none.
func pointNumber(b *block) (int, []inline) {
	if b.kind != paragraph || len(b.text) == 0 || b.text[0].kind != words {
		return -1, nil
	}
	m := typedNumber.FindStringSubmatch(b.text[0].text)
	if m == nil || m[1] == "" {
		return -1, nil
	}
	return number(m[1]), append([]inline{say(b.text[0].text[len(m[0]):])}, b.text[1:]...)
}

// withLetters lets lists count by a letter.
func withLetters(list []block, letter string) []block {
	for i := range list {
		if list[i].kind == listBlock && list[i].ordered {
			list[i].letter = letter
		}
	}
	return list
}

// lettersLost says of each list that counted by letters that it counts by numbers
// now.
func lettersLost(list []block) {
	eachBlock(list, func(b *block) {
		if b.kind == listBlock && b.ordered && b.letter != "" && len(b.items) > 0 {
			b.items[0] = append([]block{remarkOf(diag.Info, "IMP-09.letras", b.letter)}, b.items[0]...)
		}
	})
}

// bulleted makes lists of paragraphs that begin with a bullet.
func bulleted(list []block) []block {
	var out []block
	for _, b := range list {
		var items [][]block
		if b.kind == paragraph {
			items = bulletItems(b.text)
		}
		if items == nil {
			out = append(out, b)
			continue
		}
		if n := len(out); n > 0 && out[n-1].kind == listBlock && out[n-1].label == "bullets" {
			out[n-1].items = append(out[n-1].items, items...)
			continue
		}
		out = append(out, block{kind: listBlock, label: "bullets", items: items, anchors: b.anchors})
	}
	return out
}

// bulletItems are the points of a paragraph whose lines all begin with a bullet.
func bulletItems(text []inline) (items [][]block) {
	for _, l := range linesOf(text) {
		l = trimmed(l)
		if len(l) == 0 {
			continue
		}
		if l[0].kind != words || !isBullet(l[0].text) {
			return nil
		}
		_, size := utf8.DecodeRuneInString(l[0].text)
		l = append([]inline{say(strings.TrimLeft(l[0].text[size:], blanks))}, l[1:]...)
		items = append(items, []block{para(l...)})
	}
	return items
}
