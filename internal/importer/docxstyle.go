package importer

import (
	"strconv"
	"strings"

	"folio/internal/i18n"
	"folio/internal/pattern"
)

// docxStyle is what a style says that matters here.
type docxStyle struct {
	name    string // folded
	based   string
	level   int // of a heading; 0 for none
	role    role
	numID   string
	numIlvl string
	bold    bool
	mono    bool
	hidden  bool
}

// role is what a paragraph is by its style.
type role int

const (
	plainRole role = iota
	titleRole
	tocRole
	captionRole
	codeRole
	quoteRole
)

// Word keeps the English names of its own styles in every language; others, and
// the ids, are in the language of whoever made the document.
var (
	headingStyle = pattern.Of(`^(?:heading|titulo|ttulo|titre|titolo|uberschrift|encabezado|titular) ?([1-9])(?: char| car)?$`)
	tocStyle     = pattern.Of(`^(?:toc|tdc|tabla de contenido|contents|indice) ?\d*$|^(?:toc heading|table of figures|tabla de ilustraciones|tabladeilustraciones|titulotdc|ttulotdc|contents heading|titulo de tdc|figure index.*|illustration index.*|table index.*)$`)
	captionStyle = pattern.Of(`^(?:caption|epigrafe|descripcion|leyenda|illustration|drawing|tabla|table|figure|figura|ilustracion)$`)
	codeStyle    = pattern.Of(`\b(?:code|codigo|source|preformat\w*|consola|console|terminal|listing|macro|comandos?)\b|^(?:html pre\w*|plain text|texto sin formato|verbatim)$`)
	quoteStyle   = pattern.Of(`^(?:quote|intense quote|cita|cita destacada|block text|quotations?|texto de bloque)$`)
	titleStyle   = pattern.Of(`^(?:title|titulo|puesto|ttulo)$`)
	monoFont     = pattern.Of(`courier|consol|mono|menlo|monaco|lucida console|fixed|source code|fira code|cascadia|typewriter|inconsolata`)
)

type docxStyles struct {
	list   map[string]*docxStyle
	normal string // the paragraphs' usual style
}

func readStyles(root *node) docxStyles {
	s := docxStyles{list: map[string]*docxStyle{}}
	root.find("style", func(n *node) {
		x := &docxStyle{name: i18n.Fold(n.kid("name").attr("val")), based: n.kid("basedOn").attr("val")}
		id := n.attr("styleId")
		x.understand(i18n.Fold(id))
		x.understand(x.name)
		pPr := n.kid("pPr")
		if l := pPr.kid("outlineLvl"); l != nil && x.level == 0 {
			if k, err := strconv.Atoi(l.attr("val")); err == nil && k >= 0 && k < 9 {
				x.level = k + 1
			}
		}
		x.numID, x.numIlvl = pPr.down("numPr", "numId").attr("val"), pPr.down("numPr", "ilvl").attr("val")
		rPr := n.kid("rPr")
		x.bold = rPr.kid("b").on()
		x.mono = isMono(rPr)
		x.hidden = rPr.kid("vanish").on()
		s.list[id] = x
		if n.attr("default") == "1" && n.attr("type") == "paragraph" {
			s.normal = id
		}
	})
	return s
}

func (x *docxStyle) understand(name string) {
	switch {
	case headingStyle.MatchString(name):
		x.level = int(headingStyle.FindStringSubmatch(name)[1][0] - '0')
	case tocStyle.MatchString(name):
		x.role = tocRole
	case captionStyle.MatchString(name):
		x.role = captionRole
	case titleStyle.MatchString(name):
		x.role = titleRole
	case quoteStyle.MatchString(name):
		x.role = quoteRole
	case codeStyle.MatchString(name):
		x.role = codeRole
	}
}

// of is a style with what it has from those that it is based on.
func (s docxStyles) of(id string) docxStyle {
	if id == "" {
		id = s.normal
	}
	var out docxStyle
	seen := 0
	for x := s.list[id]; x != nil && seen < 20; x, seen = s.list[x.based], seen+1 {
		if seen == 0 {
			out = *x
			continue
		}
		if out.level == 0 && out.role == plainRole {
			out.level, out.role = x.level, x.role
		}
		if out.numID == "" {
			out.numID, out.numIlvl = x.numID, x.numIlvl
		}
		out.bold = out.bold || x.bold
		out.mono = out.mono || x.mono
		out.hidden = out.hidden || x.hidden
	}
	return out
}

// isMono tells whether runs are in letters of one width.
func isMono(rPr *node) bool {
	f := rPr.kid("rFonts")
	return monoFont.MatchString(strings.ToLower(f.attr("ascii"))) || monoFont.MatchString(strings.ToLower(f.attr("hAnsi")))
}
