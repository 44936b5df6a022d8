package config

import (
	"slices"

	"folio/internal/pattern"
)

// FrontMatter is what Folio reads of a section's front matter. Every field may
// be empty.
type FrontMatter struct {
	Title       string
	Description string
	ID          string // a stable name for the page, whatever its file is called
	Draft       bool
	Unsearched  bool // the search does not find the page
	// Order takes the place of the number in the file's name when HasOrder.
	Order    int
	HasOrder bool
	Aliases  []string // earlier names or addresses of the page
	Where    Where
}

// frontMatter reads the keys that Folio knows. Where a file has a key in
// Spanish and in English, the Spanish one was written for Folio and wins.
func (r *reader) frontMatter() FrontMatter {
	var es, en FrontMatter
	fields := frontFields(&es, &en)
	r.top(fields)
	r.prose(fields)
	if es.Title == "" {
		es.Title = en.Title
	}
	if es.Description == "" {
		es.Description = en.Description
	}
	if !es.HasOrder {
		es.Order, es.HasOrder = en.Order, en.HasOrder
	}
	es.Draft = es.Draft || en.Draft || r.doc.fault != nil && slices.ContainsFunc(r.doc.lines, saysDraft.MatchString)
	es.Aliases = append(es.Aliases, en.Aliases...)
	return es
}

func frontFields(es, en *FrontMatter) []field {
	return []field{
		{"titulo", heading(&es.Title)},
		{"title", heading(&en.Title)},
		{"descripcion", text(&es.Description)},
		{"description", text(&en.Description)},
		{"id", text(&es.ID)},
		{"borrador", draft(&es.Draft)},
		{"draft", draft(&en.Draft)},
		{"sin-busqueda", yesNo(&es.Unsearched)},
		{"orden", order(es)},
		{"weight", order(en)},
		{"alias", texts(&es.Aliases)},
		{"aliases", texts(&en.Aliases)},
	}
}

// saysDraft tells, in data that are no YAML, the line that keeps a page from
// being published: what is wrong elsewhere in them must not publish it.
var saysDraft = pattern.Of(`(?i)^[ \t]*(?:-[ \t]+)?["'“”]?(?:borrador|draft)["'“”]?[ \t]*[:=]?[ \t]*["'“”]?(?:true|s[ií]|yes|verdadero)["'“”,]*[ \t]*(?:#.*)?$`)

// draft reads whether a page is a draft. One that says so in words that nobody
// knows is no page to publish.
func draft(dst *bool) kind {
	return kind{yesNoShape, func(r *reader, v value) {
		n := len(r.found)
		yesNo(dst).read(r, v)
		*dst = *dst || len(r.found) > n
	}}
}

// maxOrder keeps comparisons of orders far from overflow.
const maxOrder = 1_000_000

func order(f *FrontMatter) kind {
	return kind{numberShape(-maxOrder, maxOrder), func(r *reader, v value) {
		n := len(r.found)
		number(&f.Order, -maxOrder, maxOrder).read(r, v)
		f.HasOrder = len(r.found) == n
	}}
}
