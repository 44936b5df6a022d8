package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// catalogueData names everything the query needs to find its files.
type catalogueData struct {
	Sections []string   `json:"sections"` // titles of sections, the commonest first; 0 is none of these
	Groups   [][]string `json:"groups"`   // synonyms, as stems
	IDs      []string   `json:"ids"`      // of the manuals
	Titles   []string   `json:"titles"`   // none on a site of very many manuals
	Hashes   string     `json:"hashes"`   // of the manuals' excerpts, hashSize characters each
	// Leaves has, for each manual, a character for each of its leaves: 0x30
	// and the number of its section.
	Leaves []string `json:"leaves"`
	Units  int      `json:"units"`
	Starts []string `json:"starts"` // the shards' first sort keys
	Shards string   `json:"shards"` // their hashes
}

// levelData is the first level of the catalogue of a large site, which grows
// little with it: what every query needs of all manuals, and where the rest is.
// A query loads the runs in which its terms and what it shows are
// (client/large.js).
type levelData struct {
	Sections []string   `json:"sections"`
	Groups   [][]string `json:"groups"`
	Units    int        `json:"units"`
	// Kinds are the different Leaves that manuals have, the commonest first, and
	// Leaves has a letter of them for each manual: most have what their blueprint
	// says.
	Kinds   []string `json:"kinds"`
	Leaves  string   `json:"leaves"`
	Manuals runsData `json:"manuals"`
	Shards  runsData `json:"shards"`
	Names   string   `json:"names"` // the file that has the IDs of all manuals
}

// runsData says which of the runs that a sorted list is cut into has a key.
type runsData struct {
	Count  int      `json:"count"`  // of all keys
	Size   int      `json:"size"`   // of a run
	Firsts []string `json:"firsts"` // the first key of each
	Hashes string   `json:"hashes"` // of their files
}

// runData is a run: keys, and the hashes of what they stand for.
type runData struct {
	Keys   []string `json:"keys"`
	Hashes string   `json:"hashes"`
}

const (
	// maxSections is how many kinds of section can be told apart. The sections of
	// a blueprint are in every manual; rare ones are no filter anyone needs.
	maxSections = 60
	// maxTitles is for how many manuals the catalogue has titles. Beyond, a manual
	// is called by its folder's name until an excerpt of it was loaded: the first
	// query has to stay small.
	maxTitles = 200
	// maxLines is how many manuals and shards a catalogue in one file lists. One of
	// so many takes some 16 KB, which is as much as the first level of one of ten
	// times as many and the runs that a query needs.
	maxLines = 2000
	// A result is in any manual, so that a query loads many of their runs, of which
	// each should be small; of the shards' one or two. A run of these has more than
	// the client asks for around a term (MAXSHARDS).
	manualsRun = 32
	shardsRun  = 64
)

// sizes are how much a catalogue in one file lists, and how much runs do.
type sizes struct{ lines, manuals, shards int }

// list makes the catalogue, in one file or, on a large site, in several, of
// which the last is the one that the client begins with.
func (s *Set) list(has Has) {
	pack := s.indexer.pack
	s.large = len(s.parts)+len(s.shards) > s.indexer.sizes.lines
	s.fixed = append([]File{pack.sharedFile(dictionaryName(), []byte(dictionary), has)}, s.scripts(has)...)
	var data []byte
	if s.large {
		data = toJSON(s.levels(has))
	} else {
		data = toJSON(s.catalogueData())
	}
	s.catalogue = "m-" + hashOf(data)
	s.lists = append(s.lists, File{Path: folder + s.catalogue + ".js", Data: pack.wrap(s.catalogue, data)})
}

func (s *Set) catalogueData() catalogueData {
	sections, leaves := s.leafKinds()
	data := catalogueData{Sections: sections, Groups: s.synonyms(), IDs: []string{}, Titles: []string{}, Leaves: leaves, Starts: []string{}}
	titled := len(s.parts) <= maxTitles
	for _, p := range s.parts {
		data.IDs = append(data.IDs, p.id)
		if titled {
			data.Titles = append(data.Titles, p.title)
		}
		data.Hashes += p.hash
		data.Units += p.units
	}
	for _, sh := range s.shards {
		data.Starts = append(data.Starts, sh.start)
		data.Shards += sh.hash
	}
	return data
}

func (s *Set) levels(has Has) levelData {
	sections, leaves := s.leafKinds()
	data := levelData{Sections: sections, Groups: s.synonyms()}
	data.Kinds, data.Leaves = commonest(leaves)
	var ids, excerpts, starts, hashes []string
	for _, p := range s.parts {
		data.Units += p.units
		ids = append(ids, p.id)
		excerpts = append(excerpts, p.hash)
	}
	for _, sh := range s.shards {
		starts = append(starts, sh.start)
		hashes = append(hashes, sh.hash)
	}
	data.Manuals = s.runs("m", ids, excerpts, s.indexer.sizes.manuals, has)
	data.Shards = s.runs("s", starts, hashes, s.indexer.sizes.shards, has)
	names := toJSON(ids)
	data.Names = "n-" + hashOf(names)
	s.lists = append(s.lists, s.indexer.pack.sharedFile(data.Names, names, has))
	return data
}

// runs cuts a list of keys, and of the hashes that go with them, into files of
// size each.
func (s *Set) runs(name string, keys, hashes []string, size int, has Has) runsData {
	out := runsData{Count: len(keys), Size: size}
	for from := 0; from < len(keys); from += size {
		to := min(from+size, len(keys))
		data := toJSON(runData{keys[from:to], strings.Join(hashes[from:to], "")})
		hash := hashOf(data)
		s.lists = append(s.lists, s.indexer.pack.sharedFile(fmt.Sprintf("%s/%d-%s", name, from/size, hash), data, has))
		out.Firsts = append(out.Firsts, keys[from])
		out.Hashes += hash
	}
	return out
}

// commonest lists the different texts, the commonest first, and writes for each
// text the letter of its place there.
func commonest(texts []string) (kinds []string, letters string) {
	count := map[string]int{}
	for _, text := range texts {
		count[text]++
	}
	for text := range count {
		kinds = append(kinds, text)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	at := map[string]rune{}
	for i, text := range kinds {
		at[text] = letter(i)
	}
	var b strings.Builder
	for _, text := range texts {
		b.WriteRune(at[text])
	}
	return kinds, b.String()
}

// letter gives a character for a number: those from «0» on, without the
// surrogates, which are none.
func letter(n int) rune {
	const surrogates, count = 0xd800, 0x800
	r := rune(0x30 + n)
	if r >= surrogates {
		r += count
	}
	return r
}

// synonyms are the groups, each member as its stems.
func (s *Set) synonyms() [][]string {
	groups := [][]string{}
	for _, list := range s.indexer.groups.lists {
		members := []string{}
		for _, stems := range list {
			members = append(members, strings.Join(stems, " "))
		}
		groups = append(groups, members)
	}
	return groups
}

// leafKinds gives the sections that can be told apart, and for each manual a
// character for each of its leaves, see catalogueData.
func (s *Set) leafKinds() (sections, leaves []string) {
	keys := sectionKeys{}
	sections, number := s.commonSections(keys)
	leaves = []string{}
	for _, p := range s.parts {
		var b strings.Builder
		for _, l := range p.leaves {
			n := number[keys.of(l.section)]
			if l.section == valuesSection {
				n = valuesNumber
			}
			b.WriteByte(byte(0x30 + n))
		}
		leaves = append(leaves, b.String())
	}
	return sections, leaves
}

// commonSections numbers the titles of sections, from 1, by how many manuals
// have them. Titles that differ in case and accents only are one.
func (s *Set) commonSections(keyOf sectionKeys) (titles []string, number map[string]int) {
	count := map[string]int{}
	first := map[string]string{}
	for _, p := range s.parts {
		seen := map[string]bool{"": true, keyOf.of(valuesSection): true}
		for _, l := range p.leaves {
			key := keyOf.of(l.section)
			if seen[key] {
				continue
			}
			seen[key] = true
			count[key]++
			if first[key] == "" {
				first[key] = l.section
			}
		}
	}
	keys := make([]string, 0, len(count))
	for key := range count {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	keys = keys[:min(len(keys), maxSections)]
	titles, number = []string{""}, map[string]int{}
	for i, key := range keys {
		titles = append(titles, first[key])
		number[key] = i + 1
	}
	return titles, number
}

// sectionKeys are what titles of sections are told apart by. A few of them are
// all that the pages of a site have.
type sectionKeys map[string]string

func (s sectionKeys) of(title string) string {
	key, ok := s[title]
	if !ok {
		key = sortKey(strings.ToLower(Normalize(title)))
		s[title] = key
	}
	return key
}
