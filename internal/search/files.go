package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"folio/internal/i18n"
)

// Screen is what the search screen needs besides the index.
type Screen struct {
	Catalog *i18n.Catalog
	Style   string // path of the theme's search.css from the site's root
}

// Files gives the files that all manuals share, in a fixed order: shards, the
// dictionary of the excerpts, the client, the catalogue of manuals and
// shards, and the start, which names the others. The excerpts are Index's.
func (s *Set) Files(screen Screen) iter.Seq[File] {
	return func(yield func(File) bool) {
		for _, sh := range s.shards {
			for _, f := range sh.files {
				if !yield(f) {
					return
				}
			}
		}
		pack := s.indexer.pack
		dict := "d-" + hashOf([]byte(dictionary))
		if !yield(File{Path: folder + dict + ".js", Data: pack.wrap(dict, []byte(dictionary))}) {
			return
		}
		for _, f := range s.indexer.client() {
			if !yield(f) {
				return
			}
		}
		list := s.catalogue()
		name := "m-" + hashOf(list)
		if !yield(File{Path: folder + name + ".js", Data: pack.wrap(name, list)}) {
			return
		}
		yield(File{Path: folder + "indice.js", Data: s.start(screen, name, dict)})
	}
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return shortHash(sum[:])
}

// startData is what indice.js hands over. Its name is fixed, so it is small and
// loaded afresh.
type startData struct {
	Catalogue  string            `json:"catalogue"`
	Dictionary string            `json:"dictionary"`
	Client     string            `json:"client"`
	Marks      string            `json:"marks"`
	Values     string            `json:"values"`
	Rare       string            `json:"rare"`
	Style      string            `json:"style"`
	Asks       string            `json:"asks"`
	Numbers    string            `json:"numbers"`
	Commands   string            `json:"commands"`
	Words      map[string]string `json:"words"`
}

// Expressions that the client reads queries with, in either language at once.
const (
	// asks are words, folded, that a question has for nothing beside others.
	asks = "quien(es)?|cual(es)?|cuando|donde|como|cuant[oa]s?|cada|que|hay|hag[oa]|hace[rn]?|deb(o|e[ns]?)|pued(o|e[ns]?)|" +
		"teng[oa]|tienen?|quiero|necesit(o|an?)|significan?|sirven?|pasa|son|esta|estan|ver|se|entre|mi|favor|quedan?|encuentran?|" +
		"how|what|where|when|which|who|why|do|does|can|should|my|need|mean"
	// numbers name what has a number, a kind of thing after the other: headings,
	// tables, images, listings, steps.
	numbers = "numeral|secci[oó]n|cap[ií]tulo|apartado|section|chapter|§;tabla|cuadro|table;imagen|figura|image|figure;listado|listing;paso|step"
	// commands begin a line that a reader would type into a terminal.
	commands = "sudo|apt(-get)?|dnf|yum|docker|podman|kubectl|helm|git|systemctl|service|journalctl|nginx|ufw|firewall-cmd|ssh|scp|rsync|" +
		"curl|wget|openssl|keytool|psql|pg_\\w+|mysql\\w*|sqlplus|rman|redis-cli|rclone|tar|chmod|chown|df|du|ls|cp|mv|rm|cat|grep|tail|npm|npx|java|mvn|python3?|pip3?|wsl|net|sc"
)

func (s *Set) start(screen Screen, catalogue, dict string) []byte {
	scripts := s.indexer.client()
	data := startData{Catalogue: catalogue, Dictionary: dict, Client: scripts[0].Path, Marks: scripts[1].Path, Values: scripts[2].Path, Rare: scripts[3].Path, Style: screen.Style, Asks: asks, Numbers: numbers, Commands: commands, Words: map[string]string{}}
	for _, key := range words() {
		data.Words[strings.TrimPrefix(key, "search.")] = screen.Catalog.T(key)
	}
	return slices.Concat([]byte("folioSearch.start("), toJSON(data), []byte(")\n"))
}

// toJSON marshals values that cannot fail. The escapes of encoding/json keep
// the result safe inside a script.
func toJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain structs of strings and numbers
	}
	return b
}

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

// maxSections is how many kinds of section can be told apart. The sections of a
// blueprint are in every manual; rare ones are no filter anyone needs.
const maxSections = 60

// maxTitles is for how many manuals the catalogue has titles. Beyond, a manual
// is called by its folder's name until an excerpt of it was loaded: the first
// query has to stay small.
const maxTitles = 200

func (s *Set) catalogue() []byte {
	sections, number := s.commonSections()
	titled := len(s.parts) <= maxTitles
	data := catalogueData{
		Sections: sections, Groups: [][]string{}, IDs: []string{}, Titles: []string{}, Leaves: []string{}, Starts: []string{},
	}
	for _, list := range s.indexer.groups.lists {
		members := []string{}
		for _, stems := range list {
			members = append(members, strings.Join(stems, " "))
		}
		data.Groups = append(data.Groups, members)
	}
	for _, p := range s.parts {
		data.IDs = append(data.IDs, p.id)
		if titled {
			data.Titles = append(data.Titles, p.title)
		}
		data.Hashes += p.hash
		data.Units += p.units
		var b strings.Builder
		for _, l := range p.leaves {
			n := number[sectionKey(l.section)]
			if l.section == valuesSection {
				n = valuesNumber
			}
			b.WriteByte(byte(0x30 + n))
		}
		data.Leaves = append(data.Leaves, b.String())
	}
	for _, sh := range s.shards {
		data.Starts = append(data.Starts, sh.start)
		data.Shards += sh.hash
	}
	return toJSON(data)
}

// commonSections numbers the titles of sections, from 1, by how many manuals
// have them. Titles that differ in case and accents only are one.
func (s *Set) commonSections() (titles []string, number map[string]int) {
	count := map[string]int{}
	first := map[string]string{}
	for _, p := range s.parts {
		seen := map[string]bool{"": true, sectionKey(valuesSection): true}
		for _, l := range p.leaves {
			key := sectionKey(l.section)
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

func sectionKey(title string) string { return sortKey(strings.ToLower(Normalize(title))) }
