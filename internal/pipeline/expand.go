package pipeline

import (
	"maps"
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/markdown"
)

// A variable's value may name others, as that of an address names its host and its
// port. It is put together once, before anybody reads it: one that depends on the
// environment by what it names has a value in each.

// longestValue bounds, in bytes, a value that is made of others.
const longestValue = 8 << 10

// expander puts together the values of a manual's variables in an environment.
type expander struct {
	*expansion
	written map[string]string // as manual.yaml has them
	done    map[string]string
	open    []string // names whose values are being put together
}

// expansion is what the environments of a manual share.
type expansion struct {
	common map[string]string // of every variable; "" for one that has no value for all
	secret map[string]bool
	faults map[string]bool // variables that name themselves, or grow beyond all measure
	named  map[string]bool // that values of others name
}

// expand puts the values together, and tells which names they have in them. What is at
// fault stays as it is written.
func expand(c *config.Manual) (named map[string]bool, found diag.List) {
	t := &expansion{map[string]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	nested := false
	for _, e := range c.Environments {
		for _, s := range e.Variables {
			t.common[s.Name] = ""
			nested = nested || strings.Contains(s.Value, "{{")
		}
	}
	for _, v := range c.Variables {
		t.common[v.Name], t.secret[v.Name] = v.Value, v.Secret
		nested = nested || strings.Contains(v.Value, "{{")
	}
	if !nested {
		return nil, nil
	}
	c.Environments = slices.Clone(c.Environments)
	for i := range c.Environments {
		c.Environments[i].Variables = t.in(c.Environments[i], c.Variables)
	}
	x := t.of(nil)
	c.Variables = slices.Clone(c.Variables)
	for i := range c.Variables {
		c.Variables[i].Value = x.value(c.Variables[i].Name)
	}
	return t.named, t.found(c)
}

// in are the values that an environment has: its own, and those of all that name
// others.
func (t *expansion) in(e config.Environment, all []config.Variable) []config.Setting {
	x := t.of(e.Variables)
	list := slices.Clone(e.Variables)
	for i := range list {
		list[i].Value = x.value(list[i].Name)
	}
	for _, v := range all {
		own := slices.ContainsFunc(list, func(s config.Setting) bool { return s.Name == v.Name })
		if !own && !v.Secret && strings.Contains(v.Value, "{{") {
			list = append(list, config.Setting{Name: v.Name, Value: x.value(v.Name), Pos: v.Pos})
		}
	}
	return list
}

func (t *expansion) of(own []config.Setting) *expander {
	x := &expander{expansion: t, written: maps.Clone(t.common), done: map[string]string{}}
	for _, s := range own {
		x.written[s.Name] = s.Value
	}
	return x
}

// found are the faults, each at the first place that has the variable.
func (t *expansion) found(c *config.Manual) (found diag.List) {
	tell := func(name string, pos diag.Pos) {
		if t.faults[name] {
			found.Add(diag.Error, "VAR-11", pos, name)
			delete(t.faults, name)
		}
	}
	for _, v := range c.Variables {
		tell(v.Name, v.Pos)
	}
	for _, e := range c.Environments {
		for _, s := range e.Variables {
			tell(s.Name, s.Pos)
		}
	}
	return found
}

// value is a variable's, with those that it names in it.
func (x *expander) value(name string) string {
	written := x.written[name]
	if x.secret[name] || !strings.Contains(written, "{{") {
		return written
	}
	if value, ok := x.done[name]; ok {
		return value
	}
	x.open = append(x.open, name)
	value := markdown.Fill(written, x.answer)
	x.open = x.open[:len(x.open)-1]
	if len(value) > longestValue || x.faults[name] {
		x.faults[name], value = true, written
	}
	x.done[name] = value
	return value
}

// answer is what a name stands for in a value.
func (x *expander) answer(name string) (markdown.Variable, bool) {
	if _, declared := x.written[name]; !declared {
		return markdown.Variable{}, false
	}
	x.named[name] = true
	if i := slices.Index(x.open, name); i >= 0 {
		for _, of := range x.open[i:] {
			x.faults[of] = true
		}
		return markdown.Variable{}, false
	}
	return markdown.Variable{Name: name, Value: x.value(name), Secret: x.secret[name]}, true
}
