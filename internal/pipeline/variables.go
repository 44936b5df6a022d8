package pipeline

import (
	"slices"

	"folio/internal/config"
	"folio/internal/markdown"
	"folio/internal/theme"
)

// variables are the names that a manual's text may use as {{NAME}}. It is told
// of each use while the manual is read, by one goroutine.
type variables struct {
	conf  config.Manual
	names []string // declared, each once: those of «variables», then those that environments add
	known map[string]markdown.Variable
	used  map[string]bool // by the manual's text and its control data
	named map[string]bool // by values of others
}

// declared collects the variables of a manual, with their values in the
// environment that shows first.
func declared(conf config.Manual) *variables {
	v := &variables{conf: conf, known: map[string]markdown.Variable{}, used: map[string]bool{}}
	add := func(x markdown.Variable) {
		if _, again := v.known[x.Name]; !again {
			v.names = append(v.names, x.Name)
			v.known[x.Name] = x
		}
	}
	for _, x := range conf.Variables {
		add(markdown.Variable{Name: x.Name, Value: x.Value, Secret: x.Secret})
	}
	for i, e := range conf.Environments {
		for _, s := range e.Variables {
			add(markdown.Variable{Name: s.Name})
			if x := v.known[s.Name]; i == 0 && !x.Secret {
				x.Value = s.Value
				v.known[s.Name] = x
			}
		}
	}
	v.each()
	return v
}

// each gives the variables whose value depends on the environment the values
// of all.
func (v *variables) each() {
	common := map[string]string{}
	for _, x := range v.conf.Variables {
		common[x.Name] = x.Value
	}
	all := map[string][]string{}
	for i, e := range v.conf.Environments {
		for _, name := range v.names {
			all[name] = append(all[name], first(common[name], config.StandIn(name)))
		}
		for _, s := range e.Variables {
			all[s.Name][i] = first(s.Value, config.StandIn(s.Name))
		}
	}
	for name, values := range all {
		x := v.known[name]
		if !x.Secret && slices.ContainsFunc(values, func(s string) bool { return s != values[0] }) {
			x.Values = values
			v.known[name] = x
		}
	}
}

// fill puts values into what a manual says of itself.
func (v *variables) fill(c *config.Manual) {
	variable := v.lookup()
	for _, s := range []*string{&c.Title, &c.Description, &c.Entity, &c.SIG.Mark, &c.SIG.Text, &c.Process, &c.Code, &c.Version, &c.Support.Email, &c.Support.Phone, &c.Support.Hours} {
		*s = markdown.Fill(*s, variable)
	}
	c.Changes = slices.Clone(c.Changes)
	for i := range c.Changes {
		x := &c.Changes[i]
		x.Version, x.Description = markdown.Fill(x.Version, variable), markdown.Fill(x.Description, variable)
	}
	c.Variables = slices.Clone(c.Variables)
	for i := range c.Variables {
		x := &c.Variables[i]
		x.Description = markdown.Fill(x.Description, variable)
	}
	for _, people := range []*[]config.Person{&c.Authors, &c.Reviewers, &c.Approvers} {
		*people = slices.Clone(*people)
		for i := range *people {
			x := &(*people)[i]
			x.Name, x.Role = markdown.Fill(x.Name, variable), markdown.Fill(x.Role, variable)
		}
	}
}

// lookup answers for markdown.Env; nil when nothing is declared.
func (v *variables) lookup() func(string) (markdown.Variable, bool) {
	if len(v.known) == 0 {
		return nil
	}
	return func(name string) (markdown.Variable, bool) {
		x, ok := v.known[name]
		if ok {
			v.used[name] = true
		}
		return x, ok
	}
}

// environments are those that a reader may choose between, each with a value
// for every variable that the text uses and that is no secret: its own, else
// the one for all, else a stand-in. There are none when the text uses no
// variable at all.
func (v *variables) environments() []theme.Environment {
	if len(v.used) == 0 {
		return nil
	}
	common := map[string]string{}
	for _, x := range v.conf.Variables {
		common[x.Name] = x.Value
	}
	var list []theme.Environment
	for _, e := range v.conf.Environments {
		own := map[string]string{}
		for _, s := range e.Variables {
			own[s.Name] = s.Value
		}
		out := theme.Environment{ID: e.ID, Name: first(e.Name, e.ID)}
		for _, name := range v.names {
			if !v.used[name] || v.known[name].Secret {
				continue
			}
			value, set := own[name]
			if !set {
				value = common[name]
			}
			out.Values = append(out.Values, theme.Value{Name: name, Value: first(value, config.StandIn(name))})
		}
		list = append(list, out)
	}
	return list
}
