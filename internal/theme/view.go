package theme

import (
	"html/template"
)

// The views below are all that a template may show. They are plain values,
// complete and already in the reader's language where they carry words; a
// template adds the frame's own words through {{t "key"}}.
//
// Every URL in a view is relative to the page that shows it, unless said
// otherwise, so that the site works in any folder of a server and from a disk.

// Site is what all pages share.
type Site struct {
	Title       string
	Description string
	Entity      string
	Lang        string // BCP 47: "es"
	Generator   string // "Folio 0.1.0"
}

// Frame is what the shell around every page needs.
type Frame struct {
	Site        *Site
	Kind        string // "inicio", "portada", "seccion", "imprimir", "no-encontrada"
	Title       string // of the page, without the site's
	Description string // for <meta name="description">; may be ""
	Root        string // prefix from this page to the site's root: "", "../", "../../"
	Canonical   string // absolute URL, only when the site has a base URL
	Path        string // of the page from the site's root: "vertia/procedimiento.html"
	Search      bool   // the site has a search page, buscar.html at its root
}

// Link is a place to go. A zero Link is no place.
type Link struct {
	Number string // "7.2", may be ""
	Title  string
	URL    string
}

// Header is the control header, the table of three rows that identifies a
// controlled document on each of its pages.
type Header struct {
	Entity     string
	EntityMark string // path of an image from the site's root, may be ""
	Title      string
	SIG        string // "SOMOSIG"
	SIGText    string // "Sistema Integrado de Gestión"
	SIGMark    string // path of an image from the site's root, may be ""
	Process    string
	Version    string
	Validity   string // dd/mm/yyyy
	Code       string
}

// State is a document's place in its life: "borrador", "en-revision",
// "vigente", "obsoleto", or "" when the manual does not say.
type State struct {
	ID    string
	Label string // "En revisión"
}

// Home is the site's first page.
type Home struct {
	Frame
	// TitleID and TitleNotes are as in Section.
	TitleID    string
	TitleNotes template.HTML
	Intro      template.HTML // from content/index.md, may be ""
	Manuals    []Card
	// Total is how many manuals there are, and Parts the pages that list them; none
	// when this one lists all.
	Total int
	Parts []BoardView
	// Boards are the pages that are read from all manuals.
	Boards []Link
}

// Card is one manual on the home page.
type Card struct {
	Title       string
	URL         string
	Description string
	Code        string
	Version     string
	Validity    string
	Process     string
	State       State
	Sections    int    // pages, the cover apart
	ValidityISO string // 2023-06-16, to sort by
	Late        bool   // the next review is overdue
}

// Manual is what the cover and the sections of one manual share. It is made
// once for all of them, so its URLs are relative to Folder; the theme puts
// "../" before them on the pages of deeper folders. Which entry of Nav is the
// current one follows from the page's Path. A Manual is not changed after the
// theme has seen it.
type Manual struct {
	Title   string
	Folder  string // path of the manual's folder from the site's root: "vertia/"
	Cover   string // URL of the cover: "index.html"
	Header  Header
	State   State
	Support Support
	// Notices show on every page, before its text.
	Notices []Notice
	Nav     []NavItem
	// Print is the URL of the page of the whole manual, to be printed; "" for none.
	Print string
	// Duty is the URL of the sheet for who is on call; "" for none.
	Duty string
	// Run is the URL of the page on which its procedures are carried out; "" for
	// none.
	Run string
	// PDF is the URL of the manual as a PDF; "" for none.
	PDF   string
	Sheet Sheet
	// Longest are the longest numbers of headings, h1 to h6; "" for none.
	Longest [6]string
	// Environments are those that a reader may choose between, the one that
	// shows first at the head; none when the text depends on no environment.
	Environments []Environment
}

// NavItem is an entry of the section tree or of a table of contents.
type NavItem struct {
	Link
	Children []NavItem
}

// Cover is a manual's first page.
type Cover struct {
	Frame
	Manual *Manual
	// TitleID and TitleNotes are as in Section.
	TitleID    string
	TitleNotes template.HTML
	Intro      template.HTML // from the manual's index.md, may be ""
	Register   []Field       // the document control, in order; none has an empty Value
	Contents   []NavItem     // to level 2, headings included
	Lists      []FigureList  // tables, images, listings; only those with entries
	Changes    []Change
	Approvals  []Approval
	Next       Link
}

// Field is a labelled value.
type Field struct {
	Label string
	Value string
	Note  string // what a reader must know of it, may be ""
}

// FigureList is the list of tables, of images or of listings.
type FigureList struct {
	Title   string // "Lista de tablas"
	Entries []FigureEntry
}

// Items is the entries as <li>, ready, for a manual has many.
func (l FigureList) Items() template.HTML {
	var dst []byte
	for _, e := range l.Entries {
		dst = appendAddress(append(dst, `<li><a href="`...), e.URL)
		dst = appendText(append(dst, `"><span class="label">`...), e.Label)
		dst = appendText(append(dst, ".</span> "...), e.Text)
		dst = append(dst, "</a></li>\n"...)
	}
	return template.HTML(dst)
}

// FigureEntry is a caption: {"Tabla 3", "Requisitos mínimos", "05-x.html#tbl-y"}.
type FigureEntry struct {
	Label string
	Text  string
	URL   string
}

// Change is a row of the change control.
type Change struct{ Version, Date, Description string }

// Approval is a signature: who did what ("Elaboró"), in which role, when.
type Approval struct{ Act, Name, Role, Date string }

// Section is a page of a manual.
type Section struct {
	Frame
	Manual  *Manual
	Number  string // "3.1"
	TitleID string // of the h1; may be ""
	// TitleNotes are the marks of the title's footnotes, may be "".
	TitleNotes template.HTML
	Crumbs     []Link // home, cover, parents; not the page itself
	Headings   []Heading
	Body       []byte    // HTML, all of the page's text after its h1
	Children   []NavItem // subsections, to be listed after the text
	Notices    []Notice  // of this page alone, after the manual's
	Trace      Trace
	Prev       Link
	Next       Link
}

// Heading is an entry of "on this page": level 2 or 3.
type Heading struct {
	Link
	Level int
}

// NotFound is the page for addresses that lead nowhere. It is served at any
// depth, so its links start at BasePath.
type NotFound struct {
	Frame
	BasePath string      // "/" or the path of the site's base URL, ending in "/"
	Manuals  []Card      // their URLs are from the site's root, as on the home page
	Parts    []BoardView // the pages that list them, in place of many
}

// SearchPage is the page of the search, buscar.html, for readers without the
// dialog: it opens in a tab of its own, and its address can be shared.
type SearchPage struct {
	Frame
}

// Map is who talks to whom of all systems: mapa.html.
type Map struct {
	Frame
	// Drawing is all of it, where that can be read; "" for too many systems.
	Drawing template.HTML
	// Parts are the pages that a large map is cut into; none when it is whole.
	Parts   []BoardView
	Groups  []MapGroup
	Systems []MapSystem
	Links   []MapLink
	Lost    []Card // manuals whose diagrams do not name their system
	Tags    template.HTML
}

// MapGroup is systems of a kind, by their process.
type MapGroup struct {
	Title   string
	Systems []MapSystem
}

// MapSystem is a system, with its neighbours drawn.
type MapSystem struct {
	ID, Name, Descr string
	URL             string // where on the map it is
	Code            string
	Manual          Link // its URL is "" when nobody documents it
	Drawing         template.HTML
	Links           int
	// Near are those that it talks to, in place of a drawing of too many, and More
	// how many others there are.
	Near []Link
	More int
}

// MapLink is that a system talks to another.
type MapLink struct {
	From, To  MapSystem
	What, How string // what for, and the protocol
	By        []Link // the manuals that say so
	More      int    // how many more do
}

// Matrix is what each manual has of what its blueprint asks, for who audits
// them: cumplimiento.html.
type Matrix struct {
	Frame
	Day string // of the build; "" when it has none
	// Parts are the pages that a long matrix is cut into; none when it is whole.
	Parts  []BoardView
	Plans  []MatrixPlan
	Others []Card // manuals without a blueprint
}

// MatrixPlan is a table of the manuals of one kind.
type MatrixPlan struct {
	Title    string // of the kind
	Standard string // the instruction's code, may be ""
	Columns  []MatrixColumn
	Rows     []MatrixRow
}

// MatrixColumn is a section of the blueprint.
type MatrixColumn struct{ Number, Title string }

// MatrixRow is a manual.
type MatrixRow struct {
	Card
	Due, DueISO      string // of the next review; "" when it has none
	Exemptions       int
	Have, Want       int // sections
	Errors, Warnings int
	Document         MatrixCell // the document control
	Cells            []MatrixCell
}

// MatrixCell is how a section stands: "complete", "warnings", "errors", "missing",
// "absent" (it need not be there), "waived" (it says that it does not apply).
type MatrixCell struct {
	ID               string
	Errors, Warnings int
	URL              string // of the first finding's place; may be ""
	Label            string // in words
}
