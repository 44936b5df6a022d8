package output

import (
	"crypto/sha256"
	"hash"
	"io"
	"sync"
)

// summer sums and counts what is written to it.
type summer struct {
	sha  hash.Hash
	size int64
}

func newSummer() *summer { return &summer{sha: sha256.New()} }

func (s *summer) Write(p []byte) (int, error) {
	s.size += int64(len(p))
	return s.sha.Write(p) // never fails
}

// ReadFrom implements io.ReaderFrom, so that io.Copy does not make a buffer for
// each file.
func (s *summer) ReadFrom(r io.Reader) (n int64, err error) {
	buf := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buf)
	for {
		k, err := r.Read(buf[:])
		n += int64(k)
		_, _ = s.Write(buf[:k])
		switch {
		case err == io.EOF:
			return n, nil
		case err != nil:
			return n, err
		}
	}
}

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

func (s *summer) hash() Hash { return Hash(s.sha.Sum(nil)[:len(Hash{})]) }

// Summed hands on what it reads, and sums it.
type Summed struct {
	from io.Reader
	sum  *summer
}

// NewSummed sums what is read from a reader.
func NewSummed(from io.Reader) *Summed { return &Summed{from, newSummer()} }

// Read implements io.Reader.
func (s *Summed) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	_, _ = s.sum.Write(p[:n])
	return n, err
}

// Sum is that of all that has been read.
func (s *Summed) Sum() Hash { return s.sum.hash() }
