package pipeline

import (
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
	used  map[string]bool
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
	return v
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
			out.Values = append(out.Values, theme.Value{Name: name, Value: first(value, "‹"+name+"›")})
		}
		list = append(list, out)
	}
	return list
}
