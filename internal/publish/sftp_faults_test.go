//go:build unix

package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// soon fails a test whose operation hangs.
func soon(t *testing.T, operation func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- operation() }()
	select {
	case err := <-done:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("it hangs")
		return nil
	}
}

// lost expects a connection that is gone, now and later.
func lost(t *testing.T, d Target, err error, want Reason) {
	t.Helper()
	if !errors.Is(err, ErrLost) || !errors.Is(err, want) {
		t.Errorf("%v, want %s", err, want)
	}
	for what, again := range map[string]func() error{
		"stat":   func() error { _, err := d.Stat("."); return err },
		"create": func() error { return d.Create("después", strings.NewReader("x")) },
		"rename": func() error { return d.Rename("a", "b") },
	} {
		if err := soon(t, again); !errors.Is(err, ErrLost) {
			t.Errorf("%s afterwards: %v", what, err)
		}
	}
}

// after is a reader of endless noughts that does something once n bytes are read.
type after struct {
	n    int
	then func()
}

func (a *after) Read(p []byte) (int, error) {
	if a.n -= len(p); a.n < 0 && a.then != nil {
		a.then()
		a.then = nil
	}
	clear(p)
	return len(p), nil
}

func TestAServerThatDiesInTheMiddleOfAFile(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	err := soon(t, func() error {
		return d.Create("a", &after{1 << 20, func() { s.signal(syscall.SIGKILL) }})
	})
	lost(t, d, err, ErrDropped)
}

func TestAServerThatStalls(t *testing.T) {
	for name, more := range map[string]string{"all of it": "Subsystem sftp internal-sftp", "only its SFTP": "Subsystem sftp " + sftpServer(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // it is waited for
			c := newClient(t)
			s := serve(t, []ssh.PublicKey{c.key}, more)
			c.knows(s)
			stop := func() { s.signal(syscall.SIGSTOP) }
			if name != "all of it" {
				stop = func() { s.stopOnly(t, "sftp-server") }
			}
			stalls(t, c, s, stop)
		})
	}
}

// stalls lets a server stop in several moments.
func stalls(t *testing.T, c *client, s *sshd, stop func()) {
	o := c.options(s.url(t.TempDir()))
	o.Stall = time.Second
	for what, operation := range map[string]func(d Target) error{
		"in the middle of a file": func(d Target) error { return d.Create("a", &after{1 << 20, stop}) },
		"before an answer": func(d Target) error {
			stop()
			_, err := d.Stat(".")
			return err
		},
		"while a folder is listed": func(d Target) error {
			stop()
			_, err := d.List(".")
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			d, err := DialSFTP(t.Context(), o)
			must(t, err)
			defer d.Close()
			err = soon(t, func() error { return operation(d) })
			lost(t, d, err, ErrStalled)
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%v is no timeout", err)
			}
			for _, pid := range append(s.below(), s.held...) {
				syscall.Kill(pid, syscall.SIGKILL)
			}
			s.held = nil
		})
	}
}

// stopOnly stops the processes of one name.
func (s *sshd) stopOnly(t *testing.T, name string) {
	t.Helper()
	found := false
	for _, pid := range s.below() {
		if comm, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid)); strings.TrimSpace(string(comm)) == name {
			found = true
			syscall.Kill(pid, syscall.SIGSTOP)
			s.held = append(s.held, pid)
		}
	}
	if !found {
		t.Errorf("no %s runs", name)
	}
}

// TestASilentServerIsNoticedAtRest: nothing waits, and still it is not waited for.
func TestASilentServerIsNoticedAtRest(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	o := c.options(s.url(t.TempDir()))
	o.Stall = 400 * time.Millisecond
	d, err := DialSFTP(t.Context(), o)
	must(t, err)
	defer d.Close()
	time.Sleep(1200 * time.Millisecond) // at rest, but alive
	if _, err := d.Stat("."); err != nil {
		t.Fatalf("a connection at rest: %v", err)
	}
	s.signal(syscall.SIGSTOP)
	select {
	case <-d.(*remote).line.dead:
	case <-time.After(30 * time.Second):
		t.Fatal("nobody noticed")
	}
	_, err = d.Stat(".")
	lost(t, d, err, ErrStalled)
}

// TestASlowSourceIsNotTheServers: a reader that takes its time is no stall.
func TestASlowSourceIsNotTheServers(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	o := c.options(s.url(t.TempDir()))
	o.Stall = 500 * time.Millisecond
	d, err := DialSFTP(t.Context(), o)
	must(t, err)
	defer d.Close()
	slow := &after{1 << 18, func() { time.Sleep(1500 * time.Millisecond) }}
	must(t, d.Create("a", io.LimitReader(slow, 1<<19)))
	if st, err := d.Stat("a"); err != nil || st.Size != 1<<19 {
		t.Errorf("%+v, %v", st, err)
	}
}

func TestCancellingEndsTheConnection(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	ctx, cancel := context.WithCancel(t.Context())
	d, err := DialSFTP(ctx, c.options(s.url(t.TempDir())))
	must(t, err)
	defer d.Close()
	err = soon(t, func() error { return d.Create("a", &after{1 << 20, cancel}) })
	lost(t, d, err, ErrDropped)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	d2, err := DialSFTP(ctx, c.options(s.url(t.TempDir())))
	if d2 != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsClosedIsLost(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	must(t, d.Close())
	_, err := d.Stat(".")
	lost(t, d, err, ErrDropped)
	must(t, d.Close())
}

func TestServersThatDoNotGreet(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := closed.Addr().String()
	closed.Close()
	d, err := c.dial("sftp://" + address + "/")
	refused(t, d, err, ErrRefused)

	web, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer web.Close()
	go func() {
		for {
			conn, err := web.Accept()
			if err != nil {
				return
			}
			io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
			conn.Close()
		}
	}()
	d, err = c.dial("sftp://" + web.Addr().String() + "/")
	refused(t, d, err, ErrHandshake)

	must(t, s.cmd.Process.Signal(syscall.SIGSTOP))
	o := c.options(s.url("/"))
	o.Connect = 500 * time.Millisecond
	err = soon(t, func() error { d, err = DialSFTP(t.Context(), o); return err })
	refused(t, d, err, ErrTimeout)

	name := (&dialer{o: &o, ctx: t.Context()}).network(&net.OpError{Op: "dial", Err: &net.DNSError{Name: "nadie.example", IsNotFound: true}}, hop{address: "nadie.example:22"})
	if e := refused(t, nil, name, ErrHostNotFound); e.Args[0] != "nadie.example" {
		t.Errorf("%q", e.Args)
	}
}

func TestServersWithoutSFTP(t *testing.T) {
	c := newClient(t)
	for name, more := range map[string]string{"not configured": "Subsystem nada internal-sftp", "another program": "ForceCommand echo hola"} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, []ssh.PublicKey{c.key}, more)
			c.knows(s)
			var d Target
			err := soon(t, func() (err error) { d, err = c.dial(s.url("/")); return err })
			refused(t, d, err, ErrNoSubsystem)
		})
	}
}

func TestTheFolderMustExist(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "f"), nil, 0o644))
	d, err := c.dial(s.url(dir + "/x"))
	if e := refused(t, d, err, ErrMissing); e.Args[0] != dir+"/x" || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%q", e.Args)
	}
	d, err = c.dial(s.url(dir + "/f"))
	refused(t, d, err, ErrNotFolder)
	must(t, os.Symlink(dir, filepath.Join(dir, "l")))
	if _, err := c.open(t, s.url(dir+"/l")).Stat("f"); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/~", "/~/", "/~/../.."} {
		home := c.open(t, s.url(path)).(*remote)
		if home.root == "/" || !filepath.IsAbs(home.root) || home.String() != strings.TrimSuffix(s.url("/~"), "/") {
			t.Errorf("%s is %s, %s", path, home.root, home)
		}
	}
}

func TestNamesStayInTheFolder(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	for _, name := range []string{"../x", "/etc/x", "", "a/../../x"} {
		for what, err := range map[string]error{
			"create": d.Create(name, strings.NewReader("")), "rename to": d.Rename("a", name), "rename from": d.Rename(name, "a"),
			"link": d.Link(name, "a"), "remove": d.Remove(name), "mkdir": d.Mkdir(name),
		} {
			if !errors.Is(err, fs.ErrInvalid) {
				t.Errorf("%s %q: %v", what, name, err)
			}
		}
	}
}

// changes are the calls that change something in a folder with a file a and a
// folder m.
func changes(d Target) map[string]func() error {
	return map[string]func() error{
		"create": func() error { return d.Create("n", strings.NewReader("x")) }, "mkdir": func() error { return d.Mkdir("n") },
		"rename": func() error { return d.Rename("a", "b") }, "remove": func() error { return d.Remove("a") },
		"remove a folder": func() error { return d.Remove("m") },
	}
}

func TestFoldersWithoutPermission(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	readOnly := serve(t, []ssh.PublicKey{c.key}, "ForceCommand internal-sftp -R")
	c.knows(s, readOnly)
	dir, err := os.MkdirTemp("", "folio") // whose parents anybody may enter
	must(t, err)
	defer os.RemoveAll(dir)
	must(t, os.WriteFile(filepath.Join(dir, "a"), nil, 0o600))
	must(t, os.Mkdir(filepath.Join(dir, "m"), 0o700))
	other := strings.Replace(s.url(dir), s.user+"@", "nobody@", 1)
	if os.Geteuid() != 0 {
		other = s.url(dir)
	}
	must(t, os.Chmod(dir, 0o555))
	for name, url := range map[string]string{"of another": other, "for reading": readOnly.url(dir)} {
		t.Run(name, func(t *testing.T) {
			d := c.open(t, url)
			for what, change := range changes(d) {
				if err := change(); !errors.Is(err, fs.ErrPermission) || !errors.Is(err, ErrPermission) {
					t.Errorf("%s: %v", what, err)
				}
			}
			for what, err := range map[string]error{"link": d.Link("a", "b"), "symlink": d.Symlink("a", "b")} {
				if !errors.Is(err, errors.ErrUnsupported) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if _, err := d.List("."); err != nil {
				t.Error(err)
			}
		})
	}
	if os.Geteuid() == 0 {
		d := c.open(t, other)
		_, open := d.Open("a")
		_, list := d.List("m")
		for what, err := range map[string]error{"open": open, "list": list} {
			if !errors.Is(err, ErrPermission) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
}

func TestServersThatCannotDoEverything(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key}, "Subsystem sftp "+sftpServer(t)+" -P posix-rename,hardlink,symlink")
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	must(t, d.Create("a", strings.NewReader("1")))
	must(t, d.Create("b", strings.NewReader("2")))
	must(t, d.Mkdir("m"))
	for what, err := range map[string]error{"rename": d.Rename("a", "b"), "over a folder": d.Rename("a", "m"), "link": d.Link("a", "c"), "symlink": d.Symlink("a", "c")} {
		if !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := d.Rename("x", "b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
	if got := contentOf(t, d, "a") + contentOf(t, d, "b"); got != "12" {
		t.Errorf("%q", got)
	}
	must(t, d.Rename("a", "c"))
	must(t, d.Rename("m", "n"))
	if got := contentOf(t, d, "c"); got != "1" {
		t.Errorf("%q", got)
	}
}

// TestADiskWithoutRoom mounts a small one.
func TestADiskWithoutRoom(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=20", "folio", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here, TestAServerThatCannotWrite stands for this: %v %s", err, out)
	}
	defer exec.Command("umount", "-l", dir).Run()
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	d := c.open(t, s.url(dir))
	defer d.Close()
	must(t, d.Create("antes", strings.NewReader("1")))
	for name, size := range map[string]int64{"largo": 4 << 20, "más largo": 40 << 20} {
		err := soon(t, func() error { return d.Create(name, io.LimitReader(&after{}, size)) })
		if !errors.Is(err, ErrFull) || errors.Is(err, ErrLost) {
			t.Errorf("%s: %v", name, err)
		}
		if err := d.Create("corto", strings.NewReader("x")); err == nil {
			t.Error("a file fits on a full disk")
		}
		d.Remove("corto")
		must(t, d.Remove(name))
	}
	must(t, d.Create("después", strings.NewReader("2"))) // the connection lives
	var err error
	for i := 0; i < 30 && err == nil; i++ { // more names than it has room for
		err = d.Mkdir(fmt.Sprint("m", i))
	}
	if !errors.Is(err, ErrFull) {
		t.Errorf("%v", err)
	}
	if got := contentOf(t, d, "antes"); got != "1" {
		t.Errorf("%q", got)
	}
}

// TestAServerThatCannotWrite: each write counts, the last one too.
func TestAServerThatCannotWrite(t *testing.T) {
	c := newClient(t)
	script := filepath.Join(t.TempDir(), "sftp")
	must(t, os.WriteFile(script, []byte("#!/bin/sh\ntrap '' XFSZ\nulimit -f 200\nexec "+sftpServer(t)+"\n"), 0o755))
	s := serve(t, []ssh.PublicKey{c.key}, "Subsystem sftp "+script)
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	const room = 200 * 512 // in dash; bash counts in KB
	must(t, d.Create("corto", bytes.NewReader(make([]byte, room/2))))
	for _, size := range []int{2*room + 1, 4 * room, 1 << 20} {
		err := d.Create("largo", bytes.NewReader(make([]byte, size)))
		if !errors.Is(err, ErrServer) || errors.Is(err, ErrLost) {
			t.Errorf("%d bytes: %v", size, err)
		}
		must(t, d.Remove("largo"))
	}
}

// TestManyAtOnce: one connection, many goroutines, files of all sizes.
func TestManyAtOnce(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	d := c.open(t, s.url(t.TempDir()))
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			data := bytes.Repeat([]byte{byte(i), 'x', '\n'}, []int{0, 1, 2000, packet / 3, packet/3 + 1, 100_000}[i%6])
			name := fmt.Sprintf("m%d", i)
			var got bytes.Buffer
			err := errors.Join(d.Mkdir(name), d.Create(name+"/a", bytes.NewReader(data)), d.Rename(name+"/a", name+"/b"))
			if err == nil {
				var f io.ReadCloser
				if f, err = d.Open(name + "/b"); err == nil {
					_, err = io.Copy(&got, f)
					err = errors.Join(err, f.Close())
				}
			}
			if err != nil || !bytes.Equal(got.Bytes(), data) {
				t.Errorf("%d: %v, %d bytes of %d", i, err, got.Len(), len(data))
			}
		})
	}
	wg.Wait()
}
