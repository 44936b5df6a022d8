//go:build unix

package publish

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// refused expects a reason, and no target.
func refused(t *testing.T, d Target, err error, want Reason) *Error {
	t.Helper()
	if d != nil {
		d.Close()
	}
	var e *Error
	if !errors.As(err, &e) || e.Reason != want || d != nil {
		t.Fatalf("%v, want %s", err, want)
	}
	return e
}

func TestUnknownServersAreNotTrusted(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	url := s.url(t.TempDir())
	for name, text := range map[string]string{
		"no file": "", "another": "otro.example " + string(ssh.MarshalAuthorizedKey(c.key)),
		"its name at the usual port": s.host + " " + string(ssh.MarshalAuthorizedKey(s.key)),
	} {
		t.Run(name, func(t *testing.T) {
			if os.Remove(c.file("known_hosts")); text != "" {
				c.write("known_hosts", text)
			}
			d, err := c.dial(url)
			e := refused(t, d, err, ErrHostUnknown)
			var u *UnknownHost
			if !errors.As(err, &u) {
				t.Fatalf("%v", err)
			}
			want := UnknownHost{
				knownhosts.Normalize(s.address()), s.address(), "ssh-ed25519", ssh.FingerprintSHA256(s.key),
				filepath.ToSlash(c.file("known_hosts")), s.known(),
			}
			if *u != want || !slices.Equal(e.Args, []string{want.Host, want.Type, want.Fingerprint, want.File}) {
				t.Errorf("%+v, %q", u, e.Args)
			}
			if data, _ := os.ReadFile(c.file("known_hosts")); string(data) != text {
				t.Errorf("known_hosts is now %q", data)
			}
		})
	}
}

func TestTrustIsAskedForShownAndRemembered(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	o := c.options(s.url(t.TempDir()))
	shown := ""
	answer := false
	o.Trust = func(host, fingerprint string) bool {
		shown += host + " " + fingerprint + "\n"
		return answer
	}
	d, err := DialSFTP(t.Context(), o)
	refused(t, d, err, ErrHostUnknown)
	must(t, os.RemoveAll(c.file("known_hosts")))
	answer = true
	before := "otro.example " + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(c.key)))
	for _, text := range []string{"", before} {
		shown = ""
		if text != "" {
			c.write("known_hosts", text) // without a line's end
			text += "\n"
		}
		d, err = DialSFTP(t.Context(), o)
		must(t, err)
		d.Close()
		if want := knownhosts.Normalize(s.address()) + " " + ssh.FingerprintSHA256(s.key) + "\n"; shown != want {
			t.Errorf("shown: %q", shown)
		}
		data, err := os.ReadFile(c.file("known_hosts"))
		must(t, err)
		st, err := os.Stat(c.file("known_hosts"))
		must(t, err)
		if string(data) != text+s.known()+"\n" || st.Mode().Perm() != 0o600 {
			t.Errorf("%q, %v", data, st.Mode())
		}
		c.open(t, o.URL) // known from now on
		must(t, os.Remove(c.file("known_hosts")))
	}
}

func TestAnotherKeyIsNeverTrusted(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	host := knownhosts.Normalize(s.address())
	for name, story := range map[string]struct {
		text string
		want Reason
	}{
		"changed":          {knownhosts.Line([]string{host}, c.key), ErrHostChanged},
		"revoked":          {s.known() + "\n@revoked * " + string(ssh.MarshalAuthorizedKey(s.key)), ErrHostRevoked},
		"signed by nobody": {"@cert-authority " + knownhosts.Line([]string{host}, c.key), ErrHostChanged},
	} {
		t.Run(name, func(t *testing.T) {
			c.write("known_hosts", story.text)
			o := c.options(s.url(t.TempDir()))
			o.Trust = func(string, string) bool { t.Error("trust was asked for"); return true }
			d, err := DialSFTP(t.Context(), o)
			e := refused(t, d, err, story.want)
			if e.Args[0] != host || e.Args[2] != ssh.FingerprintSHA256(s.key) || !strings.HasPrefix(e.Args[3], filepath.ToSlash(c.file("known_hosts"))+":") {
				t.Errorf("%q", e.Args)
			}
		})
	}
}

func TestKnownServersAreKnown(t *testing.T) {
	c := newClient(t)
	// A server with two keys, of which either may be the one that is known.
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	block, err := ssh.MarshalPrivateKey(private, "")
	must(t, err)
	file := filepath.Join(t.TempDir(), "rsa")
	must(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	old, err := ssh.NewPublicKey(private.Public())
	must(t, err)
	s := serve(t, []ssh.PublicKey{c.key}, "HostKey "+file)
	host := knownhosts.Normalize(s.address())
	for name, text := range map[string]string{
		"hashed": knownhosts.Line([]string{knownhosts.HashHostname(host)}, s.key), "ed25519": s.known(), "rsa": knownhosts.Line([]string{host}, old),
		"among others":         "esto no es una línea\n" + knownhosts.Line([]string{"otro.example"}, c.key) + "\n" + s.known(),
		"besides what it lost": knownhosts.Line([]string{host}, c.key) + "\n" + s.known(),
	} {
		t.Run(name, func(t *testing.T) {
			c.write("known_hosts", text)
			c.open(t, s.url(t.TempDir()))
		})
	}
}

// TestKnownHostsThatCannotBeReadAreNotPassedOver: what they forbid would be.
func TestKnownHostsThatCannotBeReadAreNotPassedOver(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	for name, prepare := range map[string]func(){
		"a folder":               func() { must(t, os.Mkdir(c.file("known_hosts"), 0o700)) },
		"a damaged revocation":   func() { c.write("known_hosts", s.known()+"\n@revoked * ssh-ed25519 AAAA\n") },
		"nothing that is a line": func() { c.write("known_hosts", "hola\n") },
	} {
		t.Run(name, func(t *testing.T) {
			must(t, os.RemoveAll(c.file("known_hosts")))
			prepare()
			d, err := c.dial(s.url(t.TempDir()))
			refused(t, d, err, ErrKnownHosts)
		})
	}
}
