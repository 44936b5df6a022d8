package importer

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
	"folio/internal/scaffold"
	"folio/internal/source"
)

// folder reads all documents of a folder, in order: each is a section of the first
// level, but the one that introduces the others.
func (d *Draft) folder(fsys fs.FS, root string) error {
	names, err := documents(fsys, root)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fault("IMP-01.carpeta")
	}
	around := wikiAround(fsys, names)
	read := 0
	var faults []finding
	for i, name := range names {
		doc, err := readFile(fsys, name, around, &d.Formats)
		if f := (*Fault)(nil); errors.As(err, &f) {
			faults = append(faults, *about(diag.Error, "IMP-01.parte", name))
			continue
		}
		if err != nil {
			return err
		}
		read++
		if len(names) > 1 {
			d.chapter(name, &doc, i == 0 && isIntroduction(name))
		}
		d.join(name, doc)
	}
	if read == 0 {
		return fault("IMP-01.carpeta")
	}
	d.control.found = append(d.control.found, faults...)
	return d.finish()
}

// wikiAround is the kind of wiki that most texts of a folder are of; "" for none.
func wikiAround(fsys fs.FS, names []string) (kind string) {
	count := map[string]int{}
	for _, name := range names {
		if ext := strings.ToLower(path.Ext(name)); ext != ".txt" && ext != ".wiki" {
			continue
		}
		if data, err := fs.ReadFile(fsys, name); err == nil && len(data) < maxText {
			k := wikiKind(textOf(data))
			if count[k]++; k != "" && (kind == "" || count[k] > count[kind]) {
				kind = k
			}
		}
	}
	return kind
}

// documents lists the documents of a folder that a reader knows, the introductions
// first and the rest by name, numbers as numbers.
func documents(fsys fs.FS, root string) (names []string, err error) {
	err = fs.WalkDir(fsys, root, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != root && (strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") || source.PassedOver(e.Name())):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			if strings.Count(name, "/") > maxFolder {
				return fs.SkipDir
			}
			return nil
		case !e.Type().IsRegular() || !readable(name):
			return nil
		}
		if names = append(names, name); len(names) > maxFiles {
			return fault("IMP-01.muchos")
		}
		return nil
	})
	slices.SortFunc(names, compareNames)
	return names, err
}

// readable tells, by its name alone, whether a file may be a document.
func readable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".docx", ".docm", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rst", ".rest", ".adoc", ".asciidoc", ".asc", ".html", ".htm", ".xhtml", ".wiki", ".mediawiki", ".dokuwiki", ".xwiki", ".txt":
		return !strings.EqualFold(path.Base(name), "requirements.txt") && !strings.EqualFold(path.Base(name), "robots.txt")
	}
	return false
}

func isIntroduction(name string) bool {
	switch i18n.Slug(strings.TrimSuffix(path.Base(name), path.Ext(name))) {
	case "index", "_index", "home", "readme", "inicio", "start", "main", "portada":
		return true
	}
	return false
}

var digits = pattern.Of(`\d+`)

// sortKey makes numbers in a name sort as numbers.
func sortKey(name string) string {
	return digits.ReplaceAllStringFunc(i18n.Fold(name), func(s string) string {
		if len(s) < 10 {
			return strings.Repeat("0", 10-len(s)) + s
		}
		return s
	})
}

func compareNames(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] == y[i] {
			continue
		}
		if fx, fy := i == len(x)-1, i == len(y)-1; fx && isIntroduction(x[i]) != (fy && isIntroduction(y[i])) {
			if isIntroduction(x[i]) {
				return -1
			}
			return 1
		} else if fy && !fx && isIntroduction(y[i]) {
			return 1
		}
		if c := strings.Compare(sortKey(x[i]), sortKey(y[i])); c != 0 {
			return c
		}
		return strings.Compare(x[i], y[i])
	}
	return len(x) - len(y)
}

// chapter puts a document of several under a heading of its own.
func (d *Draft) chapter(name string, doc *document, first bool) {
	title, top := doc.title, []string{}
	i := slices.IndexFunc(doc.blocks, func(b block) bool { return b.kind == heading })
	if i >= 0 && !slices.ContainsFunc(doc.blocks[:i], func(b block) bool { return b.kind != remark }) {
		sole := !slices.ContainsFunc(doc.blocks[i+1:], func(b block) bool { return b.kind == heading && b.level <= doc.blocks[i].level })
		if text := plain(doc.blocks[i].text); sole && (title == "" || i18n.Fold(text) == i18n.Fold(title)) {
			title = text
			top = doc.blocks[i].anchors
			doc.blocks = slices.Delete(doc.blocks, i, i+1)
		}
	}
	if title == "" {
		title = scaffold.TitleOf(orderless(strings.TrimSuffix(path.Base(name), path.Ext(name))))
	}
	least := 9
	for _, b := range doc.blocks {
		if b.kind == heading {
			least = min(least, b.level)
		}
	}
	for i := range doc.blocks {
		if b := &doc.blocks[i]; b.kind == heading {
			b.level += 2 - least
		}
	}
	doc.title = ""
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	top = append(top, "", "page:"+i18n.Slug(base), "page:"+i18n.Slug(title))
	if first {
		doc.title, doc.top = title, top
		return
	}
	doc.blocks = append([]block{{kind: heading, level: 1, text: []inline{say(title)}, anchors: top}}, doc.blocks...)
}

var ordered = pattern.Of(`^\d{1,3}[-_. ]+`)

// orderless is a file's name without the number that only orders it.
func orderless(name string) string {
	if rest := ordered.ReplaceAllString(name, ""); rest != "" {
		return rest
	}
	return name
}

// wikiTarget is a link to a page of a wiki, which is known by its name.
func wikiTarget(page string) string {
	page, anchor, _ := strings.Cut(page, "#")
	if i := strings.LastIndexAny(page, ":/"); i >= 0 {
		page = page[i+1:]
	}
	if strings.TrimSpace(page) == "" {
		return "#" + anchor
	}
	return "page:" + i18n.Slug(page)
}

// apart sets the names of a document apart from those of others: anchors, links,
// pictures and notes are known by the document's path from now on.
func (doc *document) apart(name string) {
	dir := path.Dir(name)
	own := func(a string) string {
		if strings.HasPrefix(a, "page:") {
			return a
		}
		return name + "#" + a
	}
	blocks := [][]block{doc.blocks, doc.frame}
	for _, n := range slices.Sorted(mapsKeys(doc.notes)) {
		blocks = append(blocks, doc.notes[n])
	}
	for i, a := range doc.top {
		doc.top[i] = own(a)
	}
	for _, list := range blocks {
		eachBlock(list, func(b *block) {
			for i, a := range b.anchors {
				b.anchors[i] = own(a)
			}
		})
		eachInline(list, func(x *inline) {
			switch x.kind {
			case link:
				x.target = within(x.target, name, dir)
			case image:
				if _, embedded := doc.media[x.target]; embedded {
					x.target = name + "!" + x.target
				} else if !isExternal(x.target) && !strings.HasPrefix(x.target, "//") && !strings.HasPrefix(x.target, "data:") && !strings.HasPrefix(x.target, "?") {
					x.target = beside(x.target, dir)
				}
			case noteRef:
				x.target = name + "!" + x.target
			}
		})
	}
	notes, media := map[string][]block{}, map[string]picture{}
	for k, v := range doc.notes {
		notes[name+"!"+k] = v
	}
	for k, v := range doc.media {
		media[name+"!"+k] = v
	}
	doc.notes, doc.media = notes, media
}

// within is a link's target, from the folder that is imported: "#path#anchor".
func within(target, name, dir string) string {
	t := strings.TrimSpace(target)
	switch {
	case t == "" || isExternal(t) || strings.HasPrefix(t, "//") || strings.HasPrefix(strings.ToLower(t), "www."):
		return t
	case strings.HasPrefix(t, "page:"):
		return "#" + t
	case strings.HasPrefix(t, "#page:"):
		return t
	case strings.HasPrefix(t, "#"):
		return "#" + name + t
	case scheme.MatchString(t):
		return t
	}
	file, anchor, _ := strings.Cut(t, "#")
	file, _, _ = strings.Cut(file, "?")
	return "#" + beside(file, dir) + "#" + anchor
}

// beside is a file's name from the folder that is imported.
func beside(file, dir string) string {
	if decoded, err := url.PathUnescape(file); err == nil {
		file = decoded
	}
	file = strings.ReplaceAll(file, `\`, "/")
	if strings.HasPrefix(file, "/") {
		return strings.TrimPrefix(path.Clean(file), "/")
	}
	return path.Join(dir, file)
}

// find looks for the place that a target names: a heading, else the document.
func find(spots map[string]spot, target string) (spot, bool) {
	t := strings.TrimPrefix(target, "#")
	if s, ok := spots[t]; ok {
		return s, true
	}
	file, anchor, _ := strings.Cut(t, "#")
	for _, ext := range []string{"", ".md", ".rst", ".html", ".adoc", ".txt"} {
		if s, ok := spots[file+ext+"#"+anchor]; ok {
			return s, true
		}
		if decoded, err := url.PathUnescape(anchor); err == nil {
			if s, ok := spots[file+ext+"#"+i18n.Slug(decoded)]; ok && anchor != "" {
				return s, true
			}
		}
		if s, ok := spots[file+ext+"#"]; ok && anchor != "" {
			return s, true
		}
	}
	return spot{}, false
}
