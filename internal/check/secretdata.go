package check

import (
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// secretsInAddresses finds those in the addresses of links and images, which their
// words do not show.
func (x *Section) secretsInAddresses(r *reporter) {
	for _, b := range x.passages {
		for _, span := range b.Spans {
			if (span.Kind == markdown.LinkSpan || span.Kind == markdown.ImageSpan) && strings.Contains(span.Target, "://") {
				for _, p := range anySecret(span.Target) {
					pos, _ := x.Outline.At(b.Block, span.Start)
					r.add(pos, "", diag.Error, "SEG-01."+p.what)
					break
				}
			}
		}
	}
}

// datum is what a file of data says, and where.
type datum struct {
	text string
	pos  diag.Pos
}

// secretsInData finds those in what manual.yaml and front matter say in words: it
// stands on the cover, in the control header, in lists and in the search.
func (s *Subject) secretsInData(r *reporter) {
	for _, d := range s.data() {
		if !maySay([]byte(d.text)) {
			continue // most
		}
		for _, p := range anySecret(config.Unvalued(d.text)) {
			r.add(d.pos, "", diag.Error, "SEG-01."+p.what)
			break
		}
	}
}

// data are the words of manual.yaml and of the pages' front matter.
func (s *Subject) data() (list []datum) {
	c := &s.Config
	say := func(text string, keys ...string) {
		if text != "" {
			list = append(list, datum{text, c.Where.Of(keys...)})
		}
	}
	say(c.Title, "titulo")
	say(c.Description, "descripcion")
	say(c.Entity, "entidad")
	say(c.Process, "proceso")
	say(c.Support.Email, "soporte", "correo")
	say(c.Support.Phone, "soporte", "telefono")
	say(c.Support.Hours, "soporte", "horario")
	for _, people := range [][]config.Person{c.Authors, c.Reviewers, c.Approvers} {
		for _, p := range people {
			list = append(list, datum{p.Name, p.Pos}, datum{p.Role, p.Pos})
		}
	}
	for _, x := range c.Changes {
		list = append(list, datum{x.Description, x.Pos})
	}
	for _, v := range c.Variables {
		list = append(list, datum{v.Description, v.Pos})
	}
	for _, o := range c.Origin {
		list = append(list, datum{o.Name + ": " + o.Value, o.Pos})
	}
	for _, p := range s.titled {
		list = append(list, datum{p.Front.Title, p.Front.Where.Of("titulo")}, datum{p.Front.Description, p.Front.Where.Of("descripcion")})
	}
	return list
}
