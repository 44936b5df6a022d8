package search

import (
	"errors"
	"io"
	"os"
	"sync"
)

// Spool is a file where the terms of parts wait for the merge, so that memory
// does not grow with the site. What little there is stays in memory, and so does
// what cannot be written. It is safe for concurrent use; nil keeps nothing.
type Spool struct {
	create func() (*os.File, error)
	after  int // bytes that may stay in memory

	mu   sync.Mutex
	held int // bytes that did
	file *os.File
	end  int64
	shut bool // no more is written
}

// spoolAfter is how many bytes of terms stay in memory: those of a site of some
// thousand pages.
const spoolAfter = 8 << 20

// NewSpool prepares a spool. create makes its file, when there is much to keep.
func NewSpool(create func() (*os.File, error)) *Spool {
	return &Spool{create: create, after: spoolAfter}
}

// Keep takes the terms of a part out of memory. Nobody may be using the part.
func (s *Spool) Keep(p *Part) { s.keep(&p.lot) }

func (s *Spool) keep(l *lot) {
	if s == nil {
		return
	}
	l.spool = s
	at, file := s.reserve(len(l.terms))
	if file == nil {
		return
	}
	if _, err := file.WriteAt(l.terms, at); err == nil {
		l.terms, l.at = nil, at
	}
}

// reserve gives room for so many bytes; file is nil when they stay in memory.
func (s *Spool) reserve(size int) (at int64, file *os.File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shut || size == 0 {
		return 0, nil
	}
	if s.file == nil {
		if s.held+size <= s.after {
			s.held += size
			return 0, nil
		}
		f, err := s.create()
		if err != nil {
			s.shut = true
			return 0, nil
		}
		s.file = f
		_ = os.Remove(f.Name()) // it lives on while it is open, except on Windows
	}
	at = s.end
	s.end += int64(size)
	return at, s.file
}

// ReadAt implements io.ReaderAt.
func (s *Spool) ReadAt(p []byte, at int64) (int, error) {
	n, err := s.file.ReadAt(p, at)
	if errors.Is(err, io.EOF) && n == len(p) {
		err = nil
	}
	return n, err
}

// Close removes the file. The parts in it are of no use any longer.
func (s *Spool) Close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
		s.file, s.shut = nil, true
	}
}
