package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// products are names that are often written wrong, as they are. One that is all
// small or all capital letters may be a command, a package or a title.
var products = []string{
	"PostgreSQL", "PostGIS", "pgAdmin", "MySQL", "MariaDB", "MongoDB", "SQLite", "SQL Server", "phpMyAdmin", "DBeaver", "GitHub", "GitLab",
	"JavaScript", "TypeScript", "Node.js", "Next.js", "Vue.js", "jQuery", "GraphQL", "FastAPI", "OpenSSL", "OpenSSH", "OpenShift", "OpenAPI",
	"OpenStack", "VMware", "VirtualBox", "HAProxy", "CentOS", "AlmaLinux", "macOS", "PowerShell", "PuTTY", "WinSCP", "FileZilla", "MobaXterm",
	"RabbitMQ", "ActiveMQ", "WebLogic", "WildFly", "GlassFish", "SonarQube", "GeoServer", "GeoNode", "QGIS", "ArcGIS", "LibreOffice", "OneDrive",
	"SharePoint", "WordPress", "DokuWiki", "MediaWiki", "WireGuard", "OpenVPN", "LDAPS", "OAuth", "WebSocket", "CloudFormation", "ClickHouse",
	"CouchDB", "DynamoDB", "InfluxDB", "TimescaleDB", "IntelliJ", "PhpStorm", "ModSecurity", "AppArmor", "SELinux", "NetworkManager", "firewalld",
}

// otherwise are spellings of these names that small letters alone do not tell,
// and spellings that are right too.
var (
	otherwise = map[string]string{
		"postgre sql": "PostgreSQL", "postgres sql": "PostgreSQL", "my sql": "MySQL", "mongo db": "MongoDB", "maria db": "MariaDB",
		"java script": "JavaScript", "git hub": "GitHub", "git lab": "GitLab", "nodejs": "Node.js", "open ssl": "OpenSSL", "power shell": "PowerShell",
	}
	alsoRight = set("WebSockets macOS")
)

var rightNames, nameWords = func() (map[string]string, []string) {
	right := map[string]string{}
	for _, n := range products {
		right[strings.ToLower(n)] = n
	}
	for wrong, n := range otherwise {
		right[wrong] = n
	}
	var words []string
	for w := range right {
		words = append(words, w)
	}
	slices.Sort(words)
	return right, watchFor(words...)
}()

// terms are names of things that are no proper names.
var terms = watchFor("base de datos", "bases de datos", "sistema de información", "sistemas de información", "copia de seguridad",
	"copias de seguridad", "variable de entorno", "variables de entorno", "servidor de aplicación", "servidor de aplicaciones",
	"servidor de base de datos", "servidor web", "servidores web", "sistema operativo", "sistemas operativos", "código fuente",
	"control de versiones", "manual de despliegue", "ambiente de producción", "ambiente de pruebas", "ambiente de desarrollo",
	"archivo de configuración", "archivos de configuración", "red interna", "servicio web", "servicios web", "certificado digital")

// namesRule: a thing has one name, and a product its own.
func namesRule() Rule {
	return Rule{Codes: []diag.Code{"TXT-03"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			x.misnamed(r)
		}
		s.drift(r)
		for _, x := range s.Pages {
			x.degrees(r)
		}
	}}
}

// misnamed finds products that are written otherwise than their makers do, each
// spelling once a page.
func (x *Section) misnamed(r *reporter) {
	told := map[string]bool{}
	for k, w := range nameWords {
		for _, i := range x.with(nameWords[k : k+1]) {
			b := x.passages[i]
			if b.Kind == markdown.CodeBlock || b.Kind == markdown.HTMLBlock {
				continue
			}
			eachWord(x.lower(b), w, func(at int) {
				is, right := b.Text[at:at+len(w)], rightNames[w]
				if is == right || alsoRight[is] || told[is] || is == strings.ToLower(is) || is == strings.ToUpper(is) || covered(b.Block, at) || inName(b.Text, at, len(w)) {
					return
				}
				told[is] = true
				r.at(x, b.Block, at, diag.Warning, "TXT-03.producto", is, right)
			})
		}
	}
}

// inName tells whether a word is a part of a longer one: of an address, a file's
// name, a name of a class.
func inName(text string, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	if after == '.' && at+size+1 < len(text) && text[at+size+1] != ' ' {
		return true
	}
	if before == '«' && after == '»' {
		return true // it is spoken of
	}
	return strings.ContainsRune("-_./@:\\#=", before) && at > 0 || strings.ContainsRune("-_/@:\\=", after) && after != utf8.RuneError && !strings.HasPrefix(text[at+size:], ": ")
}

// eachWord calls f where a word stands in a text by itself.
func eachWord(text, word string, f func(at int)) {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return
		}
		at := from + i
		from = at + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[from:])
		if (at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)) && (from == len(text) || !unicode.IsLetter(after) && !unicode.IsDigit(after)) {
			f(at)
		}
	}
}

// spelling is where a term stands.
type spelling struct {
	x  *Section
	b  *markdown.Block
	at int
}

// drift finds common names that are written with capital letters inside a
// sentence, in a manual that writes them without elsewhere; once a page.
func (s *Subject) drift(r *reporter) {
	plain := map[string]int{}
	grand := map[string][]spelling{}
	for _, x := range s.Pages {
		for k, w := range terms {
			told := false
			for _, i := range x.with(terms[k : k+1]) {
				b := x.passages[i]
				if b.Kind != markdown.ParagraphBlock {
					continue
				}
				eachWord(x.lower(b), w, func(at int) {
					is := b.Text[at : at+len(w)]
					switch {
					case is == w:
						plain[w]++
					case !told && capitals(is) && at >= b.Rest && inSentence(b.Text, at, len(w)) && !covered(b.Block, at) && !strong(b.Block, at):
						told = true
						grand[w] = append(grand[w], spelling{x, b.Block, at})
					}
				})
			}
		}
	}
	for _, w := range terms {
		for _, u := range grand[w] {
			if plain[w] > 0 {
				r.at(u.x, u.b, u.at, diag.Info, "TXT-03.nombre", u.b.Text[u.at:u.at+len(w)], w)
			}
		}
	}
}

// capitals tells whether the first and the last word of a term begin with one.
func capitals(term string) bool {
	first, _ := utf8.DecodeRuneInString(term)
	last, _ := utf8.DecodeRuneInString(term[strings.LastIndexByte(term, ' ')+1:])
	return unicode.IsUpper(first) && unicode.IsUpper(last) && term != strings.ToUpper(term)
}

// inSentence tells whether what stands at a byte is in the middle of a sentence,
// and not a part of a longer name.
func inSentence(text string, at, size int) bool {
	before := strings.Fields(text[max(0, at-60):at])
	after := strings.TrimLeft(text[at+size:], " ")
	if len(before) < 2 || opensUpper(after) {
		return false
	}
	word := before[len(before)-1]
	if strings.ContainsAny(word[len(word)-1:], ".:;?!)»\"”") || opensUpper(word) && len(before) > 1 {
		return false
	}
	// «Oficina de Bases de Datos»
	return !(len(word) < 4 && opensUpper(before[len(before)-2]))
}

// strong tells whether a byte of a block is in bold type.
func strong(b *markdown.Block, at int) bool {
	for _, s := range b.Spans {
		if s.Kind == markdown.StrongSpan && at >= s.Start && at < s.End {
			return true
		}
	}
	return false
}

var (
	fewestWords = watchFor("mínim", "minim")
	bestWords   = watchFor("óptim", "optim", "recomendad")
)

// degrees finds requirements that are announced as the best and given as the
// least. A page that gives both has a title, a table or a list for each.
func (x *Section) degrees(r *reporter) {
	best, fewest := x.with(bestWords), x.with(fewestWords)
	if len(best) == 0 || len(fewest) == 0 {
		return
	}
	least := false
	for _, i := range fewest {
		least = least || required(x.lower(x.passages[i]), fewestWords) >= 0
	}
	var at *passage
	for _, i := range best {
		p := &x.passages[i]
		if p.Kind != markdown.ParagraphBlock {
			return
		}
		if at == nil && required(x.lower(*p), bestWords) >= 0 {
			at = p
		}
	}
	for i := range x.Page.Doc.Figures {
		if text := asciiLower(x.Page.Doc.Figures[i].Text); hasAny(text, bestWords) {
			return
		}
	}
	if least && at != nil {
		k := required(x.lower(*at), bestWords)
		r.at(x, at.Block, k, diag.Info, "TXT-03.grado", firstOf(at.Text[k:], 22))
	}
}

// required is where «requisitos óptimos» or the like begins in a text; -1 when
// it does not.
func required(text string, degree []string) int {
	for _, noun := range [...]string{"requisitos ", "requerimientos ", "especificaciones ", "características ", "infraestructura "} {
		eachStart := 0
		for {
			i := strings.Index(text[eachStart:], noun)
			if i < 0 {
				break
			}
			i += eachStart
			eachStart = i + len(noun)
			for _, d := range degree {
				if strings.HasPrefix(text[eachStart:], d) {
					return i
				}
			}
		}
	}
	return -1
}

func hasAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
