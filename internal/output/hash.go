package output

import (
	"crypto/sha256"
	"hash"
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

func (s *summer) hash() Hash { return Hash(s.sha.Sum(nil)[:len(Hash{})]) }
