package markdown

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// attributeKind is what the value of an attribute must be.
type attributeKind int

const (
	flagValue     attributeKind = iota // nothing, sí or no
	textValue                          // any words
	numberValue                        // 1, 2, …
	linesValue                         // "2-3,7"
	percentValue                       // 60%
	percentsValue                      // "30,70"
	minutesValue                       // 40
	modeValue                          // how a procedure is followed; nothing, sí or no, too
	labelValue                         // of a tab, which says itself that it has none
)

// malformed are the keys of the findings about a value of a kind.
var malformed = [...]string{"ATR-02.bandera", "ATR-02.texto", "ATR-02.numero", "ATR-02.lineas", "ATR-02.porcentaje", "ATR-02.porcentajes", "ATR-02.minutos", "ATR-02.modo"}

// attributeSpec is an attribute that a construct knows; the first name is the
// one to suggest.
type attributeSpec struct {
	kind  attributeKind
	names []string // without accents
}

// attributePlace is something that takes attributes.
type attributePlace struct {
	specs []attributeSpec
	id    bool
}

// What takes attributes.
var (
	onCode = &attributePlace{specs: []attributeSpec{
		{textValue, []string{"titulo", "title"}},
		{linesValue, []string{"resaltar", "hl_lines"}},
		{linesValue, []string{"agregadas", "added"}},
		{linesValue, []string{"quitadas", "removed"}},
		{flagValue, []string{"lineas", "numeros", "linenos"}},
		{numberValue, []string{"inicio", "start", "linenostart"}},
		{flagValue, []string{"ajustar", "wrap"}},
		{flagValue, []string{"marcas", "marks"}},
		{labelValue, []string{"pestana", "tab"}},
	}}
	onTab   = &attributePlace{specs: []attributeSpec{{labelValue, []string{"pestana", "tab"}}}}
	onImage = &attributePlace{specs: []attributeSpec{
		{percentValue, []string{"ancho", "width"}},
		{textValue, []string{"oscuro", "dark"}},
	}}
	onHeading = &attributePlace{id: true, specs: []attributeSpec{
		{modeValue, []string{"ejecutar"}},
		{minutesValue, []string{"duracion", "duration"}},
	}}
	onCaption = [...]*attributePlace{
		Tables: {id: true, specs: []attributeSpec{
			{percentsValue, []string{"anchos", "widths"}},
			{flagValue, []string{"titulares", "cabecera-columna"}},
		}},
		Images:   {id: true, specs: []attributeSpec{{percentValue, []string{"ancho", "width"}}}},
		Listings: {id: true},
	}
)

// find returns the attribute with a name.
func (p *attributePlace) find(name string) (attributeSpec, bool) {
	for _, s := range p.specs {
		for _, n := range s.names {
			if n == name {
				return s, true
			}
		}
	}
	return attributeSpec{}, false
}

// nearest returns the name to write for one that is not known.
func (p *attributePlace) nearest(name string) (string, bool) {
	for _, s := range p.specs {
		if _, ok := i18n.Nearest(name, s.names); ok {
			return shownName(s.names[0]), true
		}
	}
	return "", false
}

// list names what may be written.
func (p *attributePlace) list() string {
	var names []string
	if p.id {
		names = append(names, "#id")
	}
	for _, s := range p.specs {
		names = append(names, shownName(s.names[0]))
	}
	return strings.Join(names, ", ")
}

// shownName is a name as the guide writes it.
func shownName(name string) string {
	if name == "pestana" {
		return "pestaña"
	}
	return name
}

// checkAttributes reports what a construct does not know or cannot use of the
// attributes that were written on it: it would be dropped without a word.
func (b *builder) checkAttributes(a attributes, place *attributePlace) {
	seen := map[string]bool{}
	for i := 0; i < len(a.all); i++ {
		v := a.all[i]
		spec, known := place.find(v.name)
		switch {
		case a.open && i == len(a.all)-1:
			b.add(diag.Warning, "ATR-02.comilla", v.at, v.written, shorten(v.value))
		case known && seen[spec.names[0]]:
			b.add(diag.Warning, "ATR-01.repetido", v.at, v.written)
		case known:
			seen[spec.names[0]] = true
			if !spec.kind.accepts(v) {
				b.add(diag.Warning, malformed[spec.kind], v.at, v.as(), v.written)
			}
			words := v.bare && (spec.kind == textValue || spec.kind == labelValue)
			if more := strays(a.all[i+1:], place); words && len(more) > 0 {
				b.add(diag.Warning, "ATR-01.comillas", v.at, v.written, v.value, v.value+" "+strings.Join(more, " "))
				i += len(more)
			}
		default:
			b.unknownAttribute(v, place, seen)
		}
	}
}

// strays are the words, up to the next attribute, that a value without quotes
// has lost.
func strays(after []attribute, place *attributePlace) []string {
	var out []string
	for _, v := range after {
		if _, known := place.find(v.name); known || v.assigned || strings.HasPrefix(v.written, "#") {
			break
		}
		out = append(out, v.written)
	}
	return out
}

var (
	lineNumbers = pattern.Of(`^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$`)
	likeID      = pattern.Of(`^[\pL\d]+(?:[-_][\pL\d]+)+$`)
)

func (b *builder) unknownAttribute(v attribute, place *attributePlace, seen map[string]bool) {
	near, alike := place.nearest(v.name)
	switch {
	case v.assigned && v.written == "":
		b.add(diag.Warning, "ATR-01", v.at, v.as(), place.list())
	case strings.HasPrefix(v.written, "#") && !v.assigned:
		switch {
		case !place.id:
			b.add(diag.Warning, "ATR-01.id", v.at, v.written)
		case v.written == "#":
			b.add(diag.Warning, "ATR-01.id-vacio", v.at)
		case seen["#"]:
			b.add(diag.Warning, "ATR-01.repetido", v.at, v.written)
		}
		seen["#"] = true
	case strings.HasPrefix(v.written, ".") && !v.assigned:
		b.add(diag.Warning, "ATR-01.clase", v.at, v.written)
	case place == onCode && !v.assigned && lineNumbers.MatchString(v.written):
		b.add(diag.Warning, "ATR-01.lineas", v.at, v.written)
	case alike:
		b.add(diag.Warning, "ATR-01.parecido", v.at, v.as(), near)
	case place.id && !v.assigned && likeID.MatchString(v.written):
		b.add(diag.Warning, "ATR-01.almohadilla", v.at, v.written)
	case len(place.specs) == 0 && !place.id:
		b.add(diag.Warning, "ATR-01.ninguno", v.at, v.as())
	default:
		b.add(diag.Warning, "ATR-01", v.at, v.as(), place.list())
	}
}

// as is the attribute as it was written.
func (v attribute) as() string {
	switch {
	case !v.assigned:
		return shorten(v.written)
	case v.bare:
		return shorten(v.written + "=" + v.value)
	}
	return shorten(v.written + `="` + v.value + `"`)
}

// accepts tells whether a value is of a kind.
func (k attributeKind) accepts(v attribute) bool {
	switch k {
	case flagValue:
		_, known := readFlag(v.value)
		return known
	case modeValue:
		_, known := readMode(v.value)
		return known
	case numberValue, minutesValue:
		n, err := strconv.Atoi(v.value)
		return err == nil && n > 0
	case linesValue:
		_, ok := parseRanges(v.value)
		return ok
	case percentValue:
		return percent(v.value) > 0
	case percentsValue:
		widths := splitPercents(v.value)
		for _, w := range widths {
			if w == 0 {
				return false
			}
		}
		return len(widths) > 0
	}
	return k == labelValue || strings.TrimSpace(v.value) != ""
}
