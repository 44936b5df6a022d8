package output

import (
	"io"
	"io/fs"
	"os"
)

// Read gives a file of the new site, before it is committed: where it has been
// staged, or where the old site has the same.
func (d *Dir) Read(path string) ([]byte, error) {
	d.mu.Lock()
	e, ok := d.files.get(path)
	d.mu.Unlock()
	if !ok || !e.ready {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	if e.staged {
		return os.ReadFile(d.staged(path))
	}
	f, err := d.openOld(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Hash is that of a file of the new site; ok is false when it has none.
func (d *Dir) Hash(path string) (hash Hash, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e, ok := d.files.get(path)
	return e.hash, ok && e.ready
}
