package rawfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// OpenBeneath opens a file below a folder for reading. No «..» and no link leads
// out of the folder. Any error may be one of a system that does not know the call:
// who wants to know why asks os.Root.
func OpenBeneath(dir *os.File, name string) (File, error) {
	fd, err := beneath(dir, name, unix.O_RDONLY|unix.O_NONBLOCK)
	if err != nil {
		return nil, err
	}
	return &file{fd, name}, nil
}

// beneath opens what is below a folder.
func beneath(dir *os.File, name string, flags uint64) (fd int, err error) {
	how := unix.OpenHow{Flags: flags | unix.O_CLOEXEC, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS}
	err = again(func() (err error) {
		fd, err = unix.Openat2(int(dir.Fd()), name, &how)
		return err
	})
	if err != nil {
		return 0, &fs.PathError{Op: "openat2", Path: name, Err: err}
	}
	return fd, nil
}

// StatBeneath describes a file below a folder, as OpenBeneath finds it. It opens
// nothing: a pipe or a file that nobody may read is described too.
func StatBeneath(dir *os.File, name string) (fs.FileInfo, error) {
	fd, err := beneath(dir, name, unix.O_PATH)
	if err != nil {
		return nil, err
	}
	f := &file{fd, name}
	defer f.Close()
	return f.Stat()
}

// ListBeneath lists a folder below a folder, in no particular order: names and
// types, without asking for each file. Info of an entry is of no use.
func ListBeneath(dir *os.File, name string) ([]fs.DirEntry, error) {
	fd, err := beneath(dir, name, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), name)
	defer f.Close()
	return f.ReadDir(-1)
}

// Create makes a file that must not exist, to be written.
func Create(name string, perm fs.FileMode) (File, error) {
	fd := 0
	err := again(func() (err error) {
		fd, err = unix.Open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, uint32(perm.Perm()))
		return err
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{fd, name}, nil
}

// again repeats a call that a signal ended.
func again(call func() error) error {
	for {
		if err := call(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

type file struct {
	fd   int
	name string
}

// most is how much one call reads or writes: some systems refuse more.
const most = 1 << 30

// Read implements io.Reader.
func (f *file) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	err = again(func() (err error) {
		n, err = unix.Read(f.fd, p[:min(len(p), most)])
		return err
	})
	switch {
	case err != nil:
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

// Write implements io.Writer.
func (f *file) Write(p []byte) (n int, err error) {
	for n < len(p) {
		wrote := 0
		err = again(func() (err error) {
			wrote, err = unix.Write(f.fd, p[n:min(len(p), n+most)])
			return err
		})
		if err == nil && wrote == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return n, &fs.PathError{Op: "write", Path: f.name, Err: err}
		}
		n += wrote
	}
	return n, nil
}

// Close implements io.Closer. A signal does not keep Linux from closing.
func (f *file) Close() error {
	if f.fd < 0 {
		return &fs.PathError{Op: "close", Path: f.name, Err: fs.ErrClosed}
	}
	err := unix.Close(f.fd)
	f.fd = -1
	if err != nil && !errors.Is(err, unix.EINTR) {
		return &fs.PathError{Op: "close", Path: f.name, Err: err}
	}
	return nil
}

// Stat describes the file.
func (f *file) Stat() (fs.FileInfo, error) {
	i := &info{name: path.Base(f.name)}
	if err := again(func() error { return syscall.Fstat(f.fd, &i.stat) }); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: f.name, Err: err}
	}
	return i, nil
}

// info is what os.File.Stat would say.
type info struct {
	name string
	stat syscall.Stat_t
}

func (i *info) Name() string       { return i.name }
func (i *info) Size() int64        { return i.stat.Size }
func (i *info) ModTime() time.Time { return time.Unix(i.stat.Mtim.Unix()) }
func (i *info) IsDir() bool        { return i.Mode().IsDir() }
func (i *info) Sys() any           { return &i.stat }

// Mode is the permissions and, of the kinds of file, those that matter.
func (i *info) Mode() fs.FileMode {
	mode := fs.FileMode(i.stat.Mode & 0o777)
	switch i.stat.Mode & syscall.S_IFMT {
	case syscall.S_IFREG:
		return mode
	case syscall.S_IFDIR:
		return mode | fs.ModeDir
	}
	return mode | fs.ModeIrregular
}
