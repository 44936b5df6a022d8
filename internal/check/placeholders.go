package check

import (
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// blanks are what stands for a word that an author must put in.
var blanks = pattern.Of(`\b[Xx]{4,}\b|\bNOMBRE DEL? (?:SISTEMA|APLICATIVO|COMPONENTE|SERVIDOR)[\p{Lu} ]*|\bDD/MM/AAAA\b|\bdd/mm/aaaa\b|\b(?:TODO|POR DEFINIR|POR COMPLETAR|PENDIENTE DE DEFINIR)\b|\[(?:completar|escriba aquí|por definir)[^\]]*\]`)

// dummies are hosts, addresses and names that nobody has.
var dummies = pattern.Of(`(?i)\b[x]{3,}\.(?:com|co|gov\.co|org)\b|\b555-?5555\b|\bejemplo@\w+\.com\b|\bcorreo@(?:ejemplo|dominio)\.\w+|\b(?:midominio|mi-dominio|tudominio|tu-dominio|dominio)\.(?:com|co|gov\.co|org)\b|\bnombre-de-(?:la-imagen|usuario|l-contenedor)\b|\bpuerto-del-(?:servidor|contenedor)\b|\bip-del-servidor\b|\buser1\b[ ,]+user2\b`)

var (
	blankWords  = watchFor("xxxx", "dd/mm/aaaa", "[completar", "[escriba", "[por definir")
	blankShouts = watchFor("nombre de", "todo", "por definir", "por completar", "pendiente de definir")
	dummyWords  = watchFor("xxx.", "555-5555", "5555555", "ejemplo@", "correo@", "midominio", "mi-dominio", "tudominio", "tu-dominio", "dominio.co", "dominio.gov", "dominio.org", "nombre-de-", "puerto-del-", "ip-del-", "user1")
)

// placeholdersRule: what was to be filled in has been.
func placeholdersRule() Rule {
	return Rule{Codes: []diag.Code{"PH-01", "PH-03", "PH-04"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			made := map[int][][]int{}
			for _, i := range x.with(dummyWords) {
				b := x.passages[i]
				made[i] = dummies.FindAllStringIndex(b.Text, -1)
				for _, m := range made[i] {
					r.at(x, b.Block, m[0], diag.Error, "PH-03", b.Text[m[0]:m[1]])
				}
			}
			blank := x.with(blankWords)
			for _, i := range x.with(blankShouts) {
				if shouts(x.passages[i].Text) {
					blank = append(blank, i)
				}
			}
			slices.Sort(blank)
			for _, i := range slices.Compact(blank) {
				b := x.passages[i]
				for _, m := range blanks.FindAllStringIndex(b.Text, -1) {
					if !overlaps(made[i], m) { // one cause, one finding
						r.at(x, b.Block, m[0], diag.Error, "PH-01", strings.TrimSpace(b.Text[m[0]:m[1]]))
					}
				}
			}
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind == markdown.TableBlock {
					x.countedVersions(b, r)
				}
			})
		}
	}}
}

// Unfilled tells whether a text is nothing but what stands for words that an author
// must put in: «[completar: programa]», «XXXX».
func Unfilled(s string) bool {
	m := blanks.FindStringIndex(s)
	return m != nil && strings.Trim(blanks.ReplaceAllString(s, ""), " .,;:–—-/") == ""
}

// shouts tells whether a phrase that is a blank in capitals is in a text.
func shouts(text string) bool {
	for _, s := range [...]string{"NOMBRE DE", "TODO", "POR DEFINIR", "POR COMPLETAR", "PENDIENTE DE DEFINIR"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func overlaps(list [][]int, m []int) bool {
	for _, o := range list {
		if m[0] < o[1] && o[0] < m[1] {
			return true
		}
	}
	return false
}

var doubled = pattern.Of(`^v?(\d)\.(\d)$`)

// countedVersions finds a column whose versions are a count: 1.1, 2.2, 3.3.
func (x *Section) countedVersions(b *markdown.Block, r *reporter) {
	if len(b.Rows) < 4 {
		return
	}
	for col := range b.Rows[0] {
		run, first := 0, 0
		for i, row := range b.Rows[1:] {
			if col >= len(row) {
				continue
			}
			if m := doubled.FindStringSubmatch(strings.TrimSpace(row[col].Text)); m != nil && m[1] == m[2] {
				if run++; run == 1 {
					first = i + 1
				}
			}
		}
		if run > 2 {
			c := &b.Rows[first][col]
			r.at(x, c, 0, diag.Warning, "PH-04", c.Text)
		}
	}
}

// unresolved is an option of a form that nobody has chosen from.
var unresolved = pattern.Of(`^\s*(?:N|\d+)?\s*["“«]?Ejemplo\b|^\s*(?:S[ií] ?/ ?No|Activo ?/ ?Inactivo)\s*$`)

// optionsRule: the choices and examples of the instruction's own tables are not
// answers.
func optionsRule() Rule {
	return Rule{Codes: []diag.Code{"PH-02"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			for _, t := range x.typedRows() {
				for _, c := range t.row {
					if unresolved.MatchString(c.text) {
						r.at(x, t.b, c.at, diag.Error, "PH-02", c.text)
					}
				}
			}
			var options []string
			for _, option := range s.options() {
				if strings.Contains(x.Outline.Text(), option) {
					options = append(options, option)
				}
			}
			x.eachBlock(func(b *markdown.Block) {
				if b.Kind == markdown.CellBlock && (strings.Contains(b.Text, "jemplo") || strings.Contains(b.Text, "/")) && unresolved.MatchString(b.Text) {
					r.at(x, b, 0, diag.Error, "PH-02", b.Text)
					return
				}
				if b.Kind != markdown.CellBlock && b.Kind != markdown.ParagraphBlock && b.Kind != markdown.HeadingBlock {
					return
				}
				for _, option := range options {
					if i := strings.Index(b.Text, option); i >= 0 && (b.Kind != markdown.CellBlock || strings.TrimSpace(b.Text) == option) {
						r.at(x, b, i, diag.Error, "PH-02", option)
						return
					}
				}
			})
		}
	}}
}

// options are those of the blueprint.
func (s *Subject) options() []string {
	if s.Blueprint == nil {
		return nil
	}
	return s.Blueprint.Options
}
