package check

import (
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// An exam looks at each of the things of a section, and has a place for each:
// which steps have no command, which software is not installed. A blueprint asks
// for one by its name, which config knows.
type exam func(s *Subject, part Part, say sayer)

// sayer reports a finding of an exam; the arguments fill the blueprint's message.
type sayer func(pos diag.Pos, line string, args ...string)

var exams = map[string]exam{
	"convenciones-de-diagramas": keyedDiagrams,
	"software-instalado":        installedSoftware,
	"tablas-por-ambiente":       tablesByEnvironment,
	"variables-declaradas":      declaredVariables,
	"variables-usadas":          usedVariables,
	"comandos-de-los-pasos":     commandsOfSteps,
}

// at reports a byte of a block.
func (say sayer) at(x *Section, b *markdown.Block, offset int, args ...string) {
	pos, line := x.Outline.At(b, offset)
	say(pos, line, args...)
}

// dismissed tells whether a section says that it does not apply.
func (p Part) dismissed() bool {
	return slices.ContainsFunc(p.scopes(), func(s scope) bool { return s.dismissed() })
}

// keyedDiagrams: a diagram that is drawn in code has a title, and says what its
// shapes and lines are. Of an image nobody can tell.
func keyedDiagrams(_ *Subject, part Part, say sayer) {
	for _, x := range part.Pages {
		for _, b := range x.Outline.All {
			if b.Kind != markdown.CodeBlock || !isC4(b) {
				continue
			}
			if b.Diagram != "" { // Folio draws the key
				if b.Caption == "" && b.Title == "" {
					say.at(x, b, 0, "título")
				}
				continue
			}
			drawn := fold(b.Text)
			if b.Caption == "" && b.Title == "" && !drawn.any([]string{"title", "título"}) {
				say.at(x, b, 0, "título")
			}
			if !drawn.any([]string{"legend", "leyenda"}) && !strings.Contains(b.Text, "LEGEND") && !x.whole().says([]string{"leyenda", "convenciones", "claves del diagrama"}) {
				say.at(x, b, 0, "convenciones")
			}
		}
	}
}

// isC4 tells whether a block of code draws a diagram of the C4 model.
func isC4(b *markdown.Block) bool {
	lang := strings.ToLower(b.Lang)
	return lang == "c4" || drawings[lang] && (strings.Contains(b.Text, "C4") || strings.Contains(b.Text, "Container(") || strings.Contains(b.Text, "System("))
}

// commandsOfSteps: a step that asks for what is done on a terminal has the
// command. One may follow an ordered list, whose last step it then belongs to.
func commandsOfSteps(_ *Subject, part Part, say sayer) {
	if part.dismissed() {
		return
	}
	for _, x := range part.Pages {
		if !x.spanish() {
			continue
		}
		for _, list := range x.Outline.All {
			if list.Kind != markdown.ListBlock || !list.Ordered {
				continue
			}
			for k := range list.Blocks {
				item := &list.Blocks[k]
				head := firstWords(item)
				if head == nil || !onTerminal(head.Text) || x.hasCommand(item) {
					continue
				}
				if k+1 == len(list.Blocks) && list.After < len(x.Outline.All) && bringsCode(x.Outline.All[list.After]) {
					continue
				}
				say.at(x, head, 0, firstOf(head.Text, 50))
			}
		}
	}
}

// runs are words that ask for what is done on a terminal, folded.
var runs = set(`ejecute reinicie detenga instale desinstale construya compile levante descargue clone arranque inicie despliegue
descomprima migre restaure corra lance`)

// by are words that say that a step is done elsewhere: in a window, by somebody.
var by = []string{
	"clic", "botón", "menú", "pestaña", "ventana", "navegador", "formulario", "interfaz", "panel", "pantalla", "asistente", "instalador",
	"inicie sesión", "consola web", "consola de administración", "escritorio", "solicite", "solicitud", "siguiente sección", "numeral", "anexo",
}

func onTerminal(text string) bool {
	word, _, _ := strings.Cut(text[:min(len(text), 40)], " ")
	if !runs[strings.Trim(fold(word).words, " ")] {
		return false // nearly all
	}
	return !fold(text).any(by)
}

// hasCommand tells whether a step has code, or leads to where it is.
func (x *Section) hasCommand(item *markdown.Block) bool {
	for _, b := range x.Outline.All[item.Index:item.After] {
		if bringsCode(b) {
			return true
		}
		for _, s := range b.Spans {
			if s.Kind == markdown.LinkSpan || s.Kind == markdown.CodeSpan && s.End-s.Start > 2 {
				return true
			}
		}
	}
	return false
}

func bringsCode(b *markdown.Block) bool {
	return b.Kind == markdown.CodeBlock || b.Kind == markdown.TabBlock || b.Kind == markdown.ImageBlock
}
