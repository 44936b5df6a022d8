package manual

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/source"
)

// What a finding about a link or an image proposes is what the author can
// write in its place, character by character, seen from the page: a page where
// a page was meant, a file of the same kind where a file was.

// missing reports a link to a page or file that does not exist.
func (a *assembly) missing(l markdown.Link, name string) markdown.Target {
	if address := internet(l.Dest); address != "" {
		return a.broken("ENL-01.internet", l, "", address)
	}
	if whole, ok := a.unescaped(l.From, l.Dest); ok {
		return a.broken("ENL-01", l, whole)
	}
	if _, ok := a.in.Root.Spelled(name); ok && !source.IsMarkdown(name) {
		return a.broken("ENL-01.carpeta", l, "")
	}
	if source.IsMarkdown(name) && a.exists(name) {
		return a.unpublished(l, name)
	}
	near := a.suggest(l.From, name)
	if near != "" {
		near += fragment(l.Dest)
	}
	return a.broken("ENL-01", l, near)
}

// unpublished reports a link to a Markdown file that is there and is no page.
func (a *assembly) unpublished(l markdown.Link, name string) markdown.Target {
	switch {
	case strings.HasPrefix(name, "_") || strings.Contains(name, "/_"):
		return a.broken("ENL-01.comun", l, "", relative(l.From, name))
	case source.PassedOver(name):
		return a.broken("ENL-01.oculto", l, "")
	}
	return a.broken("ENL-01.suelto", l, "")
}

// suggest is the page or the file that was most likely meant by a name, as the
// address of a link; "" for none.
func (a *assembly) suggest(from, name string) string {
	if isPage(name) {
		return a.in.Site.nearest(&a.hints, from, name)
	}
	return typed(a.hints.NearFile(a.in.Root, from, name, a.in.Source.Dir, func(other string) bool {
		return strings.EqualFold(path.Ext(other), path.Ext(name)) || IsImage(name) && IsImage(other)
	}))
}

// isPage says whether a name that is no file's would be a page's.
func isPage(name string) bool {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case "", ".html", ".htm":
		return true
	default:
		return source.IsMarkdown(name) || !known(ext)
	}
}

// known says whether something after a dot looks like the ending of a file's
// name, and not like a part of a title: "05-versión 2.1".
func known(ext string) bool {
	return len(ext) > 1 && len(ext) <= 6 && strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz0123456789") == "" &&
		strings.Trim(ext[1:], "0123456789") != ""
}

// noImage reports an image that does not exist.
func (a *assembly) noImage(img markdown.Image, name string) {
	near, ok := a.unescaped(img.From, img.Src)
	if !ok {
		near = a.nearImage(img.From, name)
	}
	key, args := withHint("IMG-04", near, img.Src)
	a.add(diag.Error, key, img.Pos, img.Line, args...)
}

// nearImage is the image that was most likely meant by a name, as the address of
// one; "" for none.
func (a *assembly) nearImage(from, name string) string {
	return typed(a.hints.NearFile(a.in.Root, from, name, a.in.Source.Dir, IsImage))
}

// unescaped tells that the whole of an address is a file's name, with a # or ?
// that only means itself when it is escaped; it returns the address that says
// so.
func (a *assembly) unescaped(from, dest string) (address string, ok bool) {
	if !strings.ContainsAny(dest, "#?%") {
		return "", false
	}
	for _, whole := range []string{dest, decoded(dest)} {
		name, ok := within(path.Dir(from), whole)
		if !ok {
			continue
		}
		pl, page := a.in.Site.lookup(name)
		switch {
		case page && pl.file != "":
			return typed(relative(from, pl.file)), true
		case !page && a.exists(name):
			return typed(relative(from, name)), true
		}
	}
	return "", false
}

func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

// internet is the whole address of what an author wrote without its scheme:
// www.soporte.example, soporte.example.com/x, mesa@soporte.example; "" for what
// is a path.
func internet(dest string) string {
	for _, scheme := range []string{"https", "http"} { // https//soporte.example
		if rest, ok := strings.CutPrefix(dest, scheme+"//"); ok {
			return scheme + "://" + rest
		}
	}
	host, rest, slash := strings.Cut(dest, "/")
	switch user, domain, mail := strings.Cut(host, "@"); {
	case mail && !slash && user != "" && isHost(domain):
		return "mailto:" + dest
	case isHost(host) && (strings.HasPrefix(strings.ToLower(host), "www.") || strings.Count(host, ".") > 1 && !mail && (slash && rest != "" || !known(path.Ext(host)))):
		return "https://" + dest
	}
	return ""
}

// isHost tells a name of several parts, the last of letters.
func isHost(s string) bool {
	parts := strings.Split(strings.ToLower(s), ".")
	for _, p := range parts {
		if p == "" || strings.Trim(p, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	last := parts[len(parts)-1]
	return len(parts) > 1 && strings.Trim(last, "abcdefghijklmnopqrstuvwxyz") == "" && !source.IsMarkdown(s) && last != "html" && last != "htm"
}

// typed writes a path as a link's address has it in Markdown: what would end
// the address, or mean something in it, is escaped, and nothing else.
func typed(p string) string {
	const hex = "0123456789ABCDEF"
	if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ":") {
		p = "./" + p // else it is a scheme
	}
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		if c := p[i]; c <= ' ' || c == 0x7f || strings.IndexByte("#?%()<>\\", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// written is what a link writes for a page that it calls by another name, its
// anchor included.
func (s *Site) written(l markdown.Link, pl place) string {
	address := typed(relative(l.From, pl.written()))
	if address == "" {
		address = "./" // the folder that the link stands in
	}
	return address + fragment(l.Dest)
}

// NearFile is the file most like a name that leads nowhere, of those in the
// places where it may have been left: where the name looks for it, beside the
// page, in the folders img of both and of those above, to the manual's folder,
// and in _comun. fits says which files can be meant. The path is seen from the
// file from; "" when none is alike.
func (h *Hints) NearFile(files Files, from, name, top string, fits func(name string) bool) string {
	best, score := "", 0
	whole, start := shapeOf(path.Base(name)), shapeOf(stem(path.Base(name)))
	for _, dir := range places(from, name, top) {
		list := files.In(dir)
		if len(name) > longestWord || !h.may(costOfFile*len(list)) {
			return ""
		}
		for _, other := range list {
			if !fits(other) || strings.HasPrefix(other, ".") {
				continue
			}
			k := alike(whole, shapeOf(other))
			if k < 1000 { // the ending is the same for all
				k = min(k, alike(start, shapeOf(stem(other))))
			}
			if k > 0 && dir == path.Dir(name) {
				k += 100 // of two alike, the one where the author looked for it
			}
			if k > score {
				best, score = path.Join(dir, other), k
			}
		}
	}
	if best == "" {
		return ""
	}
	return relative(from, best)
}

// costOfFile is what a name costs that is made ready each time, in comparisons.
const costOfFile = 8

func places(from, name, top string) []string {
	list := []string{path.Dir(name), path.Dir(from)}
	for dir := path.Dir(from); ; dir = path.Dir(dir) {
		list = append(list, path.Join(dir, "img"), path.Join(dir, "_comun"))
		if dir == "." || dir == top {
			break
		}
	}
	list = append(list, path.Join(path.Dir(name), "img"), "_comun")
	var once []string
	for _, dir := range list {
		if !slices.Contains(once, dir) && dir != ".." && !strings.HasPrefix(dir, "../") {
			once = append(once, dir)
		}
	}
	return once
}

// noAnchor reports a link to a heading or a step of page q that does not exist.
func (a *assembly) noAnchor(l markdown.Link, q *Page, anchor string) markdown.Target {
	if procedure, ok := procedureOf(anchor); ok && a.hints.may(len(q.steps)) {
		key, what := stepsThere(procedure, q.steps)
		return a.broken(key, l, "", anchor, what)
	}
	return a.broken("ENL-01.ancla", l, a.nearestAnchor(q, anchor), anchor)
}

// procedureOf is the part of an anchor that names the procedure of a step:
// "verificacion-" of "verificacion-paso-9"; ok is false for what names no step.
func procedureOf(anchor string) (procedure string, ok bool) {
	i := strings.LastIndexByte(anchor, '-')
	if _, err := strconv.Atoi(anchor[i+1:]); err != nil || i < 0 {
		return "", false
	}
	procedure, ok = strings.CutSuffix(anchor[:i+1], "paso-")
	return procedure, ok && (procedure == "" || strings.HasSuffix(procedure, "-"))
}

// maxProcedures is how many procedures of a page a hint names.
const maxProcedures = 4

// stepsThere says which steps there are where a step is not: of its procedure
// how many, else of the page the first of each procedure. It returns the key of
// the message and that.
func stepsThere(procedure string, ids []string) (key, what string) {
	count := map[string]int{}
	var order []string
	for _, id := range ids {
		p, ok := procedureOf(id)
		if !ok {
			continue
		}
		if count[p]++; count[p] == 1 {
			order = append(order, "«#"+id+"»")
		}
	}
	switch {
	case count[procedure] > 0:
		return "ENL-01.paso", strconv.Itoa(count[procedure])
	case len(order) == 0:
		return "ENL-01.sin-pasos", ""
	case len(order) > maxProcedures:
		order = append(order[:maxProcedures], "…")
	}
	return "ENL-01.procedimiento", strings.Join(order, ", ")
}
