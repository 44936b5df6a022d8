package search

import (
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
// shards, in one file or several, and the start, which names the others. The excerpts are Index's.
func (s *Set) Files(screen Screen) iter.Seq[File] {
	return func(yield func(File) bool) {
		for _, sh := range s.shards {
			for _, f := range sh.files {
				if !yield(f.file()) {
					return
				}
			}
		}
		for _, f := range slices.Concat(s.fixed, s.lists) {
			if !yield(f) {
				return
			}
		}
		yield(File{Path: folder + "indice.js", Data: s.start(screen)})
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

func (s *Set) start(screen Screen) []byte {
	client := s.fixed[1:]
	data := startData{Catalogue: s.catalogue, Dictionary: dictionaryName(), Client: client[0].Path, Marks: client[1].Path, Values: client[2].Path, Rare: client[3].Path, Style: screen.Style, Asks: asks, Numbers: numbers, Commands: commands, Words: map[string]string{}}
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
