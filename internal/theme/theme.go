// Package theme turns the typed views of view.go into the HTML pages of a
// site, and carries the style sheet, the script, the fonts and the pictures
// that those pages need.
//
// It exists so that nothing above it knows how a page looks and nothing below
// it knows that there are pages. It is given plain values, complete, and it
// gives back bytes: it reads no content, knows no Markdown, decides no URL and
// writes no file. The default theme is embedded (package themes); a user's
// theme overlays it file by file.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"sync"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/themes"
)

// Options says what makes one site's theme differ from another's.
type Options struct {
	// Overlay holds a user's theme: templates/ and assets/ as in the default
	// one, of which each file replaces its namesake. nil is none.
	Overlay fs.FS
	// OverlayPath is where Overlay is, from the site's root, for positions in
	// findings: "themes/institucional".
	OverlayPath string

	Catalog *i18n.Catalog

	// Accent is the site's accent colour, "#0B6B4F" or "#0b6"; "" is the
	// theme's own. AccentDark is the one for the dark mode; "" derives it.
	Accent     string
	AccentDark string
	// AccentPos is where the accent was written, and AccentLine what stands in
	// that line, for findings.
	AccentPos  diag.Pos
	AccentLine string

	// HighlightCSS is the style sheet of highlighted code, set after the
	// theme's own so that both are one file.
	HighlightCSS string
	// Extra are files that other parts of Folio want beside the theme's, by
	// their plain names ("buscar.js"). They get a hash like the rest.
	Extra []Asset
}

// Theme makes pages. It is safe for concurrent use and never changes.
type Theme struct {
	pages       [len(kinds)]func() (*template.Template, error)
	files       func() assets // made when a page first needs one
	words       template.HTMLAttr
	catalog     *i18n.Catalog
	unfold      string // js/unfold.js
	policy      string // of the pages, as it stands in them
	fingerprint string
	buffers     sync.Pool
	// userTemplates says that some template is the user's.
	userTemplates bool
	moulds        sync.Map // shape → *mould; nil for one that cannot be cast
}

// Load reads the default theme and the overlay. What is wrong with the overlay
// or the accent is in the list, and the default stands in for it; an error
// means that a file could not be read.
func Load(opt Options) (*Theme, diag.List, error) {
	base, err := fs.Sub(themes.Files, "somosig")
	if err != nil {
		return nil, nil, err
	}
	files, err := overlay(base, opt.Overlay)
	if err != nil {
		var file *fs.PathError
		if errors.As(err, &file) && opt.OverlayPath != "" { // as messages name it, not from the theme's folder
			err = &fs.PathError{Op: file.Op, Path: path.Join(opt.OverlayPath, file.Path), Err: file.Err}
		}
		return nil, nil, fmt.Errorf("theme: %w", err)
	}
	var found diag.List
	accent, list := accentCSS(opt)
	for i := range list {
		list[i].Excerpt = opt.AccentLine
	}
	found = append(found, list...)

	t := &Theme{catalog: opt.Catalog, buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
	t.files = sync.OnceValue(func() assets { return bundle(files, accent, opt) })
	if f, ok := files.find("assets/js/" + unfoldScript); ok {
		t.unfold = f.script()
	}
	t.fingerprint = files.fingerprint(accent, opt)
	t.words = scriptWords(opt.Catalog)
	found = append(found, t.loadTemplates(files, opt)...)
	return t, found, nil
}

// Fingerprint is the same for themes that make the same pages.
func (t *Theme) Fingerprint() string { return t.fingerprint }

// Assets returns the files that pages refer to, sorted by path. The caller
// must not change them.
func (t *Theme) Assets() []Asset { return t.files().list }

// Asset is the bytes of an asset by its plain name; ok is false when there is none.
func (t *Theme) Asset(name string) (data []byte, ok bool) {
	all := t.files()
	p, ok := all.hashed[name]
	if !ok {
		return nil, false
	}
	i := slices.IndexFunc(all.list, func(a Asset) bool { return a.Path == p })
	return all.list[i].Data, true
}

// AssetPath gives the path from the site's root of an asset by its plain name,
// "buscar.js"; "" when there is none.
func (t *Theme) AssetPath(name string) string { return t.files().hashed[name] }
