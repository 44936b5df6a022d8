package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// Tree is what discovery found under the content root: names only, nothing
// read yet. It is complete and immutable.
type Tree struct {
	Manuals  []Manual // ordered by folder name
	Home     *File    // index.md or README.md of a root with several manuals
	Glossary *File    // glosario.md of a root with several manuals

	// Troubled says that part of the content could not be looked at: there is a
	// finding for it, and nothing may be remembered of what is made of the rest.
	Troubled bool

	seen  map[string]bool // what the walk went by: files, and folders, which are true
	links bool            // a symbolic link was met
}

// Alone is the tree without what Holds asks for: nobody will ask.
func (t Tree) Alone() Tree {
	t.seen = nil
	return t
}

// File is a source file. Name is relative to the content root with forward
// slashes, exactly as the file system spells it.
type File struct{ Name string }

// Manual is a folder that becomes one manual.
type Manual struct {
	Slug     string // folder of its pages in the site
	Dir      string // its own folder; "." when the content root is the manual
	Config   *File  // manual.yaml
	Cover    *File  // index.md or README.md
	Sections []Section
}

// HomePage is the site's own page as a manual without sections, so that its text
// is read and resolved as any other.
func (t Tree) HomePage() Manual { return Manual{Dir: ".", Cover: t.Home} }

var (
	numbered = pattern.Of(`^(\d{1,9})(?:[-_. ]+|$)`)
	markdown = map[string]bool{".md": true, ".markdown": true, ".mdown": true, ".mkd": true}
	// foreign are document formats that an author may believe Folio reads.
	foreign = map[string]bool{
		".rst": true, ".adoc": true, ".asciidoc": true, ".txt": true, ".org": true, ".textile": true,
		".mdx": true, ".doc": true, ".docx": true, ".odt": true, ".rtf": true, ".tex": true,
	}
	// reserved cannot name a file on Windows, whatever its extension.
	reserved = pattern.Of(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
)

// Discover lists the manuals under the root. Each folder of the root is a
// manual; but when the root itself holds manual.yaml or pages of its own, it
// is the one manual of the site and its folders are sections.
func Discover(r *Root) (Tree, diag.List, error) {
	d := &discovery{root: r, compare: i18n.Compare(i18n.Spanish), seen: map[string]bool{}}
	t, err := d.tree()
	if err != nil {
		return Tree{}, nil, err
	}
	t.seen, t.links, t.Troubled = d.seen, d.links, d.troubled
	return t, d.found, nil
}

func (d *discovery) tree() (Tree, error) {
	var t Tree
	top, err := d.list(".")
	if err != nil {
		return t, err
	}
	alone, err := d.alone(top)
	if err != nil {
		return t, err
	}
	if alone {
		m, err := d.manual(".", "manual", top)
		if err != nil {
			return t, err
		}
		t.Manuals = []Manual{m}
		return t, nil
	}
	t.Home = top.index
	for _, p := range top.pages {
		switch {
		case stem(p.Name) != "glosario":
			d.add(diag.Warning, "SRC-18", p.Name)
		case t.Glossary != nil:
			d.add(diag.Warning, "SRC-04", p.Name, d.root.Shown(t.Glossary.Name))
		default:
			t.Glossary = &p
		}
	}
	bySlug := map[string]string{}
	if t.Glossary != nil {
		bySlug[stem(t.Glossary.Name)] = t.Glossary.Name // has a page of that name
	}
	for _, dir := range top.dirs {
		l, err := d.list(dir)
		if err != nil {
			return t, err
		}
		m, err := d.manual(dir, i18n.Slug(norm.NFC.String(path.Base(dir))), l)
		if err != nil {
			return t, err
		}
		if m.Config == nil && m.Cover == nil && len(m.Sections) == 0 {
			continue
		}
		if !d.usable(m.Slug, dir) {
			continue
		}
		if other, taken := bySlug[m.Slug]; taken {
			d.add(diag.Fatal, "SRC-02.manual", dir, d.root.Shown(other), m.Slug)
			continue
		}
		bySlug[m.Slug] = dir
		t.Manuals = append(t.Manuals, m)
	}
	return t, nil
}

// alone says whether the root is one manual: it holds manual.yaml, or pages of
// its own and no folder that is a manual by having one.
func (d *discovery) alone(top listing) (bool, error) {
	if top.config != nil {
		return true, nil
	}
	if !slices.ContainsFunc(top.pages, func(p File) bool { return stem(p.Name) != "glosario" }) {
		return false, nil
	}
	for _, dir := range top.dirs {
		l, err := d.list(dir)
		if err != nil || l.config != nil {
			return false, err
		}
	}
	return true, nil
}

// discovery carries what a walk shares.
type discovery struct {
	root    *Root
	listed  map[string]listing
	compare func(a, b string) int
	found   diag.List
	seen    map[string]bool
	links   bool

	troubled bool
}

// trouble reports what the system did not hand over.
func (d *discovery) trouble(name string, err error) {
	d.troubled = true
	d.add(diag.Fatal, Unreadable(err), name)
}

func (d *discovery) add(s diag.Severity, key, name string, args ...string) {
	d.found.Add(s, key, diag.Pos{Path: d.root.Shown(name)}, args...)
}

// listing is what one folder holds, by role, each in dictionary order.
type listing struct {
	config, index *File
	pages         []File
	dirs          []string
}

// list reads a folder, once.
func (d *discovery) list(dir string) (listing, error) {
	if l, known := d.listed[dir]; known {
		return l, nil
	}
	l, err := d.read(dir)
	if d.listed == nil {
		d.listed = map[string]listing{}
	}
	d.listed[dir] = l
	return l, err
}

func (d *discovery) read(dir string) (listing, error) {
	var l listing
	entries, err := d.root.ReadDir(dir)
	if err != nil {
		if dir == "." {
			return l, err
		}
		d.trouble(dir, err)
		return l, nil
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return d.compare(a.Name(), b.Name()) })
	var readme *File
	names := fullNames(dir, entries)
	for i, e := range entries {
		name, base := names[i], e.Name()
		if passedOver(base) {
			continue
		}
		isDir := e.IsDir()
		if isDir || counts(base) {
			d.seen[name] = isDir
		}
		kind := e.Type()
		if kind&fs.ModeSymlink != 0 {
			d.links = true
			st, err := d.root.Stat(name)
			if err != nil {
				if Absent(err) {
					d.add(diag.Error, "SRC-03", name)
				} else {
					d.trouble(name, err)
				}
				continue
			}
			// A linked folder could hold itself; linked files are fine.
			if st.IsDir() {
				d.add(diag.Warning, "SRC-03.carpeta", name)
				continue
			}
			kind = st.Mode().Type()
		}
		if !isDir && !kind.IsRegular() && counts(base) {
			d.add(diag.Fatal, Unreadable(errNotRegular), name) // reading from a pipe may never end
			continue
		}
		ext := strings.ToLower(path.Ext(base))
		switch low := strings.ToLower(base); {
		case isDir:
			l.dirs = append(l.dirs, name)
		case low == "manual.yaml" || low == "manual.yml":
			d.only(&l.config, name)
		case markdown[ext] && stem(low) == "index":
			d.only(&l.index, name)
		case markdown[ext] && stem(low) == "readme":
			d.only(&readme, name)
		case markdown[ext]:
			l.pages = append(l.pages, File{name})
		case foreign[ext]:
			d.add(diag.Warning, "SRC-01", name, ext)
		case isSiteData(low) && (dir != "." || d.root.shown != "."):
			d.add(diag.Warning, "SRC-30", name)
		}
	}
	switch {
	case l.index == nil:
		l.index = readme
	case readme != nil:
		d.add(diag.Warning, "SRC-04", readme.Name, d.root.Shown(l.index.Name))
	}
	return l, nil
}

// fullNames are the names of what is in a folder, from the root. They are pieces of
// one text, which stays as long as one of them: a large site has a hundred thousand of
// them until its last page is made.
func fullNames(dir string, entries []fs.DirEntry) []string {
	var all strings.Builder
	before := dir + "/"
	if dir == "." {
		before = ""
	}
	size := 0
	for _, e := range entries {
		size += len(before) + len(e.Name())
	}
	all.Grow(size)
	names := make([]string, len(entries))
	for i, e := range entries {
		from := all.Len()
		all.WriteString(before)
		all.WriteString(e.Name())
		names[i] = all.String()[from:]
	}
	return names
}

// only gives a file a role that one file of a folder can have: the first.
func (d *discovery) only(role **File, name string) {
	if *role != nil {
		d.add(diag.Warning, "SRC-04", name, d.root.Shown((*role).Name))
		return
	}
	*role = &File{name}
}

// passedOver says whether discovery leaves out a file or folder of that name,
// and all that is in it.
func passedOver(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "node_modules"
}

// PassedOver says whether discovery leaves out a file because of its name or of
// that of a folder on the way to it.
func PassedOver(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), passedOver)
}

// counts says whether it matters to discovery that there is such a file.
func counts(base string) bool {
	low := strings.ToLower(base)
	ext := path.Ext(low)
	return low == "manual.yaml" || low == "manual.yml" || markdown[ext] || foreign[ext] || isSiteData(low)
}

// isSiteData tells the file of the site's data, which is not in the content
// folder but beside it.
func isSiteData(low string) bool { return low == "folio.yaml" || low == "folio.yml" }

func (d *discovery) manual(dir, slug string, l listing) (Manual, error) {
	m := Manual{Slug: slug, Dir: dir, Config: l.config, Cover: l.index}
	var err error
	m.Sections, err = d.sections(l, slug, 1)
	return m, err
}

func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// IsMarkdown tells by its extension whether Folio reads a file as a page.
func IsMarkdown(name string) bool { return markdown[strings.ToLower(path.Ext(name))] }
