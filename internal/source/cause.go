package source

import (
	"errors"
	"io/fs"
	"syscall"
)

// Cause sorts what the system says of a file that it does not hand over, so that
// it can be said in the reader's words: a variant of SRC-14 and of
// "cli.error.path", without its dot; "" for what has no words of its own.
func Cause(err error) string {
	for _, c := range causes {
		for _, e := range c.errors {
			if errors.Is(err, e) {
				return c.name
			}
		}
	}
	return ""
}

// Unreadable is the key of the words for a file that cannot be read.
func Unreadable(err error) string {
	if c := Cause(err); c != "" {
		return "SRC-14." + c
	}
	return "SRC-14"
}

// errNotRegular is a folder, a pipe or a device where a file should be.
var errNotRegular = errors.New("not a regular file")

var causes = []struct {
	name   string
	errors []error
}{
	{"permiso", []error{fs.ErrPermission}},
	{"abiertos", []error{syscall.EMFILE, syscall.ENFILE}},
	{"disco", []error{syscall.EIO}},
	{"red", []error{syscall.ESTALE, syscall.ETIMEDOUT, syscall.EHOSTDOWN, syscall.ENOTCONN, syscall.ECONNRESET}},
	{"carpeta", []error{syscall.EISDIR, syscall.ENOTDIR, errNotRegular}},
	{"bucle", []error{syscall.ELOOP}},
	{"nombre", []error{syscall.ENAMETOOLONG}},
	{"falta", []error{fs.ErrNotExist}},
}
