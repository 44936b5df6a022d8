//go:build unix

package publish

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/sync/errgroup"
)

// pages are the files of a site of 14,000 pages of some 6 KB each.
const pages = 14_000

func page(i int) (name string, data []byte) {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	data = make([]byte, 4000+r.IntN(4000))
	for j := range data {
		data[j] = "abcdefghijklmnopqrstuvwxyz    <>\n"[r.IntN(33)]
	}
	return fmt.Sprintf("m%03d/p%05d.html", i/40, i), data
}

// TestUploadBesideRsync measures the first upload of a site beside rsync and sftp,
// over one sshd. It prints; FOLIO_BENCH_SFTP=1 asks for it.
func TestUploadBesideRsync(t *testing.T) {
	if os.Getenv("FOLIO_BENCH_SFTP") == "" {
		t.Skip("a measurement: FOLIO_BENCH_SFTP=1 asks for it")
	}
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	from := t.TempDir()
	batch := &strings.Builder{}
	var all [][]byte
	var names []string
	for i := range pages {
		name, data := page(i)
		all, names = append(all, data), append(names, name)
		must(t, os.MkdirAll(filepath.Join(from, filepath.Dir(name)), 0o755))
		must(t, os.WriteFile(filepath.Join(from, name), data, 0o644))
	}
	options := []string{"-F", "none", "-i", c.file("id_ed25519"), "-o", "UserKnownHostsFile=" + c.file("known_hosts"), "-o", "Compression=no"}
	var spent time.Duration // by programs
	report := func(what string, f func(to string)) {
		to := t.TempDir()
		var was, is syscall.Rusage
		syscall.Getrusage(syscall.RUSAGE_SELF, &was)
		start := time.Now()
		f(to)
		syscall.Getrusage(syscall.RUSAGE_SELF, &is)
		took := time.Since(start)
		n, _ := filepath.Glob(filepath.Join(to, "m*", "p*"))
		own := time.Duration(is.Utime.Nano() + is.Stime.Nano() - was.Utime.Nano() - was.Stime.Nano())
		t.Logf("%-12s %6.2f s  %d files, %.2f s of processor time on this side", what, took.Seconds(), len(n), (own + spent).Seconds())
		spent = 0
	}
	run := func(cmd *exec.Cmd) {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out[max(0, len(out)-2000):])
		}
		spent = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	mine := func(workers int) {
		report("folio "+strconv.Itoa(workers), func(to string) {
			d := c.open(t, s.url(to))
			made := map[string]bool{}
			for _, n := range names {
				if dir := filepath.Dir(n); !made[dir] {
					made[dir] = true
					must(t, d.Mkdir(dir))
				}
			}
			var g errgroup.Group
			g.SetLimit(workers)
			for i, n := range names {
				g.Go(func() error { return d.Create(n, bytes.NewReader(all[i])) })
			}
			must(t, g.Wait())
			d.Close()
		})
	}
	for range 2 {
		report("rsync -a", func(to string) {
			run(exec.Command("rsync", "-a", "-e", "ssh -p "+strconv.Itoa(s.port)+" "+strings.Join(options, " "), from+"/", s.user+"@"+s.host+":"+to+"/"))
		})
		for _, w := range []int{16, 32, 64} {
			mine(w)
		}
	}
	report("sftp -b", func(to string) {
		fmt.Fprintf(batch, "cd %s\nput -R %s/*\n", to, from)
		cmd := exec.Command("sftp", append(options, "-q", "-P", strconv.Itoa(s.port), "-b", "-", s.user+"@"+s.host)...)
		cmd.Stdin = strings.NewReader(batch.String())
		run(cmd)
	})
}
