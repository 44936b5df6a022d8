package importer

import (
	"strings"
	"unicode/utf8"
)

const bullets = "•▪●◦‣∙·➢➤✓"

func isBullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(bullets, r) && len(s) > size
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
