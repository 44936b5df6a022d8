// Package spool keeps what a build needs again only at its end in a file, so that
// memory does not grow with the site.
package spool

import (
	"errors"
	"io"
	"os"
	"sync"
)

// File is where bytes wait. What little there is stays in memory, and so does
// what cannot be written. It is safe for concurrent use; nil keeps all in memory.
type File struct {
	create func() (*os.File, error)
	after  int // bytes that may stay in memory

	mu   sync.Mutex
	held int // bytes that did
	file *os.File
	end  int64
	shut bool  // no more is written
	err  error // of the first reading that failed
}

// Little is as many bytes as a site of some thousand pages has to keep.
const Little = 8 << 20

// New prepares a spool. create makes its file, when there is more to keep than
// after bytes.
func New(create func() (*os.File, error), after int) *File {
	return &File{create: create, after: after}
}

// Keep takes bytes, which nobody changes any more, out of memory.
func (f *File) Keep(data []byte) Bytes {
	b := Bytes{data: data, file: f, size: len(data)}
	if f == nil {
		return b
	}
	if at, file := f.reserve(len(data)); file != nil {
		if _, err := file.WriteAt(data, at); err == nil {
			b.data, b.at = nil, at
		}
	}
	return b
}

// reserve gives room for so many bytes; file is nil when they stay in memory.
func (f *File) reserve(size int) (at int64, file *os.File) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.shut || size == 0 {
		return 0, nil
	}
	if f.file == nil {
		if f.held+size <= f.after {
			f.held += size
			return 0, nil
		}
		file, err := f.create()
		if err != nil {
			f.shut = true
			return 0, nil
		}
		f.file = file
		_ = os.Remove(file.Name()) // it lives on while it is open, except on Windows
	}
	at = f.end
	f.end += int64(size)
	return at, f.file
}

// ReadAt implements io.ReaderAt.
func (f *File) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.file.ReadAt(p, at)
	if errors.Is(err, io.EOF) && n == len(p) {
		err = nil
	}
	if err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.err = errors.Join(f.err, err)
	}
	return n, err
}

// Err is why something could not be read back: what was made of it is of no use.
func (f *File) Err() error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Close removes the file. What is in it is of no use any longer.
func (f *File) Close() {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil {
		_ = f.file.Close()
		_ = os.Remove(f.file.Name())
		f.file, f.shut = nil, true
	}
}
