package source

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// Section is a page to be: a Markdown file, or a folder with pages below it.
type Section struct {
	File     *File  // nil for a folder without index.md or README.md
	Dir      string // the folder whose pages are Children; "" for a leaf
	Out      string // path of its page in the site: "vertia/procedimiento.html"
	Slug     string
	Order    int // the number in the name; -1 when it has none
	Children []Section
}

// MaxDepth is how many folders deep a manual may go.
const MaxDepth = 12

// sections orders the pages and folders of one folder and gives each its place
// in the site.
func (d *discovery) sections(l listing, out string, depth int) ([]Section, error) {
	list := make([]Section, 0, len(l.pages)+len(l.dirs))
	for i := range l.pages {
		f := &l.pages[i]
		s := named(stem(f.Name))
		s.File = f
		list = append(list, s)
	}
	placed(list, out)
	for _, dir := range l.dirs {
		if depth >= MaxDepth {
			d.add(diag.Error, "SRC-09", dir, strconv.Itoa(MaxDepth))
			continue
		}
		below, err := d.list(dir)
		if err != nil {
			return nil, err
		}
		if below.config != nil {
			d.add(diag.Warning, "SRC-10", below.config.Name)
		}
		s := named(path.Base(dir))
		s.Dir, s.File = dir, below.index
		s.Out = out + "/" + s.Slug + "/index.html"
		if s.Children, err = d.sections(below, out+"/"+s.Slug, depth+1); err != nil {
			return nil, err
		}
		if s.File == nil && len(s.Children) == 0 {
			continue // images, scripts: what the pages show or hand out
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b Section) int { return compareOrder(a.Order, b.Order) })
	return d.distinct(list), nil
}

// placed gives pages their places in the site, as pieces of one text: see fullNames.
func placed(list []Section, out string) {
	const ext = ".html"
	size := 0
	for _, s := range list {
		size += len(out) + len("/") + len(s.Slug) + len(ext)
	}
	var all strings.Builder
	all.Grow(size)
	for i := range list {
		from := all.Len()
		for _, text := range [...]string{out, "/", list[i].Slug, ext} {
			all.WriteString(text)
		}
		list[i].Out = all.String()[from:]
	}
}

// compareOrder puts numbered names first, by number.
func compareOrder(a, b int) int {
	switch {
	case a == b:
		return 0
	case a < 0:
		return 1
	case b < 0:
		return -1
	}
	return a - b
}

// distinct reports sections that claim one page, and drops all but the first
// so that the rest of the manual can still be examined.
func (d *discovery) distinct(list []Section) []Section {
	bySlug, byOrder := map[string]Section{}, map[int]Section{}
	kept := list[:0]
	for _, s := range list {
		if !d.usable(s.Slug, s.name()) {
			continue
		}
		if other, taken := bySlug[s.Slug]; taken {
			d.add(diag.Fatal, "SRC-02", s.name(), d.root.Shown(other.name()), s.Slug)
			continue
		}
		bySlug[s.Slug] = s
		if other, taken := byOrder[s.Order]; taken && s.Order >= 0 {
			d.add(diag.Warning, "SRC-11", s.name(), d.root.Shown(other.name()), strconv.Itoa(s.Order))
		}
		byOrder[s.Order] = s
		kept = append(kept, s)
	}
	return kept
}

// Called reads from the name of a file or folder the number and the slug of the
// section that it is: "07-procedimiento.md". The number is -1 when it has none.
func Called(name string, folder bool) (number int, slug string) {
	base := name
	if !folder {
		base = stem(name)
	}
	s := named(base)
	return s.Order, s.Slug
}

// Usable says whether a slug can name a manual's folder.
func Usable(slug string) bool { return slug != "" && !reserved.MatchString(slug) }

// usable refuses names of which no portable file can be made.
func (d *discovery) usable(slug, name string) bool {
	switch {
	case !utf8.ValidString(path.Base(name)):
		d.add(diag.Fatal, "SRC-12.utf8", name)
	case slug == "":
		d.add(diag.Fatal, "SRC-12", name)
	case reserved.MatchString(slug):
		d.add(diag.Fatal, "SRC-12.reservado", name, slug)
	default:
		return true
	}
	return false
}

// name is the file or folder that messages about the section point at.
func (s Section) name() string {
	if s.File != nil {
		return s.File.Name
	}
	return s.Dir
}

// named reads order and slug from a file's name: "07-procedimiento".
func named(base string) Section {
	s := Section{}
	var rest string
	s.Order, rest = cutNumber(norm.NFC.String(base))
	s.Slug = i18n.Slug(rest)
	if s.Slug == "index" { // would be its folder's own page
		s.Slug = "indice"
	}
	return s
}

// cutNumber takes the number off a name; -1 when it has none.
func cutNumber(base string) (number int, rest string) {
	if m := numbered.FindStringSubmatch(base); m != nil && len(m[0]) < len(base) {
		number, _ = strconv.Atoi(m[1])
		return number, base[len(m[0]):]
	}
	return -1, base
}

// Title is made from the name, for pages that give none.
func (s Section) Title() string {
	base := path.Base(s.Dir)
	if s.Dir == "" {
		base = stem(s.File.Name)
	}
	_, rest := cutNumber(norm.NFC.String(base))
	title := strings.Join(strings.FieldsFunc(rest, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
	if title != "" {
		r := []rune(title)
		title = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return title
}
