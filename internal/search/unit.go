package search

// Kind says what a result leads to. The letters are stored in the excerpt
// files and name the words "buscar.tipo.<letter>" of the screen.
type Kind byte

// The kinds of unit.
const (
	KindManual  Kind = 'm' // a manual's cover
	KindSection Kind = 's' // a heading, down to level 3
	KindTable   Kind = 't' // a captioned table
	KindImage   Kind = 'i' // a captioned image or diagram
	KindListing Kind = 'l' // a captioned listing
	KindStep    Kind = 'p' // a step of a procedure
	KindError   Kind = 'e' // an entry of the catalogue of errors
	KindTerm    Kind = 'g' // a glossary entry
	// KindValue is what a variable is worth in some environments. It is no result:
	// a query that has it is one for the value that the texts were indexed with.
	KindValue Kind = 'v'
)

// Manual identifies what the units belong to. The cover becomes a unit of its
// own, so that a system's name or code finds it.
type Manual struct {
	ID    string // folder name: the value of sistema:… in a query
	Title string
	Code  string // "M-A-GTI-90", may be ""
	URL   string // the cover's path from the site's root
	// Guide says that the manual explains rather than operates: it weighs less than
	// manuals do, and its code least.
	Guide bool
	// Description is shown under the cover as a result; may be "".
	Description string
	// Environments are those that a reader may choose between, the one with
	// whose values texts are given at the head. Values in texts are marked
	// (config.MarkValue).
	Environments []Environment
}

// Environment is a place where a manual's system runs, and what the manual's
// variables are worth there.
type Environment struct {
	ID, Name string
	Values   []Value // of the same variables in all, in the same order
}

// Value is a variable's value.
type Value struct{ Name, Value string }

// Heading is a title above a unit.
type Heading struct {
	Number string // "7.2", may be ""
	Title  string
}

// Unit is one possible result. The units of a page follow each other in reading
// order, the page's own heading first; their texts do not overlap: what is said
// in a step is the step's, not its section's too.
type Unit struct {
	URL    string // path from the site's root and "#id", or no fragment for the page itself
	Kind   Kind
	Number string    // "7.2"; for a caption "Tabla 3", for a step "Paso 3"; may be ""
	Title  string    // for a step its first sentence
	Path   []Heading // titles above, outermost first, the manual's own left out
	Body   string    // plain text, inline code included; a row of a table is a line, its cells between tabs
	Code   string    // text of code blocks
}

// File is a finished file of the index.
type File struct {
	Path string // from the site's root, with forward slashes
	Data []byte // nil when Has said that it is there
	// Sum is, of what a later merge may find there, of what the data say before they
	// are deflated or made small.
	Sum [16]byte
}

// Has tells Merge whether a file is there from an earlier build: one of that path
// whose Sum was the same. It spares the packing. It is called from
// several goroutines.
type Has func(path string, sum [16]byte) bool
