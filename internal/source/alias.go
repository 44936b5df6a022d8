package source

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"folio/internal/i18n"
)

// Earlier reads the earlier name of a page as an author gives it: the file's,
// from the manual's folder ("05-instalacion.md", "viejo/index.md"), or its
// address ("instalacion.html"). An initial / is the manual's folder too, as in
// other generators. It returns the name, clean, and the page's path from the
// manual's folder in the site; ok is false when no page can have had the name.
func Earlier(written string) (name, out string, ok bool) {
	written = norm.NFC.String(written)
	if strings.ContainsAny(written, "\\:?#\x00") {
		return "", "", false
	}
	name = path.Clean(strings.TrimLeft(written, "/"))
	if name == "." || name == ".." || strings.HasPrefix(name, "../") {
		return "", "", false
	}
	dir, base := path.Split(name)
	ext := strings.ToLower(path.Ext(base))
	if ext == ".html" || ext == ".htm" {
		// An address stays as it is; a folder that looks like a page could
		// not stand beside one.
		return name, name, !strings.Contains(dir, ".")
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		if part == "" {
			continue
		}
		s := named(part).Slug
		if !usableSlug(s) {
			return "", "", false
		}
		out += s + "/"
	}
	switch low := i18n.Fold(stem(base)); {
	case markdown[ext] && (low == "index" || low == "readme"):
		return name, out + "index.html", true
	case strings.HasSuffix(written, "/"):
		s := named(base).Slug
		return name, out + s + "/index.html", usableSlug(s)
	case markdown[ext]:
		base = stem(base)
	}
	s := named(base).Slug
	return name, out + s + ".html", usableSlug(s)
}

// EarlierFolder makes the slug of a manual from an earlier name of its folder;
// ok is false when no manual can have had it.
func EarlierFolder(written string) (slug string, ok bool) {
	if strings.ContainsAny(written, "/\\") {
		return "", false
	}
	slug = i18n.Slug(norm.NFC.String(written))
	return slug, usableSlug(slug)
}

func usableSlug(s string) bool { return s != "" && !reserved.MatchString(s) }
