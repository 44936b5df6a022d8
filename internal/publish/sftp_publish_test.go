//go:build unix

package publish

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestPublishingOnAServer: releases, resuming after the server's process has died,
// going back and verifying, over OpenSSH.
func TestPublishingOnAServer(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	url := s.url(t.TempDir())
	dial := func(ctx context.Context) (Target, error) { return DialSFTP(ctx, c.options(url)) }
	ctx := context.Background()
	_, err := Publish(ctx, dial, siteOf(editions[0]), plan(0))
	must(t, err)

	// In the middle of the second edition the server's process dies.
	site := siteOf(editions[1])
	open := site.Open
	var once sync.Once
	site.Open = func(p string) (io.ReadCloser, error) {
		if p == "c/y.png" {
			once.Do(func() { s.signal(syscall.SIGKILL) })
		}
		return open(p)
	}
	rep, err := Publish(ctx, dial, site, plan(1))
	must(t, err)
	if rep.Lost != 1 || rep.Sent+rep.Reused+rep.Resumed != 8 {
		t.Errorf("%+v", rep)
	}
	d := c.open(t, url)
	if !is(filesBelow(t, d, "current"), editions[1]) {
		t.Error("it is not the second edition")
	}
	if _, f, err := Verify(ctx, d, "", 4, noted, nil); err != nil || f.Any() {
		t.Errorf("%+v, %v", f, err)
	}
	_, to, err := Rollback(ctx, d, "", plan(2).Who, plan(2).Now(), false)
	must(t, err)
	if !is(filesBelow(t, d, "current"), editions[0]) {
		t.Errorf("back to %s", to.ID)
	}
}

// TestAServersOwnCopy: where more than SFTP is allowed the names of a release are
// made at once; where not, nothing comes of asking.
func TestAServersOwnCopy(t *testing.T) {
	for _, only := range []bool{false, true} {
		c := newClient(t)
		var more []string
		if only {
			more = []string{"ForceCommand internal-sftp"}
		}
		s := serve(t, []ssh.PublicKey{c.key}, more...)
		c.knows(s)
		d := c.open(t, s.url(t.TempDir()))
		for n := range 3 {
			rep, err := Publish(context.Background(), func(context.Context) (Target, error) { return unclosed{d}, nil }, siteOf(editions[n%2]), plan(n))
			must(t, err)
			if want := []int{0, 2, 3}[n]; rep.Reused != want { // the style of the first is the third's again
				t.Errorf("%+v", rep)
			}
			if !is(filesBelow(t, d, "current"), editions[n%2]) {
				t.Errorf("edition %d is not there", n)
			}
			if _, f, err := Verify(context.Background(), d, "", 4, noted, nil); err != nil || f.Any() {
				t.Errorf("%+v, %v", f, err)
			}
		}
	}
}

// TestAServerWithoutPosixRename has no releases, and can be published on in place.
func TestAServerWithoutPosixRename(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key}, "Subsystem sftp "+sftpServer(t)+" -P posix-rename")
	c.knows(s)
	url := s.url(t.TempDir())
	dial := func(ctx context.Context) (Target, error) { return DialSFTP(ctx, c.options(url)) }
	if _, err := Publish(context.Background(), dial, siteOf(editions[0]), plan(0)); !errors.Is(err, ErrNoLinks) {
		t.Errorf("%v", err)
	}
	d := c.open(t, url)
	if left, err := d.List("."); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	for n := range 2 {
		p := plan(n)
		p.InPlace = true
		_, err := Publish(context.Background(), dial, siteOf(editions[n]), p)
		must(t, err)
		seen := filesBelow(t, d, ".")
		for name := range seen {
			if strings.HasPrefix(name, ".folio") {
				delete(seen, name)
			}
		}
		if !is(seen, editions[n]) {
			t.Errorf("edition %d: %q", n, seen)
		}
	}
}
