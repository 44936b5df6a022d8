package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"folio/internal/config"
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
		renderers: []nodeRenderer{{kindCallout, renderCallout}},
	}
}

// callout replaces the quotation.
type callout struct {
	ast.BaseBlock
	look  string
	title string // catalogue key
	own   string // the author's title, plain; "" for the kind's
}

var kindCallout = ast.NewNodeKind("Callout")

// Kind implements ast.Node.
func (*callout) Kind() ast.NodeKind { return kindCallout }

// Dump implements ast.Node.
func (c *callout) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"look": c.look}, nil)
}

var calloutMark = pattern.Of(`^\[!([\pL]+)\][ \t]*(.*?)[ \t]*\n?$`)

func visitBlockquote(b *builder, n ast.Node) {
	p, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return
	}
	first := p.Lines().At(0)
	line := first.Value(b.src)
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	m := calloutMark.FindSubmatch(line)
	if m == nil {
		return
	}
	c := &callout{own: b.fillText(decodeText(m[2]), first.Start, true)}
	word := i18n.Fold(string(m[1]))
	for _, k := range calloutKinds {
		if k.word == word {
			c.look, c.title = k.look, k.title
		}
	}
	if c.look == "" {
		if near := meant(word); near != "" {
			b.add(diag.Warning, "LLA-01.parecido", first.Start, string(m[1]), near)
			return
		}
		all := make([]string, len(calloutWords))
		for i, k := range calloutWords {
			all[i] = "[!" + k.word + "]"
		}
		b.add(diag.Warning, "LLA-01", first.Start, string(m[1]), strings.Join(all, ", "))
		return
	}
	// Drop the inline nodes of the mark's line.
	for p.FirstChild() != nil && offsetOf(p.FirstChild()) < first.Stop {
		p.RemoveChild(p, p.FirstChild())
	}
	if p.Lines().SetSliced(1, p.Lines().Len()); p.FirstChild() == nil {
		n.RemoveChild(n, p)
	}
	for n.FirstChild() != nil {
		c.AppendChild(c, n.FirstChild())
	}
	c.SetPos(n.Pos())
	n.Parent().ReplaceChild(n.Parent(), n, c)
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
	kind := p.engine.texts.T(c.title)
	label := kind
	if c.own != "" {
		label += ": " + c.own
	}
	w.WriteString(`<div class="callout ` + c.look + `" role="note" aria-label="`)
	writeText(w, label)
	w.WriteString(`"><p class="callout-title">`)
	writeIcon(w, c.look)
	w.WriteByte(' ')
	if config.HasValue(label) { // what becomes of several pieces stays one
		w.WriteString("<span>")
		writeText(w, label)
		w.WriteString("</span>")
	} else {
		writeText(w, label)
	}
	w.WriteString("</p>\n")
	return ast.WalkContinue
}
