package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// dokuWikiFormat reads pages of DokuWiki.
func dokuWikiFormat() format {
	return format{
		name: "DokuWiki",
		is: func(in *input) bool {
			switch in.ext() {
			case ".dokuwiki":
				return true
			case ".txt", ".wiki", "":
				return in.wiki() == "dokuwiki"
			}
			return false
		},
		read: func(in *input) (document, error) { return readDokuWiki(in.text), nil },
	}
}

var (
	dokuHeading = pattern.Of(`^\s?(={2,6})\s*(.+?)\s*={2,6}\s*$`)
	dokuList    = pattern.Of(`^( {2,}|\t+)([*-])\s*(.*)$`)
	dokuBlock   = pattern.Of(`(?i)^\s*<(code|file|html|php|WRAP|note|hidden|columns)\b([^>]*)>`)
	dokuMacro   = pattern.Of(`^\s*~~[A-Za-z:_ 0-9-]+~~\s*$`)
	dokuLink    = pattern.Of(`^\[\[([^\]|\n]+)(?:\|((?:[^\]]|\][^\]])*))?\]\]`)
	dokuMedia   = pattern.Of(`^\{\{\s*([^}|?\n]+?)(?:\?([^}|]*))?\s*(?:\|([^}]*))?\}\}`)
	dokuNote    = pattern.Of(`^\(\(((?:[^()]|\([^()]*\))+)\)\)`)
	dokuTag     = pattern.Of(`(?i)^<(del|sub|sup|nowiki|wrap|kbd)\b[^>]*>`)
)

type dokuReader struct {
	doc    document
	inline wikiInline
	lines  []string
	at     int
	depth  int
}

func readDokuWiki(text string) document {
	r := &dokuReader{lines: strings.Split(text, "\n")}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	r.inline = wikiInline{
		marks: []delimiterMark{
			{"**", strong, false}, {"//", emphasis, false}, {"__", underline, false}, {"''", codeSpan, true}, {"%%", words, true},
		},
		special: r.special,
	}
	r.doc.blocks = r.blocks()
	return r.doc
}

func (r *dokuReader) sub(text string) []block {
	inner := &dokuReader{doc: r.doc, depth: r.depth, lines: strings.Split(text, "\n")}
	inner.inline = r.inline
	list := inner.blocks()
	r.doc.found = inner.doc.found
	return list
}

func (r *dokuReader) blocks() (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(r.lines[r.at:], " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	var text []string
	flush := func() {
		if s := strings.TrimSpace(strings.Join(text, " ")); s != "" {
			in := trimmed(r.inline.read(s))
			if onlyImages(in) {
				out = append(out, block{kind: figure, text: in})
			} else if hasWords(in) || len(onlyNotes(in)) > 0 {
				out = append(out, para(in...))
			}
		}
		text = nil
	}
	for r.at < len(r.lines) {
		line := strings.TrimRight(r.lines[r.at], " ")
		switch {
		case line == "":
			flush()
			r.at++
		case dokuHeading.MatchString(line):
			flush()
			m := dokuHeading.FindStringSubmatch(line)
			in := r.inline.read(m[2])
			out = append(out, block{kind: heading, level: 7 - len(m[1]), text: in, anchors: []string{i18n.Slug(plain(in)), strings.ReplaceAll(i18n.Slug(plain(in)), "-", "_")}})
			r.at++
		case dokuBlock.MatchString(line):
			flush()
			out = append(out, r.fence()...)
		case dokuList.MatchString(r.lines[r.at]):
			flush()
			out = append(out, r.list()...)
		case line[0] == '^' || line[0] == '|':
			flush()
			out = append(out, r.table())
		case line[0] == '>':
			flush()
			var inner []string
			for r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], ">") {
				inner = append(inner, strings.TrimLeft(r.lines[r.at], "> "), "")
				r.at++
			}
			out = append(out, block{kind: quotation, blocks: r.sub(strings.Join(inner, "\n"))})
		case strings.HasPrefix(line, "----"):
			flush()
			out = append(out, block{kind: rule})
			r.at++
		case dokuMacro.MatchString(line):
			flush()
			out = append(out, remarkOf(diag.Info, "IMP-09.omitido", strings.TrimSpace(line)))
			r.at++
		case (strings.HasPrefix(r.lines[r.at], "  ") || strings.HasPrefix(r.lines[r.at], "\t")) && len(text) == 0:
			var code []string
			for r.at < len(r.lines) && (strings.HasPrefix(r.lines[r.at], "  ") || strings.HasPrefix(r.lines[r.at], "\t")) && strings.TrimSpace(r.lines[r.at]) != "" {
				code = append(code, strings.TrimPrefix(strings.TrimPrefix(r.lines[r.at], "  "), "\t"))
				r.at++
			}
			out = append(out, block{kind: codeBlock, code: strings.Join(code, "\n")})
		default:
			text = append(text, line)
			r.at++
		}
	}
	flush()
	return out
}

// fence reads what stands between tags: code, or a callout of the plugin that
// wraps.
func (r *dokuReader) fence() []block {
	line := r.lines[r.at]
	m := dokuBlock.FindStringSubmatch(line)
	name := strings.ToLower(m[1])
	end := "</" + name
	depth := 1
	body := textUntil(r.lines, &r.at, strings.TrimLeft(line, " ")[len(strings.TrimLeft(m[0], " ")):], func(rest string) (int, int) {
		low := smallLetters(rest)
		depth += strings.Count(low, "<"+name) - strings.Count(low, end)
		i := strings.LastIndex(low, end)
		if depth > 0 && name != "code" && name != "file" {
			i = -1
		}
		return i, tagEnd(rest, i)
	})
	args := strings.Fields(m[2])
	switch name {
	case "code", "file":
		b := block{kind: codeBlock, code: body}
		if len(args) > 0 && args[0] != "-" {
			b.lang = args[0]
		}
		if len(args) > 1 {
			b.caption = []inline{say(args[1])}
		}
		return []block{b}
	case "html", "php":
		return []block{{kind: codeBlock, code: body, lang: name}, remarkOf(diag.Warning, "IMP-09.macro", name)}
	}
	label := ""
	for _, a := range args {
		label = firstOf(label, callouts[strings.ToLower(a)])
	}
	if name == "note" {
		label = firstOf(label, "NOTA")
	}
	list := r.sub(body)
	if label == "" {
		return append([]block{remarkOf(diag.Info, "IMP-09.omitido", strings.TrimSpace(m[0]))}, list...)
	}
	return []block{{kind: callout, label: label, blocks: list}}
}

func (r *dokuReader) list() []block {
	var points []point
	for r.at < len(r.lines) {
		m := dokuList.FindStringSubmatch(r.lines[r.at])
		if m == nil {
			break
		}
		r.at++
		text := m[3]
		p := point{depth: len(strings.ReplaceAll(m[1], "\t", "  ")) / 2, ordered: m[2] == "-"}
		if i := strings.Index(smallLetters(text), "<code"); i >= 0 {
			r.at--
			r.lines[r.at] = text[i:]
			text = text[:i]
		}
		if strings.TrimSpace(text) != "" {
			p.body = []block{para(r.inline.read(strings.TrimSpace(text))...)}
		}
		if r.at < len(r.lines) && dokuBlock.MatchString(r.lines[r.at]) && strings.HasPrefix(strings.ToLower(strings.TrimSpace(r.lines[r.at])), "<code") {
			p.body = append(p.body, r.fence()...)
		}
		points = append(points, p)
	}
	return nested(points)
}

// table reads lines of cells. «:::» goes on with the cell above, an empty one with
// the cell before.
func (r *dokuReader) table() block {
	t := &table{}
	above := map[int][2]int{} // by column: where the cell is that it shows
	for r.at < len(r.lines) {
		line := strings.TrimSpace(r.lines[r.at])
		if line == "" || line[0] != '^' && line[0] != '|' {
			break
		}
		r.at++
		var out row
		heads := 0
		column := 0
		for len(line) > 1 {
			sign := line[0]
			end := cellEnd(line[1:])
			text := line[1 : 1+end]
			line = line[1+end:]
			bare := strings.TrimSpace(text)
			n := len(out.cells)
			switch {
			case text == "" && n > 0:
				out.cells[n-1].cols = max(out.cells[n-1].cols, 1) + 1
			case bare == ":::":
				if p, ok := above[column]; ok {
					c := &t.rows[p[0]].cells[p[1]]
					c.rows = max(c.rows, 1) + 1
				}
			default:
				c := cell{head: sign == '^'}
				if bare != "" {
					c.blocks = []block{para(r.inline.read(bare)...)}
				}
				switch left, right := strings.HasPrefix(text, "  "), strings.HasSuffix(text, "  "); {
				case left && right && bare != "":
					c.align = 'c'
				case left && bare != "":
					c.align = 'r'
				}
				if c.head {
					heads++
				}
				above[column] = [2]int{len(t.rows), n}
				out.cells = append(out.cells, c)
			}
			column++
		}
		out.head = heads > 0 && heads == len(out.cells) && (len(t.rows) == 0 || t.rows[len(t.rows)-1].head)
		t.rows = append(t.rows, out)
	}
	t.headers = len(t.rows) > 1
	for _, line := range t.rows {
		t.headers = t.headers && len(line.cells) > 0 && line.cells[0].head
	}
	return block{kind: tableBlock, table: t}
}

// cellEnd is where a cell ends: at a sign that is not in a link.
func cellEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "[[") || strings.HasPrefix(s[i:], "{{"):
			depth++
			i++
		case (strings.HasPrefix(s[i:], "]]") || strings.HasPrefix(s[i:], "}}")) && depth > 0:
			depth--
			i++
		case (s[i] == '|' || s[i] == '^') && depth == 0:
			return i
		}
	}
	return len(s)
}

func (r *dokuReader) special(rest string, prev rune) ([]inline, int) {
	switch rest[0] {
	case '\\':
		if rest == `\\` || strings.HasPrefix(rest, `\\ `) || strings.HasPrefix(rest, "\\\\\n") {
			return []inline{{kind: lineBreak, text: "\n"}}, min(3, len(rest))
		}
	case '[':
		if !strings.Contains(rest, "]]") {
			break
		}
		if m := dokuLink.FindStringSubmatch(rest); m != nil {
			target := strings.TrimSpace(m[1])
			text := strings.TrimSpace(m[2])
			if !isExternal(target) && !strings.Contains(target, `\\`) {
				text = firstOf(text, target[strings.LastIndexAny(target, ":/")+1:])
				if a, ok := strings.CutPrefix(target, "#"); ok {
					target = "#" + i18n.Slug(a)
				} else {
					target = wikiTarget(target)
				}
			}
			return []inline{{kind: link, target: target, kids: r.inline.read(text)}}, len(m[0])
		}
	case '{':
		if m := dokuMedia.FindStringSubmatch(rest); m != nil {
			if strings.Contains(m[1], ">") {
				return []inline{say(m[3]), lostMacro(m[1])}, len(m[0])
			}
			name := strings.ReplaceAll(strings.TrimLeft(m[1], ": "), ":", "/")
			if isExternal(m[1]) {
				name = m[1]
			}
			return []inline{mediaFile(name, strings.TrimSpace(m[3]))}, len(m[0])
		}
	case '(':
		if m := dokuNote.FindStringSubmatch(rest); m != nil {
			name := "nota" + strconv.Itoa(len(r.doc.notes)+1)
			r.doc.notes[name] = []block{para(say(m[1]))}
			r.doc.notes[name] = []block{para(r.inline.scan(m[1], 10)...)}
			return []inline{{kind: noteRef, target: name}}, len(m[0])
		}
	case '<':
		m := dokuTag.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		name := strings.ToLower(m[1])
		end := strings.Index(smallLetters(rest[len(m[0]):]), "</"+name+">")
		if end < 0 {
			break
		}
		end += len(m[0])
		inner, n := rest[len(m[0]):end], end+len(name)+3
		switch name {
		case "nowiki":
			return []inline{say(inner)}, n
		case "kbd":
			return []inline{{kind: keyboard, text: inner}}, n
		case "wrap":
			return r.inline.read(inner), n
		}
		return []inline{{kind: tagKinds[name], kids: r.inline.read(inner)}}, n
	case '/':
		if prev == ':' {
			return []inline{say("/")}, 1 // of an address
		}
	case 'h':
		return linkedURL(rest, prev)
	}
	return nil, 0
}
