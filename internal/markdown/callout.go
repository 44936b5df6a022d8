package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// calloutKinds are the callouts that authors can write: the word after "[!" in
// any language and without accents, the look (a class and an icon of the
// theme), and the catalogue key of the title. To add one, add its line here
// and its title to the catalogue.
var calloutKinds = []struct{ word, look, title string }{
	{"note", "note", "md.callout.note"},
	{"nota", "note", "md.callout.note"},
	{"info", "note", "md.callout.info"},
	{"informacion", "note", "md.callout.info"},
	{"tip", "tip", "md.callout.tip"},
	{"consejo", "tip", "md.callout.tip"},
	{"sugerencia", "tip", "md.callout.tip"},
	{"important", "important", "md.callout.important"},
	{"importante", "important", "md.callout.important"},
	{"warning", "warning", "md.callout.warning"},
	{"advertencia", "warning", "md.callout.warning"},
	{"atencion", "warning", "md.callout.warning"},
	{"caution", "danger", "md.callout.caution"},
	{"precaucion", "danger", "md.callout.caution"},
	{"danger", "danger", "md.callout.danger"},
	{"peligro", "danger", "md.callout.danger"},
}

// callouts: a quotation whose first line is "[!NOTE]", with or without a title
// of its own after it.
func callouts() construct {
	return construct{
		name:      "callout",
		visit:     map[ast.NodeKind]func(*builder, ast.Node){ast.KindBlockquote: visitBlockquote},
		renderers: []nodeRenderer{{kindCallout, renderCallout}, {kindCalloutTitle, renderCalloutTitle}},
	}
}

// callout replaces the quotation.
type callout struct {
	ast.BaseBlock
	look  string
	title string // catalogue key
}

// calloutTitle is the first block of a callout: what the author wrote after the mark,
// which may be nothing.
type calloutTitle struct{ ast.BaseBlock }

var (
	kindCallout      = ast.NewNodeKind("Callout")
	kindCalloutTitle = ast.NewNodeKind("CalloutTitle")
)

// Kind implements ast.Node.
func (*calloutTitle) Kind() ast.NodeKind { return kindCalloutTitle }

// Dump implements ast.Node.
func (t *calloutTitle) Dump(src []byte, level int) { ast.DumpHelper(t, src, level, nil, nil) }

// Kind implements ast.Node.
func (*callout) Kind() ast.NodeKind { return kindCallout }

// Dump implements ast.Node.
func (c *callout) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"look": c.look}, nil)
}

var calloutMark = pattern.Of(`^\[!([\pL]+)\][ \t]*(.*?)[ \t]*\n?$`)

func visitBlockquote(b *builder, n ast.Node) {
	p, ok := n.FirstChild().(*ast.Paragraph)
	if !ok {
		b.meltedCallout(n.FirstChild())
		return
	}
	if p.Lines().Len() == 0 {
		return
	}
	first := p.Lines().At(0)
	line := first.Value(b.src)
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	m := calloutMark.FindSubmatchIndex(line)
	if m == nil {
		return
	}
	c, written := &callout{}, string(line[m[2]:m[3]])
	word := i18n.Fold(written)
	for _, k := range calloutKinds {
		if k.word == word {
			c.look, c.title = k.look, k.title
		}
	}
	if c.look == "" {
		if near := meant(word); near != "" {
			b.add(diag.Warning, "LLA-01.parecido", first.Start, written, near)
			return
		}
		all := make([]string, len(calloutWords))
		for i, k := range calloutWords {
			all[i] = "[!" + k.word + "]"
		}
		b.add(diag.Warning, "LLA-01", first.Start, written, strings.Join(all, ", "))
		return
	}
	c.AppendChild(c, takeTitle(p, first.Start+m[4], first.Stop))
	if p.Lines().SetSliced(1, p.Lines().Len()); p.FirstChild() == nil {
		n.RemoveChild(n, p)
	}
	for n.FirstChild() != nil {
		c.AppendChild(c, n.FirstChild())
	}
	c.SetPos(n.Pos())
	n.Parent().ReplaceChild(n.Parent(), n, c)
}

// meltedCallout reports the mark of a callout that became a part of a title or of a
// definition: lines of dashes, or with a colon, take all that stands above them.
func (b *builder) meltedCallout(n ast.Node) {
	if n != nil && n.Kind() == east.KindDefinitionList {
		n = n.FirstChild()
	}
	if n == nil || n.Kind() != ast.KindHeading && n.Kind() != east.KindDefinitionTerm || n.Lines().Len() == 0 {
		return
	}
	first := n.Lines().At(0)
	if m := calloutMark.FindSubmatch(first.Value(b.src)); m != nil {
		b.add(diag.Warning, "LLA-02.unida", first.Start, "[!"+string(m[1])+"]")
	}
}

// takeTitle takes the line of the mark, which ends before a byte, out of a paragraph:
// what stands there from another byte on is the title.
func takeTitle(p *ast.Paragraph, from, end int) *calloutTitle {
	title := &calloutTitle{}
	title.SetPos(from)
	for n := p.FirstChild(); n != nil && offsetOf(n) < end; n = p.FirstChild() {
		p.RemoveChild(p, n)
		t, ok := n.(*ast.Text)
		if !ok {
			title.AppendChild(title, n)
			continue
		}
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
		if t.Segment.Start < from {
			t.Segment = t.Segment.WithStart(min(from, t.Segment.Stop))
		}
		if t.Segment.Len() > 0 {
			title.AppendChild(title, t)
		}
	}
	return title
}

// calloutWords are the words that are proposed, as they are written, and those
// that other tools or plain sense have for the same.
var calloutWords = []struct {
	word string
	also []string
}{
	{"NOTA", []string{"aviso", "observacion", "ejemplo", "resumen", "cita", "abstract", "example", "quote", "seealso", "todo"}},
	{"INFORMACIÓN", []string{"dato", "contexto", "detalle"}},
	{"CONSEJO", []string{"truco", "recomendacion", "ayuda", "pista", "exito", "hint", "success", "check"}},
	{"IMPORTANTE", []string{"recuerde", "clave", "pregunta", "question", "key"}},
	{"ADVERTENCIA", []string{"alerta", "ojo", "attention", "alert"}},
	{"PRECAUCIÓN", []string{"cuidado", "prudencia", "careful"}},
	{"PELIGRO", []string{"error", "riesgo", "critico", "prohibido", "fallo", "failure", "bug", "critical"}},
}

// meant is the word that was most likely meant by another, as it is written; ""
// when none is.
func meant(word string) string {
	for _, k := range calloutWords {
		if slices.Contains(k.also, word) {
			return k.word
		}
	}
	names := make([]string, 0, len(calloutKinds))
	for _, k := range calloutKinds {
		names = append(names, k.word)
	}
	near, ok := i18n.Nearest(word, names)
	if !ok {
		return ""
	}
	for _, k := range calloutWords {
		if i18n.Fold(k.word) == near {
			return k.word
		}
	}
	return strings.ToUpper(near)
}

func renderCallout(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.WriteString("</div>\n")
		return ast.WalkContinue
	}
	c := n.(*callout)
	label := p.engine.texts.T(c.title)
	if title := c.FirstChild(); title.HasChildren() {
		label += ": " + p.plain(title)
	}
	w.WriteString(`<div class="callout ` + c.look + `" role="note" aria-label="`)
	writeText(w, label)
	w.WriteString("\">")
	return ast.WalkContinue
}

func renderCalloutTitle(p *page, w util.BufWriter, n ast.Node, entering bool) ast.WalkStatus {
	_, isText := n.FirstChild().(*ast.Text)
	pieces := n.HasChildren() && (!isText || n.ChildCount() > 1) // which stay one in a row of the icon and the words
	if !entering {
		p.quiet--
		if pieces {
			w.WriteString("</span>")
		}
		w.WriteString("</p>\n")
		return ast.WalkContinue
	}
	p.quiet++
	c := n.Parent().(*callout)
	w.WriteString(`<p class="callout-title">`)
	writeIcon(w, c.look)
	w.WriteByte(' ')
	if pieces {
		w.WriteString("<span>")
	}
	writeText(w, p.engine.texts.T(c.title))
	if n.HasChildren() {
		w.WriteString(": ")
	}
	return ast.WalkContinue
}
