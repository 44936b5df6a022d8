package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// node is an element of XML, without namespaces: the strict and the usual form of
// a format differ in these alone.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	text  string // of a node without name
}

// What XML may have, so that no file can take the machine's memory or time.
const (
	maxXML   = 32 << 20
	maxNodes = 800_000
	maxDepth = 200
)

// parseXML reads XML into nodes. References to entities that XML does not define
// are errors: nothing outside the file is ever read.
func parseXML(data []byte) (*node, error) {
	if len(data) > maxXML {
		return nil, fault("IMP-01.grande")
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	d.CharsetReader = charsetReader
	root := &node{}
	stack := []*node{root}
	for count := 0; ; count++ {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault("IMP-01.xml", err.Error())
		}
		if count > maxNodes || len(stack) > maxDepth {
			return nil, fault("IMP-01.complejo")
		}
		top := stack[len(stack)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			n := &node{name: tok.Name.Local, attrs: tok.Attr}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) < 2 || top.name != tok.Name.Local {
				return nil, fault("IMP-01.xml", "</"+tok.Name.Local+">")
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(tok)})
		case xml.Directive:
			if bytes.Contains(tok, []byte("ENTITY")) {
				return nil, fault("IMP-01.entidad")
			}
		}
	}
	if len(stack) > 1 {
		return nil, fault("IMP-01.xml", "<"+stack[len(stack)-1].name+">")
	}
	return root, nil
}

// charsetReader reads the encodings that exports have; the tables of all others
// would be a part of the program.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii":
		return charmap.Windows1252.NewDecoder().Reader(r), nil
	case "iso-8859-15":
		return charmap.ISO8859_15.NewDecoder().Reader(r), nil
	}
	return nil, fault("IMP-01.xml", label)
}

// attr is the value of an attribute, whatever its namespace; "" for none.
func (n *node) attr(name string) string {
	if n != nil {
		for _, a := range n.attrs {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}

// each visits the children of a name.
func (n *node) each(name string, visit func(*node)) {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				visit(k)
			}
		}
	}
}

// kid is the first child of a name; nil for none.
func (n *node) kid(name string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// down follows a way of names.
func (n *node) down(names ...string) *node {
	for _, name := range names {
		n = n.kid(name)
	}
	return n
}

// find visits the nodes of a name, wherever they are; those in them, too.
func (n *node) find(name string, visit func(*node)) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		if k.name == name {
			visit(k)
		}
		k.find(name, visit)
	}
}

// has tells whether a node of a name is anywhere below.
func (n *node) has(name string) bool {
	found := false
	n.find(name, func(*node) { found = true })
	return found
}

// all is the text below a node.
func (n *node) all() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.writeAll(&b)
	return b.String()
}

func (n *node) writeAll(b *strings.Builder) {
	b.WriteString(n.text)
	for _, k := range n.kids {
		k.writeAll(b)
	}
}

// on reads a value that is there or not: <w:b/>, but not <w:b w:val="0"/>.
func (n *node) on() bool {
	if n == nil {
		return false
	}
	switch n.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
