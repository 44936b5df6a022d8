package search

// valueUnits are the values of a manual's variables that depend on the
// environment, each once, however many environments have it and however often
// texts use it. Title is the value, Number the variable, Path the environments.
// The first unit's first environment is the one that texts are indexed with.
//
// The texts of other environments are not indexed: the browser finds the value
// here and looks for the first one's instead (client/values.js).
func valueUnits(m Manual) []Unit {
	if len(m.Environments) < 2 {
		return nil
	}
	var list []Unit
	for i, v := range m.Environments[0].Values {
		from := len(list)
		for _, e := range m.Environments {
			value := oneLine(plain(e.Values[i].Value))
			at := from
			for at < len(list) && list[at].Title != value {
				at++
			}
			if at == len(list) {
				list = append(list, Unit{URL: m.URL, Kind: KindValue, Number: v.Name, Title: value})
			}
			list[at].Path = append(list[at].Path, Heading{Number: plain(e.ID), Title: oneLine(plain(e.Name))})
		}
		if len(list) == from+1 {
			list = list[:from] // the same everywhere
		}
	}
	return list
}

// valuesSection is the section of leaves that hold values, and valuesNumber its
// number in the catalogue, beyond those of sections that pages are in.
const (
	valuesSection = "\x1f"
	valuesNumber  = maxSections + 2
)
