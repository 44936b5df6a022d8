package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"folio/internal/i18n"
)

// A manual's tree is on each of its pages. The tree of a small manual is there
// as a whole. That of a large one would make each page longer with each
// section, so its pages show the way to themselves and what lies beside it, and
// the rest is in one script for all of them, which js/tree.js loads when a
// reader unfolds something. Without the script, what is folded leads to the
// table of contents on the cover.

// wholeTree is the most that a tree may take in every page, in bytes: some 200
// sections. It is compressed to a tenth, less than the script would cost with
// its request, and up to there nothing has to be unfolded.
const wholeTree = 32 << 10

// Bytes of the markup of an entry, and more for one that has entries below it.
const (
	entryMarkup  = 90
	branchMarkup = 230
)

// beside is how many entries a folded tree shows before and after the one that
// leads to the page, at each depth.
const beside = 20

// treeFolder is where the scripts are, from the site's root.
const treeFolder = "assets/arbol/"

// coverContents is the id of the table of contents on a cover.
const coverContents = "#f.contenidos"

const currentMark = `aria-current="page"`

// tree is a manual's tree as a list of its entries: the cover, and then each
// section before those below it.
type tree struct {
	entries []entry
	pages   map[string]int // page, from the manual's folder → its entry
	script  Asset          // of a folded tree
}

type entry struct {
	Link
	parent   int // -1 for none
	at       int // its place among its parent's children
	children []int
}

// newTree enters a manual. unfold is what follows the entries in the script of a
// folded tree.
func newTree(m *Manual, unfold string) *tree {
	t := &tree{pages: map[string]int{}}
	t.enter(Link{URL: m.Cover}, -1)
	size := 0
	var all func(items []NavItem, parent int) []int
	all = func(items []NavItem, parent int) []int {
		list := make([]int, 0, len(items))
		for i := range items {
			it := &items[i]
			at := t.enter(it.Link, parent)
			t.entries[at].at = i
			list = append(list, at)
			size += len(it.Number) + len(it.Title) + len(it.URL) + entryMarkup
			if len(it.Children) > 0 {
				size += branchMarkup
				t.entries[at].children = all(it.Children, at)
			}
		}
		return list
	}
	top := all(m.Nav, -1)
	if size > wholeTree {
		t.entries[0].children = top
		t.script = treeScript(m, unfold)
	}
	return t
}

func (t *tree) enter(l Link, parent int) int {
	i := len(t.entries)
	t.entries = append(t.entries, entry{Link: l, parent: parent})
	page, _, _ := strings.Cut(l.URL, "#")
	if p, err := url.PathUnescape(page); err == nil {
		page = p
	}
	if _, taken := t.pages[page]; !taken && page != "" {
		t.pages[page] = i
	}
	return i
}

// folded tells that pages show a part of the tree only.
func (t *tree) folded() bool { return t.script.Path != "" }

func (t *tree) lineage(page string) []int {
	i, ok := t.pages[page]
	if !ok {
		return nil
	}
	var out []int
	for ; i >= 0; i = t.entries[i].parent {
		out = append(out, i)
	}
	return out
}

// scriptEntry is an entry as js/tree.js reads it: number, title, URL from the
// manual's folder and, if there are any, the entries below.
type scriptEntry []any

func treeScript(m *Manual, unfold string) Asset {
	var convert func(items []NavItem) []scriptEntry
	convert = func(items []NavItem) []scriptEntry {
		list := make([]scriptEntry, 0, len(items))
		for i := range items {
			e := scriptEntry{items[i].Number, items[i].Title, items[i].URL}
			if len(items[i].Children) > 0 {
				e = append(e, convert(items[i].Children))
			}
			list = append(list, e)
		}
		return list
	}
	data, _ := json.Marshal(convert(m.Nav)) // strings and lists; cannot fail
	data = []byte("folioTree=" + string(data) + ";\n" + unfold)
	sum := sha256.Sum256(data)
	return Asset{Path: treeFolder + strings.Trim(m.Folder, "/") + "." + hex.EncodeToString(sum[:4]) + ".js", Data: data}
}

// treeView is what the section tree knows.
type treeView struct {
	Frame
	Title  string
	State  State
	Code   string
	Cover  treeItem
	Items  []treeItem
	Nested bool // some entry has children
	// Script is where the rest of a folded tree is; "" when all is here.
	Script string
	// List stands for Items where they are put in page by page.
	List template.HTML
}

// treeItem is an entry of the tree. Mark and Open stand where the attributes
// aria-current and open of the current page go: <a href="…" {{.Mark}}>.
type treeItem struct {
	Number, Title, URL string
	Mark, Open         template.HTMLAttr
	Children           []treeItem
	// Branch is, of an entry whose children are folded, its place in the script.
	Branch int
	// Gap says that the item stands for entries that are folded: whose children
	// they are, the first of them and the one after the last. Its link leads to
	// the table of contents.
	Gap string
	// Sub names what is below, for those who do not see it.
	Sub string
}

// treeView describes the tree for all pages of a folder.
func (s *ManualShell) treeView(f Frame, up string) *treeView {
	n := 0
	item := func(number, title, href string) treeItem {
		i := strconv.Itoa(n)
		n++
		return treeItem{
			Number: number, Title: title, URL: up + href,
			Mark: template.HTMLAttr(markSign + i + markEnd), Open: template.HTMLAttr(openSign + i + markEnd),
		}
	}
	v := &treeView{Frame: f, Title: s.manual.Title, State: s.manual.State, Code: s.manual.Header.Code, Cover: item("", "", s.manual.Cover)}
	if s.tree.folded() {
		v.Items = make([]treeItem, 1) // there are some
		v.List = listSign + "0" + markEnd
		v.Script = f.Root + s.tree.script.Path
	} else {
		var convert func(items []NavItem) []treeItem
		convert = func(items []NavItem) []treeItem {
			out := make([]treeItem, 0, len(items))
			for _, it := range items {
				t := item(it.Number, it.Title, it.URL)
				t.Sub = s.theme.catalog.T(treeSub, it.Title)
				t.Children = convert(it.Children)
				out = append(out, t)
			}
			return out
		}
		v.Items = convert(s.manual.Nav)
	}
	for _, it := range s.manual.Nav {
		v.Nested = v.Nested || len(it.Children) > 0
	}
	return v
}

const (
	treeSub = "site.tree.sub"
	treeGap = "site.gap"
)

// treeOf is the tree of a page.
func (s *ManualShell) treeOf(k kind, f Frame, a *surroundings) (pageTree, error) {
	lineage := s.lineage(f.Path)
	if !s.tree.folded() {
		return pageTree{cut: &a.tree, lineage: lineage}, nil
	}
	items := s.tree.outline(0, lineage, a.up, s.theme.catalog)
	if !s.theme.userTemplates {
		return pageTree{cut: &a.tree, lineage: lineage, items: items}, nil
	}
	v := s.treeView(f.shared(), a.up)
	v.Items, v.List, v.Cover.Mark = items, "", ""
	if len(lineage) > 0 && lineage[0] == 0 {
		v.Cover.Mark = currentMark
	}
	html, err := s.theme.part(k, "partes/arbol.html", v)
	return pageTree{cut: &cutTree{pieces: []string{string(html)}}}, err
}

// outline is what a page shows of what is below an entry: of its children those
// near the way to the page, which is its lineage, and what is below them on
// that way. The bounds are why a page does not grow with its manual.
func (t *tree) outline(parent int, lineage []int, up string, words *i18n.Catalog) []treeItem {
	children := t.entries[parent].children
	here, way := 0, -1
	if n := len(lineage); n > 0 && lineage[n-1] != 0 {
		way = lineage[n-1]
		here, lineage = t.entries[way].at, lineage[:n-1]
	}
	from := max(0, min(here-beside, len(children)-(2*beside+1)))
	to := min(len(children), from+2*beside+1)
	list := make([]treeItem, 0, to-from+2)
	gap := func(from, to int) {
		if from < to {
			list = append(list, treeItem{
				Title: words.N(treeGap, to-from), URL: up + t.entries[0].URL + coverContents,
				Gap: strconv.Itoa(parent) + " " + strconv.Itoa(from) + " " + strconv.Itoa(to),
			})
		}
	}
	gap(0, from)
	for _, c := range children[from:to] {
		e := &t.entries[c]
		it := treeItem{Number: e.Number, Title: e.Title, URL: up + e.URL, Sub: words.T(treeSub, e.Title)}
		switch {
		case c == way:
			if len(lineage) == 0 {
				it.Mark = currentMark
			}
			if it.Open = "open"; len(e.children) > 0 {
				it.Children = t.outline(c, lineage, up, words)
			}
		case len(e.children) > 0:
			it.Branch = c
		}
		list = append(list, it)
	}
	gap(to, len(children))
	return list
}

// appendTree is the block "rama" of partes/arbol.html without a template. A test
// holds the two to each other.
func appendTree(dst []byte, items []treeItem) []byte {
	for i := range items {
		it := &items[i]
		dst = append(dst, "<li"...)
		if it.Gap != "" {
			dst = append(append(append(dst, ` class="tree-gap" data-gap="`...), it.Gap...), '"')
		}
		dst = append(dst, `><a href="`...)
		dst = append(append(dst, safeURL(it.URL)...), '"')
		if it.Mark != "" {
			dst = append(append(dst, ' '), it.Mark...)
		}
		dst = append(dst, '>')
		if it.Number != "" {
			dst = append(dst, `<span class="num">`...)
			dst = append(appendText(dst, it.Number), "</span> "...)
		}
		dst = append(dst, `<span class="tree-text">`...)
		dst = append(appendText(dst, it.Title), "</span></a>"...)
		if it.Branch != 0 || len(it.Children) > 0 {
			dst = append(dst, "\n<details"...)
			if it.Branch != 0 {
				dst = append(strconv.AppendInt(append(dst, ` data-branch="`...), int64(it.Branch), 10), '"')
			} else {
				dst = append(append(dst, ' '), it.Open...)
			}
			dst = append(dst, `><summary><span class="unseen">`...)
			dst = append(appendText(dst, it.Sub), `</span><svg class="icon" aria-hidden="true"><use href="#i-chevron"></use></svg></summary>`...)
			dst = append(dst, "\n<ol>\n"...)
			dst = append(appendTree(dst, it.Children), "</ol></details>"...)
		}
		dst = append(dst, "</li>\n"...)
	}
	return dst
}
