package importer

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/pattern"
)

// docxField is a field: what Word computes, and what it last was.
type docxField struct {
	code   string
	result bool // what comes is what it was
	shown  bool // it was something
	drops  bool // and is dropped
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
	if f.shown {
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
	case "QUOTE":
		return []inline{say(strings.Trim(rest, `"`))}
	case "SYMBOL":
		return r.symbolField(rest)
	case "EQ":
		return []inline{{kind: codeSpan, text: rest}, noteOf(diag.Warning, "IMP-09.formula", shorten(rest))}
	}
	return nil
}

// symbolField reads SYMBOL 252 \f Wingdings.
func (r *docxReader) symbolField(code string) []inline {
	words := strings.Fields(code)
	font := ""
	for i := 1; i+1 < len(words); i++ {
		if words[i] == `\f` {
			font = strings.Trim(words[i+1], `"`)
		}
	}
	if len(words) == 0 {
		return nil
	}
	k, err := strconv.ParseUint(strings.ToLower(words[0]), 0, 32)
	if err != nil {
		return nil
	}
	if signFonts.MatchString(font) && k < 0x100 {
		k += 0xf000
	}
	return r.sign(font, strconv.FormatUint(k, 16))
}

// signFonts have signs instead of letters.
var signFonts = pattern.Of(`(?i)^(?:wingdings|webdings|symbol|marlett)`)

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

var fieldWord = pattern.Of(`"([^"]*)"|(\S+)`)

// startResult reads what kind of field it is.
func (r *docxReader) startResult() {
	f := r.field()
	if f == nil || f.result {
		return
	}
	f.result = true
	var parts []string
	for _, m := range fieldWord.FindAllStringSubmatch(f.code, -1) {
		parts = append(parts, m[1]+m[2])
	}
	if len(parts) == 0 {
		return
	}
	switch strings.ToUpper(parts[0]) {
	case "TOC", "INDEX", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES":
		f.drops = true
	case "SEQ":
		f.drops = true
		if len(parts) > 1 {
			r.seriesNow = i18n.Fold(parts[1])
		}
	case "REF", "PAGEREF", "NOTEREF":
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
	if hasWords(text) {
		for _, f := range r.fields {
			f.shown = f.shown || f.result
		}
	}
	for i := len(r.fields) - 1; i >= 0; i-- {
		if f := r.fields[i]; f.target != "" && f.result && hasWords(text) {
			return []inline{{kind: link, target: f.target, kids: text}}
		}
	}
	return text
}
