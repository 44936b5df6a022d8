package config

import "folio/internal/diag"

// DutyPart is a part of the sheet for who is on call: what of the manual it shows.
type DutyPart struct {
	Title string
	// Block are headings or bold labels under which the manual says it: the first of
	// the words that it has counts.
	Block []string
	// Shows names facts of the manual, one of DutyFacts; "" for none.
	Shows string
	// Variables are words of the names and descriptions of variables to list.
	Variables []string
	Commands  int    // how many blocks of code it shows at most
	Hint      string // what to write, and where, when the manual has nothing of it
	Pos       diag.Pos
}

// The facts that a part of the sheet may show.
const (
	DutyContacts = "contactos"
	DutyServers  = "servidores"
	DutyPorts    = "puertos"
	DutyErrors   = "errores"
)

// DutyFacts are all of them.
var DutyFacts = []string{DutyContacts, DutyServers, DutyPorts, DutyErrors}

// usualCommands is how many blocks of code a part shows unless it says.
const usualCommands = 1

func dutyParts(dst *[]DutyPart) kind {
	return each(dst, func(p *DutyPart, v value) []field {
		p.Pos, p.Commands = v.pos, usualCommands
		return []field{
			{"titulo", text(&p.Title)},
			{"bloque", alternatives(&p.Block)},
			{"muestra", choice(&p.Shows, DutyFacts...)},
			{"variables", alternatives(&p.Variables)},
			{"comandos", number(&p.Commands, 1, 20)},
			{"pista", text(&p.Hint)},
		}
	}, "titulo").then(func(r *reader, v value) { r.unique(v, "titulo", "PLA-02.guardia") })
}

// Asks tells whether the part names anything to look for.
func (p DutyPart) Asks() bool { return len(p.Block)+len(p.Variables) > 0 || p.Shows != "" }
