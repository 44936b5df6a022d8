package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Where a key may be given without a configuration: what it is, or its file.
const (
	keyVariable     = "FOLIO_SSH_KEY"
	keyFileVariable = "FOLIO_SSH_KEY_FILE"
)

// keyring is the keys to show to one server, and what was shown.
type keyring struct {
	ask     func(file string) ([]byte, error)
	agent   io.Closer // nil without one
	signers []ssh.Signer
	names   []string // of the signers
	locked  string   // a key with a passphrase that nobody could be asked for
	broken  error    // a file that was named and is no key
	failed  error    // why a key that the server took did not sign
}

func (k *keyring) Close() {
	if k.agent != nil {
		k.agent.Close()
	}
}

func (k *keyring) add(name string, s ssh.Signer) {
	for _, has := range k.signers {
		if bytes.Equal(has.PublicKey().Marshal(), s.PublicKey().Marshal()) {
			return
		}
	}
	k.signers, k.names = append(k.signers, s), append(k.names, name)
}

// keysFor gathers the keys for a host. A key that was given for this purpose is
// the only one: what answers in CI does not depend on what else is there.
func keysFor(o *SFTPOptions, h *sshHost, files []string) (*keyring, error) {
	k := &keyring{ask: o.Passphrase}
	if text := o.Getenv(keyVariable); text != "" {
		return k, k.given(keyVariable, []byte(text), nil)
	}
	file := o.KeyFile
	if file == "" {
		file = o.Getenv(keyFileVariable)
	}
	if file != "" {
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			return k, because(ErrKeyMissing, err, filepath.ToSlash(file))
		}
		if err != nil {
			return k, because(ErrKeyFile, err, filepath.ToSlash(file))
		}
		return k, k.given(file, data, readPublic(file))
	}
	held := k.openAgent(agentAddress(o, h))
	k.gather(held, files, h.one["identitiesonly"] == "yes")
	if len(h.many["identityfile"]) == 0 {
		k.broken = nil // it was only looked for
	}
	return k, nil
}

// given takes a key that was named; that it cannot be used is an error.
func (k *keyring) given(name string, data []byte, public ssh.PublicKey) error {
	s, err := k.parse(name, data, public)
	if err != nil {
		return err
	}
	k.add(filepath.ToSlash(name), s)
	return nil
}

// gather puts the keys of the agent that files name first, then those of the
// files, then what else the agent has: servers give up after a few.
func (k *keyring) gather(held []agentKey, files []string, only bool) {
	for _, f := range files {
		data, err := os.ReadFile(f)
		public := readPublic(f)
		if err != nil && public == nil {
			continue // as ssh does: most of them are only looked for
		}
		var s ssh.Signer
		var wrong error
		if err == nil {
			if s, wrong = k.parse(f, data, public); s != nil {
				public = s.PublicKey()
			}
		}
		for _, a := range held {
			if public != nil && bytes.Equal(a.PublicKey().Marshal(), public.Marshal()) {
				k.add(filepath.ToSlash(f), a.Signer)
			}
		}
		switch {
		case s != nil:
			k.add(filepath.ToSlash(f), s)
		case errors.Is(wrong, ErrPassphrase):
			k.locked = filepath.ToSlash(f)
		case wrong != nil:
			k.broken = wrong
		}
	}
	for _, a := range held {
		if !only {
			k.add(strings.TrimSpace("ssh-agent "+a.comment), a.Signer)
		}
	}
}

// refusal says why none of the keys served.
func (k *keyring) refusal(cause error, h hop) error {
	switch who := h.user + "@" + h.address; {
	case k.locked != "":
		return because(ErrPassphrase, cause, k.locked)
	case k.broken != nil:
		return k.broken
	case len(k.signers) == 0:
		return because(ErrNoKey, cause, who)
	default:
		return because(ErrKeyRefused, cause, who, strings.Join(k.names, ", "))
	}
}

// parse reads a private key. One with a passphrase asks for it only when the
// server takes the key, if its public half is known.
func (k *keyring) parse(name string, data []byte, public ssh.PublicKey) (ssh.Signer, error) {
	s, err := ssh.ParsePrivateKey(data)
	var locked *ssh.PassphraseMissingError
	switch {
	case err == nil:
		return s, nil
	case !errors.As(err, &locked):
		if _, _, _, _, public := ssh.ParseAuthorizedKey(data); public == nil {
			return nil, because(ErrKeyPublic, err, filepath.ToSlash(name))
		}
		return nil, because(ErrKeyFile, err, filepath.ToSlash(name))
	case k.ask == nil:
		return nil, because(ErrPassphrase, err, filepath.ToSlash(name))
	}
	if locked.PublicKey != nil {
		public = locked.PublicKey
	}
	l := &lockedKey{name: name, data: data, public: public, ring: k}
	if public == nil {
		return l.open()
	}
	return l, nil
}

// lockedKey is a key whose passphrase is asked for when it is to sign.
type lockedKey struct {
	name   string
	data   []byte
	public ssh.PublicKey
	ring   *keyring
	opened ssh.Signer
}

func (l *lockedKey) open() (ssh.Signer, error) {
	if l.opened != nil {
		return l.opened, nil
	}
	word, err := l.ring.ask(filepath.ToSlash(l.name))
	if err == nil {
		l.opened, err = ssh.ParsePrivateKeyWithPassphrase(l.data, word)
		clear(word)
	}
	if err != nil {
		l.ring.failed = because(ErrPassphrase, err, filepath.ToSlash(l.name))
		return nil, l.ring.failed
	}
	return l.opened, nil
}

func (l *lockedKey) PublicKey() ssh.PublicKey { return l.public }

func (l *lockedKey) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	return l.SignWithAlgorithm(rand, data, "")
}

func (l *lockedKey) SignWithAlgorithm(rand io.Reader, data []byte, algorithm string) (*ssh.Signature, error) {
	s, err := l.open()
	if err != nil {
		return nil, err
	}
	if with, ok := s.(ssh.AlgorithmSigner); ok {
		return with.SignWithAlgorithm(rand, data, algorithm)
	}
	return s.Sign(rand, data)
}

// readPublic reads the public half that stands beside a key, or nil.
func readPublic(file string) ssh.PublicKey {
	data, err := os.ReadFile(strings.TrimSuffix(file, ".pub") + ".pub")
	if err != nil {
		return nil
	}
	p, _, _, _, err := ssh.ParseAuthorizedKey(data)
	if err != nil {
		return nil
	}
	return p
}

// agentKey is a key that an agent holds.
type agentKey struct {
	ssh.Signer
	comment string
}

func agentAddress(o *SFTPOptions, h *sshHost) string {
	address := h.one["identityagent"]
	if name, variable := strings.CutPrefix(address, "$"); variable {
		return o.Getenv(strings.Trim(name, "{}"))
	}
	switch address {
	case "none":
		return ""
	case "", "SSH_AUTH_SOCK":
		return defaultAgent(o.Getenv("SSH_AUTH_SOCK"))
	}
	return sshHomePath(address, o.Home)
}

// openAgent asks the agent for its keys. An agent that is not there is one
// without keys.
func (k *keyring) openAgent(address string) []agentKey {
	if address == "" {
		return nil
	}
	conn, err := dialAgent(address)
	if err != nil {
		return nil
	}
	k.agent = conn
	client := agent.NewClient(conn)
	signers, err := client.Signers()
	if err != nil {
		return nil
	}
	list, err := client.List()
	if err != nil {
		return nil
	}
	var held []agentKey
	for _, s := range signers {
		a := agentKey{Signer: s}
		for _, l := range list {
			if bytes.Equal(l.Blob, s.PublicKey().Marshal()) {
				a.comment = l.Comment
			}
		}
		held = append(held, a)
	}
	return held
}
