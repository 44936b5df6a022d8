// Package output is where a site goes: into a folder, as a whole or not at
// all, or into memory, for the preview server.
//
// The package exists for one promise. Whatever happens while a site is written
// (a full disk, Ctrl-C, a crash at any instruction), the folder holds the old
// site or the new one, never a mixture, and nothing that Folio did not write
// is ever removed from it. How that is kept is told at Dir.
//
// It knows paths and bytes; it does not know pages, links or formats, and it
// decides nothing about content.
package output

import (
	"crypto/sha256"
	"encoding/hex"
)

// Sink receives a site file by file, from many goroutines at once.
//
// Paths are relative to the site's root, slash-separated and clean, and fit
// for every file system (see CheckPath); two of them must not differ only in
// case or in Unicode normalisation. Put does not keep data after it returns,
// so that the caller may use the buffer again. Each path is put once.
type Sink interface {
	Put(path string, data []byte) error
	// PutSummed is Put for who knows the Sum of data: taking it is a fortieth of
	// making a site.
	PutSummed(path string, data []byte, hash Hash) error
}

// Hash identifies the content of a file: the first 128 bits of its SHA-256.
type Hash [16]byte

// Sum returns the hash of data.
func Sum(data []byte) Hash {
	sum := sha256.Sum256(data)
	return Hash(sum[:len(Hash{})])
}

// String is the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Delta is what differs between two states of a site. The lists are sorted.
type Delta struct {
	Added   []string
	Changed []string
	Removed []string
}

// Empty says whether nothing differs.
func (d Delta) Empty() bool {
	return len(d.Added) == 0 && len(d.Changed) == 0 && len(d.Removed) == 0
}
