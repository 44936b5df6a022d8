//go:build unix

package publish

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestHostsOfTheConfiguration: the address names a host of ssh's configuration,
// which is reached through another, with another key.
func TestHostsOfTheConfiguration(t *testing.T) {
	c := newClient(t)
	bridgeKey := newKey(t, c.file("puente"), "")
	s := serve(t, []ssh.PublicKey{c.key})
	bridge := serve(t, []ssh.PublicKey{bridgeKey})
	closed := serve(t, []ssh.PublicKey{bridgeKey}, "DisableForwarding yes")
	c.write("config", fmt.Sprintf(`
Include servidores/*
Host docs otro cerrado lejos
  HostName %s
  Port %d
  User %s
  IdentityFile ~/.ssh/id_ed25519
  UserKnownHostsFile %%d/.ssh/conocidos
Host docs
  ProxyJump puente
Host otro
  ProxyJump %s@puente:%d
Host cerrado
  ProxyJump cerrado-puente
Host lejos
  ProxyJump puente,puente2
Host puente*
  HostName %s
  Port %d
Host cerrado-puente
  HostName %s
  Port %d
Host *puente*
  User %s
  IdentityFile ~/.ssh/puente
`, s.host, s.port, s.user, bridge.user, bridge.port, bridge.host, bridge.port, closed.host, closed.port, bridge.user))
	c.knows(bridge, closed)
	c.write("conocidos", s.known()+"\n")
	for _, alias := range []string{"docs", "otro", "lejos"} {
		before := strings.Count(bridge.log(), "Accepted publickey")
		dir := t.TempDir()
		d := c.open(t, "sftp://"+alias+dir)
		must(t, d.Create("a", strings.NewReader(alias)))
		if got := contentOf(t, d, "a"); got != alias || d.String() != "sftp://"+alias+dir {
			t.Errorf("%q, %s", got, d)
		}
		hops := strings.Count(bridge.log(), "Accepted publickey") - before
		if want := 1 + strings.Count(alias, "lejos"); hops != want {
			t.Errorf("%s: over %d bridges, want %d", alias, hops, want)
		}
		d.Close()
	}
	d, err := c.dial("sftp://cerrado/")
	refused(t, d, err, ErrForwarding)
	c.knows(closed) // the bridge is not known any longer: it is checked as the rest
	d, err = c.dial("sftp://docs/")
	refused(t, d, err, ErrHostUnknown)
}

func TestWays(t *testing.T) {
	c := newClient(t)
	o, err := c.options("").defaults()
	must(t, err)
	for text, want := range map[string]any{
		"":                          "docs:22",
		"Host docs\nProxyJump none": "docs:22",
		"Host docs\nProxyJump a":    "a:22 docs:22",
		"Host docs\nProxyJump a,ssh://u@b:9,[::1]:7":                                      "a:22 b:9 [::1]:7 docs:22",
		"Host docs\nProxyJump a\nHost a\nProxyJump b\nHost b\nHostName c.example\nPort 3": "c.example:3 a:22 docs:22",
		"Host docs\nProxyJump a,b\nHost b\nProxyJump c":                                   "a:22 b:22 docs:22",
		"Host docs\nHostName %h.example":                                                  "docs.example:22",
		"Host docs\nProxyCommand none":                                                    "docs:22",
		"Host docs\nProxyJump a\nProxyCommand x":                                          "a:22 docs:22",
		"ProxyJump a":                                                                     "a:22 docs:22",
		"Host *\nProxyJump a,b":                                                           ErrSSHLoop,
		"Host docs\nProxyJump a\nHost a\nProxyJump docs":                                  ErrSSHLoop,
		"Host docs\nProxyJump a,b,c,d,e,f,g,h,i":                                          ErrSSHLoop,
		"Host docs\nProxyCommand nc %h %p":                                                ErrSSHProxyCommand,
		"Host docs\nProxyJump -x":                                                         ErrSSHConfig,
		"Host docs\nProxyJump a,,b":                                                       ErrSSHConfig,
		"Host docs\nHostName %q":                                                          ErrSSHConfig,
		"Host docs\nPort 99999":                                                           ErrSSHConfig,
		"Host docs\nIdentityFile %z":                                                      ErrSSHConfig,
	} {
		c.write("config", text+"\n")
		hops, err := way(&o, "", "docs", "", sshHops)
		if reason, bad := want.(Reason); bad {
			refused(t, nil, err, reason)
			continue
		}
		var got []string
		for _, h := range hops {
			got = append(got, h.address)
		}
		if g := strings.Join(got, " "); err != nil || g != want {
			t.Errorf("%q: %s, %v", text, g, err)
		}
	}
}

func TestWhatAHostIsCalledAndMayUse(t *testing.T) {
	c := newClient(t)
	t.Setenv("LLAVES", "/llaves")
	o, err := c.options("").defaults()
	must(t, err)
	c.write("config", "Host docs\nHostKeyAlias Sede\nUser ana\nIdentityFile ${LLAVES}/%r@%h\nIdentityFile ~/x\nGlobalKnownHostsFile none\n")
	hops, err := way(&o, "", "docs", "2222", sshHops)
	must(t, err)
	h := hops[0]
	if want := []string{"/llaves/ana@docs", filepath.Join(c.home, "x")}; !slices.Equal(h.files, want) || h.known != "sede:22" || h.user != "ana" || h.address != "docs:2222" {
		t.Errorf("%+v", h)
	}
	if want := []string{c.file("known_hosts"), c.file("known_hosts2")}; !slices.Equal(h.hosts, want) {
		t.Errorf("%q", h.hosts)
	}
	hops, err = way(&o, "eva", "docs", "", sshHops) // the address goes before the configuration
	must(t, err)
	if hops[0].user != "eva" {
		t.Errorf("%+v", hops[0])
	}
}
