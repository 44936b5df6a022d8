package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"folio/internal/diag"
	"folio/internal/pattern"
)

var (
	rstRole     = pattern.Of("^:([A-Za-z][\\w:.+-]*):`((?:[^`\\\\]|\\\\.)+)`")
	rstQuoted   = pattern.Of("^`((?:[^`\\\\]|\\\\.)+)`(__?|:[A-Za-z][\\w-]*:)?")
	rstCall     = pattern.Of(`^\[(\d+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\]_`)
	rstSubCall  = pattern.Of(`^\|([^|\s](?:[^|]*[^|\s])?)\|(__?)?`)
	rstEmbedded = pattern.Of(`^(?s)(.*?)\s*<([^<>]*)>$`)
)

// inlines reads the words of a paragraph.
func (r *rstReader) inlines(s string) (out []inline) {
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out = append(out, say(text.String()))
			text.Reset()
		}
	}
	put := func(list ...inline) {
		flush()
		out = append(out, list...)
	}
	prev := rune(0)
	for i := 0; i < len(s); {
		rest := window(s[i:])
		c, size := utf8.DecodeRuneInString(rest)
		opens := prev == 0 || unicode.IsSpace(prev) || strings.ContainsRune(`'"([{<-/:¿¡«“‘`, prev)
		n := 0
		switch {
		case c == '\\':
			if len(rest) > 1 {
				next, k := utf8.DecodeRuneInString(rest[1:])
				if !unicode.IsSpace(next) {
					text.WriteRune(next)
				}
				n = 1 + k
				prev = ' ' // as if there were a blank
				i += n
				continue
			}
			n = 1
		case strings.HasPrefix(rest, "``") && opens:
			if end := strings.Index(rest[2:], "``"); end > 0 {
				put(inline{kind: codeSpan, text: rest[2 : 2+end]})
				n = end + 4
			}
		case strings.HasPrefix(rest, "**") && opens:
			if end := strings.Index(rest[2:], "**"); end > 0 {
				put(inline{kind: strong, kids: r.inlines(rest[2 : 2+end])})
				n = end + 4
			}
		case c == '*' && opens && len(rest) > 1 && rest[1] != ' ':
			if end := strings.IndexByte(rest[1:], '*'); end > 0 {
				put(inline{kind: emphasis, kids: r.inlines(rest[1 : 1+end])})
				n = end + 2
			}
		case c == ':' && opens && rstRole.MatchString(rest):
			m := rstRole.FindStringSubmatch(rest)
			put(r.role(strings.ToLower(m[1]), m[2])...)
			n = len(m[0])
		case c == '_' && strings.HasPrefix(rest, "_`"):
			if end := strings.IndexByte(rest[2:], '`'); end > 0 {
				r.anchors = append(r.anchors, strings.ToLower(rest[2:2+end]))
				put(r.inlines(rest[2 : 2+end])...)
				n = end + 3
			}
		case c == '`' && rstQuoted.MatchString(rest):
			m := rstQuoted.FindStringSubmatch(rest)
			put(r.quoted(m[1], m[2])...)
			n = len(m[0])
		case c == '[' && rstCall.MatchString(rest):
			m := rstCall.FindStringSubmatch(rest)
			put(inline{kind: noteRef, target: r.noteName(m[1])})
			n = len(m[0])
		case c == '|' && opens && rstSubCall.MatchString(rest):
			m := rstSubCall.FindStringSubmatch(rest)
			if list, known := r.subs[m[1]]; known {
				put(list...)
			} else {
				put(say(m[1]), noteOf(diag.Warning, "IMP-09.sustitucion", m[1]))
			}
			n = len(m[0])
		case opens && isWord(c) && !strings.HasPrefix(rest, "http"):
			if name, size := namedLink(rest); size > 0 && strings.HasSuffix(rest[:size], "__") && r.anonAt < len(r.anon) {
				put(inline{kind: link, target: r.nextAnonymous(), kids: []inline{say(name)}})
				n = size
			} else if size > 0 {
				if to, known := r.address(name); known {
					put(inline{kind: link, target: to, kids: []inline{say(name)}})
					n = size
				}
			}
		}
		if n == 0 {
			text.WriteRune(c)
			prev = c
			i += size
			continue
		}
		prev, _ = utf8.DecodeLastRuneInString(rest[:n])
		i += n
	}
	flush()
	return out
}

// namedLink reads a name with an underscore behind it, and how long it is with
// that; 0 for none.
func namedLink(s string) (name string, size int) {
	end := strings.IndexFunc(s, func(c rune) bool { return !isWord(c) && !strings.ContainsRune("-_.:+", c) })
	if end < 0 {
		end = len(s)
	}
	word := strings.TrimRight(s[:end], "-.:+")
	name = strings.TrimRight(word, "_")
	if marks := len(word) - len(name); marks == 0 || marks > 2 || name == "" {
		return "", 0
	}
	return name, len(word)
}

// noteName is the name of a note that is called; those without one go by order.
func (r *rstReader) noteName(name string) string {
	if name == "#" || name == "*" {
		if len(r.auto) == 0 {
			return name
		}
		name = r.auto[0]
		r.auto = r.auto[1:]
	}
	return strings.ToLower(name)
}

// address is where a name leads.
func (r *rstReader) address(name string) (string, bool) {
	key := strings.ToLower(strings.Join(strings.Fields(name), " "))
	for range 10 {
		to, known := r.targets[key]
		if !known {
			break
		}
		alias := strings.TrimSuffix(to, "_")
		if alias == to {
			return to, true
		}
		key = strings.ToLower(strings.Trim(alias, "`"))
	}
	if r.names[key] {
		return "#" + key, true
	}
	return "", false
}

// quoted reads what stands between single backquotes.
func (r *rstReader) quoted(s, tail string) []inline {
	if strings.HasPrefix(tail, ":") {
		return r.role(strings.ToLower(strings.Trim(tail, ":")), s)
	}
	if tail == "" {
		return []inline{{kind: emphasis, kids: []inline{say(unescaped(s))}}}
	}
	if m := rstEmbedded.FindStringSubmatch(s); m != nil && m[1] != "" {
		return []inline{r.linkTo(m[2], unescaped(m[1]))}
	}
	if tail == "__" && r.anonAt < len(r.anon) {
		return []inline{{kind: link, target: r.nextAnonymous(), kids: []inline{say(s)}}}
	}
	if to, known := r.address(s); known {
		return []inline{{kind: link, target: to, kids: []inline{say(unescaped(s))}}}
	}
	return []inline{{kind: link, target: "", kids: []inline{say(strings.TrimSpace(unescaped(s)))}}}
}

// nextAnonymous is where the next link without a name leads.
func (r *rstReader) nextAnonymous() string {
	r.anonAt++
	return r.anon[r.anonAt-1]
}

func (r *rstReader) linkTo(target, text string) inline {
	target = strings.TrimSpace(target)
	if alias, ok := strings.CutSuffix(target, "_"); ok && !isExternal(target) {
		if to, known := r.address(alias); known {
			target = to
		}
	}
	return inline{kind: link, target: target, kids: []inline{say(text)}}
}

func unescaped(s string) string {
	return strings.NewReplacer(`\ `, "", `\\`, `\`, "\\`", "`", `\*`, "*", `\<`, "<", `\_`, "_").Replace(s)
}

// role reads a stretch of text that a role interprets.
func (r *rstReader) role(name, s string) []inline {
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:] // of a domain
	}
	s = unescaped(s)
	text, target := s, ""
	if m := rstEmbedded.FindStringSubmatch(s); m != nil && m[1] != "" {
		text, target = m[1], m[2]
	}
	switch name {
	case "ref", "numref", "any", "term", "keyword", "doc", "download", "eq":
		blank := strings.HasSuffix(s, " ") // where its target was
		if target == "" && !blank {
			target = s
		}
		to := ""
		switch {
		case target == "":
		case name == "doc" || name == "download":
			to = strings.TrimPrefix(target, "/")
			if name == "doc" {
				to += ".rst"
			}
			if text == target {
				text = target[strings.LastIndexByte(target, '/')+1:]
			}
		case name == "term":
			return []inline{say(text)}
		default:
			to = "#" + strings.ToLower(strings.TrimPrefix(target, "!"))
		}
		kids := []inline{say(strings.TrimSpace(text))}
		if target == s && name == "ref" && to != "" {
			kids = nil // Folio writes what it leads to
		}
		return []inline{{kind: link, target: to, kids: kids}}
	case "code", "literal", "file", "samp", "option", "envvar", "func", "meth", "class", "mod", "attr", "data", "const", "exc", "makevar", "regexp", "token", "mimetype", "py", "math", "command-line", "var", "obj", "type":
		return []inline{{kind: codeSpan, text: strings.TrimPrefix(s, "~")}}
	case "program", "command", "guilabel", "menuselection", "strong", "dfn", "button":
		return []inline{{kind: strong, kids: []inline{say(strings.NewReplacer("-->", "→", "&", "").Replace(s))}}}
	case "kbd":
		return []inline{{kind: keyboard, text: s}}
	case "emphasis", "title-reference", "title", "manpage", "newsgroup", "mailheader":
		return []inline{{kind: emphasis, kids: []inline{say(s)}}}
	case "sub", "subscript":
		return []inline{{kind: sub, kids: []inline{say(s)}}}
	case "sup", "superscript":
		return []inline{{kind: sup, kids: []inline{say(s)}}}
	case "abbr", "abbreviation":
		return []inline{say(s)}
	case "pep", "rfc":
		return []inline{say(strings.ToUpper(name) + " " + s)}
	case "raw-html":
		return []inline{noteOf(diag.Warning, "IMP-09.omitido", shorten(s))}
	}
	return []inline{say(s), noteOf(diag.Warning, "IMP-09.directiva", name)}
}
