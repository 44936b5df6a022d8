package output

import (
	"bytes"
	"io"
	"os"
	"path"
	"path/filepath"

	"folio/internal/rawfile"
)

// stage writes a file of the new site.
func (d *Dir) stage(name string, r io.Reader) (stamp Stamp, err error) {
	if err = d.mkdir(path.Dir(name)); err == nil {
		stamp, err = writeNew(d.staged(name), r)
	}
	if err != nil {
		if r, ok := systemReason(err); ok && r != ErrNotFolder {
			return stamp, err
		}
		// The reason may be that two names are one here, or a file a folder.
		d.mu.Lock()
		paths := d.files.paths()
		d.mu.Unlock()
		if cerr := checkNames(paths); cerr != nil {
			return stamp, cerr
		}
	}
	return stamp, err
}

func (d *Dir) staged(name string) string {
	return filepath.Join(d.work.staging(), filepath.FromSlash(name))
}

// mkdir makes a folder of the new site, and those above it.
func (d *Dir) mkdir(name string) error {
	d.mu.Lock()
	known := name == "." || d.made[name]
	d.mu.Unlock()
	if known {
		return nil
	}
	if err := os.MkdirAll(d.staged(name), 0o777); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for ; name != "." && !d.made[name]; name = path.Dir(name) {
		d.made[name] = true
	}
	return nil
}

// writeNew writes a file that must not exist. One that fails is taken away.
func writeNew(name string, r io.Reader) (stamp Stamp, err error) {
	f, err := rawfile.Create(name, 0o666)
	if err != nil {
		return stamp, err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			_ = os.Remove(name) // the error that counts is the first
		}
	}()
	if b, ok := r.(*bytes.Reader); ok {
		_, err = b.WriteTo(f)
	} else {
		_, err = io.Copy(f, r)
	}
	if err != nil {
		return stamp, err
	}
	st, err := f.Stat()
	if err != nil {
		return stamp, err
	}
	return ownStamp(st), nil
}
