package importer

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
)

// inlines reads the text of a paragraph or of a part of one.
func (r *docxReader) inlines(n *node, style docxStyle) (out []inline) {
	for _, k := range n.kids {
		switch k.name {
		case "r":
			out = append(out, r.run(k, style)...)
		case "hyperlink":
			kids := r.inlines(k, style)
			if to := r.linkTarget(k); to != "" {
				kids = []inline{{kind: link, target: to, kids: kids}}
			}
			out = append(out, kids...)
		case "ins", "moveTo", "smartTag", "customXml", "dir", "bdo":
			out = append(out, r.inlines(k, style)...)
		case "sdt":
			if c := k.kid("sdtContent"); c != nil {
				out = append(append(out, r.inlines(c, style)...), choices(k.kid("sdtPr"))...)
			}
		case "del", "moveFrom":
			r.deleted++
		case "fldSimple":
			r.fields = append(r.fields, &docxField{code: k.attr("instr"), form: k.kid("ffData")})
			r.startResult()
			out = append(out, r.fielded(r.inlines(k, style))...)
			out = append(out, r.endField()...)
		case "bookmarkStart":
			out = append(out, inline{kind: place, target: k.attr("name")})
		case "commentRangeStart", "commentRangeEnd", "bookmarkEnd", "proofErr", "pPr", "":
		case "oMath", "oMathPara":
			out = append(out, r.formula(k)...)
		case "AlternateContent":
			out = append(out, r.inlines(alternative(k), style)...)
		case "drawing", "pict", "object":
			out = append(out, r.drawing(k)...)
		default:
			out = append(out, r.unknown(k, func() []inline { return r.inlines(k, style) })...)
		}
	}
	return out
}

// silent are the elements that say nothing to a reader, beside those that end with
// Start, End, Pr and Ref.
var silent = strings.Fields(`proofErr lastRenderedPageBreak softHyphen separator continuationSeparator pgNum tblGrid dayLong dayShort
	monthLong monthShort yearLong yearShort annotationRef footnoteRef endnoteRef instrText fldData cnfStyle bdo`)

// unknown keeps the words of an element that is not known, and says so once.
func (r *docxReader) unknown(k *node, read func() []inline) []inline {
	for _, end := range []string{"Start", "End", "Pr", "Ref"} {
		if strings.HasSuffix(k.name, end) {
			return nil
		}
	}
	if k.name == "" || slices.Contains(silent, k.name) {
		return nil
	}
	return append(read(), r.loses("IMP-09.elemento", k.name)...)
}

// linkTarget is where a link leads, as the tree has it.
func (r *docxReader) linkTarget(n *node) string {
	anchor := n.attr("anchor")
	if x, ok := r.rels[n.attr("id")]; ok {
		to := x.target
		if anchor != "" && !strings.Contains(to, "#") {
			to += "#" + anchor
		}
		return to
	}
	if anchor != "" {
		return "#" + anchor
	}
	return ""
}

// run reads a run: words of one look.
func (r *docxReader) run(n *node, style docxStyle) []inline {
	rPr := n.kid("rPr")
	var text []inline
	for _, k := range n.kids {
		switch k.name {
		case "t":
			text = append(text, say(k.all()))
		case "tab", "ptab":
			text = append(text, say("\t"))
		case "br", "cr":
			if t := k.attr("type"); t != "page" && t != "column" {
				text = append(text, inline{kind: lineBreak, text: "\n"})
			} else {
				text = append(text, say(" "))
			}
		case "noBreakHyphen":
			text = append(text, say("-"))
		case "sym":
			text = append(text, r.symbol(k)...)
		case "delText", "delInstrText":
			r.deleted++
		case "instrText":
			if f := r.field(); f != nil && !f.result {
				f.code += k.all()
			}
		case "fldChar":
			text = append(text, r.fieldChar(k)...)
		case "footnoteReference":
			text = append(text, inline{kind: noteRef, target: "footnote" + k.attr("id")})
		case "endnoteReference":
			text = append(text, inline{kind: noteRef, target: "endnote" + k.attr("id")})
		case "commentReference":
			if c := r.comments[k.attr("id")]; c != "" {
				text = append(text, noteOf(diag.Warning, "IMP-08.comentario", c))
			}
		case "drawing", "pict", "object":
			text = append(text, r.drawing(k)...)
		case "AlternateContent":
			text = append(text, r.run(alternative(k), style)...)
		case "ruby":
			text = append(text, say(k.kid("rubyBase").all()), noteOf(diag.Warning, "IMP-09.elemento", "ruby"))
		default:
			text = append(text, r.unknown(k, func() []inline { return []inline{say(k.all())} })...)
		}
	}
	if len(text) == 0 {
		return nil
	}
	if r.dropping > 0 || r.field() != nil && !r.field().result {
		return onlyNotes(text)
	}
	if r.isHidden(rPr, style) {
		if hasWords(text) {
			return r.loses("IMP-09.oculto", plain(text))
		}
		return nil
	}
	text = r.inSigns(text, firstOf(rPr.kid("rFonts").attr("ascii"), rPr.kid("rFonts").attr("hAnsi")))
	return r.fielded(r.look(text, rPr, style))
}

// isHidden tells words that nobody sees, by their own look or by a style's.
func (r *docxReader) isHidden(rPr *node, style docxStyle) bool {
	if v := rPr.kid("vanish"); v != nil {
		return v.on()
	}
	if id := rPr.kid("rStyle").attr("val"); id != "" && r.styles.of(id).hidden {
		return true
	}
	return style.hidden
}

func onlyNotes(text []inline) (out []inline) {
	for _, x := range text {
		if x.kind == note {
			out = append(out, x)
		}
	}
	return out
}

// look marks words as they look.
func (r *docxReader) look(text []inline, rPr *node, style docxStyle) []inline {
	if rPr == nil || !hasWords(text) {
		return text
	}
	char := docxStyle{}
	if id := rPr.kid("rStyle").attr("val"); id != "" {
		char = r.styles.of(id)
	}
	wrap := func(k inlineKind, yes bool) {
		if yes {
			text = []inline{{kind: k, kids: text}}
		}
	}
	if (isMono(rPr) || char.mono || char.role == codeRole) && !hasOther(text) {
		text = []inline{{kind: codeSpan, text: strings.ReplaceAll(codeText(text), "\n", " ")}}
	}
	v := rPr.kid("vertAlign").attr("val")
	wrap(sup, v == "superscript" && !onlyNoteRefs(text))
	wrap(sub, v == "subscript")
	h := rPr.kid("highlight").attr("val")
	wrap(mark, h != "" && h != "none" && h != "white")
	wrap(strike, rPr.kid("strike").on() || rPr.kid("dstrike").on())
	u := rPr.kid("u").attr("val")
	wrap(underline, u != "" && u != "none" && char.name != "hyperlink" && len(r.fields) == 0)
	wrap(emphasis, rPr.kid("i").on() || char.name == "emphasis")
	b := rPr.kid("b")
	wrap(strong, style.level == 0 && (b.on() || b == nil && (char.bold || char.name == "strong")))
	return text
}

func onlyNoteRefs(text []inline) bool {
	for _, x := range text {
		if x.kind != noteRef {
			return false
		}
	}
	return true
}

// formula keeps the signs of a formula, in a line.
func (r *docxReader) formula(n *node) []inline {
	s := strings.Join(strings.Fields(n.all()), " ")
	if s == "" {
		return nil
	}
	return []inline{{kind: codeSpan, text: s}, noteOf(diag.Warning, "IMP-09.formula", shorten(s))}
}

// drawing reads a picture, a text box, or what else is drawn.
func (r *docxReader) drawing(n *node) (out []inline) {
	alt := ""
	n.find("docPr", func(p *node) {
		if alt == "" {
			alt = firstOf(p.attr("descr"), p.attr("title"))
		}
	})
	n.find("shape", func(p *node) {
		if alt == "" {
			alt = p.attr("alt")
		}
	})
	seen := map[string]bool{}
	pictureOf := func(id string) {
		if id == "" || seen[id] {
			return
		}
		seen[id] = true
		if name := r.media(id); name != "" {
			out = append(out, inline{kind: image, target: name, text: strings.Join(strings.Fields(alt), " ")})
		}
	}
	n.find("blip", func(b *node) { pictureOf(firstOf(b.attr("embed"), b.attr("link"))) })
	n.find("imagedata", func(b *node) { pictureOf(firstOf(b.attr("id"), b.attr("href"))) })
	boxes := 0
	n.find("txbxContent", func(c *node) {
		if boxes++; boxes > 1 && n.has("Fallback") {
			return
		}
		before := r.asides // which its own paragraphs must not take
		r.asides = nil
		inner := r.blocks(c)
		r.asides = append(before, r.asides...)
		if len(inner) > 0 {
			r.asides = append(r.asides, remarkOf(diag.Info, "IMP-09.cuadro", shorten(plainBlocks(inner))))
			r.asides = append(r.asides, inner...)
		}
	})
	n.find("textpath", func(p *node) {
		if s := strings.TrimSpace(p.attr("string")); s != "" {
			r.asides = append(r.asides, remarkOf(diag.Info, "IMP-09.cuadro", shorten(s)), para(say(s)))
			boxes++
		}
	})
	if cropped(n) {
		out = append(out, noteOf(diag.Warning, "IMP-05.recorte"))
	}
	switch {
	case n.has("chart"):
		out = append(out, noteOf(diag.Warning, "IMP-05.grafico", alt))
	case n.has("relIds"):
		out = append(out, r.diagram(n)...)
	case n.name == "object" && len(out) == 0:
		out = append(out, noteOf(diag.Warning, "IMP-05.objeto"))
	case len(out) == 0 && boxes == 0 && !n.has("rect") && (n.has("wsp") || n.has("shape") || n.has("grpSp")):
		out = append(out, r.loses("IMP-05.forma")...)
	}
	return out
}

// cropped tells a picture of which the document shows a part.
func cropped(n *node) (yes bool) {
	n.find("srcRect", func(c *node) {
		for _, side := range []string{"l", "t", "r", "b"} {
			k, err := strconv.Atoi(c.attr(side)) // thousandths of a per cent
			yes = yes || err == nil && k > 0
		}
	})
	return yes
}

// diagram keeps the words of a drawing that Office makes out of a list.
func (r *docxReader) diagram(n *node) []inline {
	var texts []block
	n.find("relIds", func(x *node) {
		rel, ok := r.rels[x.attr("dm")]
		if !ok || rel.external {
			return
		}
		data, err := r.file.part(rel.target)
		if err != nil {
			return
		}
		data.find("pt", func(p *node) {
			var b strings.Builder
			p.find("t", func(t *node) { b.WriteString(t.all() + " ") })
			if s := strings.TrimSpace(b.String()); s != "" {
				texts = append(texts, para(say(s)))
			}
		})
	})
	if len(texts) > 0 {
		l := block{kind: listBlock}
		for _, t := range texts {
			l.items = append(l.items, []block{t})
		}
		r.asides = append(r.asides, l)
	}
	return []inline{noteOf(diag.Warning, "IMP-05.diagrama")}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// shorten cuts a text for a message.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= 80 {
		return s
	}
	return strings.TrimRight(string(r[:79]), " ") + "…"
}
