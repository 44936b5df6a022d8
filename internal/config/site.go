package config

import (
	"strings"
	"time"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// Site is folio.yaml. Every field may be empty.
type Site struct {
	Title       string
	Description string
	Entity      string
	EntityLogo  string    // path of an image from the site's root, with /
	Lang        i18n.Lang // "" when the file does not say
	// URL is where the site will be published, absolute, http or https, and
	// with a final slash.
	URL     string
	Accent  string // "#rgb" or "#rrggbb"
	Theme   string // the name of a folder of themes/, or a path
	SIG     SIG
	Process string
	// Texts replace words of the site: catalogue keys in alphabetical order.
	Texts    []Setting
	Targets  []Target
	Edit     Edit
	Synonyms [][]string // groups of at least two words
	// Levels are the weights of rules where they are not the usual ones, and
	// Catalogue the versions of programs that manuals are held to.
	Levels    []Level
	Catalogue []Product
	// Supported says until when makers support their programs, where Folio does not
	// know it or the site knows better.
	Supported []Supported
	Where     Where
	// NoMatrix keeps cumplimiento.html and cumplimiento.json off the site.
	NoMatrix bool
	// NoMap keeps mapa.html and mapa.json off the site.
	NoMap bool
	// NoInventory, NoErrors and NoMaster keep inventario.html, errores.html and
	// listado-maestro.html off the site, with their data.
	NoInventory, NoErrors, NoMaster bool
	// NoDuty keeps guardia.html, the sheet for who is on call, out of all manuals.
	NoDuty bool
	// NoRun keeps ejecutar.html, where procedures are carried out, off the manuals.
	NoRun  bool
	Record Record
	Paper  Paper
}

// Record is the document control of the records of runs, a form of the
// institution's own. Every field may be empty.
type Record struct {
	Title, Code, Version string
	Validity             time.Time
}

// Size is a size of paper.
type Size string

// The sizes of paper.
const (
	A4     Size = "a4"
	Letter Size = "carta"
)

// Paper says how manuals are printed.
type Paper struct {
	Size   Size // "" is A4
	NoPage bool // no imprimir.html, the page of a whole manual
	NoCopy bool // no word that a printed copy is not controlled, and no day
	NoQR   bool // no code that leads to the manual
}

// TargetKind is a way to publish.
type TargetKind string

// The ways to publish.
const (
	Directory TargetKind = "directorio"
	SFTP      TargetKind = "sftp"
)

// Target is a place where the site is published.
type Target struct {
	Name string
	Kind TargetKind
	Path string // Directory: the folder
	URL  string // SFTP: sftp://user@host:port/folder, without a password
}

// Forge is a kind of server that keeps the sources.
type Forge string

// The forges whose addresses for editing a file Folio knows.
const (
	GitLab Forge = "gitlab"
	GitHub Forge = "github"
	Gitea  Forge = "gitea"
)

// Edit tells where a reader may propose a change to a page.
type Edit struct {
	Forge  Forge
	URL    string // of the repository, without a final slash
	Branch string
	Root   string // folder of the site inside the repository, with /
}

func (r *reader) site() Site {
	var s Site
	r.top(siteFields(&s))
	r.lostColour()
	return s
}

func siteFields(s *Site) []field {
	return []field{
		{"titulo", text(&s.Title)},
		{"descripcion", text(&s.Description)},
		{"entidad", text(&s.Entity)},
		{"entidad-logo", localPath(&s.EntityLogo)},
		{"idioma", language(&s.Lang)},
		{"url", baseURL(&s.URL)},
		{"acento", colour(&s.Accent)},
		{"tema", text(&s.Theme)},
		{"sig", sig(&s.SIG)},
		{"proceso", text(&s.Process)},
		{"textos", siteTexts(&s.Texts)},
		{"destinos", targets(&s.Targets)},
		{"edicion", edit(&s.Edit)},
		{"sinonimos", synonyms(&s.Synonyms)},
		{"cumplimiento", no(&s.NoMatrix)},
		{"mapa", no(&s.NoMap)},
		{"inventario", no(&s.NoInventory)},
		{"errores", no(&s.NoErrors)},
		{"listado-maestro", no(&s.NoMaster)},
		{"guardia", no(&s.NoDuty)},
		{"ejecucion", no(&s.NoRun)},
		{"acta", group(
			field{"titulo", text(&s.Record.Title)},
			field{"codigo", text(&s.Record.Code)},
			field{"version", text(&s.Record.Version)},
			field{"vigencia", date(&s.Record.Validity)},
		)},
		{"papel", group(
			field{"tamano", choice(&s.Paper.Size, A4, Letter)},
			field{"pagina", no(&s.Paper.NoPage)},
			field{"copia", no(&s.Paper.NoCopy)},
			field{"qr", no(&s.Paper.NoQR)},
		)},
		{"reglas", levels(&s.Levels)},
		{"catalogo", products(&s.Catalogue)},
		{"soporte", supported(&s.Supported)},
	}
}

// lostColour reports «acento: #0b6» without quotes, which YAML takes for a
// key without a value and a comment.
func (r *reader) lostColour() {
	if r.doc.root == nil || entry(r.doc.root, "acento") != nil {
		return
	}
	for i := 0; i < len(r.doc.root.Content); i += 2 {
		k := r.doc.root.Content[i]
		if _, comment, ok := strings.Cut(r.doc.line(k.Line-1), "#"); ok && k.Value == "acento" {
			r.add(r.fault, "CFG-06.numeral", k, k.Value, "#"+firstWord(comment))
		}
	}
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return word
}

func sig(dst *SIG) kind {
	return group(
		field{"marca", text(&dst.Mark)},
		field{"texto", text(&dst.Text)},
		field{"logo", localPath(&dst.Logo)},
	)
}

func targets(dst *[]Target) kind {
	return each(dst, func(t *Target, _ value) []field {
		return []field{
			{"nombre", text(&t.Name)},
			{"tipo", choice(&t.Kind, Directory, SFTP)},
			{"ruta", text(&t.Path)},
			{"url", sftpURL(&t.URL)},
		}
	}, "nombre", "tipo").item(targetNeeds).then(func(r *reader, v value) {
		r.unique(v, "nombre", "CFG-09.destino")
		for _, m := range mappings(v) {
			switch kind := entry(m, "tipo"); {
			case kind == nil:
			case TargetKind(i18n.Slug(kind.Value)) == Directory && entry(m, "ruta") == nil:
				r.report(r.fault, "CFG-08.ruta", m)
			case TargetKind(i18n.Slug(kind.Value)) == SFTP && entry(m, "url") == nil:
				r.report(r.fault, "CFG-08.url", m)
			}
		}
	})
}

func edit(dst *Edit) kind {
	return group(
		field{"tipo", choice(&dst.Forge, GitLab, GitHub, Gitea)},
		field{"url", webURL(&dst.URL)},
		field{"rama", text(&dst.Branch)},
		field{"raiz", localPath(&dst.Root)},
	)
}

// synonyms reads groups of words that mean the same to the search.
func synonyms(dst *[][]string) kind {
	return kind{synonymsShape, items(func(r *reader, v value) {
		var words []string
		before := len(r.found)
		texts(&words).read(r, v)
		switch {
		case len(words) > 1:
			*dst = append(*dst, words)
		case len(r.found) == before:
			r.add(diag.Warning, "CFG-08.sinonimos", v.node)
		}
	})}
}
