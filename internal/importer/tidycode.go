package importer

import (
	"slices"
	"strings"

	"folio/internal/check"
	"folio/internal/pattern"
)

// codeLines makes listings of the lines of paragraphs that are nothing but code.
func codeLines(list []block) (out []block) {
	for _, b := range list {
		for k := range b.items {
			b.items[k] = codeLines(b.items[k])
		}
		b.blocks = codeLines(b.blocks)
		if b.kind != paragraph || !slices.ContainsFunc(b.text, func(x inline) bool { return x.kind == lineBreak }) {
			out = append(out, b)
			continue
		}
		var text []inline
		var code []string
		flush := func() {
			if text = trimmed(text); hasWords(text) {
				out = append(out, block{kind: paragraph, text: text, anchors: b.anchors})
				b.anchors = nil
			}
			if code != nil {
				out = append(out, block{kind: codeBlock, code: strings.Join(code, "\n")})
			}
			text, code = nil, nil
		}
		for _, line := range linesOf(b.text) {
			if l := trimmed(line); len(l) == 1 && l[0].kind == codeSpan {
				if code == nil {
					flush()
				}
				code = append(code, l[0].text)
				continue
			}
			if code != nil {
				flush()
			}
			if len(text) > 0 {
				text = append(text, inline{kind: lineBreak, text: "\n"})
			}
			text = append(text, line...)
		}
		flush()
	}
	return out
}

// linesOf parts a text at its line breaks.
func linesOf(text []inline) (lines [][]inline) {
	line := []inline{}
	for _, x := range text {
		if x.kind == lineBreak {
			lines, line = append(lines, line), []inline{}
			continue
		}
		line = append(line, x)
	}
	return append(lines, line)
}

// languages guesses the language of listings that say none.
func (d *draft) languages() {
	eachBlock(d.blocks, func(b *block) {
		if b.kind != codeBlock {
			return
		}
		b.lang = strings.ToLower(strings.TrimSpace(b.lang))
		if other := languageNames[b.lang]; other != "" {
			b.lang = other
		}
		if !langForm.MatchString(b.lang) {
			b.lang = ""
		}
		switch is := check.Language(b.code); {
		case b.lang == "" || is == "dockerfile" && b.lang == "yaml" || is == "dotenv" && b.lang == "bash":
			b.lang = is
		case b.lang == "json" && slashes.MatchString(b.code):
			b.lang = "jsonc"
		}
		if b.lang == "" {
			b.lang = "text"
		}
	})
}

// slashes are a comment that JSON does not have.
var slashes = pattern.Of(`(?m)^\s*//`)

var langForm = pattern.Of(`^[a-z0-9+#._-]{1,30}$`)

// languageNames are those that other programs have for languages.
var languageNames = map[string]string{
	"shell": "bash", "sh": "bash", "none": "text", "plain": "text", "plaintext": "text", "txt": "text", "html/xml": "xml", "c#": "csharp",
	"yml": "yaml", "shell-session": "console", "text only": "text", "default": "text",
}
