package check

import (
	"path"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// family is one of several kinds of a thing of which a manual names one: its
// names in the text, and the programs that only work with it.
type family struct {
	name  string
	names []string // small letters
	tools map[string]bool
}

var engines = []family{
	{"PostgreSQL", watchFor("postgresql", "postgres"), set("pg_dump pg_dumpall pg_restore pg_basebackup psql createdb dropdb createuser pg_ctl pg_isready")},
	{"MySQL", watchFor("mysql", "mariadb", "percona"), set("mysqldump mysql mysqladmin mysqlimport mariadb mariadb-dump mysqlpump")},
	{"SQL Server", watchFor("sql server", "sqlserver", "mssql"), set("sqlcmd bcp")},
	{"Oracle", watchFor("oracle"), set("expdp impdp sqlplus rman")},
	{"MongoDB", watchFor("mongodb", "mongo"), set("mongodump mongorestore mongosh mongoexport mongoimport")},
}

var systems = []family{
	{"Debian o Ubuntu", watchFor("debian", "ubuntu", "linux mint"), set("apt apt-get dpkg apt-cache add-apt-repository dpkg-reconfigure aptitude")},
	{"Red Hat", watchFor("red hat", "redhat", "rhel", "centos", "rocky linux", "almalinux", "alma linux", "oracle linux", "fedora", "amazon linux"), set("dnf yum rpm")},
	{"SUSE", watchFor("suse", "sles", "opensuse"), set("zypper")},
	{"Alpine Linux", watchFor("alpine linux"), set("apk")},
}

// enginesRule: the tools are those of the engine and of the system that the
// manual names.
func enginesRule() Rule {
	return Rule{Codes: []diag.Code{"CMD-06", "CMD-07"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		s.familiar(engines, diag.Error, "CMD-06", true, r)
		s.familiar(systems, diag.Warning, "CMD-07", false, r)
	}}
}

// use is where a program of a family is run.
type use struct {
	x    *Section
	b    *markdown.Block
	at   int
	tool string
	of   int // the family's place
}

// familiar reports programs of a family that a manual never names when it names
// another one. With prose, it looks at the words too, and into containers.
func (s *Subject) familiar(families []family, sev diag.Severity, key string, prose bool, r *reporter) {
	var uses []use
	for _, x := range s.Pages {
		for _, b := range x.Outline.All {
			uses = usesIn(x, b, families, prose, uses)
		}
		if prose {
			for _, k := range x.with(spokenWords) {
				if b := x.passages[k].Block; b.Kind == markdown.ParagraphBlock {
					spoken(b, func(tool string, at int) { uses = useOf(x, b, families, tool, at, uses) })
				}
			}
		}
	}
	if len(uses) == 0 {
		return
	}
	var used uint
	for _, u := range uses {
		used |= 1 << u.of
	}
	named := s.named(families, used)
	for _, u := range uses {
		if named[u.of] {
			continue
		}
		for i, yes := range named {
			if yes {
				r.at(u.x, u.b, u.at, sev, key, u.tool, families[u.of].name, families[i].name)
				break
			}
		}
	}
}

// usesIn finds the programs of families in the orders of a block.
func usesIn(x *Section, b *markdown.Block, families []family, prose bool, uses []use) []use {
	switch {
	case b.Kind == markdown.CodeBlock:
		for _, o := range x.ordersOf(b) {
			if o.inside && !prose {
				continue
			}
			uses = useOf(x, b, families, o.tool(), o.words[0].at, uses)
		}
	case b.Kind == markdown.ParagraphBlock:
		for _, s := range b.Spans {
			if s.Kind != markdown.CodeSpan {
				continue
			}
			words := strings.Fields(strings.TrimPrefix(b.Text[s.Start:s.End], "sudo "))
			if len(words) > 1 || prose && len(words) == 1 && words[0] != "mysql" && words[0] != "mariadb" {
				uses = useOf(x, b, families, path.Base(words[0]), s.Start, uses)
			}
		}
	}
	return uses
}

// useOf adds the use of a program if it is one of a family.
func useOf(x *Section, b *markdown.Block, families []family, tool string, at int, uses []use) []use {
	for i, f := range families {
		if f.tools[tool] {
			uses = append(uses, use{x, b, at, tool, i})
		}
	}
	return uses
}

// spokenWords are in everything that names a program in words.
var spokenWords = watchFor("dump", "pg_", "omando ", "rden ", "erramienta ")

// spoken finds a program in the words of a paragraph: one whose name is no other
// word, or «el comando mysql».
func spoken(b *markdown.Block, add func(tool string, at int)) {
	before := ""
	for at := 0; at < len(b.Text); {
		w, _, _ := strings.Cut(b.Text[at:], " ")
		name := strings.Trim(w, ".,;:()«»\"")
		certain := strings.Contains(name, "_") || strings.HasSuffix(name, "dump") || before == "comando" || before == "orden" || before == "herramienta"
		if certain && name != "" && !covered(b, at) {
			add(name, at+strings.Index(w, name))
		}
		before = name
		at += len(w) + 1
	}
}

// named tells of each family whether the manual names it: in words and tables,
// or as an image or a service of its code. It stops when the ones used are.
func (s *Subject) named(families []family, used uint) []bool {
	named := make([]bool, len(families))
	for _, x := range s.Pages {
		for i, f := range families {
			if used == 0 {
				return named
			}
			if named[i] {
				continue
			}
			for _, k := range x.with(f.names) {
				if p := x.passages[k]; f.in(p.Block, x.lower(p)) {
					named[i] = true
					used &^= 1 << i
					break
				}
			}
		}
	}
	return named
}

// in tells whether a block names a family. A name that is a program's too counts
// when it is not written as one.
func (f family) in(b *markdown.Block, lower string) bool {
	for _, name := range f.names {
		for at := 0; ; {
			i := strings.Index(lower[at:], name)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(name)
			at = to
			whole := (from == 0 || !isLetter(lower[from-1]) && lower[from-1] != '_') && (to == len(lower) || !isLetter(lower[to]) && lower[to] != '_')
			if !whole {
				continue
			}
			if b.Kind == markdown.CodeBlock {
				// image: mysql:8, jdbc:mysql://
				if to < len(lower) && lower[to] == ':' && from > 0 && strings.IndexByte(" /:\"'", lower[from-1]) >= 0 {
					return true
				}
				continue
			}
			if b.Kind == markdown.CellBlock || !f.tools[name] || b.Text[from:to] != name {
				return true
			}
		}
	}
	return false
}
