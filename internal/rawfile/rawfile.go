// Package rawfile opens regular files with as few calls to the system as it
// takes. Go's os makes five more for each file, to learn whether reading it may
// have to wait, which it never has to; a build opens tens of thousands. Where
// the system is not Linux, it is os that does the work.
package rawfile

import (
	"io"
	"io/fs"
)

// File is an open file. It is used by one goroutine.
type File interface {
	io.ReadWriteCloser
	Stat() (fs.FileInfo, error)
}
