package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/check"
	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/markdown"
	"folio/internal/pattern"
	"folio/internal/source"
)

// Mention is a line of the sources that says what somebody looks for.
type Mention struct {
	Slug   string // the manual's; "" for a file of no manual
	Manual string // its title
	Code   string
	// Section is the page and the heading above the line: «4 Requisitos › Software»;
	// "" in manual.yaml.
	Section string
	URL     string // of the page, from the site's root; "" when the site has none
	File    string // as messages show it
	Line    int
	Text    string // of the line, without the blanks around it
	// Fact is what the line says of the system, when it does: "program", "server",
	// "port", "database", "variable", "error", "backup", "user", "component".
	Fact string
	// Environments are those in which the line says so; none when in all.
	Environments []string
}

// Mentions finds the lines of all sources in which each of the words stands, with
// the values that variables have: "postgresql 14" in «PostgreSQL 14.2», "192.0.2.31"
// in «{{DB_IP}}». A word that ends in a digit is not the beginning of a longer number.
func (b *build) mentions(made []compiled, words []string) []Mention {
	var wanted []string
	for _, w := range words {
		wanted = append(wanted, strings.Fields(i18n.Fold(w))...)
	}
	if len(wanted) == 0 {
		return nil
	}
	var list []Mention
	for i, src := range b.tree.Manuals {
		known := made[i].known.open()
		l := looker{b: b, wanted: wanted, known: known, facts: factsByLine(known)}
		l.about = Mention{Slug: src.Slug, Manual: made[i].card.Title, Code: made[i].card.Code}
		if src.Config != nil {
			l.file([]string{src.Config.Name}, "", false)
		}
		for _, f := range markdownFiles(src) {
			title := ""
			e := made[i].export
			for _, p := range e.Pages {
				if p.Source == f.Name {
					number, words := e.Heading(&p)
					title, l.about.URL = strings.TrimSpace(number+" "+words), p.Out
				}
			}
			l.file([]string{f.Name}, title, true)
			l.about.URL = ""
		}
		list = append(list, l.found...)
	}
	l := looker{b: b, wanted: wanted}
	if f := b.tree.Home; f != nil {
		l.about.URL = "index.html"
		l.file([]string{f.Name}, "", true)
	}
	if f := b.tree.Glossary; f != nil {
		l.about.URL = sharedGlossary + "/index.html"
		l.file([]string{f.Name}, "", true)
	}
	return append(list, l.found...)
}

// looker looks through the files of a manual.
type looker struct {
	b      *build
	wanted []string
	known  facts.Manual
	facts  map[line]string
	about  Mention // of all that is found in a file
	found  []Mention
	taken  int // how many files pages took in
}

// maxTaken bounds that for a manual: files may take in each other several times.
const maxTaken = 1000

var variableUse = pattern.Of(`\{\{\s*([A-Z][A-Z0-9_]*)\s*\}\}`)

// file looks through the last file of a chain of those that take in the next one;
// title is the page's and above the heading under which the file is taken in.
func (l *looker) file(chain []string, title string, prose bool) { l.under("", chain, title, prose) }

func (l *looker) under(heading string, chain []string, title string, prose bool) {
	name := chain[len(chain)-1]
	raw, _, _ := l.b.files.read(name, source.MaxPage) // what cannot be read has been reported
	shown := l.b.in.Root.Shown(name)
	fence := ""
	n := 0
	for words := range strings.Lines(strings.TrimPrefix(string(raw), "\ufeff")) {
		n++
		words = strings.TrimSpace(words)
		if mark := fenceOf(words); prose && mark != "" && (fence == "" || strings.HasPrefix(mark, fence)) {
			if fence == "" {
				fence = mark
			} else {
				fence = ""
			}
		}
		if text := strings.TrimLeft(words, "#"); prose && fence == "" && text != words && strings.HasPrefix(text, " ") {
			heading = headingWords(text)
		}
		if inside, ok := markdown.Inclusion(name, words); ok && prose && fence == "" {
			if spelled, there := l.b.files.names.Find(inside); there && !slices.Contains(chain, spelled) && l.taken < maxTaken {
				l.taken++
				l.under(heading, append(slices.Clip(chain), spelled), title, true)
			}
			continue
		}
		where, ok := l.says(words)
		if !ok {
			continue
		}
		m := l.about
		m.Section, m.File, m.Line, m.Text, m.Environments = section(title, heading), shown, n, covered(words), where
		m.Fact = l.facts[line{shown, n}]
		l.found = append(l.found, m)
	}
}

// covered is a line without the values of secrets, which are shown nowhere.
func covered(line string) string {
	list := check.Secrets(line)
	slices.SortFunc(list, func(x, y check.Secret) int { return y.From - x.From })
	end := len(line)
	for _, x := range list {
		if x.To <= end {
			line = line[:x.From] + "••••••" + line[x.To:]
			end = x.From
		}
	}
	return line
}

func section(title, heading string) string {
	switch {
	case heading == "" || strings.HasSuffix(title, heading):
		return title
	case title == "":
		return heading
	}
	return title + " › " + heading
}

// headingWords are a heading's without its attributes.
func headingWords(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, '{'); i > 0 && s[i-1] != '{' && strings.HasSuffix(s, "}") && !strings.HasSuffix(s, "}}") {
		s = s[:i]
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "#"))
}

// fenceOf is the mark that begins or ends a block of code; "" for none.
func fenceOf(line string) string {
	for _, c := range []string{"`", "~"} {
		if n := len(line) - len(strings.TrimLeft(line, c)); n >= 3 {
			return line[:n]
		}
	}
	return ""
}

// says tells whether a line says all that is wanted, and in which environments when
// not in all.
func (l *looker) says(line string) (where []string, ok bool) {
	if l.all(line) {
		return nil, true
	}
	if !strings.Contains(line, "{{") {
		return nil, false
	}
	envs := l.known.Environments
	if len(envs) == 0 {
		envs = []facts.Environment{{}}
	}
	for _, e := range envs {
		if l.all(variableUse.ReplaceAllStringFunc(line, func(use string) string { return l.value(use, e.Name) })) {
			where = append(where, e.Name)
		}
	}
	if ok = len(where) > 0; len(where) == len(envs) {
		where = nil
	}
	return where, ok
}

// value is what a use of a variable says in an environment; the use itself when it
// has no value there, as a secret.
func (l *looker) value(use, environment string) string {
	name := variableUse.FindStringSubmatch(use)[1]
	for _, v := range l.known.Variables {
		if v.Name != name {
			continue
		}
		for _, x := range v.Values {
			if x.Environment == "" || x.Environment == environment {
				return x.Text
			}
		}
	}
	return use
}

func (l *looker) all(line string) bool {
	line = i18n.Fold(line)
	for _, w := range l.wanted {
		if !stands(line, w) {
			return false
		}
	}
	return true
}

// stands tells whether a word stands in a line: where a word may begin, and not as
// the beginning of another number.
func stands(line, word string) bool {
	for from := 0; ; {
		i := strings.Index(line[from:], word)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		first, _ := utf8.DecodeRuneInString(word)
		after, _ := utf8.DecodeRuneInString(line[i+len(word):])
		last, _ := utf8.DecodeLastRuneInString(word)
		inside := unicode.IsLetter(before) || unicode.IsDigit(before) || unicode.IsDigit(first) && before == '.' && strings.ContainsRune("0123456789", previous(line, i))
		longer := unicode.IsDigit(last) && unicode.IsDigit(after)
		if !inside && !longer {
			return true
		}
		from = i + len(word)
	}
}

// previous is the character before the one before a place.
func previous(line string, at int) rune {
	_, size := utf8.DecodeLastRuneInString(line[:at])
	c, _ := utf8.DecodeLastRuneInString(line[:at-size])
	return c
}

// line is one of a source.
type line struct {
	file string
	n    int
}

// factsByLine are the kinds of what is known from each line.
func factsByLine(m facts.Manual) map[line]string {
	by := map[line]string{}
	add := func(kind string, p facts.Place) { by[line{p.File, p.Line}] = kind }
	for _, x := range m.Errors {
		add("error", x.Place)
	}
	for _, x := range m.Variables {
		add("variable", x.Place)
	}
	for _, x := range m.Databases {
		add("database", x.Place)
	}
	for _, x := range m.Servers {
		add("server", x.Place)
	}
	for _, x := range m.Ports {
		add("port", x.Place)
	}
	for _, x := range m.Programs {
		add("program", x.Place)
	}
	for _, x := range m.Backups {
		add("backup", x.Place)
	}
	for _, x := range m.Users {
		add("user", x.Place)
	}
	for _, d := range m.Diagrams {
		for _, e := range d.Elements {
			add("component", facts.Place{File: d.Place.File, Line: e.Line})
		}
	}
	return by
}
