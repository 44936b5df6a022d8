package config

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"folio/internal/diag"
	"folio/internal/i18n"
)

// reader turns one document into values. Each kind of file is described by a
// list of fields, each field by the kind of its value; both are plain data and
// functions, so that a new key is one line, and editors learn of it from the
// same line (see Schema).
type reader struct {
	doc    *document
	fault  diag.Severity // of a value that cannot be used
	found  diag.List
	places map[string]diag.Pos
	named  keyNames
}

// keyNames are the keys of a list of fields, for a file with many that are unknown.
type keyNames struct {
	of   *field // the first of the fields
	list []string
	text string
}

func (r *reader) namesOf(fields []field) keyNames {
	if len(fields) > 0 && r.named.of != &fields[0] {
		r.named = keyNames{of: &fields[0], list: make([]string, len(fields))}
		for i, f := range fields {
			r.named.list[i] = f.key
		}
		r.named.text = strings.Join(r.named.list, ", ")
	}
	return r.named
}

// field is a key that a mapping may have.
type field struct {
	key string
	kind
}

// kind is a kind of value: what editors are told of it, and how it is read.
type kind struct {
	shape shape
	read  read
}

// then looks at a value again after it has been read.
func (k kind) then(more read) kind {
	return kind{k.shape, func(r *reader, v value) {
		k.read(r, v)
		more(r, v)
	}}
}

// read stores a value where its maker said, or reports why it cannot.
type read func(*reader, value)

// value is a node with the key that led to it.
type value struct {
	node *yaml.Node
	key  string   // as messages name it
	path []string // as Where does
	pos  diag.Pos
}

func (v value) isList() bool { return v.node.Kind == yaml.SequenceNode }

// newReader reports the document's fault, and what no strict file may use.
func newReader(d *document, severity diag.Severity) *reader {
	r := &reader{doc: d, fault: severity, places: map[string]diag.Pos{}}
	if f := d.fault; f != nil {
		r.found.Add(severity, f.key, d.pos(f.line, f.col), f.args...)
		r.found[0].Excerpt = d.line(f.line)
	}
	if d.open {
		// A page is made all the same: a key that cannot be used is a slip.
		r.fault = diag.Warning
	} else if d.root != nil {
		r.refuseMachinery(d.root)
	}
	return r
}

func (r *reader) where() Where { return Where{r.doc.path, r.places} }

// add reports a finding at a node. args are an author's words, made fit to be
// shown.
func (r *reader) add(s diag.Severity, key string, n *yaml.Node, args ...string) {
	for i, a := range args {
		args[i] = shown(a)
	}
	r.report(s, key, n, args...)
}

// report is add for arguments of Folio's own, such as a list of all names.
func (r *reader) report(s diag.Severity, key string, n *yaml.Node, args ...string) {
	r.found.Add(s, key, r.doc.pos(n.Line-1, n.Column), args...)
	r.found[len(r.found)-1].Excerpt = r.doc.line(n.Line - 1)
}

// refuseMachinery reports the first anchor or own tag. Folio's files need none,
// and to an author they are an accident: a value that starts with «&» or «!».
// An alias, «*», comes after its anchor or makes the file unreadable.
func (r *reader) refuseMachinery(n *yaml.Node) bool {
	switch {
	case n.Anchor != "":
		r.add(r.fault, "CFG-07.ancla", n, "&"+n.Anchor)
		return true
	case n.Style&yaml.TaggedStyle != 0:
		r.add(r.fault, "CFG-07.etiqueta", n, n.Tag)
		return true
	}
	for _, c := range n.Content {
		if r.refuseMachinery(c) {
			return true
		}
	}
	return false
}

// top reads the file's own mapping.
func (r *reader) top(fields []field) {
	if r.doc.root != nil {
		r.mapping(value{node: r.doc.root}, fields)
	}
}

// mapping reads a mapping's keys. A key without a value is as if absent.
func (r *reader) mapping(v value, fields []field) {
	seen := map[string]int{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		k, n := v.node.Content[i], v.node.Content[i+1]
		f, known := r.lookup(k, fields)
		switch line, again := seen[f.key]; {
		case !known && r.doc.open:
			r.misspelt(v, k, n, fields, seen)
		case !known:
			r.unknown(k, fields)
		case again:
			r.add(r.fault, "CFG-04", k, f.key, strconv.Itoa(line))
		default:
			seen[f.key] = k.Line - 1 + r.doc.first
			if n = r.resolve(n); n == nil {
				continue
			}
			if empty(n) {
				r.child(v, f.key, k)
				continue
			}
			f.read(r, r.child(v, f.key, n))
		}
	}
}

// misspelt reports, among the keys of other tools that a page may have, one that is a
// slip away from Folio's. A slip must not publish a draft.
func (r *reader) misspelt(v value, k, n *yaml.Node, fields []field, seen map[string]int) {
	near, ok := i18n.Slip(k.Value, r.namesOf(fields).list)
	if stateKeys[i18n.Fold(k.Value)] && n.Kind == yaml.ScalarNode && draftWords[i18n.Fold(n.Value)] {
		r.report(diag.Warning, "CFG-03.borrador", k, k.Value)
		yes := *n
		yes.Tag, yes.Value = "!!bool", "true"
		near, n = "borrador", &yes
	} else if !ok {
		return
	} else {
		r.add(r.fault, "CFG-03.parecida", k, k.Value, near)
	}
	if near != "borrador" && near != "draft" || seen[near] > 0 {
		return
	}
	for _, f := range fields {
		if n = r.resolve(n); f.key == near && n != nil && !empty(n) {
			f.read(r, r.child(v, f.key, n))
			return
		}
	}
}

// How the data of a manual, and other tools, say that a page is a draft.
var (
	stateKeys  = map[string]bool{"estado": true, "status": true, "state": true}
	draftWords = map[string]bool{"borrador": true, "draft": true}
)

// otherTools are keys that other tools write in pages, also with capitals.
var otherTools = map[string]bool{
	"author": true, "autor": true, "authors": true, "categories": true, "category": true, "date": true, "fecha": true, "keywords": true, "layout": true, "slug": true,
	"tags": true, "version": true, "lang": true, "language": true, "subject": true, "permalink": true, "summary": true,
}

// prose reports data of a page of which none is any that pages have, and that read like
// sentences: between two lines of dashes they stand on no page.
func (r *reader) prose(fields []field) {
	root := r.doc.root
	if root == nil || root.Kind != yaml.MappingNode {
		return
	}
	var first *yaml.Node
	for i := 0; i+1 < len(root.Content); i += 2 {
		k := root.Content[i]
		if _, known := r.lookup(k, fields); known || otherTools[i18n.Fold(k.Value)] {
			return
		}
		if _, slip := i18n.Slip(k.Value, r.namesOf(fields).list); slip || stateKeys[i18n.Fold(k.Value)] {
			return
		}
		if c, _ := utf8.DecodeRuneInString(k.Value); first == nil && (unicode.IsUpper(c) || strings.Contains(k.Value, " ")) {
			first = k
		}
	}
	if first != nil {
		r.report(diag.Warning, "CFG-03.prosa", first, shown(first.Value))
	}
}

// child is a value inside v; its place is noted.
func (r *reader) child(v value, key string, n *yaml.Node) value {
	path := append(v.path[:len(v.path):len(v.path)], key)
	c := value{node: n, key: key, path: path, pos: r.doc.pos(n.Line-1, n.Column)}
	r.places[place(path...)] = c.pos
	return c
}

// resolve follows an alias, one step, in an open document; elsewhere it has
// been refused already and there is nothing to read.
func (r *reader) resolve(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.AliasNode {
		return n
	}
	if !r.doc.open || n.Alias == nil || n.Alias.Kind == yaml.AliasNode {
		return nil
	}
	return n.Alias
}

// lookup finds the field of a key. Files that other programs write may spell
// it with accents or capitals.
func (r *reader) lookup(k *yaml.Node, fields []field) (field, bool) {
	if k.Kind != yaml.ScalarNode {
		return field{}, false
	}
	key := k.Value
	if r.doc.open {
		key = i18n.Fold(key)
	}
	for _, f := range fields {
		if f.key == key {
			return f, true
		}
	}
	return field{}, false
}

func (r *reader) unknown(k *yaml.Node, fields []field) {
	known := r.namesOf(fields)
	names, list := known.list, known.text
	if k.Kind != yaml.ScalarNode {
		r.report(r.fault, "CFG-03.forma", k, list)
		return
	}
	seen := strings.TrimFunc(k.Value, func(c rune) bool { return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) })
	if seen != k.Value {
		r.add(r.fault, "CFG-03.invisible", k, seen)
		return
	}
	if near, ok := i18n.Nearest(k.Value, names); ok {
		r.add(r.fault, "CFG-03.parecida", k, k.Value, near)
		return
	}
	r.report(r.fault, "CFG-03", k, shown(k.Value), list)
}

// group reads a mapping inside another.
func group(fields ...field) kind {
	return kind{func(d *drawing) *schema { return d.object(fields) }, func(r *reader, v value) {
		if v.node.Kind != yaml.MappingNode {
			r.wrongKind(v, "grupo", fields[0].key)
			return
		}
		r.mapping(v, fields)
	}}
}

// items reads every item of a list. One item alone may stand without a list.
func items(item read) read {
	return func(r *reader, v value) {
		if !v.isList() {
			item(r, v)
			return
		}
		for i, n := range v.node.Content {
			if n = r.resolve(n); n == nil || empty(n) {
				continue
			}
			c := r.child(v, strconv.Itoa(i), n)
			c.key = v.key
			item(r, c)
		}
	}
}

// each reads a list of mappings into a slice. fields is called for each item;
// an item that lacks one of the keys in need is reported.
func each[T any](dst *[]T, fields func(item *T, v value) []field, need ...string) kind {
	return kind{func(d *drawing) *schema {
		var item T
		return d.list(fields(&item, value{}), need)
	}, func(r *reader, v value) {
		items(func(r *reader, c value) {
			var item T
			list := fields(&item, c)
			alone := len(c.path) == len(v.path)
			if c.node.Kind != yaml.MappingNode || alone && !r.anyKnown(c.node, list) {
				r.wrongKind(c, "elementos", list[0].key)
				return
			}
			r.mapping(c, list)
			for _, key := range need {
				if entry(c.node, key) == nil {
					r.report(r.fault, "CFG-08", c.node, key, v.key)
				}
			}
			*dst = append(*dst, item)
		})(r, v)
	}}
}

// anyKnown tells one item without its hyphen from a mapping that was meant as
// another thing.
func (r *reader) anyKnown(n *yaml.Node, fields []field) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if _, ok := r.lookup(n.Content[i], fields); ok {
			return true
		}
	}
	return false
}

// mappings are the items of a list of mappings, by the node that each one is.
func mappings(v value) []*yaml.Node {
	switch v.node.Kind {
	case yaml.MappingNode:
		return []*yaml.Node{v.node}
	case yaml.SequenceNode:
		var list []*yaml.Node
		for _, n := range v.node.Content {
			if n.Kind == yaml.MappingNode {
				list = append(list, n)
			}
		}
		return list
	}
	return nil
}

// entry is a key's value in a mapping, nil when it is absent or empty.
func entry(m *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key && !empty(m.Content[i+1]) {
			return m.Content[i+1]
		}
	}
	return nil
}

// unique reports the items of a list that repeat another's name.
func (r *reader) unique(v value, key, message string) {
	seen := map[string]int{}
	for _, m := range mappings(v) {
		n := entry(m, key)
		if n == nil || n.Kind != yaml.ScalarNode {
			continue
		}
		if line, again := seen[n.Value]; again {
			r.add(r.fault, message, n, n.Value, strconv.Itoa(line))
			continue
		}
		seen[n.Value] = n.Line - 1 + r.doc.first
	}
}

// wrongKind reports a value of another kind than wanted; the catalogue has a
// text for each pair of kinds.
func (r *reader) wrongKind(v value, want, example string) {
	got, text := "texto", v.node.Value
	switch v.node.Kind {
	case yaml.SequenceNode:
		got, text = "lista", ""
	case yaml.MappingNode:
		got, text = "grupo", ""
		if want == "texto" && strings.HasPrefix(r.source(v.node), "{{") {
			got, text = "llaves", r.source(v.node)
		}
	}
	r.add(r.fault, "CFG-05."+want+"."+got, v.node, v.key, text, example)
}

// source is what the file says from a node to the end of its line.
func (r *reader) source(n *yaml.Node) string {
	rs := []rune(r.doc.line(n.Line - 1))
	return strings.TrimSpace(string(rs[min(max(n.Column-1, 0), len(rs)):]))
}

func empty(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
