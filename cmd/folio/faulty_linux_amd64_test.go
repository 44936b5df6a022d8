package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/output"
)

// A faulty is a Folio of its own process whose file system fails when it is
// told to. Nothing of Folio is made for it: the kernel asks the test about each
// call that concerns a file (seccomp's user notifications), and the test lets
// it pass or answers in the kernel's place.
type faulty struct {
	cmd      *exec.Cmd
	to       io.WriteCloser
	from     *bufio.Reader
	listener int

	mu      sync.Mutex
	dir     string // calls on what is below it count
	n       int    // calls so far
	only    string // the kind of calls that count; "" is all
	at      int    // the one that fails; negative is none
	errno   syscall.Errno
	threads map[uint32]bool // of the process
	hit     string          // what failed: "open content/a/01-uno.md"
}

// order is what a faulty Folio is to do: run a command line, or build a preview.
type order struct {
	Run     []string `json:",omitempty"`
	Preview bool     `json:",omitempty"`
	New     bool     `json:",omitempty"` // the preview begins anew
	Changed []string // nil is everything
}

// outcome is what came of it.
type outcome struct {
	Status int    // of a command
	Said   string // findings and errors
	Pages  string // digest of a preview without the search index; "" when it made none
	Whole  string // with it
	Rest   bool
	Unsure bool
	Failed bool
}

const faultyPart = "FOLIO_TEST_FAULTY"

func init() { parts[faultyPart] = playFaulty }

// playFaulty is the other process: it puts itself under the filter, says by
// which descriptor it can be answered, and takes orders.
func playFaulty() error {
	if os.Getenv(faultyPart) == "true" {
		fd, err := filterCalls()
		if err != nil {
			fmt.Println(-1, err)
			return nil
		}
		fmt.Println(fd)
	}
	in := json.NewDecoder(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	var p *previewer
	for {
		var o order
		if err := in.Decode(&o); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var said bytes.Buffer
		streams := Streams{Out: &said, Err: &said, Getenv: os.Getenv}
		var got outcome
		if !o.Preview {
			got.Status = Run(o.Run, streams)
			got.Said = said.String()
		} else {
			if o.New || p == nil {
				p = &previewer{
					app:     &app{Streams: streams, texts: i18n.For(i18n.Spanish)},
					options: siteOptions{content: "content", jobs: 1}, last: &output.Site{},
				}
			}
			got = preview(p, o.Changed)
		}
		if err := out.Encode(got); err != nil {
			return err
		}
	}
}

func preview(p *previewer, changed []string) (got outcome) {
	res, err := p.Build(context.Background(), changed)
	if err != nil {
		return outcome{Failed: true, Said: err.Error()}
	}
	var said bytes.Buffer
	_ = res.Findings.Text(&said, i18n.For(i18n.Spanish))
	got.Said, got.Rest, got.Unsure = said.String(), res.Rest, res.Unsure
	if worst, _ := res.Findings.Worst(); worst == diag.Fatal {
		return got
	}
	var pages, whole bytes.Buffer
	for _, path := range res.Site.Paths() {
		_, hash, _ := res.Site.Get(path)
		fmt.Fprintln(&whole, path, hash)
		if !strings.HasPrefix(path, "buscar/") {
			fmt.Fprintln(&pages, path, hash)
		}
	}
	got.Pages, got.Whole = output.Sum(pages.Bytes()).String(), output.Sum(whole.Bytes()).String()
	return got
}

// fileCalls are the calls that may fail, by what they ask.
var fileCalls = map[int32]string{
	unix.SYS_OPENAT: "open", unix.SYS_OPENAT2: "open", unix.SYS_READ: "read", unix.SYS_PREAD64: "read", unix.SYS_GETDENTS64: "read",
	unix.SYS_FSTAT: "stat", unix.SYS_NEWFSTATAT: "stat", unix.SYS_STATX: "stat", unix.SYS_READLINKAT: "stat",
	unix.SYS_WRITE: "write", unix.SYS_PWRITE64: "write", unix.SYS_COPY_FILE_RANGE: "write",
	unix.SYS_MKDIRAT: "write", unix.SYS_SYMLINKAT: "write", unix.SYS_LINKAT: "write", unix.SYS_UNLINKAT: "remove",
	unix.SYS_FCHMODAT: "write", unix.SYS_FCHMODAT2: "write", unix.SYS_UTIMENSAT: "write",
	unix.SYS_RENAMEAT: "rename", unix.SYS_RENAMEAT2: "rename", unix.SYS_SYNCFS: "sync",
}

// filterCalls puts this process under a filter that hands on the calls of
// fileCalls, those on the standard streams apart.
func filterCalls() (listener int, err error) {
	const (
		load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		above = unix.BPF_JMP | unix.BPF_JGT | unix.BPF_K
		ret   = unix.BPF_RET | unix.BPF_K
	)
	prog := []unix.SockFilter{
		{Code: load, K: 0}, // the call's number
		{Code: equal, K: unix.SYS_READ, Jt: 1},
		{Code: equal, K: unix.SYS_WRITE, Jf: 4},
		{Code: load, K: 16}, // its first argument
		{Code: above, K: 2, Jf: 1},
		{Code: ret, K: unix.SECCOMP_RET_USER_NOTIF},
		{Code: ret, K: unix.SECCOMP_RET_ALLOW},
	}
	for nr := range fileCalls {
		if nr != unix.SYS_READ && nr != unix.SYS_WRITE {
			prog = append(prog, unix.SockFilter{Code: equal, K: uint32(nr), Jf: 1}, unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_USER_NOTIF})
		}
	}
	prog = append(prog, unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ALLOW})
	runtime.LockOSThread() // the other threads get what this one has
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, err
	}
	fprog := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	const flags = unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_TSYNC |
		unix.SECCOMP_FILTER_FLAG_TSYNC_ESRCH | unix.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
	fd, _, e := syscall.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&fprog)))
	if e != 0 {
		return 0, e
	}
	return int(fd), nil
}

// newFaulty starts a faulty Folio in a folder, or one that takes orders and has
// no faults.
func newFaulty(t *testing.T, dir string, faults bool) *faulty {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), faultyPart+"="+strconv.FormatBool(faults), "GODEBUG=asyncpreemptoff=1", "LANG=es_CO.UTF-8", "SOURCE_DATE_EPOCH=1750000000",
		"GIT_CONFIG_GLOBAL="+os.DevNull)
	cmd.Stderr = os.Stderr
	to, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	from, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	f := &faulty{cmd: cmd, to: to, from: bufio.NewReader(from), dir: dir + "/", at: -1, threads: map[uint32]bool{}}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if !faults {
		return f
	}
	line, err := f.from.ReadString('\n')
	var theirs int
	if _, serr := fmt.Sscan(line, &theirs); err != nil || serr != nil || theirs < 0 {
		t.Skipf("this system lets no test answer a program's calls: %s%v", line, err)
	}
	pid, err := unix.PidfdOpen(cmd.Process.Pid, 0)
	if err == nil {
		defer unix.Close(pid)
		f.listener, err = unix.PidfdGetfd(pid, theirs, 0)
	}
	if err != nil {
		t.Skipf("this system lets no test answer a program's calls: %v", err)
	}
	// Who waits for an answer is woken on this processor; older systems do not
	// know how, and take longer.
	_ = unix.IoctlSetInt(f.listener, unix.SECCOMP_IOCTL_NOTIF_SET_FLAGS, unix.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP)
	go f.answer()
	return f
}

// notice and reply are the kernel's struct seccomp_notif and seccomp_notif_resp.
type notice struct {
	id         uint64
	pid, flags uint32
	nr         int32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

type reply struct {
	id    uint64
	val   int64
	err   int32
	flags uint32
}

// answer decides about each call until the process is gone.
func (f *faulty) answer() {
	defer unix.Close(f.listener)
	for {
		var n notice
		_, _, e := syscall.Syscall(syscall.SYS_IOCTL, uintptr(f.listener), unix.SECCOMP_IOCTL_NOTIF_RECV, uintptr(unsafe.Pointer(&n)))
		if errors.Is(e, syscall.EINTR) || errors.Is(e, syscall.ENOENT) {
			polled := []unix.PollFd{{Fd: int32(f.listener), Events: unix.POLLIN}}
			if _, err := unix.Poll(polled, -1); err == nil && polled[0].Revents&unix.POLLIN == 0 {
				return
			}
			continue
		}
		if e != 0 {
			return
		}
		r := reply{id: n.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
		if errno := f.judge(n); errno != 0 {
			r.err, r.flags = -int32(errno), 0
		}
		_, _, _ = syscall.Syscall(syscall.SYS_IOCTL, uintptr(f.listener), unix.SECCOMP_IOCTL_NOTIF_SEND, uintptr(unsafe.Pointer(&r)))
	}
}

// below has only the calls count that are on what is below a folder.
func (f *faulty) below(dir string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dir = dir + "/"
}

// judge counts a call on a file of the site and says how it fails. What the
// processes that Folio starts do is theirs.
func (f *faulty) judge(n notice) syscall.Errno {
	path := f.path(n) + "/"
	f.mu.Lock()
	defer f.mu.Unlock()
	name, ok := strings.CutPrefix(path, f.dir)
	if !ok {
		return 0
	}
	if !f.threads[n.pid] {
		if _, err := os.Lstat(fmt.Sprintf("/proc/%d/task/%d", f.cmd.Process.Pid, n.pid)); err != nil {
			return 0
		}
		f.threads[n.pid] = true
	}
	if f.only != "" && f.only != fileCalls[n.nr] {
		return 0
	}
	f.n++
	what := fileCalls[n.nr] + " " + strings.TrimSuffix(name, "/")
	if f.n-1 != f.at {
		return 0
	}
	f.hit = what
	if f.errno == killed {
		_ = f.cmd.Process.Kill()
		return syscall.EINTR
	}
	return f.errno
}

// path is the file that a call is about: the new name, when it gives one.
func (f *faulty) path(n notice) string {
	folder, name := n.args[0], uint64(0)
	switch n.nr {
	case unix.SYS_READ, unix.SYS_PREAD64, unix.SYS_WRITE, unix.SYS_PWRITE64, unix.SYS_FSTAT, unix.SYS_GETDENTS64, unix.SYS_SYNCFS:
	case unix.SYS_COPY_FILE_RANGE:
		folder = n.args[2]
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT:
		folder, name = n.args[2], n.args[3]
	case unix.SYS_SYMLINKAT:
		folder, name = n.args[1], n.args[2]
	default:
		name = n.args[1]
	}
	given := ""
	if name != 0 {
		given = f.text(int(n.pid), name)
	}
	if filepath.IsAbs(given) {
		return given
	}
	link := fmt.Sprintf("/proc/%d/fd/%d", n.pid, int32(folder))
	if int32(folder) == unix.AT_FDCWD {
		link = fmt.Sprintf("/proc/%d/cwd", n.pid)
	}
	at, err := os.Readlink(link)
	if err != nil {
		return ""
	}
	if given != "" {
		at = filepath.Join(at, given)
	}
	return at
}

// text reads a string of the process, page by page: the next may not be there.
func (f *faulty) text(pid int, at uint64) string {
	var all []byte
	for len(all) < 4096 {
		buf := make([]byte, 4096-at%4096)
		n, err := unix.ProcessVMReadv(pid, []unix.Iovec{{Base: &buf[0], Len: uint64(len(buf))}},
			[]unix.RemoteIovec{{Base: uintptr(at), Len: len(buf)}}, 0)
		if err != nil || n <= 0 {
			return string(all)
		}
		if i := bytes.IndexByte(buf[:n], 0); i >= 0 {
			return string(append(all, buf[:i]...))
		}
		all, at = append(all, buf[:n]...), at+uint64(n)
	}
	return string(all)
}

// do gives an order whose call number at fails, or none when that is negative,
// and says what failed; "" when there was no such call.
func (f *faulty) do(t *testing.T, o order, at int, errno syscall.Errno) (outcome, string) {
	t.Helper()
	f.mu.Lock()
	f.n, f.at, f.errno, f.hit = 0, at, errno, ""
	f.mu.Unlock()
	var got outcome
	err := json.NewEncoder(f.to).Encode(o)
	if err == nil {
		var line string
		if line, err = f.from.ReadString('\n'); err == nil {
			err = json.Unmarshal([]byte(line), &got)
		}
	}
	if err != nil {
		t.Fatalf("it ended: %v, after %v in %s", err, errno, f.hit)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return got, f.hit
}

// killed, given in an error's place, ends the process at the call.
const killed = syscall.Errno(1<<16 - 1)

// dieAt gives an order during which the process is killed at a call, and says at
// which; "" when it came to its end.
func (f *faulty) dieAt(o order, at int) (string, error) {
	f.mu.Lock()
	f.n, f.at, f.errno, f.hit = 0, at, killed, ""
	f.mu.Unlock()
	err := json.NewEncoder(f.to).Encode(o)
	if err == nil {
		_, _ = f.from.ReadString('\n')
		_ = f.cmd.Process.Kill() // if it lived on
		_ = f.cmd.Wait()         // its files are closed then
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.hit, err
}

// right gives an order without a fault.
func (f *faulty) right(t *testing.T, o order) outcome {
	t.Helper()
	got, _ := f.do(t, o, -1, 0)
	return got
}
