package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"folio/internal/output"
)

// ErrChanged says that a file is not what it was when it was read.
var ErrChanged = errors.New("the file has changed")

// Replace puts other bytes in the place of a file's, at once: whoever reads it has
// the old ones or the new ones. It writes nothing when the file does not hold the
// old ones any more, which is ErrChanged. What a link leads to is replaced, and
// not the link; the file's mode stays.
func (r *Root) Replace(name string, old, text []byte) (err error) {
	name, err = r.behind(name)
	if err != nil {
		return err
	}
	st, err := r.writable(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotRegular) {
		return err
	}
	if err != nil {
		return output.Unwritten(r.Shown(name), r.Shown(name), err)
	}
	folder := r.Shown(path.Dir(name))
	temp, err := r.beside(name, st.Mode().Perm(), text)
	if temp != "" {
		defer r.root.Remove(temp) // it is gone when all went well
	}
	if err != nil {
		return output.Unwritten(r.Shown(name), folder, err)
	}
	now, err := r.ReadFile(name, int64(len(old)))
	var large *TooLargeError
	if errors.As(err, &large) || err == nil && !bytes.Equal(now, old) {
		return ErrChanged
	}
	if err != nil {
		return err
	}
	return output.Unwritten(r.Shown(name), folder, r.root.Rename(temp, filepath.FromSlash(name)))
}

// behind is the file that a name leads to through links.
func (r *Root) behind(name string) (string, error) {
	for range 40 {
		st, err := r.root.Lstat(filepath.FromSlash(name))
		if err != nil {
			return "", r.named(name, err)
		}
		if st.Mode()&fs.ModeSymlink == 0 {
			return name, nil
		}
		to, err := r.root.Readlink(filepath.FromSlash(name))
		if err != nil {
			return "", r.named(name, err)
		}
		name = path.Join(path.Dir(name), filepath.ToSlash(to))
		if filepath.IsAbs(to) || !filepath.IsLocal(filepath.FromSlash(name)) {
			return "", &fs.PathError{Op: "replace", Path: r.Shown(name), Err: fs.ErrPermission}
		}
	}
	return "", &fs.PathError{Op: "replace", Path: r.Shown(name), Err: errNotRegular}
}

// writable describes a file that its author may write.
func (r *Root) writable(name string) (fs.FileInfo, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY, 0)
	if err != nil {
		return nil, r.named(name, err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = &fs.PathError{Op: "replace", Path: r.Shown(name), Err: errNotRegular}
	}
	return st, err
}

// beside writes a file of a new name in another's folder. Discovery passes it over.
func (r *Root) beside(name string, mode fs.FileMode, text []byte) (temp string, err error) {
	var f *os.File
	for i := 0; ; i++ {
		temp = filepath.FromSlash(path.Join(path.Dir(name), ".folio-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(i)))
		f, err = r.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || i > 100 {
			return "", err
		}
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return temp, errors.Join(err, f.Close())
}

// named gives an error the name that messages use.
func (r *Root) named(name string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return &fs.PathError{Op: pe.Op, Path: r.Shown(name), Err: pe.Err}
	}
	return err
}
