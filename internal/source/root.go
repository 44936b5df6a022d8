// Package source finds and reads what authors wrote: the folders of manuals,
// their sections in order, the text of a file with its front matter apart.
//
// Authors are careful but not trusted, so every read goes through an os.Root:
// no path and no symbolic link leads out of the content folder. The package
// knows names and bytes; it does not know Markdown, numbering or YAML.
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"folio/internal/rawfile"
)

// Root is a folder that holds the sources of a site.
type Root struct {
	root *os.Root
	here *os.File // the same folder, to open files below it; nil when it is not to be had
	// shown is how the folder is called in messages: the path that the user
	// gave, with forward slashes.
	shown string
}

// Open opens the content folder.
func Open(dir string) (*Root, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	here, _ := r.Open(".")
	return &Root{r, here, filepath.ToSlash(filepath.Clean(dir))}, nil
}

// Close releases the folder.
func (r *Root) Close() error {
	if r.here != nil {
		_ = r.here.Close()
	}
	return r.root.Close()
}

// Is says whether dir is still the folder that was opened, and not another that
// took its place.
func (r *Root) Is(dir string) bool {
	was, err := r.root.Stat(".")
	if err != nil {
		return false
	}
	is, err := os.Stat(dir)
	return err == nil && os.SameFile(was, is)
}

// Shown is the path of a file as messages print it: "content/vertia/01-x.md".
// name is relative to the root, with forward slashes.
func (r *Root) Shown(name string) string {
	if r.shown == "." {
		return name
	}
	return path.Join(r.shown, name)
}

// TooLargeError says that a file has more bytes than Folio reads.
type TooLargeError struct {
	Name  string
	Limit int64 // bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s: larger than %d bytes", e.Name, e.Limit)
}

// ReadFile reads a whole file of at most limit bytes. A larger one is a
// *TooLargeError; one that does not exist is fs.ErrNotExist.
func (r *Root) ReadFile(name string, limit int64) ([]byte, error) {
	raw, _, err := r.ReadStat(name, limit)
	return raw, err
}

// ReadStat is ReadFile that says too what the file was just before it was read.
func (r *Root) ReadStat(name string, limit int64) ([]byte, fs.FileInfo, error) {
	f, err := r.openQuickly(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, nil, &fs.PathError{Op: "read", Path: r.Shown(name), Err: errNotRegular}
	}
	if st.Size() > limit {
		return nil, nil, &TooLargeError{name, limit}
	}
	buf := make([]byte, 0, st.Size()+1)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, st, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if int64(len(buf)) > limit {
			return nil, nil, &TooLargeError{name, limit}
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// openQuickly is open for files that are read at once. What os.Root would refuse
// is left to it, and so is saying why.
func (r *Root) openQuickly(name string) (fs.File, error) {
	if r.here != nil {
		if f, err := rawfile.OpenBeneath(r.here, filepath.FromSlash(name)); err == nil {
			return f, nil
		}
	}
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// open opens a file or folder inside the root. Its error has the name that
// messages use.
func (r *Root) open(name string) (*os.File, error) {
	f, err := r.root.Open(filepath.FromSlash(name))
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return nil, &fs.PathError{Op: pe.Op, Path: r.Shown(name), Err: pe.Err}
	}
	return f, err
}

// OpenFile opens a regular file inside the root for streaming.
func (r *Root) OpenFile(name string) (fs.File, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err // not a nil file that is no nil fs.File
	}
	return f, nil
}

// Stat describes a file inside the root, following links that stay inside.
func (r *Root) Stat(name string) (fs.FileInfo, error) {
	if r.here != nil {
		if st, err := rawfile.StatBeneath(r.here, filepath.FromSlash(name)); err == nil {
			return st, nil
		}
	}
	return r.root.Stat(filepath.FromSlash(name))
}

// ReadDir lists a folder inside the root, in no particular order. Unlike that of
// an fs.FS it takes names that are not UTF-8, which some file systems hold.
func (r *Root) ReadDir(name string) ([]fs.DirEntry, error) {
	if r.here != nil {
		if list, err := rawfile.ListBeneath(r.here, filepath.FromSlash(name)); err == nil {
			return list, nil
		}
	}
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}
