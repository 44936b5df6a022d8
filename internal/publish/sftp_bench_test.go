//go:build unix

package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"folio/internal/output"
)

// TestPublishingBesideRsync measures a site's first publication, those of a page
// changed, and going back, beside rsync and sftp over one sshd, one after the other. It
// prints; FOLIO_BENCH_SFTP, a folder with a site that was built, asks for it.
func TestPublishingBesideRsync(t *testing.T) {
	from := os.Getenv("FOLIO_BENCH_SFTP")
	if from == "" {
		t.Skip("a measurement: FOLIO_BENCH_SFTP=DIR asks for it")
	}
	debug.SetGCPercent(800) // the program has room, too
	c := newClient(t)
	both := serve(t, []ssh.PublicKey{c.key}, "Subsystem sftp "+sftpServer(t))
	alone := serve(t, []ssh.PublicKey{c.key}, "ForceCommand internal-sftp")
	c.knows(both, alone)
	b := &beside{t: t, c: c, s: both, took: map[string][]time.Duration{}}
	sites, dirs := b.editions(from)
	for run := range 2 {
		to := t.TempDir() // on one disk, each time anew
		for _, name := range []string{"rsync", "sftp", "folio", "alone"} {
			must(t, os.Mkdir(filepath.Join(to, name), 0o755))
		}
		// With five releases kept, the sixth is the first that makes an old one go.
		for n := range 11 {
			what := "first"
			switch {
			case n == 1:
				what = "a page changed, second"
			case n > 5:
				what = "a page changed, later"
			case n > 1:
				what = "a page changed, third to sixth"
			}
			b.timed("rsync -a, "+what, func() { b.rsync(dirs[n%2], filepath.Join(to, "rsync")) })
			b.timed("folio, "+what, func() { b.publish(both, filepath.Join(to, "folio"), sites[n%2], n) })
			b.timed("folio with SFTP alone, "+what, func() { b.publish(alone, filepath.Join(to, "alone"), sites[n%2], n) })
		}
		for _, s := range []struct {
			name string
			s    *sshd
			dir  string
		}{{"folio", both, "folio"}, {"folio with SFTP alone", alone, "alone"}} {
			b.timed(s.name+", back", func() {
				d, err := DialSFTP(t.Context(), c.options(s.s.url(filepath.Join(to, s.dir))))
				must(t, err)
				defer d.Close()
				_, _, err = Rollback(t.Context(), d, "", plan(0).Who, time.Now(), false)
				must(t, err)
			})
		}
		if run == 0 {
			b.timed("sftp -b, first", func() { b.sftp(dirs[0], filepath.Join(to, "sftp")) })
		}
		must(t, os.RemoveAll(to))
	}
	for _, what := range slices.Sorted(maps.Keys(b.took)) {
		took := slices.Sorted(slices.Values(b.took[what]))
		t.Logf("%-55s %6.2f s, the middle of %d, %.2f to %.2f", what, took[len(took)/2].Seconds(), len(took), took[0].Seconds(), took[len(took)-1].Seconds())
	}
}

// beside runs what is compared.
type beside struct {
	t *testing.T
	c *client
	s *sshd

	took map[string][]time.Duration
}

func (b *beside) timed(what string, f func()) {
	var was, is syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &was)
	start := time.Now()
	f()
	took := time.Since(start)
	b.took[what] = append(b.took[what], took)
	syscall.Getrusage(syscall.RUSAGE_SELF, &is)
	own := time.Duration(is.Utime.Nano() + is.Stime.Nano() - was.Utime.Nano() - was.Stime.Nano())
	b.t.Logf("%-55s %6.2f s, %5.2f s of this process", what, took.Seconds(), own.Seconds())
}

// editions are a built site, and the same with a page changed.
func (b *beside) editions(from string) (sites [2]Site, dirs [2]string) {
	files, err := output.ReadManifest(from)
	must(b.t, err)
	dirs = [2]string{from, filepath.Join(b.t.TempDir(), "b")}
	if out, err := exec.Command("cp", "-a", from, dirs[1]).CombinedOutput(); err != nil {
		b.t.Fatalf("%v %s", err, out)
	}
	at := slices.IndexFunc(files, func(e output.Entry) bool { return isPage(e.Path) && strings.Contains(e.Path, "/") })
	name := filepath.Join(dirs[1], files[at].Path)
	page, err := os.ReadFile(name)
	must(b.t, err)
	page = bytes.Replace(page, []byte("</main>"), []byte("<p>Un renglón más.</p></main>"), 1)
	must(b.t, os.WriteFile(name, page, 0o644))
	for n, dir := range dirs {
		sites[n] = Site{Files: slices.Clone(files), Open: func(p string) (io.ReadCloser, error) { return os.Open(filepath.Join(dir, p)) }}
	}
	sum := sha256.Sum256(page)
	sites[1].Files[at] = output.Entry{Path: files[at].Path, Size: int64(len(page)), Hash: output.Hash(sum[:len(output.Hash{})])}
	b.t.Logf("%d files", len(files))
	return sites, dirs
}

func (b *beside) options() []string {
	return []string{"-F", "none", "-i", b.c.file("id_ed25519"), "-o", "UserKnownHostsFile=" + b.c.file("known_hosts"), "-o", "Compression=no"}
}

func (b *beside) run(cmd *exec.Cmd) {
	if out, err := cmd.CombinedOutput(); err != nil {
		b.t.Fatalf("%v\n%s", err, out[max(0, len(out)-2000):])
	}
}

func (b *beside) rsync(from, to string) {
	over := "ssh -p " + strconv.Itoa(b.s.port) + " " + strings.Join(b.options(), " ")
	b.run(exec.Command("rsync", "-a", "-e", over, from+"/", b.s.user+"@"+b.s.host+":"+to+"/"))
}

func (b *beside) sftp(from, to string) {
	cmd := exec.Command("sftp", append(b.options(), "-q", "-P", strconv.Itoa(b.s.port), "-b", "-", b.s.user+"@"+b.s.host)...)
	cmd.Stdin = strings.NewReader(fmt.Sprintf("cd %s\nput -R %s/*\n", to, from))
	b.run(cmd)
}

func (b *beside) publish(s *sshd, to string, site Site, n int) {
	p := plan(n)
	p.Jobs, p.Keep = 0, 5
	_, err := Publish(b.t.Context(), func(ctx context.Context) (Target, error) { return DialSFTP(ctx, b.c.options(s.url(to))) }, site, p)
	must(b.t, err)
}
