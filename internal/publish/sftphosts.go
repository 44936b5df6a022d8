package publish

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// UnknownHost is a server that no file of known hosts names.
type UnknownHost struct {
	Host        string // as known_hosts has it: name, or [name]:port
	Address     string // what answered
	Type        string // of the key, as ssh-ed25519
	Fingerprint string // SHA256:…
	File        string // where it would stand
	Line        string // what would stand there
}

func (u *UnknownHost) Error() string { return "ssh: unknown host " + u.Host + " " + u.Fingerprint }

// hostKeys checks the keys of servers.
type hostKeys struct {
	files []string // those that exist are read; the first is the one to write to
	trust func(host, fingerprint string) bool
	check ssh.HostKeyCallback
}

func openHostKeys(files []string, trust func(host, fingerprint string) bool) (*hostKeys, error) {
	k := &hostKeys{files: files, trust: trust}
	var there []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = revocationsRead(data)
		}
		if err != nil {
			return nil, because(ErrKnownHosts, err, filepath.ToSlash(f))
		}
		there = append(there, f)
	}
	check, err := knownhosts.New(there...)
	if err != nil {
		return nil, because(ErrKnownHosts, err, filepath.ToSlash(files[0]))
	}
	k.check = check
	return k, nil
}

// revocationsRead finds lines that revoke a key and cannot be read: the package
// passes over what it does not understand, and that must not be one of these.
func revocationsRead(data []byte) error {
	for i, line := range bytes.Split(data, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if !bytes.HasPrefix(line, []byte("@revoked")) {
			continue
		}
		if _, _, _, _, _, err := ssh.ParseKnownHosts(line); err != nil {
			return errors.New("line " + strconv.Itoa(i+1) + ": " + err.Error())
		}
	}
	return nil
}

// algorithms are those of the keys that are known of a host first, so that a
// server with several keys shows one that can be checked.
func (k *hostKeys) algorithms(address string) []string {
	all := ssh.SupportedAlgorithms().HostKeys
	certificate := func(a string) bool { return strings.Contains(a, "-cert-") }
	first := func(is func(string) bool) {
		slices.SortStableFunc(all, func(a, b string) int { return truth(is(b)) - truth(is(a)) })
	}
	// ed25519 is what administrators read out, when a server has it.
	first(func(a string) bool { return a == ssh.KeyAlgoED25519 })
	first(func(a string) bool { return !certificate(a) })
	known := k.known(address)
	first(func(a string) bool {
		return slices.ContainsFunc(known, func(w knownhosts.KnownKey) bool {
			t := w.Key.Type()
			return a == t || t == ssh.KeyAlgoRSA && (a == ssh.KeyAlgoRSASHA256 || a == ssh.KeyAlgoRSASHA512)
		})
	})
	if slices.ContainsFunc(known, authority) {
		first(certificate)
	}
	return all
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// known asks with a key that nobody has.
func (k *hostKeys) known(address string) []knownhosts.KnownKey {
	nobody, err := ssh.NewPublicKey(ed25519.PublicKey(make([]byte, ed25519.PublicKeySize)))
	if err != nil {
		return nil
	}
	var found *knownhosts.KeyError
	if errors.As(k.check(address, &net.TCPAddr{}, nobody), &found) {
		return found.Want
	}
	return nil
}

// authority says whether a line is of one who signs keys: the package does not.
func authority(w knownhosts.KnownKey) bool {
	data, err := os.ReadFile(w.Filename)
	if err != nil {
		return false
	}
	lines := strings.Split(string(data), "\n")
	return w.Line <= len(lines) && strings.HasPrefix(strings.TrimSpace(lines[w.Line-1]), "@cert-authority")
}

// callback checks a key. address is the host and port by which the files know it.
func (k *hostKeys) callback(address string) ssh.HostKeyCallback {
	return func(_ string, remote net.Addr, key ssh.PublicKey) error {
		err := k.check(address, remote, key)
		host, print := knownhosts.Normalize(address), ssh.FingerprintSHA256(key)
		var revoked *knownhosts.RevokedError
		var other *knownhosts.KeyError
		switch {
		case err == nil:
			return nil
		case errors.As(err, &revoked):
			return because(ErrHostRevoked, err, host, key.Type(), print, lineOf(revoked.Revoked))
		case errors.As(err, &other) && len(other.Want) > 0:
			return because(ErrHostChanged, err, host, key.Type(), print, lineOf(other.Want[0]))
		case errors.As(err, &other):
			return k.unknown(host, print, remote, key)
		}
		// A certificate that does not hold: as bad as another key.
		return because(ErrHostChanged, err, host, key.Type(), print, filepath.ToSlash(k.files[0]))
	}
}

func lineOf(k knownhosts.KnownKey) string {
	return filepath.ToSlash(k.Filename) + ":" + strconv.Itoa(k.Line)
}

func (k *hostKeys) unknown(host, print string, remote net.Addr, key ssh.PublicKey) error {
	// What a certificate certifies is not what is remembered.
	if _, signed := key.(*ssh.Certificate); !signed && k.trust != nil && k.trust(host, print) {
		return k.remember(host, key)
	}
	u := &UnknownHost{
		Host: host, Address: remote.String(), Type: key.Type(), Fingerprint: print,
		File: filepath.ToSlash(k.files[0]), Line: knownhosts.Line([]string{host}, key),
	}
	return because(ErrHostUnknown, u, host, u.Type, print, u.File)
}

// remember adds a key to the first file.
func (k *hostKeys) remember(host string, key ssh.PublicKey) error {
	name := k.files[0]
	err := os.MkdirAll(filepath.Dir(name), 0o700)
	if err == nil {
		err = appendLine(name, knownhosts.Line([]string{host}, key))
	}
	if err != nil {
		return because(ErrKnownHosts, err, filepath.ToSlash(name))
	}
	return nil
}

func appendLine(name, line string) error {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if size, err := f.Seek(0, io.SeekEnd); err == nil && size > 0 {
		last := []byte{0}
		if _, err := f.ReadAt(last, size-1); err == nil && last[0] != '\n' {
			line = "\n" + line
		}
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}
