package pipeline

import (
	"bytes"
	"cmp"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"folio/internal/check"
	"folio/internal/config"
	"folio/internal/facts"
	"folio/internal/i18n"
	"folio/internal/manual"
	"folio/internal/markdown"
	"folio/internal/pattern"
	"folio/internal/search"
	"folio/internal/theme"
)

// duty: the sheet for who is on call, of a manual whose blueprint says what is on
// it. Its commands are those of the manual's pages, as they are there.
func duty() part {
	return part{name: "duty", off: func(w *work) bool { return w.c.knows.Duty == "" }, make: (*work).dutySheet}
}

func (w *work) dutySheet() error {
	b, v := w.b, w.views()
	out := w.c.knows.Duty
	view := theme.Duty{
		Frame: b.frameOf("guardia", out, b.in.Texts.T("site.duty"), ""), What: w.m.Config.Description, Parts: w.duty,
	}
	w.page.Reset()
	if err := v.shell.Duty(w.page, view); err != nil {
		return err
	}
	return w.sink.Put(out, w.page.Bytes())
}

// dutyName is the address of a manual's sheet from the site's root; "" for one that
// has none.
func (b *build) dutyName(m *manual.Manual, s *check.Subject) string {
	if b.in.Site.NoDuty || s.Blueprint == nil || len(s.Blueprint.Duty) == 0 {
		return ""
	}
	return path.Join(m.Slug, freeName(m, "guardia"))
}

// dutyWriter makes the parts of a manual's sheet while its blocks are in hand.
type dutyWriter struct {
	b    *build
	m    *manual.Manual
	vars func(string) (markdown.Variable, bool)
	out  string // the sheet, from the site's root
	code bytes.Buffer
}

// dutyParts are the parts of the sheet.
func (b *build) dutyParts(m *manual.Manual, s *check.Subject, known facts.Manual, vars *variables, out string) []theme.DutyPart {
	w := &dutyWriter{b: b, m: m, vars: vars.lookup(), out: out}
	var list []theme.DutyPart
	ids := map[string]bool{}
	for _, d := range facts.DutyOf(m, s) {
		p := w.part(d, known)
		p.ID = "g." + i18n.Slug(d.Title)
		for ids[p.ID] {
			p.ID += "-"
		}
		ids[p.ID] = true
		list = append(list, p)
	}
	return list
}

// part is one of them.
func (w *dutyWriter) part(d facts.DutyPart, known facts.Manual) theme.DutyPart {
	p := theme.DutyPart{Title: d.Title}
	if d.Section != nil {
		p.Place = w.link(d.Section, d.ID, d.Heading)
	}
	for _, v := range d.Variables {
		label := first(before(v.Description), v.Name)
		p.Rows = append(p.Rows, theme.DutyRow{Label: label, Value: w.fill("{{" + v.Name + "}}"), Code: true})
	}
	switch s := w.m.Config.Support; d.Shows {
	case config.DutyContacts:
		p.Contacts = s != config.Support{}
	case config.DutyServers:
		p.Rows = append(append(p.Rows, w.servers(known.Servers)...), w.databases(known.Databases)...)
	case config.DutyPorts:
		p.Rows = append(p.Rows, w.ports(known.Ports)...)
	}
	for _, s := range d.Steps {
		p.Steps = append(p.Steps, w.step(s))
	}
	if d.More > 0 {
		p.More = w.b.in.Texts.N("site.duty.more", d.More, strings.TrimSpace(p.Place.Number+" "+p.Place.Title))
	}
	for _, e := range d.Errors {
		x := theme.DutyError{Link: w.link(e.Section, e.ID, e.Title), Symptoms: w.fill(e.Symptoms)}
		for _, m := range e.Moves {
			m.Number = 0
			x.Moves = append(x.Moves, w.step(m))
		}
		p.Errors = append(p.Errors, x)
	}
	shown := p.Contacts || len(p.Rows)+len(p.Errors) > 0
	if d.Shows == "" || !shown {
		p.Words = w.fill(d.Words)
	}
	if !shown && (d.Section == nil || d.Shows != "" && p.Words == "") {
		p.Missing = d.Hint
		if p.Missing == "" && len(d.Block) > 0 {
			p.Missing = w.b.in.Texts.T("site.duty.write", d.Block[0])
		}
		if p.Missing == "" {
			p.Missing = w.b.in.Texts.T("site.duty.nothing")
		}
	}
	return p
}

func (w *dutyWriter) fill(s string) string {
	// A backslash has nothing to say where no value could be.
	return literalBraces.ReplaceAllString(markdown.Fill(strings.Clone(s), w.vars), "$1")
}

var literalBraces = pattern.Of(`\\(\{\{[A-Z][A-Z0-9_]*\}\})`)

// link leads to a heading of a page, or to the page.
func (w *dutyWriter) link(x *check.Section, id, title string) theme.Link {
	p := x.Page
	l := theme.Link{Number: p.Number, Title: w.fill(title), URL: address(w.out, p.Out)}
	if id == "" {
		return l
	}
	l.URL += "#" + id
	l.Number = ""
	if i := slices.IndexFunc(p.Anchors, func(a manual.Anchor) bool { return a.ID == id }); i >= 0 {
		l.Number = p.Anchors[i].Number
	}
	return l
}

func (w *dutyWriter) step(s check.Step) theme.DutyStep {
	out := theme.DutyStep{Tab: w.tab(s.Tab), Text: w.fill(s.Text), Code: w.commands(s.Commands)}
	if s.Number > 0 {
		out.Number = strconv.Itoa(s.Number)
	}
	for _, x := range s.Warnings {
		out.Warnings = append(out.Warnings, theme.DutyWarning{Look: x.Look, Label: w.b.in.Texts.T("md.callout." + x.Look), Text: w.fill(x.Text)})
	}
	return out
}

// tab is a variant, which may be that of an environment.
func (w *dutyWriter) tab(label string) theme.DutyTab {
	name := w.fill(label)
	return theme.DutyTab{Name: name, Env: w.environment(config.Unvalued(name))}
}

// commands are blocks of code as their page has them, those of a variant together.
func (w *dutyWriter) commands(list []check.Command) (out []theme.DutyCode) {
	for from, to := 0, 0; from < len(list); from = to {
		w.code.Reset()
		for to = from; to < len(list) && list[to].Tab == list[from].Tab; to++ {
			w.b.engine.Code(&w.code, list[to].Block)
		}
		out = append(out, theme.DutyCode{Tab: w.tab(list[from].Tab), HTML: template.HTML(linesOf(w.code.Bytes(), keepOptions))})
	}
	return out
}

// optionForm is the name of an option in a command.
var optionForm = pattern.Of(`(?:^|[\s>])--?[A-Za-z0-9][\w-]*`)

// longestOption is from how many bytes on a name may not fit in a line.
const longestOption = 28

// keepOptions keeps the names of options in one line: «--» at the end of one and
// «config» in the next would be typed with a blank between them.
func keepOptions(code []byte) []byte {
	return optionForm.ReplaceAllFunc(code, func(m []byte) []byte {
		i := bytes.IndexByte(m, '-')
		if len(m)-i > longestOption {
			return m
		}
		return slices.Concat(m[:i], []byte(`<span class="duty-option">`), m[i:], []byte(`</span>`))
	})
}

// environment is the id of one of the manual's, by its name.
func (w *dutyWriter) environment(name string) string {
	name = i18n.Fold(name)
	for _, e := range w.m.Config.Environments {
		if name != "" && (i18n.Fold(config.Unvalued(e.Name)) == name || i18n.Fold(e.ID) == name) {
			return e.ID
		}
	}
	return ""
}

func (w *dutyWriter) servers(list []facts.Server) (rows []theme.DutyRow) {
	for _, s := range list {
		var about []string
		for _, v := range []string{s.System, s.Engine, s.Memory, s.Disk} {
			if v != "" {
				about = append(about, before(v))
			}
		}
		label := first(before(s.Role), w.b.in.Texts.T("site.board.server"))
		if s.Name != "" {
			about = append(slices.DeleteFunc([]string{s.Name, s.Address}, func(t string) bool { return t == "" }), about...)
		}
		if s.Count != "" && s.Count != "1" {
			label += " (" + s.Count + ")"
		}
		rows = append(rows, theme.DutyRow{
			Label: label, Value: strings.Join(about, " · "), Env: w.environment(s.Environment), EnvName: s.Environment, URL: w.from(s.Place),
		})
	}
	return rows
}

// databases are those with a name; an engine stands with its server.
func (w *dutyWriter) databases(list []facts.Database) (rows []theme.DutyRow) {
	for _, d := range list {
		if d.Name == "" {
			continue
		}
		about := slices.DeleteFunc([]string{d.Name, d.Server, d.Engine}, func(t string) bool { return t == "" })
		rows = append(rows, theme.DutyRow{
			Label: w.b.in.Texts.T("site.board.database"), Value: strings.Join(about, " · "), Env: w.environment(d.Environment), EnvName: d.Environment,
		})
	}
	return rows
}

// ports are the machines of each port, which tables often say more than once: a row
// for each environment that has its own, with those of all.
func (w *dutyWriter) ports(list []facts.Port) (rows []theme.DutyRow) {
	type port struct {
		check.Ports
		protocol string
	}
	var order []port
	where := map[port]map[string][]string{} // by environment
	for _, p := range list {
		k, host := port{p.Ports, p.Protocol}, p.Host
		if p.Service != "" {
			host += " (" + p.Service + ")"
		}
		if where[k] == nil {
			where[k] = map[string][]string{}
			order = append(order, k)
		}
		if !slices.ContainsFunc(where[k][p.Environment], func(said string) bool { return said == host || strings.HasPrefix(said, host+" (") }) {
			where[k][p.Environment] = append(where[k][p.Environment], host)
		}
	}
	slices.SortStableFunc(order, func(a, b port) int { return cmp.Compare(a.First, b.First) })
	for _, k := range order {
		row, all := theme.DutyRow{Label: k.Ports.String() + "/" + k.protocol}, where[k][""]
		if len(where[k]) == 1 && len(all) > 0 {
			row.Value = strings.Join(all, "; ")
			rows = append(rows, row)
			continue
		}
		for _, e := range w.m.Config.Environments {
			row.Env, row.EnvName = e.ID, first(config.Unvalued(e.Name), e.ID)
			if row.Value = strings.Join(slices.Concat(all, where[k][row.EnvName]), "; "); row.Value != "" {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// before is a text up to what only explains it more. A comma and a point inside of a
// number, «1,5 TB», or of a name explain nothing.
func before(s string) string {
	for i := 1; i < len(s); i++ {
		inside := i+1 < len(s) && s[i+1] != ' '
		if s[i] == ';' || s[i] == '(' || s[i] == '.' && !inside || s[i] == ',' && !(inside && isDigit(s[i-1]) && isDigit(s[i+1])) {
			s = s[:i]
			break
		}
	}
	return strings.TrimSpace(s)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// from is a place's address as the sheet sees it.
func (w *dutyWriter) from(p facts.Place) string {
	page, fragment, ok := strings.Cut(p.URL, "#")
	out := strings.Repeat("../", strings.Count(w.out, "/")) + page
	if rest, own := strings.CutPrefix(page, path.Dir(w.out)+"/"); own {
		out = rest
	}
	if ok {
		out += "#" + fragment
	}
	return out
}

// dutyUnit is the sheet in the search: who looks for it by its name.
func (w *work) dutyUnit() search.Unit {
	var titles []string
	for _, p := range w.duty {
		titles = append(titles, p.Title)
	}
	return search.Unit{URL: w.c.knows.Duty, Kind: search.KindSection, Title: w.b.in.Texts.T("site.duty"), Body: strings.Join(titles, ". ")}
}
