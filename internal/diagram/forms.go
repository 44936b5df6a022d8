package diagram

import "strings"

// form is what a word of the syntax makes, and of which arguments.
type form struct {
	places   []string
	needed   int // so many of the places must be filled
	makes    Type
	shape    Shape
	external bool
	holds    bool
	relates  bool
	both     bool
	back, up bool
	ignored  bool // it is about looks, which are the theme's
}

// names say what the places are for.
var names = map[string]string{
	"alias": "alias", "label": "label", "from": "from", "to": "to", "index": "index",
}

// forms are the words, by name.
var forms = makeForms()

func makeForms() map[string]form {
	whole := []string{"alias", "label", "descr", "sprite", "tags", "link"}
	part := []string{"alias", "label", "techn", "descr", "sprite", "tags", "link"}
	inner := []string{"alias", "label", "tags", "link"}
	place := []string{"alias", "label", "type", "descr", "sprite", "tags", "link"}
	between := []string{"from", "to", "label", "techn", "descr", "sprite", "tags", "link"}
	list := map[string]form{
		"Person":              {places: whole, needed: 2, makes: Person},
		"Person_Ext":          {places: whole, needed: 2, makes: Person, external: true},
		"Enterprise_Boundary": {places: inner, needed: 2, makes: Enterprise, holds: true},
		"System_Boundary":     {places: inner, needed: 2, makes: System, holds: true},
		"Container_Boundary":  {places: inner, needed: 2, makes: Container, holds: true},
		"Boundary":            {places: []string{"alias", "label", "type", "tags", "link"}, needed: 2, makes: Boundary, holds: true},
		"RelIndex":            {places: []string{"index", "from", "to", "label", "tags", "link"}, needed: 3, relates: true},
		"BiRel":               {places: between, needed: 2, relates: true, both: true},
		"Rel_Back":            {places: between, needed: 2, relates: true, back: true},
		"UpdateElementStyle":  {ignored: true},
		"UpdateRelStyle":      {ignored: true},
		"UpdateLayoutConfig":  {ignored: true},
	}
	for _, name := range []string{"Deployment_Node", "Node", "Node_L", "Node_R"} {
		list[name] = form{places: place, needed: 2, makes: Machine, holds: true}
	}
	for _, name := range []string{"Rel", "Rel_D", "Rel_Down", "Rel_L", "Rel_Left", "Rel_R", "Rel_Right"} {
		list[name] = form{places: between, needed: 2, relates: true}
	}
	for _, name := range []string{"Rel_U", "Rel_Up"} {
		list[name] = form{places: between, needed: 2, relates: true, up: true}
	}
	for name, kind := range map[string]Type{"System": System, "Container": Container, "Component": Component} {
		places := part
		if kind == System {
			places = whole
		}
		for suffix, shape := range map[string]Shape{"": Box, "Db": Store, "Queue": Queue} {
			list[name+suffix] = form{places: places, needed: 2, makes: kind, shape: shape}
			list[name+suffix+"_Ext"] = form{places: places, needed: 2, makes: kind, shape: shape, external: true}
		}
	}
	return list
}

// nearest is the word that a wrong one was most likely meant for; "" for none.
func nearest(word string) string {
	best, least := "", 3
	fold := strings.ToLower(strings.ReplaceAll(word, "_", ""))
	if len(fold) < 3 {
		return ""
	}
	for name := range forms {
		d := distance(fold, strings.ToLower(strings.ReplaceAll(name, "_", "")), least+1)
		if d < least || d == least && best != "" && name < best {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to change between two words, as far as most.
func distance(a, b string, most int) int {
	if len(a)-len(b) >= most || len(b)-len(a) >= most || len(a) > 40 {
		return most
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := before
			if a[i] != b[j] {
				d++
			}
			before = row[j+1]
			row[j+1] = min(d, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
