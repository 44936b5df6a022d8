//go:build unix

package publish

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// sshd is an OpenSSH server that runs for one test, on loopback, as whoever runs
// the test.
type sshd struct {
	t    *testing.T
	dir  string
	host string // 127.0.0.1
	port int
	key  ssh.PublicKey // of the server
	cmd  *exec.Cmd
	user string
	held []int // processes that were stopped, which outlive their session
}

// program finds a program of OpenSSH; without it the tests fail, they are not
// passed over.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p
		}
	}
	t.Fatalf("these tests need %s of OpenSSH. Run sh .ci/prepare, or: apt-get install openssh-server openssh-client", names[0])
	return ""
}

func sftpServer(t *testing.T) string {
	t.Helper()
	return program(t, "/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server", "/usr/libexec/sftp-server")
}

// client is somebody's home folder, with a key that servers may let in.
type client struct {
	t    *testing.T
	home string
	key  ssh.PublicKey
}

func newClient(t *testing.T) *client {
	c := &client{t: t, home: t.TempDir()}
	must(t, os.Mkdir(filepath.Join(c.home, ".ssh"), 0o700))
	c.key = newKey(t, c.file("id_ed25519"), "")
	return c
}

func (c *client) file(name string) string { return filepath.Join(c.home, ".ssh", name) }

func (c *client) write(name, text string) {
	c.t.Helper()
	must(c.t, os.WriteFile(c.file(name), []byte(text), 0o600))
}

// knows writes the servers' keys to known_hosts.
func (c *client) knows(servers ...*sshd) {
	c.t.Helper()
	var text string
	for _, s := range servers {
		text += s.known() + "\n"
	}
	c.write("known_hosts", text)
}

// newKey makes a pair of keys; the public one stands beside the other. A
// passphrase is kneaded once, as a user may ask ssh-keygen to; the usual 24 times
// take seconds under the race detector.
func newKey(t *testing.T, file, passphrase string) ssh.PublicKey {
	t.Helper()
	if passphrase != "" {
		_ = os.Remove(file) // it would ask whether it may write over that
		out, err := exec.Command(program(t, "ssh-keygen"), "-q", "-t", "ed25519", "-a", "1", "-C", "prueba", "-N", passphrase, "-f", file).CombinedOutput()
		if err != nil {
			t.Fatalf("ssh-keygen: %v\n%s", err, out)
		}
		public, err := os.ReadFile(file + ".pub")
		must(t, err)
		key, _, _, _, err := ssh.ParseAuthorizedKey(public)
		must(t, err)
		return key
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	block, err := ssh.MarshalPrivateKey(private, "prueba")
	must(t, err)
	must(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	key, err := ssh.NewPublicKey(public)
	must(t, err)
	must(t, os.WriteFile(file+".pub", ssh.MarshalAuthorizedKey(key), 0o644))
	return key
}

// serve starts a server that lets keys in. more are lines of its configuration.
func serve(t *testing.T, keys []ssh.PublicKey, more ...string) *sshd {
	t.Helper()
	who, err := user.Current()
	must(t, err)
	s := &sshd{t: t, dir: t.TempDir(), host: "127.0.0.1", user: who.Username}
	must(t, os.Chmod(filepath.Dir(s.dir), 0o711)) // for users that are not this one
	s.key = newKey(t, filepath.Join(s.dir, "host"), "")
	var allowed []byte
	for _, k := range keys {
		allowed = append(allowed, ssh.MarshalAuthorizedKey(k)...)
	}
	must(t, os.WriteFile(filepath.Join(s.dir, "authorized_keys"), allowed, 0o644))
	if os.Geteuid() == 0 {
		must(t, os.MkdirAll("/run/sshd", 0o755)) // where it locks itself up before it trusts anybody
	}
	for try := range 5 { // another may take the port meanwhile
		if s.start(more); s.answers() {
			return s
		}
		s.stop()
		t.Logf("sshd did not start (%d):\n%s", try, s.log())
	}
	t.Fatal("sshd does not start")
	return nil
}

func (s *sshd) start(more []string) {
	s.t.Helper()
	free, err := net.Listen("tcp", s.host+":0")
	must(s.t, err)
	s.port = free.Addr().(*net.TCPAddr).Port
	free.Close()
	config := []string{
		"Port " + strconv.Itoa(s.port), "ListenAddress " + s.host, "HostKey " + filepath.Join(s.dir, "host"),
		"PidFile none", "AuthorizedKeysFile " + filepath.Join(s.dir, "authorized_keys"), "StrictModes no", "UsePAM no",
		"PermitRootLogin yes", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "LogLevel VERBOSE",
		"MaxStartups 100", "UseDNS no",
		"SetEnv SHLVL=2", // keeps bash from reading .bashrc, which takes a second on some machines
	}
	if !slices.ContainsFunc(more, func(l string) bool { return strings.HasPrefix(l, "Subsystem ") }) {
		config = append(config, "Subsystem sftp internal-sftp")
	}
	file := filepath.Join(s.dir, "config")
	must(s.t, os.WriteFile(file, []byte(strings.Join(append(config, more...), "\n")+"\n"), 0o600))
	s.cmd = exec.Command(program(s.t, "sshd", "/usr/sbin/sshd"), "-D", "-f", file, "-E", filepath.Join(s.dir, "log"))
	must(s.t, s.cmd.Start())
	s.t.Cleanup(s.stop)
}

// answers waits until the server greets.
func (s *sshd) answers() bool {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", s.address())
		if err != nil {
			continue
		}
		conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		greeting := make([]byte, 4)
		_, err = conn.Read(greeting)
		conn.Close()
		return err == nil && string(greeting) == "SSH-"
	}
	return false
}

func (s *sshd) log() string {
	data, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	return string(data)
}

// stop ends the server and all that it started. A session that began while they
// were counted would outlive them, and open the log again in a folder that is
// being removed, so the server stands still first.
func (s *sshd) stop() {
	s.cmd.Process.Signal(syscall.SIGSTOP)
	sessions := append(s.below(), s.held...)
	for _, pid := range sessions {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	s.cmd.Process.Kill()
	s.cmd.Wait()
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if !slices.ContainsFunc(sessions, func(pid int) bool { return syscall.Kill(pid, 0) == nil }) {
			return
		}
	}
}

// below are the processes that descend from the server: its sessions, and what
// runs in them, which are in groups of their own.
func (s *sshd) below() []int {
	children := map[int][]int{}
	names, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			continue
		}
		// The name, in brackets, may hold anything.
		fields := strings.Fields(string(data)[strings.LastIndexByte(string(data), ')')+1:])
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(n)))
		parent, _ := strconv.Atoi(fields[1])
		children[parent] = append(children[parent], pid)
	}
	var all []int
	for next := []int{s.cmd.Process.Pid}; len(next) > 0; next = next[1:] {
		all = append(all, children[next[0]]...)
		next = append(next, children[next[0]]...)
	}
	return all
}

func (s *sshd) signal(sig syscall.Signal) {
	s.t.Helper()
	pids := s.below()
	if len(pids) == 0 {
		s.t.Fatal("there is no session")
	}
	for _, pid := range pids {
		syscall.Kill(pid, sig)
	}
	if sig == syscall.SIGSTOP {
		s.held = append(s.held, pids...)
	}
}

func (s *sshd) address() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }

// known is the server's line of known_hosts.
func (s *sshd) known() string {
	return knownhosts.Line([]string{knownhosts.Normalize(s.address())}, s.key)
}

func (s *sshd) url(dir string) string {
	return fmt.Sprintf("sftp://%s@%s%s", s.user, s.address(), dir)
}

// options reach a folder of the server as a client does who has no agent.
func (c *client) options(url string) SFTPOptions {
	return SFTPOptions{URL: url, Home: c.home, Getenv: func(string) string { return "" }}
}

func (c *client) dial(url string) (Target, error) {
	return DialSFTP(context.Background(), c.options(url))
}

// open is dial where nothing may go wrong.
func (c *client) open(t *testing.T, url string) Target {
	t.Helper()
	d, err := c.dial(url)
	must(t, err)
	t.Cleanup(func() { d.Close() })
	return d
}
