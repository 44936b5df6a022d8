package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"folio/internal/blueprint"
	"folio/internal/config"
	"folio/internal/i18n"
	"folio/internal/source"
)

// Found is a manual that there is.
type Found struct {
	Dir  string // its folder, on the disk
	Name string // its folder's name
	// Plan is the manual's blueprint; nil for none.
	Plan *blueprint.Blueprint
	// Entries are the files and folders of its sections.
	Entries []Entry
}

// Entry is a file or folder that is a section.
type Entry struct {
	Name   string // as the file system spells it
	Slug   string
	Number int // -1 for none
}

// Manuals lists the folders of the manuals in a content folder, by name. alone
// says that the content folder itself is the one manual of its site.
func Manuals(content string) (names []string, alone bool, err error) {
	list, err := os.ReadDir(content)
	if err != nil {
		return nil, false, err
	}
	for _, e := range list {
		switch low := strings.ToLower(e.Name()); {
		case source.PassedOver(e.Name()):
		case low == "manual.yaml" || low == "manual.yml":
			alone = true
		case e.IsDir():
			names = append(names, e.Name())
		}
	}
	return names, alone, nil
}

// Open looks at a manual's folder. Of its data only the kind of manual counts.
func Open(dir string, plans *blueprint.Library) (Found, error) {
	m := Found{Dir: dir, Name: filepath.Base(dir)}
	list, err := os.ReadDir(dir)
	if err != nil {
		return m, err
	}
	for _, e := range list {
		low := strings.ToLower(e.Name())
		switch {
		case source.PassedOver(e.Name()):
		case low == "manual.yaml" || low == "manual.yml":
			src, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return m, err
			}
			data, _ := config.ParseManual(e.Name(), src) // a build says what is wrong with it
			m.Plan = plans.Find(data.Blueprint)
		case e.IsDir() || source.IsMarkdown(e.Name()):
			number, slug := source.Called(e.Name(), e.IsDir())
			m.Entries = append(m.Entries, Entry{e.Name(), slug, number})
		}
	}
	return m, nil
}

// Has finds the section of a slug, under any of the names that its blueprint
// takes for it.
func (m Found) Has(slug string) (Entry, bool) {
	for _, e := range m.Entries {
		if e.Slug == slug || m.Plan != nil && m.Plan.Part(slug) >= 0 && m.Plan.Part(e.Slug) == m.Plan.Part(slug) {
			return e, true
		}
	}
	return Entry{}, false
}

// Lacks lists the sections of the blueprint that the manual does not have, those
// that it must have first.
func (m Found) Lacks() []config.BlueprintSection {
	if m.Plan == nil {
		return nil
	}
	var must, may []config.BlueprintSection
	for _, part := range m.Plan.Sections {
		if _, has := m.Has(part.Slug); has {
			continue
		}
		if part.Required {
			must = append(must, part)
		} else {
			may = append(may, part)
		}
	}
	return append(must, may...)
}

// Section is the section of a title: the blueprint's, in its place, or one more
// at the end.
func (m Found) Section(title string) Section {
	title = OneLine(title)
	slug := i18n.Slug(title)
	if m.Plan != nil {
		if i := m.Plan.Part(slug); i >= 0 {
			return SectionOf(m.Plan.Sections[i], m.number(i))
		}
	}
	return Section{Title: title, Slug: short(slug), Number: m.last() + 1}
}

// last is the greatest number that a section's file has.
func (m Found) last() int {
	last := 0
	for _, e := range m.Entries {
		last = max(last, e.Number)
	}
	return last
}

// number is the one for the file of a section of the blueprint: its place there
// when that is free and between its neighbours, else one that is, else the next.
func (m Found) number(part int) int {
	low, high := 0, m.last()+1
	taken := map[int]bool{}
	for _, e := range m.Entries {
		taken[e.Number] = true
		switch i := m.Plan.Part(e.Slug); {
		case e.Number < 0 || i < 0:
		case i < part:
			low = max(low, e.Number)
		case i > part:
			high = min(high, e.Number)
		}
	}
	if want := part + 1; !taken[want] && want > low && (want < high || high > m.last()) {
		return want
	}
	for n := low + 1; n < high; n++ {
		if !taken[n] {
			return n
		}
	}
	return m.last() + 1
}

// longest is how many bytes of a title a file's name has.
const longest = 80

// short cuts a slug between two words.
func short(slug string) string {
	if len(slug) <= longest {
		return slug
	}
	if i := strings.LastIndexByte(slug[:longest], '-'); i > 0 {
		return slug[:i]
	}
	return strings.ToValidUTF8(slug[:longest], "")
}

// Fit makes the name of a folder out of a title. ok is false when nothing is left
// of it that can be one.
func Fit(title string) (name string, ok bool) {
	name = short(strings.TrimLeft(i18n.Slug(title), "_"))
	return name, source.Usable(name)
}

// Taken finds the folder whose manual would have the same address as another.
func Taken(content, name string) (string, error) {
	list, err := os.ReadDir(content)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	i := slices.IndexFunc(list, func(e fs.DirEntry) bool { return i18n.Slug(e.Name()) == name })
	if i < 0 || err != nil {
		return "", err
	}
	return filepath.Join(content, list[i].Name()), nil
}
