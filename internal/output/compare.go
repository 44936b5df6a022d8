package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// compareSize is how many bytes of two files are compared at a time: most
// pages are one read.
const compareSize = 128 << 10

// openOld opens a regular file of the old site, not through a link.
func (d *Dir) openOld(path string) (*os.File, error) {
	name := filepath.Join(d.dir, filepath.FromSlash(path))
	st, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fs.ErrInvalid
	}
	return os.Open(name)
}

// commonPrefix reads a and b while they are equal. same is how many bytes
// were, and differing what was read of b beyond them; nil means that a and b
// are equal to the end. Only reading b can fail: a that cannot be read differs.
func commonPrefix(a, b io.Reader) (same int64, differing []byte, err error) {
	bufA, bufB := make([]byte, compareSize), make([]byte, compareSize)
	for {
		n, errB := io.ReadFull(b, bufB)
		end := errors.Is(errB, io.EOF) || errors.Is(errB, io.ErrUnexpectedEOF)
		if errB != nil && !end {
			return 0, nil, errB
		}
		m, errA := io.ReadFull(a, bufA)
		if n != m || !bytes.Equal(bufA[:m], bufB[:n]) || errA != nil && !end {
			return same, bufB[:n:n], nil
		}
		same += int64(n)
		if end {
			return same, nil, nil
		}
	}
}
