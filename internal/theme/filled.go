package theme

import (
	"bytes"
	"html/template"
	"strconv"
)

// filled draws a page of long texts: a sign stands for each while the templates are
// executed, and then the text takes its place. A template would copy it three times,
// and the page for printing has the whole manual. draw is given what to show for the
// text of a number. The texts themselves are shown to a theme with templates of its
// own, which may do anything with them, and where the page says a sign anyhow.
func (t *Theme) filled(page *bytes.Buffer, texts [][]byte, draw func(page *bytes.Buffer, text func(i int) template.HTML) error) error {
	if !t.userTemplates {
		buf := t.buffers.Get().(*bytes.Buffer)
		defer t.buffers.Put(buf)
		buf.Reset()
		if err := draw(buf, func(i int) template.HTML { return template.HTML(numberedSign(i)) }); err != nil {
			return err
		}
		if fill(page, buf.Bytes(), texts) {
			return nil
		}
	}
	return draw(page, func(i int) template.HTML { return template.HTML(texts[i]) })
}

func numberedSign(i int) string { return signEnd + strconv.Itoa(i) + signEnd }

// fill writes a page with texts in the place of their signs. It writes nothing unless
// each sign is there, once, in order, and no other.
func fill(page *bytes.Buffer, drawn []byte, texts [][]byte) bool {
	if bytes.Count(drawn, []byte(signEnd)) != 2*len(texts) {
		return false
	}
	before := page.Len()
	for i, text := range texts {
		piece, rest, ok := bytes.Cut(drawn, []byte(numberedSign(i)))
		if !ok {
			page.Truncate(before)
			return false
		}
		page.Write(piece)
		page.Write(text)
		drawn = rest
	}
	page.Write(drawn)
	return true
}
