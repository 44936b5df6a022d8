package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"folio/internal/output"
)

// dir is a folder of this machine: a disk, a share that is mounted, a UNC path of
// Windows. Nothing outside of it is touched, whatever links are in it.
type dir struct {
	root *os.Root
	path string
}

// OpenDir opens a folder, which must exist, as a Target.
func OpenDir(name string) (Target, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &dir{root, filepath.ToSlash(name)}, nil
}

func (d *dir) String() string { return d.path }

func local(name string) string { return filepath.FromSlash(name) }

func (d *dir) Open(name string) (io.ReadCloser, error) {
	st, err := d.root.Lstat(local(name))
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return d.root.Open(local(name))
}

func (d *dir) Create(name string, r io.Reader) error {
	f, err := d.root.OpenFile(local(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return d.denied(name, err)
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

func (d *dir) Stat(name string) (Info, error) {
	st, err := d.root.Lstat(local(name))
	if err != nil {
		return Info{}, err
	}
	return infoOf(st), nil
}

func (d *dir) List(name string) ([]Info, error) {
	f, err := d.root.Open(local(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := f.Readdir(-1)
	list := make([]Info, len(all))
	for i, st := range all {
		list[i] = infoOf(st)
	}
	return list, err
}

func infoOf(st fs.FileInfo) Info {
	i := Info{Name: st.Name(), Size: st.Size(), Time: st.ModTime(), Perm: st.Mode().Perm()}
	switch m := st.Mode(); {
	case m.IsRegular():
		i.Kind = File
	case m.IsDir():
		i.Kind = Folder
	case m&fs.ModeSymlink != 0:
		i.Kind = Link
	default:
		i.Kind = Other
	}
	return i
}

func (d *dir) Mkdir(name string) error { return d.denied(name, d.root.Mkdir(local(name), 0o755)) }

func (d *dir) Rename(from, to string) error {
	return d.denied(to, d.root.Rename(local(from), local(to)))
}

func (d *dir) Link(from, to string) error { return unsupported(d.root.Link(local(from), local(to))) }

func (d *dir) Symlink(dest, name string) error {
	return unsupported(d.root.Symlink(local(dest), local(name)))
}

func (d *dir) Readlink(name string) (string, error) {
	dest, err := d.root.Readlink(local(name))
	return path.Clean(filepath.ToSlash(dest)), err
}

func (d *dir) Remove(name string) error { return d.denied(name, d.root.Remove(local(name))) }

// denied names the folder in which nothing may be written, whatever was to be.
func (d *dir) denied(name string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	in := path.Join(d.path, path.Dir(name))
	return output.Unwritten(in, in, err)
}

func (d *dir) Close() error { return d.root.Close() }
