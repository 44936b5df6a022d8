package importer

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// docxField is a field: what Word computes, and what it last was.
type docxField struct {
	code   string
	result bool   // what comes is what it was
	shown  string // what it was
	drops  bool   // and is dropped
	target string
	form   *node // of a field to be filled in: its choices
}

func (r *docxReader) field() *docxField {
	if len(r.fields) == 0 {
		return nil
	}
	return r.fields[len(r.fields)-1]
}

// fieldChar reads a sign at which a field begins or ends. It returns what shows of
// one at its end that Word draws itself.
func (r *docxReader) fieldChar(n *node) []inline {
	switch n.attr("fldCharType") {
	case "begin":
		if len(r.fields) < 64 {
			r.fields = append(r.fields, &docxField{form: n.kid("ffData")})
		}
	case "separate":
		r.startResult()
	case "end":
		return r.endField()
	}
	return nil
}

func (r *docxReader) endField() []inline {
	f := r.field()
	if f == nil {
		return nil
	}
	if !f.result {
		r.startResult() // one that was never computed
	}
	if f.drops {
		r.dropping--
	}
	r.fields = r.fields[:len(r.fields)-1]
	if r.dropping > 0 {
		return nil
	}
	if f.shown != "" {
		return onlyNotes(r.drawn(f))
	}
	return r.drawn(f)
}

// drawn is what shows of a field without a result, which Word draws itself or has
// in the field's code, and what is to be said of any.
func (r *docxReader) drawn(f *docxField) []inline {
	name, rest, _ := strings.Cut(strings.TrimSpace(f.code), " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToUpper(name) {
	case "FORMCHECKBOX":
		box := f.form.kid("checkBox")
		state := box.kid("checked")
		if state == nil {
			state = box.kid("default")
		}
		if state.on() {
			return []inline{say("☑")}
		}
		return []inline{say("☐")}
	case "FORMDROPDOWN":
		list := f.form.kid("ddList")
		var entries []string
		list.each("listEntry", func(k *node) { entries = append(entries, k.attr("val")) })
		k := number(firstOf(list.kid("result").attr("val"), list.kid("default").attr("val")))
		if k >= len(entries) {
			return nil
		}
		return []inline{say(entries[k]), noteOf(diag.Info, "IMP-09.opciones", strings.Join(entries, "; "))}
	case "MACROBUTTON", "GOTOBUTTON":
		if _, shown, ok := strings.Cut(rest, " "); ok {
			return []inline{say(strings.TrimSpace(shown))}
		}
	case "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "NOTEREF":
		if r.framing || f.shown == "" {
			return nil
		}
		return []inline{noteOf(diag.Warning, "IMP-07.numero", f.shown)}
	case "QUOTE":
		return []inline{say(strings.Trim(rest, `"`))}
	case "SYMBOL":
		return r.symbolField(rest)
	case "EQ":
		return []inline{{kind: codeSpan, text: rest}, noteOf(diag.Warning, "IMP-09.formula", shorten(rest))}
	}
	return nil
}

// choices says from what a list was chosen whose choice alone is in the text.
func choices(pr *node) []inline {
	var entries []string
	for _, name := range []string{"dropDownList", "comboBox"} {
		pr.kid(name).each("listItem", func(k *node) {
			if k.attr("value") != "" { // the line that asks to choose has none
				entries = append(entries, firstOf(k.attr("displayText"), k.attr("value")))
			}
		})
	}
	if len(entries) == 0 {
		return nil
	}
	return []inline{noteOf(diag.Info, "IMP-09.opciones", strings.Join(entries, "; "))}
}

// fieldWords are the words of a field's code.
func fieldWords(code string) (words []string) {
	for _, m := range fieldWord.FindAllStringSubmatch(code, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}

var fieldWord = pattern.Of(`"([^"]*)"|(\S+)`)

// startResult reads what kind of field it is.
func (r *docxReader) startResult() {
	f := r.field()
	if f == nil || f.result {
		return
	}
	f.result = true
	parts := fieldWords(f.code)
	if len(parts) == 0 {
		return
	}
	switch strings.ToUpper(parts[0]) {
	case "TOC", "INDEX", "TOA":
		f.drops = true
	case "PAGE", "NUMPAGES", "SECTIONPAGES":
		f.drops = r.framing
	case "SEQ":
		if len(parts) > 1 && seriesOf(parts[1], "") != "" { // Folio counts them
			f.drops = true
			r.seriesNow = i18n.Fold(parts[1])
		}
	case "REF":
		if len(parts) > 1 {
			f.target = "#" + parts[1]
		}
	case "HYPERLINK":
		for i := 1; i < len(parts); i++ {
			switch {
			case parts[i] == `\l` && i+1 < len(parts):
				f.target += "#" + parts[i+1]
				i++
			case parts[i] == `\o` || parts[i] == `\t`:
				i++
			case !strings.HasPrefix(parts[i], `\`) && f.target == "":
				f.target = parts[i]
			}
		}
	}
	if f.drops {
		r.dropping++
	}
}

// fielded makes the text a link when it is the result of a field that leads
// somewhere.
func (r *docxReader) fielded(text []inline) []inline {
	if r.dropping > 0 {
		return onlyNotes(text)
	}
	for _, f := range r.fields {
		if f.result {
			f.shown += plain(text)
		}
	}
	for i := len(r.fields) - 1; i >= 0; i-- {
		if f := r.fields[i]; f.target != "" && f.result && hasWords(text) {
			return []inline{{kind: link, target: f.target, kids: text}}
		}
	}
	return text
}
