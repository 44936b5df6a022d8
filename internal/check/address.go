package check

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// addressRule: a manual speaks to its readers in one way.
func addressRule() Rule {
	return Rule{Codes: []diag.Code{"TXT-02"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			m := manners{}
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind != markdown.CodeBlock && b.Kind != markdown.CommentBlock && b.Kind != markdown.HTMLBlock {
					m.read(b)
				}
			})
			if m.usted > 0 && m.block != nil {
				r.at(x, m.block, m.at, diag.Info, "TXT-02", m.word)
			}
		}
	}}
}

// familiarWords are those that only who says «tú» uses.
var familiarWords = set(`tu tus tú Tu Tus Tú te contigo puedes debes tienes quieres necesitas podrás deberás tendrás verás deseas
conectarte asegurarte autenticarte registrarte moverte dirigirte ubicarte suscribirte asegúrate Asegúrate conéctate Conéctate
dirígete Dirígete ubícate Ubícate regístrate Regístrate`)

// formalWords are those that only who says «usted» uses: an order at the beginning
// of a sentence, or the word itself.
var formalWords = set(`usted Usted Utilice Ejecute Ingrese Verifique Conéctese Asegúrese Abra Instale Configure Consulte Agregue Reemplace
Compruebe Escriba Seleccione Haga Reinicie Copie Guarde Edite Actualice Diríjase Ubique Espere Inicie Construya Descargue
asegúrese conéctese diríjase`)

// manners is how a page speaks to its readers.
type manners struct {
	usted int
	block *markdown.Block // with the first familiar word
	at    int
	word  string
}

func (m *manners) read(b *markdown.Block) {
	if m.usted > 0 && m.block != nil {
		return
	}
	wordsIn(b.Text, func(at int, w string) {
		if len(w) < 2 || len(w) > 14 || len(w) > 3 && !mayAddress(w) {
			return // nearly all
		}
		switch {
		case formalWords[w]:
			if !covered(b, at) {
				m.usted++
			}
		case m.block == nil && familiarWords[w] && !covered(b, at) && !quoted(b.Text, at):
			m.block, m.at, m.word = b, at, w
		}
	})
}

// mayAddress tells from its letters whether a longer word may address somebody.
func mayAddress(w string) bool {
	switch last := w[len(w)-1]; {
	case w[0] >= 'a':
		return last == 's' || last == 'o' && w[0] == 'c' || last == 'd' || last == 'e' && (w[len(w)-2] == 't' || w[len(w)-2] == 's')
	default:
		return last == 'e' || last == 'a' || last == 'd' || last == 'o'
	}
}

// quoted tells whether a place is between quotation marks.
func quoted(text string, at int) bool {
	before := text[max(0, at-near):at]
	return strings.LastIndex(before, "«") > strings.LastIndex(before, "»") || strings.LastIndex(before, "“") > strings.LastIndex(before, "”") ||
		strings.Count(before, `"`)%2 == 1
}
