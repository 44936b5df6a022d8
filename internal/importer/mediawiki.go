package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// mediaWikiFormat reads pages of MediaWiki, as text or as its XML export.
func mediaWikiFormat() format {
	return format{
		name: "MediaWiki",
		is: func(in *input) bool {
			switch in.ext() {
			case ".mediawiki", ".mw":
				return true
			case ".xml":
				return strings.Contains(in.text[:min(len(in.text), 2000)], "<mediawiki")
			case ".wiki", ".txt", "":
				return in.wiki() == "mediawiki"
			}
			return false
		},
		read: readMediaWiki,
	}
}

var (
	xwikiSigns    = pattern.Of(`(?m)\{\{/(?:code|info|warning|html|box)\}\}|\[\[[^\]\n]*>>|^\(%|\{\{toc`)
	dokuSigns     = pattern.Of(`(?m)^ {0,1}={5,6} .+ ={5,6}\s*$|^  +[*-] \S|</?(?:code|file|WRAP)\b|\\\\ |^\^.*\^\s*$|~~\w+~~`)
	mediaSigns    = pattern.Of(`(?m)'''|^\{\||</?(?:syntaxhighlight|source|nowiki|ref)\b|^={2,6}[^=\n].*[^=]={2,6}\s*$|\[\[(?:File|Archivo|Image|Imagen|Categor)|^[*#:]+ \S`)
	mediaHeading  = pattern.Of(`^(={1,6})\s*(.+?)\s*(={1,6})\s*$`)
	mediaList     = pattern.Of(`^([*#:;]+)\s*(.*)$`)
	mediaCode     = pattern.Of(`(?is)<(syntaxhighlight|source|pre)\b([^>]*)>`)
	mediaGallery  = pattern.Of(`(?i)^<gallery\b[^>]*>`)
	mediaQuote    = pattern.Of(`(?i)^<blockquote\b[^>]*>`)
	mediaAsIs     = pattern.Of(`(?is)<(syntaxhighlight|source|pre|nowiki|code|math)\b[^>]*[^/>]?>.*?</(?:syntaxhighlight|source|pre|nowiki|code|math)\s*>`)
	mediaKept     = pattern.Of(`\x04\d{1,9}\x05`)
	mediaRef      = pattern.Of(`(?is)<ref(\s[^>/]*)?(?:/>|>(.*?)</ref>)`)
	mediaComment  = pattern.Of(`(?s)<!--.*?-->`)
	mediaCategory = pattern.Of(`(?i)\[\[(?:category|categor[íi]a):[^\]]*\]\]`)
	mediaMagic    = pattern.Of(`__[A-ZÍÓ]+__`)
	mediaRedirect = pattern.Of(`(?i)^\s*#(?:redirect|redirecci[óo]n)`)
	mediaExternal = pattern.Of(`^\[((?:https?|ftp|mailto|ssh)[^\s\]]+)(?:\s+([^\]]+))?\]`)
	mediaTag      = pattern.Of(`(?i)^<(/?)(code|tt|kbd|u|s|del|strike|sub|sup|br|small|big|span|div|center|b|i|strong|em|ins|nowiki|p|font|references|noinclude|includeonly|onlyinclude|math|syntaxhighlight|source)\b([^>]*)>`)
	mediaParams   = pattern.Of(`^\s*(?:(?:style|class|align|valign|width|colspan|rowspan|scope|bgcolor|id|cellpadding|cellspacing|border|lang|dir|nowrap)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s|]+)\s*)+\|`)
)

// wiki tells in which wiki's marks a document is written: where it has none, in
// those of its neighbours.
func (in *input) wiki() string {
	kind := firstOf(wikiKind(in.text), in.around)
	if kind == "" && in.ext() == ".wiki" {
		return "mediawiki"
	}
	return kind
}

// wikiKind tells in which wiki's marks a text is written; "" for none.
func wikiKind(s string) string {
	x, d, m := len(xwikiSigns.FindAllString(s, 50)), len(dokuSigns.FindAllString(s, 50)), len(mediaSigns.FindAllString(s, 50))
	switch {
	case x > 0 && x >= d && x >= m:
		return "xwiki"
	case d > 0 && d >= m:
		return "dokuwiki"
	case m > 0:
		return "mediawiki"
	}
	return ""
}

func readMediaWiki(in *input) (document, error) {
	if in.ext() != ".xml" {
		return readMediaPage(pageSource{text: in.text}), nil
	}
	root, err := parseXML(in.data)
	if err != nil {
		return document{}, err
	}
	var pages []pageSource
	var found []finding
	root.find("page", func(n *node) {
		title := strings.TrimSpace(n.kid("title").all())
		text := ""
		n.find("revision", func(r *node) { text = r.kid("text").all() }) // the last one
		if ns := n.kid("ns").all(); ns != "" && ns != "0" || mediaRedirect.MatchString(text) {
			found = append(found, *about(diag.Info, "IMP-09.omitido", title))
			return
		}
		pages = append(pages, pageSource{title, textOf([]byte(text))})
	})
	doc := exported(pages, readMediaPage)
	doc.found = append(doc.found, found...)
	return doc, nil
}

type mediaReader struct {
	doc    document
	inline wikiInline
	lines  []string
	at     int
	depth  int
}

func readMediaPage(p pageSource) document {
	r := &mediaReader{}
	r.doc.notes, r.doc.media = map[string][]block{}, map[string]picture{}
	r.inline = wikiInline{
		marks:   []delimiterMark{{"'''''", strong, false}, {"'''", strong, false}, {"''", emphasis, false}},
		special: r.special,
	}
	r.lines = strings.Split(r.prepared(p.text), "\n")
	r.doc.blocks = r.blocks()
	return r.doc
}

// prepared is a text of a page without what shows nowhere on it or at another
// place. What is in code stays as it is.
func (r *mediaReader) prepared(text string) string {
	var kept []string
	text = mediaAsIs.ReplaceAllStringFunc(text, func(m string) string {
		kept = append(kept, m)
		return "\x04" + strconv.Itoa(len(kept)-1) + "\x05"
	})
	text = mediaComment.ReplaceAllString(text, "")
	for _, form := range []*pattern.Pattern{mediaCategory, mediaMagic} {
		for _, m := range form.FindAllString(text, -1) {
			r.doc.found = append(r.doc.found, *about(diag.Info, "IMP-09.omitido", m))
		}
		text = form.ReplaceAllString(text, "")
	}
	restore := func(s string) string {
		return mediaKept.ReplaceAllStringFunc(s, func(m string) string { return kept[number(m[1:len(m)-1])] })
	}
	return restore(r.refs(text, restore))
}

// refs takes notes out of the text; a call stands for each. restore gives a note
// the code that it has.
func (r *mediaReader) refs(s string, restore func(string) string) string {
	n := 0
	return mediaRef.ReplaceAllStringFunc(s, func(m string) string {
		x := mediaRef.FindStringSubmatch(m)
		name := parametersOf(x[1])["name"]
		if name == "" {
			n++
			name = "nota" + strconv.Itoa(n)
		}
		if x[2] != "" {
			r.doc.notes[name] = []block{para(r.inline.read(strings.Join(strings.Fields(restore(x[2])), " "))...)}
		}
		return "\x02" + name + "\x03"
	})
}

func (r *mediaReader) blocks() (out []block) {
	if r.depth++; r.depth > maxNesting {
		r.depth--
		return []block{para(say(strings.Join(r.lines[r.at:], " ")), noteOf(diag.Warning, "IMP-09.hondo"))}
	}
	defer func() { r.depth-- }()
	var text []string
	flush := func() {
		if s := strings.TrimSpace(strings.Join(text, " ")); s != "" {
			out = append(out, r.paragraph(s)...)
		}
		text = nil
	}
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		bare := strings.TrimSpace(line)
		switch {
		case bare == "":
			flush()
			r.at++
		case mediaHeading.MatchString(bare):
			flush()
			m := mediaHeading.FindStringSubmatch(bare)
			r.at++
			in := r.words(m[2])
			out = append(out, block{kind: heading, level: min(len(m[1]), len(m[3])), text: in, anchors: []string{i18n.Slug(plain(in)), strings.ReplaceAll(plain(in), " ", "_")}})
		case strings.HasPrefix(bare, "{|"):
			flush()
			out = append(out, r.table())
		case codeBegins(bare) == 0:
			flush()
			out = append(out, r.code())
		case mediaGallery.MatchString(bare):
			flush()
			out = append(out, r.gallery(mediaGallery.FindString(bare))...)
		case mediaQuote.MatchString(bare):
			flush()
			out = append(out, r.quotation(mediaQuote.FindString(bare)))
		case mediaList.MatchString(line):
			flush()
			out = append(out, r.list()...)
		case strings.HasPrefix(bare, "----"):
			flush()
			out = append(out, block{kind: rule})
			r.at++
		case line[0] == ' ' && len(text) == 0:
			var code []string
			for r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], " ") && strings.TrimSpace(r.lines[r.at]) != "" {
				code = append(code, r.lines[r.at][1:])
				r.at++
			}
			out = append(out, block{kind: codeBlock, code: strings.Join(code, "\n")})
		case strings.HasPrefix(bare, "{{") && !strings.HasPrefix(bare, "{{{"):
			flush()
			out = append(out, r.template()...)
		default:
			if i := codeBegins(line); i > 0 {
				text = append(text, line[:i])
				r.lines[r.at] = line[i:]
				continue
			}
			text = append(text, line)
			r.at++
		}
	}
	flush()
	return out
}

// codeBegins is where in a line code begins that stands by itself; less than 0 for
// none.
func codeBegins(line string) int {
	m := mediaCode.FindStringSubmatchIndex(line)
	if m == nil || inlineCode(strings.ToLower(line[m[2]:m[3]]), line[m[4]:m[5]]) {
		return -1
	}
	return m[0]
}

func (r *mediaReader) code() block {
	open := mediaCode.FindStringSubmatch(strings.TrimSpace(r.lines[r.at]))
	name := strings.ToLower(open[1])
	code := r.element(open[0], name)
	if name == "pre" {
		code = html.UnescapeString(code)
	}
	return block{kind: codeBlock, lang: parametersOf(open[2])["lang"], code: code}
}

// quotation reads <blockquote>, with all that stands in it.
func (r *mediaReader) quotation(open string) block {
	sub := &mediaReader{doc: r.doc, depth: r.depth, inline: r.inline, lines: strings.Split(r.element(open, "blockquote"), "\n")}
	return block{kind: quotation, blocks: sub.blocks()}
}
