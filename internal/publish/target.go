// Package publish puts a site that was built where its readers are, whole or not
// at all: a release is made beside the one that is read, and takes its place in
// one step.
package publish

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// Target is a place where a site is published: a folder, near or far. Names are
// paths below it with slashes, as io/fs has them; "." is the folder itself. It is
// safe for concurrent use.
//
// Errors wrap fs.ErrNotExist, fs.ErrExist and fs.ErrPermission when these say what
// happened, errors.ErrUnsupported when the place cannot do what is asked, and
// ErrLost when the connection is gone: then no later call succeeds.
type Target interface {
	// String is the target as messages show it, without secrets.
	String() string

	// Open reads a file. What a link leads to is not opened.
	Open(name string) (io.ReadCloser, error)
	// Create makes a file. Something that has the name already is fs.ErrExist.
	// When it returns nil all of the file is there: every write was checked, and
	// the closing too. What it leaves after an error is a part of the file, or
	// nothing.
	Create(name string, r io.Reader) error
	// Stat tells of a name itself, be it a link.
	Stat(name string) (Info, error)
	// List tells of what is in a folder, in no order.
	List(dir string) ([]Info, error)
	// Mkdir makes a folder in one that exists. Something that has the name already
	// is fs.ErrExist.
	Mkdir(dir string) error
	// Rename gives a file, a link or a folder another name. A file or a link that
	// had it is replaced in one step: who reads finds the old one or the new one.
	Rename(from, to string) error
	// Link gives a file a second name.
	Link(from, to string) error
	// Symlink makes a link that leads to dest, a path from the link's folder.
	Symlink(dest, name string) error
	// Readlink is where a link leads.
	Readlink(name string) (string, error)
	// Remove removes a file, a link or an empty folder.
	Remove(name string) error
	// Close gives the connection up.
	Close() error
}

// Info is what Stat and List tell.
type Info struct {
	Name string // without its folder
	Kind Kind
	Size int64 // of a file, in bytes
	Time time.Time
	Perm fs.FileMode // of a file, where the target tells; 0 where it does not
}

// Kind is what has a name.
type Kind int

// The kinds. Other is a device, a socket or the like.
const (
	File Kind = iota
	Folder
	Link
	Other
)

// ErrLost is a connection that is gone. What was to be done may have been done.
var ErrLost = errors.New("publish: the connection is lost")
