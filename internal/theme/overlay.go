package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// file is a file of the theme after the overlay has had its say.
type file struct {
	path string // from the theme's folder: "templates/seccion.html"
	data []byte
	base []byte // the default that data replaces; nil when there is none
	user bool   // data is the user's
}

// fileSet is sorted by path.
type fileSet []file

// overlay reads both themes whole; they are small, and a theme that changes
// while pages are made would give a mixed site.
func overlay(base, user fs.FS) (fileSet, error) {
	set := map[string]file{}
	err := walk(base, func(path string, data []byte) {
		set[path] = file{path: path, data: data}
	})
	if err != nil {
		return nil, err
	}
	if user != nil {
		err = walk(user, func(path string, data []byte) {
			set[path] = file{path: path, data: data, base: set[path].data, user: true}
		})
		if err != nil {
			return nil, err
		}
	}
	files := make(fileSet, 0, len(set))
	for _, f := range set {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return files, nil
}

// fingerprint identifies what the pages of a theme depend on.
func (set fileSet) fingerprint(accent string, opt Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|%s|", accent, opt.HighlightCSS, opt.Catalog.Lang())
	for _, f := range set {
		fmt.Fprintf(h, "%s|%d|%s|", f.path, len(f.data), f.data)
	}
	for _, x := range opt.Extra {
		fmt.Fprintf(h, "%s|%d|%s|", x.Path, len(x.Data), x.Data)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// maxFile is the largest file, in bytes, that a theme may hold.
const maxFile = 16 << 20

// walk visits the regular files of templates/ and assets/, hidden ones apart.
func walk(fsys fs.FS, visit func(path string, data []byte)) error {
	for _, top := range []string{"templates", "assets"} {
		if _, err := fs.Stat(fsys, top); errors.Is(err, fs.ErrNotExist) {
			continue // a theme may have only one of the two
		}
		err := fs.WalkDir(fsys, top, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if !d.Type().IsRegular() {
				return nil
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			if info.Size() > maxFile {
				return fmt.Errorf("%s: larger than %d MiB", path, maxFile>>20)
			}
			data, err := fs.ReadFile(fsys, path)
			if err != nil {
				return err
			}
			visit(path, data)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// under returns the files below a folder, in order.
func (s fileSet) under(folder string) fileSet {
	var out fileSet
	for _, f := range s {
		if strings.HasPrefix(f.path, folder+"/") {
			out = append(out, f)
		}
	}
	return out
}

// find returns the file of a path.
func (s fileSet) find(path string) (file, bool) {
	i, ok := slices.BinarySearchFunc(s, path, func(f file, p string) int { return strings.Compare(f.path, p) })
	if !ok {
		return file{}, false
	}
	return s[i], true
}
