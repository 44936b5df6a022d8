//go:build unix

package publish

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// agentWith starts an agent that holds keys, and is where it listens.
func agentWith(t *testing.T, files ...string) string {
	t.Helper()
	ring := agent.NewKeyring()
	for _, f := range files {
		data, err := os.ReadFile(f)
		must(t, err)
		key, err := ssh.ParseRawPrivateKey(data)
		must(t, err)
		must(t, ring.Add(agent.AddedKey{PrivateKey: key, Comment: filepath.Base(f)}))
	}
	dir, err := os.MkdirTemp("", "agente") // a socket's name must be short
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	must(t, err)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				agent.ServeAgent(ring, conn)
				conn.Close()
			}()
		}
	}()
	return l.Addr().String()
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestKeysAreShown(t *testing.T) {
	c := newClient(t)
	must(t, os.Mkdir(filepath.Join(c.home, "k"), 0o700))
	apart := filepath.Join(c.home, "k", "apart")
	other := newKey(t, apart, "")
	text, err := os.ReadFile(apart)
	must(t, err)
	s := serve(t, []ssh.PublicKey{other})
	c.knows(s)
	url := s.url(t.TempDir())
	must(t, os.WriteFile(filepath.Join(c.home, "k", "roto"), []byte("no es una llave\n"), 0o600))
	// More keys than the server has patience for.
	many := []string{}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		many = append(many, filepath.Join(c.home, "k", n))
		newKey(t, many[len(many)-1], "")
	}
	for name, story := range map[string]struct {
		config string
		env    map[string]string
		file   string
		want   Reason
	}{
		"none that it takes":        {want: ErrKeyRefused},
		"a file":                    {file: apart},
		"a file, by the variable":   {env: map[string]string{"FOLIO_SSH_KEY_FILE": apart}},
		"itself, by the variable":   {env: map[string]string{"FOLIO_SSH_KEY": string(text)}},
		"with the ends of Windows":  {env: map[string]string{"FOLIO_SSH_KEY": strings.ReplaceAll(string(text), "\n", "\r\n")}},
		"a file that is not there":  {file: apart + "x", want: ErrKeyMissing},
		"the public half":           {file: apart + ".pub", want: ErrKeyPublic},
		"the public half, named":    {config: "IdentityFile ~/k/apart.pub", want: ErrKeyPublic},
		"what is no key":            {env: map[string]string{"FOLIO_SSH_KEY": "secreto secreto"}, want: ErrKeyFile},
		"a damaged key":             {env: map[string]string{"FOLIO_SSH_KEY": strings.Replace(string(text), "AAAA", "BBBB", 3)}, want: ErrKeyFile},
		"the agent's":               {env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, apart)}},
		"the agent's, of no use":    {env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, many[0])}, want: ErrKeyRefused},
		"an agent that is away":     {env: map[string]string{"SSH_AUTH_SOCK": apart}, want: ErrKeyRefused},
		"the configuration's":       {config: "IdentityFile ~/k/apart"},
		"the configuration's agent": {config: "IdentityAgent " + agentWith(t, apart)},
		"what is no key, of no use": {config: "IdentityFile ~/k/roto", want: ErrKeyFile},
		"what is no key, and one":   {config: "IdentityFile ~/k/roto\nIdentityFile ~/k/apart"},
		"no agent":                  {config: "IdentityAgent none", env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, apart)}, want: ErrKeyRefused},
		"only what is named":        {config: "IdentitiesOnly yes", env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, apart)}, want: ErrKeyRefused},
		"too many":                  {env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, append(many, apart)...)}, want: ErrKeyRefused},
		"many, the named one first": {config: "IdentityFile ~/k/apart\nIdentitiesOnly yes", env: map[string]string{"SSH_AUTH_SOCK": agentWith(t, append(many, apart)...)}},
	} {
		t.Run(name, func(t *testing.T) {
			c.write("config", story.config)
			o := c.options(url)
			o.KeyFile, o.Getenv = story.file, environment(story.env)
			d, err := DialSFTP(t.Context(), o)
			if story.want == "" {
				must(t, err)
				d.Close()
				return
			}
			refused(t, d, err, story.want)
			if secret := story.env["FOLIO_SSH_KEY"]; secret != "" {
				for _, word := range strings.Fields(secret) {
					if len(word) > 5 && strings.Contains(err.Error(), word) {
						t.Errorf("the error tells of the key: %v", err)
					}
				}
			}
		})
	}
}

func TestWithoutAnyKey(t *testing.T) {
	c := newClient(t)
	s := serve(t, []ssh.PublicKey{c.key})
	c.knows(s)
	must(t, os.Remove(c.file("id_ed25519")))
	must(t, os.Remove(c.file("id_ed25519.pub")))
	d, err := c.dial(s.url("/"))
	if e := refused(t, d, err, ErrNoKey); e.Args[0] != s.user+"@"+s.address() {
		t.Errorf("%q", e.Args)
	}
}

func TestPassphrases(t *testing.T) {
	c := newClient(t)
	key := newKey(t, c.file("id_ed25519"), "ábrete")
	other := newKey(t, filepath.Join(c.home, "libre"), "")
	s := serve(t, []ssh.PublicKey{key})
	taken := serve(t, []ssh.PublicKey{other})
	c.knows(s, taken)
	dir := t.TempDir()
	asked := 0
	say := func(word string) func(string) ([]byte, error) {
		return func(file string) ([]byte, error) {
			if asked++; file != filepath.ToSlash(c.file("id_ed25519")) {
				t.Errorf("asked for %s", file)
			}
			if word == "" {
				return nil, errors.New("no answer")
			}
			return []byte(word), nil
		}
	}
	for _, story := range []struct {
		name   string
		server *sshd
		ask    func(string) ([]byte, error)
		file   string
		want   Reason
		asked  int
	}{
		{"right", s, say("ábrete"), "", "", 1},
		{"wrong", s, say("ciérrate"), "", ErrPassphrase, 1},
		{"no answer", s, say(""), "", ErrPassphrase, 1},
		{"nobody to ask", s, nil, "", ErrPassphrase, 0},
		{"nobody to ask, and it was named", s, nil, c.file("id_ed25519"), ErrPassphrase, 0},
		{"not asked for a key that is not taken", taken, say("ábrete"), "", ErrKeyRefused, 0},
	} {
		t.Run(story.name, func(t *testing.T) {
			asked = 0
			o := c.options(story.server.url(dir))
			o.Passphrase, o.KeyFile = story.ask, story.file
			d, err := DialSFTP(t.Context(), o)
			if story.want != "" {
				refused(t, d, err, story.want)
			} else {
				must(t, err)
				d.Close()
			}
			if asked != story.asked {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}
