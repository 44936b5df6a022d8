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
	{"PostgreSQL", []string{"postgresql", "postgres"}, set("pg_dump pg_dumpall pg_restore pg_basebackup psql createdb dropdb createuser pg_ctl pg_isready")},
	{"MySQL", []string{"mysql", "mariadb", "percona"}, set("mysqldump mysql mysqladmin mysqlimport mariadb mariadb-dump mysqlpump")},
	{"SQL Server", []string{"sql server", "sqlserver", "mssql"}, set("sqlcmd bcp")},
	{"Oracle", []string{"oracle"}, set("expdp impdp sqlplus rman")},
	{"MongoDB", []string{"mongodb", "mongo"}, set("mongodump mongorestore mongosh mongoexport mongoimport")},
}

var systems = []family{
	{"Debian o Ubuntu", []string{"debian", "ubuntu", "linux mint"}, set("apt apt-get dpkg apt-cache add-apt-repository dpkg-reconfigure aptitude")},
	{"Red Hat", []string{"red hat", "redhat", "rhel", "centos", "rocky linux", "almalinux", "alma linux", "oracle linux", "fedora", "amazon linux"}, set("dnf yum rpm")},
	{"SUSE", []string{"suse", "sles", "opensuse"}, set("zypper")},
	{"Alpine Linux", []string{"alpine linux"}, set("apk")},
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
		x.eachBlock(func(b *markdown.Block) { uses = usesIn(x, b, families, prose, uses) })
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

// usesIn finds the programs of families in a block: in orders, and in words that
// say to run one.
func usesIn(x *Section, b *markdown.Block, families []family, prose bool, uses []use) []use {
	add := func(tool string, at int) {
		for i, f := range families {
			if f.tools[tool] {
				uses = append(uses, use{x, b, at, tool, i})
			}
		}
	}
	switch {
	case b.Kind == markdown.CodeBlock:
		for _, o := range x.ordersOf(b) {
			if o.inside && !prose {
				continue
			}
			add(o.tool(), o.words[0].at)
		}
	case b.Kind == markdown.ParagraphBlock:
		for _, s := range b.Spans {
			if s.Kind != markdown.CodeSpan {
				continue
			}
			words := strings.Fields(strings.TrimPrefix(b.Text[s.Start:s.End], "sudo "))
			if len(words) > 1 || prose && len(words) == 1 && words[0] != "mysql" && words[0] != "mariadb" {
				add(path.Base(words[0]), s.Start)
			}
		}
		if prose {
			spoken(b, add)
		}
	}
	return uses
}

// spoken finds a program in the words of a paragraph: one whose name is no other
// word, or «el comando mysql».
func spoken(b *markdown.Block, add func(tool string, at int)) {
	if !strings.Contains(b.Text, "dump") && !strings.Contains(b.Text, "pg_") && !strings.Contains(b.Text, "omando ") && !strings.Contains(b.Text, "rden ") && !strings.Contains(b.Text, "erramienta ") {
		return // nearly all
	}
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
		if used == 0 {
			break
		}
		x.eachBlock(func(b *markdown.Block) {
			if b.Text == "" || used == 0 {
				return
			}
			text := strings.ToLower(b.Text)
			for i, f := range families {
				if !named[i] && f.in(b, text) {
					named[i] = true
					used &^= 1 << i
				}
			}
		})
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
			// ToLower may have moved the bytes; then the text is taken as it comes.
			if b.Kind == markdown.CellBlock || !f.tools[name] || len(lower) == len(b.Text) && b.Text[from:to] != name {
				return true
			}
		}
	}
	return false
}
