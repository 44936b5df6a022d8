package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"folio/internal/output"
)

// ExistsError is a file or folder that is there already, and is left as it is.
type ExistsError struct{ Name string }

func (e *ExistsError) Error() string { return e.Name + ": " + fs.ErrExist.Error() }

// Unwrap says that something exists.
func (e *ExistsError) Unwrap() error { return fs.ErrExist }

// stagingPattern names the folder in which files wait until all are whole. What
// begins with a point is nothing of a site's.
const stagingPattern = ".folio-nuevo-*"

// Create makes a folder with files in it: all of them, or nothing. An empty
// folder of that name is filled.
func Create(dir string, files []File) (err error) {
	switch _, err := os.Lstat(dir); {
	case err == nil:
		if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
			return &ExistsError{dir}
		}
		return Add(dir, files)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	above, err := makeFolders(filepath.Dir(dir))
	if err != nil {
		return output.UnmadeFolder(dir, err)
	}
	defer func() {
		if err != nil {
			removeFolders(above)
		}
	}()
	unwritten := func(err error) error { return output.Unwritten(dir, filepath.Dir(dir), err) }
	stage, err := os.MkdirTemp(filepath.Dir(dir), stagingPattern)
	if err != nil {
		return unwritten(err)
	}
	defer os.RemoveAll(stage)
	whole := filepath.Join(stage, "nuevo") // with the rights that a new folder has
	if err := writeAll(whole, files); err != nil {
		return unwritten(err)
	}
	if err := os.Rename(whole, dir); err != nil {
		if _, there := os.Lstat(dir); there == nil {
			return &ExistsError{dir} // meanwhile
		}
		return unwritten(err)
	}
	return nil
}

// Add puts files into a folder: all of them, or nothing. None may be there.
func Add(dir string, files []File) (err error) {
	if len(files) == 0 {
		return nil
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if _, err := os.Lstat(name); err == nil {
			return &ExistsError{name}
		}
	}
	what := filepath.Join(dir, filepath.FromSlash(files[0].Name))
	stage, err := os.MkdirTemp(dir, stagingPattern)
	if err != nil {
		return output.Unwritten(what, dir, err)
	}
	defer os.RemoveAll(stage)
	if err := writeAll(stage, files); err != nil {
		return output.Unwritten(what, dir, err)
	}
	var placed, made []string
	defer func() {
		if err != nil {
			for _, name := range placed {
				os.Remove(name)
			}
			removeFolders(made)
		}
	}()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		more, err := makeFolders(filepath.Dir(name))
		made = append(made, more...)
		if err != nil {
			return output.UnmadeFolder(filepath.Dir(name), err)
		}
		if err := place(filepath.Join(stage, filepath.FromSlash(f.Name)), name, f.Data); err != nil {
			if errors.Is(err, fs.ErrExist) {
				return &ExistsError{name}
			}
			return output.Unwritten(name, filepath.Dir(name), err)
		}
		placed = append(placed, name)
	}
	return nil
}

// Missing are the files that are not in a folder yet.
func Missing(dir string, files []File) []File {
	return slices.DeleteFunc(slices.Clone(files), func(f File) bool {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(f.Name)))
		return err == nil
	})
}

// place gives a whole file its name, unless something has it. A link does it in
// one step; where the file system has none, the file is written anew.
func place(staged, name string, data []byte) error {
	err := os.Link(staged, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return write(name, data)
}

// write makes a file that must not be there.
func write(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
	}
	return err
}

func writeAll(dir string, files []File) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(path.Clean(f.Name)))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := write(name, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// makeFolders makes a folder and those above it, and tells which were not there,
// from the top.
func makeFolders(dir string) (made []string, err error) {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	slices.Reverse(missing)
	for _, d := range missing {
		if err := os.Mkdir(d, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return made, err
		}
		made = append(made, d)
	}
	return made, nil
}

// removeFolders takes away folders that were made, as far as they are empty.
func removeFolders(made []string) {
	for _, d := range slices.Backward(made) {
		os.Remove(d)
	}
}
