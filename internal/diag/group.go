package diag

import (
	"strconv"
	"strings"
)

// What is wrong in one way at many places is said once on a terminal: of a link
// that hundreds of pages share, the first is shown whole and the places of the
// others are named. Programs get each (List.JSON).

const (
	// maxAlike is how many equal findings are printed each for itself.
	maxAlike = 10
	// maxPlaces is how many places of the others are named.
	maxPlaces = 8
)

// group is findings of the same words, in the list's order.
type group struct {
	first  Diagnostic
	places []Pos // of the others
}

// groups puts together what is equal but for its place, when there is much of
// it. Groups come in the order of their first findings.
func (l List) groups() []group {
	alike := make(map[string]int, len(l)) // how many of each, then the group of those with many
	keys := make([]string, len(l))
	for i, d := range l {
		keys[i] = string(d.Code) + "\x00" + d.Severity.String() + "\x00" + d.Message + "\x00" + strings.Join(d.Args, "\x00")
		alike[keys[i]]++
	}
	for k, n := range alike {
		if n <= maxAlike {
			delete(alike, k)
		} else {
			alike[k] = -1
		}
	}
	var list []group
	for i, d := range l {
		at, many := alike[keys[i]]
		if many && at >= 0 {
			list[at].places = append(list[at].places, d.Pos)
			continue
		}
		if many {
			alike[keys[i]] = len(list)
		}
		list = append(list, group{first: d})
	}
	return list
}

// elsewhere says where else the same is found: "igual en a.md:3:1, b.md:9:2 y 40
// lugares más"; "" for nowhere.
func (g group) elsewhere(m Messages) string {
	if len(g.places) == 0 {
		return ""
	}
	var named []string
	for _, p := range g.places[:min(len(g.places), maxPlaces)] {
		if s := p.String(); s != "" {
			named = append(named, OneLine(s))
		}
	}
	key, args := "diag.again", []string{strings.Join(named, ", ")}
	switch rest := len(g.places) - len(named); {
	case rest == 1:
		key = "diag.again.uno"
	case rest > 1:
		key, args = "diag.again.varios", append(args, strconv.Itoa(rest))
	}
	text, _ := m.Lookup(key, args...)
	return text
}
