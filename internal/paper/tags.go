package paper

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/pattern"
)

// The tree of tags that a browser writes says what each thing is, and leaves out
// some of what readers of tagged files (PDF/UA) count on. What can be said with
// what the file has is said here.

// standsFor are the types of tags that PDF does not know, and what each is like.
var standsFor = map[string]string{"Strong": "Span", "Em": "Span"}

// element is a tag: an object of the file.
type element struct {
	text string // the object's
	kind string
	kids []int
	// plain says that it holds other tags, and nothing of its own.
	plain bool
}

const elementHead = "<</Type /StructElem\n/S /"

// tags mends the tree of tags.
func (f *file) tags() {
	elements := f.elements()
	foreign := map[string]bool{}
	for n := range f.at { // in their order
		e, known := elements[n]
		switch {
		case !known:
		case e.kind == "Figure" && e.plain && !strings.Contains(e.text, "/Alt "):
			// A <figure> holds a picture, which says what it shows, and a caption.
			f.changed[n] = elementHead + "Div" + f.now(n, e.text)[len(elementHead+"Figure"):]
		case e.kind == "LI" && e.plain:
			f.body(n, e, elements)
		case standsFor[e.kind] != "":
			foreign["/"+e.kind+" /"+standsFor[e.kind]] = true
		}
	}
	root, ok := reference(f.catalog, "/StructTreeRoot")
	tree, err := f.object(root)
	if !ok || err != nil || len(foreign) == 0 {
		return
	}
	var roles []string
	for role := range foreign {
		roles = append(roles, role)
	}
	slices.Sort(roles)
	f.changed[root] = strings.TrimSuffix(strings.TrimSpace(tree), ">>") + "\n/RoleMap <<" + strings.Join(roles, " ") + ">>>>"
}

// now is what an object says by now.
func (f *file) now(n int, was string) string {
	if text, ok := f.changed[n]; ok {
		return text
	}
	return was
}

// elements reads the tags, by their objects.
func (f *file) elements() map[int]element {
	all := map[int]element{}
	for n := range f.at {
		text, err := f.object(n)
		text = strings.TrimSpace(text)
		if err != nil || !strings.HasPrefix(text, elementHead) {
			continue
		}
		e := element{text: text}
		e.kind, _, _ = strings.Cut(text[len(elementHead):], "\n")
		if from, to := kidsOf(text); from >= 0 {
			e.kids, e.plain = numbers(strings.Trim(text[from:to], "[]"))
		}
		all[n] = e
	}
	return all
}

// kidsOf finds what a tag holds in the text of its object; from is negative when it
// holds nothing.
func kidsOf(text string) (from, to int) {
	const key = "\n/K "
	i := strings.Index(text, key)
	if i < 0 {
		return -1, -1
	}
	from = i + len(key)
	if text[from] == '[' {
		return from, from + strings.IndexByte(text[from:], ']') + 1
	}
	if n := strings.IndexByte(text[from:], '\n'); n >= 0 && text[from] != '<' {
		return from, from + n
	}
	return from, len(text) - len(">>")
}

// numbers reads references to objects; ok is false when there is anything else.
func numbers(text string) (list []int, ok bool) {
	parts := strings.Fields(text)
	for i := 0; i < len(parts); i += 3 {
		n, err := strconv.Atoi(parts[i])
		if err != nil || i+2 >= len(parts) || parts[i+1] != "0" || parts[i+2] != "R" {
			return list, false
		}
		list = append(list, n)
	}
	return list, len(list) > 0
}

// body puts what an item of a list says, its number apart, into a tag of its own.
func (f *file) body(n int, item element, all map[int]element) {
	var holds, rest []int
	for _, kid := range item.kids {
		e, known := all[kid]
		if !known || e.kind == "LBody" {
			return
		}
		if e.kind == "Lbl" {
			holds = append(holds, kid)
		} else {
			rest = append(rest, kid)
		}
	}
	if len(rest) == 0 {
		return
	}
	body := f.add("<</Type /StructElem\n/S /LBody\n/P " + ref(n) + "\n/K " + refs(rest) + ">>")
	for _, kid := range rest {
		text := f.now(kid, all[kid].text)
		from, _ := kidsOf(text)
		at := strings.LastIndex(text[:max(from, 0)], "\n/P ")
		if at < 0 {
			continue
		}
		_, after, _ := strings.Cut(text[at:], " 0 R")
		f.changed[kid] = text[:at] + "\n/P " + ref(body) + after
	}
	text := f.now(n, item.text)
	from, to := kidsOf(text)
	f.changed[n] = text[:from] + refs(append(holds, body)) + text[to:]
}

// add adds an object.
func (f *file) add(text string) int {
	f.added = append(f.added, text)
	return len(f.at) + len(f.added) - 1
}

func ref(n int) string { return strconv.Itoa(n) + " 0 R" }

func refs(list []int) string {
	var b strings.Builder
	for i, n := range list {
		b.WriteString([]string{"[", " "}[min(i, 1)])
		b.WriteString(ref(n))
	}
	return b.String() + "]"
}

var (
	destOf = pattern.Of(`\n/Dest /([^\s/>]+)`)
	uriOf  = pattern.Of(`(?s)\n/URI (\((?:[^\\()]|\\.)*\))`)
)

// links says of each link where it leads: to an address, or to a place, which names
// knows by its anchor.
func (f *file) links(names map[string]string) {
	for n := range f.at {
		text, err := f.object(n)
		text = strings.TrimSpace(text)
		if err != nil || !strings.HasPrefix(text, "<</Type /Annot\n/Subtype /Link") || strings.Contains(text, "\n/Contents ") {
			continue
		}
		to := ""
		if m := destOf.FindStringSubmatch(text); m != nil {
			if name := names[anchor(m[1])]; name != "" {
				to = pdfText(name)
			}
		} else if m := uriOf.FindStringSubmatch(text); m != nil {
			to = m[1]
		}
		if body, ok := strings.CutSuffix(text, ">>"); ok && to != "" {
			f.changed[n] = body + "\n/Contents " + to + ">>"
		}
	}
}
