package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// remote is a folder on a server that speaks SFTP. One connection serves all
// goroutines; each request says which answer is its.
type remote struct {
	line *line
	c    *sftp.Client
	ssh  *ssh.Client
	root string
	name string // as messages show it
	host string

	longest time.Duration // that a command may take
}

// DialSFTP opens a folder on a server, which must exist, as a Target. When ctx
// ends, the connection does.
func DialSFTP(ctx context.Context, options SFTPOptions) (Target, error) {
	o, err := options.defaults()
	if err != nil {
		return nil, err
	}
	a, err := parseSFTP(o.URL)
	if err != nil {
		return nil, err
	}
	hops, err := way(&o, a.user, a.host, a.port, sshHops)
	if err != nil {
		return nil, err
	}
	d := &dialer{o: &o, ctx: ctx}
	if err := d.dial(hops); err != nil {
		return nil, err
	}
	r := &remote{root: a.path, name: shown(a), host: hops[len(hops)-1].address, longest: longestCommand}
	if err := r.start(d); err != nil {
		return nil, err
	}
	if err := r.settle(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func shown(a sftpAddress) string {
	u := url.URL{Scheme: "sftp", Host: a.host, Path: a.path}
	if strings.Contains(a.host, ":") {
		u.Host = "[" + a.host + "]"
	}
	if a.port != "" {
		u.Host += ":" + a.port
	}
	if a.user != "" {
		u.User = url.User(a.user)
	}
	if rest, home := strings.CutPrefix(a.path, "."); home {
		u.Path = "/~" + strings.TrimSuffix(rest, "/")
	}
	return u.String()
}

// settle finds the folder.
func (r *remote) settle() error {
	return r.line.run(func() error {
		err := r.find() // it may change root
		return r.explain(r.root, err)
	})
}

func (r *remote) find() error {
	if strings.HasPrefix(r.root, ".") {
		home, err := r.c.RealPath(".")
		if err != nil {
			return err
		}
		r.root = path.Join(home, r.root)
	}
	st, err := r.c.Stat(r.root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return because(ErrMissing, err, r.root)
	case err == nil && !st.IsDir():
		return because(ErrNotFolder, nil, r.root)
	}
	return err
}

func (r *remote) String() string { return r.name }

func (r *remote) Close() error {
	r.line.lose(fs.ErrClosed)
	r.c.Close()
	return nil
}

// at is where a name is on the server.
func (r *remote) at(name string) string { return path.Join(r.root, name) }

// do runs an operation on a name and says what its failure means.
func (r *remote) do(name string, operation func() error) error {
	if !fs.ValidPath(name) {
		return &fs.PathError{Op: "sftp", Path: name, Err: fs.ErrInvalid}
	}
	return r.line.run(func() error { return r.explain(r.at(name), operation()) })
}

// explain gives the server's answer its reason. What it does not know of is left
// as it is, for line.run to see whether the connection is gone.
func (r *remote) explain(full string, err error) error {
	var known *Error
	var here *readError
	var said *sftp.StatusError
	switch {
	case err == nil, errors.As(err, &known), errors.As(err, &here):
		return err
	case errors.Is(err, fs.ErrPermission):
		return because(ErrPermission, err, full)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrInvalid):
		return &fs.PathError{Op: "sftp", Path: full, Err: err}
	case errors.As(err, &said) && said.FxCode() == sftp.ErrSSHFxOpUnsupported:
		return because(ErrServer, fmt.Errorf("%w: %w", errors.ErrUnsupported, err), full, said.Error())
	case errors.As(err, &said) && !gone(said):
		if r.full(full) {
			return because(ErrFull, err, full)
		}
		return because(ErrServer, err, full, said.Error())
	}
	return err
}

// gone says whether an answer is that there will be none.
func gone(said *sftp.StatusError) bool {
	return said.FxCode() == sftp.ErrSSHFxConnectionLost || said.FxCode() == sftp.ErrSSHFxNoConnection
}

// full says whether the disk of a file on the server has no room for a page of it
// or for another file, if the server tells.
func (r *remote) full(name string) bool {
	if _, tells := r.c.HasExtension("statvfs@openssh.com"); !tells {
		return false
	}
	st, err := r.c.StatVFS(path.Dir(name))
	return err == nil && st.Blocks > 0 && (st.Bavail*st.Frsize < packet || st.Files > 0 && st.Favail == 0)
}

// plain says whether the server failed without saying why.
func plain(err error) bool {
	var said *sftp.StatusError
	return errors.As(err, &said) && said.FxCode() == sftp.ErrSSHFxFailure
}

// taken finds out whether a plain failure is that a name is taken, which SFTP has
// no answer for.
func (r *remote) taken(name string, err error) error {
	if plain(err) {
		if _, there := r.c.Lstat(r.at(name)); there == nil {
			return fmt.Errorf("%w: %w", fs.ErrExist, err)
		}
	}
	return err
}

// packet is how much is written at once: what every server takes.
const packet = 32 << 10

var buffers = sync.Pool{New: func() any { return new([packet]byte) }}

func (r *remote) Create(name string, from io.Reader) error {
	return r.do(name, func() error {
		f, err := r.c.OpenFile(r.at(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		if err != nil {
			return r.taken(name, err)
		}
		in := &outside{line: r.line, r: from}
		err = write(f, in)
		if in.err != nil {
			err = in.err
		}
		if e := f.Close(); err == nil {
			err = e
		}
		return err
	})
}

// write sends a file. Most fit in one packet; of others many are on the way.
func write(f *sftp.File, from io.Reader) error {
	buf := buffers.Get().(*[packet]byte)
	defer buffers.Put(buf)
	n, err := io.ReadFull(from, buf[:])
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		_, err = f.WriteAt(buf[:n], 0)
		return err
	case err != nil:
		return err
	}
	_, err = f.ReadFromWithConcurrency(io.MultiReader(bytes.NewReader(buf[:]), from), 64)
	return err
}

// outside is a reader that is not the server: the time that it takes is not the
// server's, and its error not the connection's.
type outside struct {
	line *line
	r    io.Reader
	err  error
}

func (o *outside) Read(p []byte) (int, error) {
	o.line.pause()
	defer o.line.resume()
	n, err := o.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		o.err = &readError{err}
		return n, o.err
	}
	return n, err
}

// readError is an error of what is sent.
type readError struct{ error }

func (e *readError) Unwrap() error { return e.error }

func (r *remote) Open(name string) (io.ReadCloser, error) {
	var f *sftp.File
	var size int64
	err := r.do(name, func() error {
		st, err := r.c.Lstat(r.at(name))
		if err != nil {
			return err
		}
		if size = st.Size(); !st.Mode().IsRegular() {
			return fs.ErrInvalid
		}
		f, err = r.c.Open(r.at(name))
		return err
	})
	if err != nil {
		return nil, err
	}
	return &remoteFile{r, name, size, f}, nil
}

// remoteFile is a file that is read.
type remoteFile struct {
	r    *remote
	name string
	size int64
	f    *sftp.File
}

// length is how long the file was when it was opened.
func (f *remoteFile) length() int64 { return f.size }

func (f *remoteFile) Read(p []byte) (n int, err error) {
	end := false
	err = f.r.do(f.name, func() error {
		var err error
		n, err = f.f.Read(p)
		if end = errors.Is(err, io.EOF); end {
			return nil
		}
		return err
	})
	if end {
		err = io.EOF
	}
	return n, err
}

// WriteTo reads a file with many requests on the way.
func (f *remoteFile) WriteTo(w io.Writer) (n int64, err error) {
	err = f.r.do(f.name, func() error {
		var err error
		n, err = f.f.WriteTo(&inside{f.r.line, w})
		return err
	})
	return n, err
}

// inside is a writer that is not the server, as outside is a reader.
type inside struct {
	line *line
	w    io.Writer
}

func (i *inside) Write(p []byte) (int, error) {
	i.line.pause()
	defer i.line.resume()
	n, err := i.w.Write(p)
	if err != nil {
		err = &readError{err}
	}
	return n, err
}

func (f *remoteFile) Close() error { return f.r.do(f.name, f.f.Close) }

func (r *remote) Stat(name string) (i Info, err error) {
	err = r.do(name, func() error {
		st, err := r.c.Lstat(r.at(name))
		if err == nil {
			i = infoOf(st)
		}
		return err
	})
	return i, err
}

func (r *remote) List(name string) (list []Info, err error) {
	err = r.do(name, func() error {
		all, err := r.c.ReadDir(r.at(name))
		for _, st := range all {
			list = append(list, infoOf(st))
		}
		return err
	})
	return list, err
}

func (r *remote) Mkdir(name string) error {
	return r.do(name, func() error { return r.taken(name, r.c.Mkdir(r.at(name))) })
}

func (r *remote) Rename(from, to string) error {
	if !fs.ValidPath(from) {
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrInvalid}
	}
	return r.do(to, func() error {
		if _, has := r.c.HasExtension("posix-rename@openssh.com"); has {
			return r.c.PosixRename(r.at(from), r.at(to))
		}
		// The rename of SFTP itself takes no name that is taken, and no server
		// is trusted with that.
		_, err := r.c.Lstat(r.at(to))
		if errors.Is(err, fs.ErrNotExist) {
			err = r.taken(to, r.c.Rename(r.at(from), r.at(to)))
		} else if err == nil {
			_, err = r.c.Lstat(r.at(from))
			if err == nil {
				err = fs.ErrExist
			}
		}
		if errors.Is(err, fs.ErrExist) {
			return because(ErrNoRename, errors.ErrUnsupported, r.at(to))
		}
		return err
	})
}

func (r *remote) Link(from, to string) error {
	if !fs.ValidPath(from) {
		return &fs.PathError{Op: "link", Path: from, Err: fs.ErrInvalid}
	}
	return r.do(to, func() error {
		if _, has := r.c.HasExtension("hardlink@openssh.com"); !has {
			return because(ErrNoLink, errors.ErrUnsupported, r.at(to))
		}
		return r.linked(to, r.c.Link(r.at(from), r.at(to)))
	})
}

func (r *remote) Symlink(dest, name string) error {
	return r.do(name, func() error { return r.linked(name, r.c.Symlink(dest, r.at(name))) })
}

// linked says what the failure to make a link means. A file system without links
// answers as a folder does in which nothing may be made, or with a plain failure:
// who asked can do without the link, and then sees which it was.
func (r *remote) linked(name string, err error) error {
	err = r.taken(name, err)
	var said *sftp.StatusError
	switch {
	case err == nil, errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return err
	case errors.Is(err, fs.ErrPermission), errors.As(err, &said) && !gone(said) && !r.full(r.at(name)):
		return because(ErrNoLink, fmt.Errorf("%w: %w", errors.ErrUnsupported, err), r.at(name))
	}
	return err
}

func (r *remote) Readlink(name string) (dest string, err error) {
	err = r.do(name, func() error {
		d, err := r.c.ReadLink(r.at(name))
		if err == nil {
			dest = path.Clean(d)
		}
		return err
	})
	return dest, err
}

// Remove asks for the kind first: servers answer the wrong request in many ways.
func (r *remote) Remove(name string) error {
	return r.do(name, func() error {
		st, err := r.c.Lstat(r.at(name))
		switch {
		case err != nil:
			return err
		case st.IsDir():
			return r.c.RemoveDirectory(r.at(name))
		}
		return r.c.Remove(r.at(name))
	})
}
