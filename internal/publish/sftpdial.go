package publish

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// SFTPOptions say how to reach a server. Of all but URL the zero value is the
// usual.
type SFTPOptions struct {
	// URL is sftp://user@host:port/path. The host may be a Host of ssh's
	// configuration; a path that begins with /~/ is in the home folder.
	URL string
	// KeyFile is a private key; with it, or with one in the environment
	// (FOLIO_SSH_KEY: the key itself, FOLIO_SSH_KEY_FILE: its file), no other is
	// shown to the server.
	KeyFile string
	// Passphrase asks for the passphrase of a key; nil: there is nobody to ask.
	// What it returns is wiped.
	Passphrase func(file string) ([]byte, error)
	// Trust is asked whether a server that is not known is the right one. If so
	// it is known from then on. nil: no unknown server is trusted.
	Trust func(host, fingerprint string) bool
	// Home is where .ssh is; empty: the user's.
	Home string
	// Config is the configuration of ssh; empty: FOLIO_SSH_CONFIG, or
	// .ssh/config; "none": none.
	Config string
	// Getenv reads the environment; nil: os.Getenv.
	Getenv func(string) string
	// Connect is how long a server has to answer and to let in; 0: 20 s.
	Connect time.Duration
	// Stall is for how long an operation waits while not a byte moves; 0: 60 s.
	Stall time.Duration
}

func (o SFTPOptions) defaults() (SFTPOptions, error) {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Home == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return o, err
		}
		o.Home = home
	}
	if o.Config == "" {
		o.Config = o.Getenv("FOLIO_SSH_CONFIG")
	}
	if o.Config == "" {
		o.Config = filepath.Join(o.Home, ".ssh", "config")
	}
	if o.Connect == 0 {
		o.Connect = 20 * time.Second
	}
	if o.Stall == 0 {
		o.Stall = 60 * time.Second
	}
	return o, nil
}

// hop is a server on the way, or the one at its end.
type hop struct {
	user    string
	address string // host and port to connect to
	known   string // host and port by which it is known
	config  *sshHost
	files   []string // of keys
	hosts   []string // files of known hosts
}

// sshHops is how many servers a way may have.
const sshHops = 8

// way finds the servers that lead to one, the first first.
func way(o *SFTPOptions, userName, host, port string, left int) ([]hop, error) {
	if left == 0 {
		return nil, because(ErrSSHLoop, nil, host)
	}
	c, err := readSSHConfig(o.Config, o.Home, host)
	if err != nil {
		return nil, err
	}
	if command := c.one["proxycommand"]; command != "" && !strings.EqualFold(command, "none") && c.one["proxyjump"] == "" {
		return nil, because(ErrSSHProxyCommand, nil, c.where["proxycommand"], host)
	}
	last, err := resolve(o, c, userName, port)
	if err != nil {
		return nil, err
	}
	jumps := c.one["proxyjump"]
	if jumps == "" || strings.EqualFold(jumps, "none") || strings.EqualFold(jumps, host) { // not through itself, as of «Host *»
		return []hop{last}, nil
	}
	var hops []hop
	for i, jump := range strings.Split(jumps, ",") {
		jump = strings.TrimPrefix(strings.TrimSpace(jump), "ssh://")
		a, err := parseSFTP("sftp://" + jump + "/")
		if err != nil {
			return nil, because(ErrSSHConfig, nil, c.where["proxyjump"], jumps)
		}
		before, err := way(o, a.user, a.host, a.port, left-1)
		if err != nil {
			return nil, err
		}
		if i > 0 { // it is reached from the one before it, however else it may be
			before = before[len(before)-1:]
		}
		hops = append(hops, before...)
	}
	if len(hops) >= sshHops {
		return nil, because(ErrSSHLoop, nil, host)
	}
	return append(hops, last), nil
}

// resolve fills in what the address does not say: from the configuration, or as
// ssh has it.
func resolve(o *SFTPOptions, c *sshHost, userName, port string) (hop, error) {
	h := hop{config: c, user: userName}
	local := localUser()
	for _, u := range []string{c.one["user"], local} {
		if h.user == "" {
			h.user = u
		}
	}
	for _, p := range []string{c.one["port"], "22"} {
		if port == "" {
			port = p
		}
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return h, because(ErrSSHConfig, nil, c.where["port"], port)
	}
	host := c.alias
	if name := c.one["hostname"]; name != "" {
		var err error
		if host, err = c.expand("hostname", name, map[byte]string{'h': c.alias}); err != nil {
			return h, err
		}
	}
	h.address = net.JoinHostPort(host, port)
	h.known = strings.ToLower(h.address)
	if alias := c.one["hostkeyalias"]; alias != "" {
		h.known = net.JoinHostPort(strings.ToLower(alias), "22")
	}
	tokens := map[byte]string{'d': o.Home, 'h': host, 'n': c.alias, 'p': port, 'r': h.user, 'u': local}
	var err error
	if h.files, err = h.paths(o, "identityfile", c.many["identityfile"], tokens, identities); err != nil {
		return h, err
	}
	split := func(option string) []string {
		if v := c.one[option]; v != "" {
			return strings.Split(v, "\x00")
		}
		return nil
	}
	if h.hosts, err = h.paths(o, "userknownhostsfile", split("userknownhostsfile"), tokens, []string{"~/.ssh/known_hosts", "~/.ssh/known_hosts2"}); err != nil {
		return h, err
	}
	global, err := h.paths(o, "globalknownhostsfile", split("globalknownhostsfile"), tokens, globalKnownHosts())
	h.hosts = append(h.hosts, global...)
	return h, err
}

// identities are the keys that ssh looks for when none is named.
var identities = []string{"~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"}

func (h *hop) paths(o *SFTPOptions, option string, names []string, tokens map[byte]string, usual []string) ([]string, error) {
	if len(names) == 0 {
		names = usual
	}
	var list []string
	for _, n := range names {
		n, err := h.config.expand(option, n, tokens)
		if err != nil {
			return nil, err
		}
		if n != "none" {
			list = append(list, sshHomePath(n, o.Home))
		}
	}
	return list, nil
}

// localUser is the name of who runs this, without Windows' domain.
func localUser() string {
	u, err := user.Current()
	if err != nil {
		return os.Getenv("USER")
	}
	return u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
}

// dialer connects to the servers of a way.
type dialer struct {
	o     *SFTPOptions
	ctx   context.Context
	chain []*ssh.Client
	wire  *meter // the bytes of the last server's connection
}

func (d *dialer) close() {
	for i := len(d.chain) - 1; i >= 0; i-- {
		d.chain[i].Close()
	}
}

// dial goes the whole way. What it opened before it failed, it closes.
func (d *dialer) dial(hops []hop) error {
	for _, h := range hops {
		conn, err := d.reach(h)
		if err == nil {
			err = d.enter(conn, h)
		}
		if err != nil {
			d.close()
			return err
		}
	}
	return nil
}

// reach opens a connection to a server, through the one before it.
func (d *dialer) reach(h hop) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(d.ctx, d.o.Connect)
	defer cancel()
	if len(d.chain) == 0 {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", h.address)
		if err != nil {
			return nil, d.network(err, h)
		}
		return conn, nil
	}
	before := d.chain[len(d.chain)-1]
	conn, err := before.DialContext(ctx, "tcp", h.address)
	if err == nil {
		return conn, nil
	}
	var refused *ssh.OpenChannelError
	if errors.As(err, &refused) {
		return nil, because(ErrForwarding, err, before.RemoteAddr().String(), h.address)
	}
	return nil, d.network(err, h)
}

// network says why there is no connection.
func (d *dialer) network(err error, h hop) error {
	var name *net.DNSError
	var late interface{ Timeout() bool }
	switch {
	case d.ctx.Err() != nil:
		return d.ctx.Err()
	case errors.As(err, &name) && !name.IsTimeout:
		host, _, _ := net.SplitHostPort(h.address)
		return because(ErrHostNotFound, err, host)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return because(ErrTimeout, err, h.address, seconds(d.o.Connect))
	case connectionRefused(err):
		return because(ErrRefused, err, h.address)
	case unreachable(err):
		return because(ErrUnreachable, err, h.address)
	}
	return because(ErrHandshake, err, h.address)
}

func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64)
}

// enter greets a server, checks its key and shows it ours.
func (d *dialer) enter(conn net.Conn, h hop) error {
	limit := newLimit(d.o.Connect, conn)
	stop := context.AfterFunc(d.ctx, func() { conn.Close() })
	defer stop()
	o := d.o.asking(limit)
	keys, err := keysFor(&o, h.config, h.files)
	if err == nil && len(keys.signers) == 0 {
		err = keys.refusal(nil, h)
	}
	var hosts *hostKeys
	if err == nil {
		hosts, err = openHostKeys(h.hosts, o.Trust)
	}
	if err != nil {
		conn.Close()
		return err
	}
	defer keys.Close()
	wire := &meter{}
	var hostErr error
	check := hosts.callback(h.known)
	c, channels, requests, err := ssh.NewClientConn(&metered{conn, wire}, h.address, &ssh.ClientConfig{
		User: h.user,
		Auth: []ssh.AuthMethod{ssh.PublicKeysCallback(func() ([]ssh.Signer, error) { return keys.signers, nil })},
		HostKeyCallback: func(name string, remote net.Addr, key ssh.PublicKey) error {
			hostErr = check(name, remote, key)
			return hostErr
		},
		HostKeyAlgorithms: hosts.algorithms(h.known),
		ClientVersion:     "SSH-2.0-Folio",
	})
	late := !limit.stop()
	if err != nil {
		conn.Close()
		return d.greeting(err, hostErr, keys, h, late)
	}
	d.chain, d.wire = append(d.chain, ssh.NewClient(c, channels, requests)), wire
	return nil
}

// greeting says why a server was not entered.
func (d *dialer) greeting(err, hostErr error, keys *keyring, h hop, late bool) error {
	var differ *ssh.AlgorithmNegotiationError
	switch said := err.Error(); {
	case hostErr != nil:
		return hostErr
	case keys.failed != nil:
		return keys.failed
	case d.ctx.Err() != nil:
		return d.ctx.Err()
	case late:
		return because(ErrTimeout, err, h.address, seconds(d.o.Connect))
	case errors.As(err, &differ):
		return because(ErrAlgorithms, err, h.address)
	case strings.Contains(said, "unable to authenticate"), strings.Contains(said, "Too many authentication failures"):
		return keys.refusal(err, h)
	}
	return d.network(err, h)
}

// limit closes a connection after a while in which nobody is asked anything.
type limit struct {
	mu    sync.Mutex
	timer *time.Timer
	whole time.Duration
	fired bool
}

func newLimit(d time.Duration, conn io.Closer) *limit {
	l := &limit{whole: d}
	l.timer = time.AfterFunc(d, func() {
		l.mu.Lock()
		l.fired = true
		l.mu.Unlock()
		conn.Close()
	})
	return l
}

// stop says whether it stopped in time.
func (l *limit) stop() bool {
	l.timer.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.fired
}

// asking makes the questions to people stop the clock.
func (o *SFTPOptions) asking(l *limit) SFTPOptions {
	c := *o
	if o.Passphrase != nil {
		c.Passphrase = func(file string) ([]byte, error) {
			l.timer.Stop()
			defer l.timer.Reset(l.whole)
			return o.Passphrase(file)
		}
	}
	if o.Trust != nil {
		c.Trust = func(host, fingerprint string) bool {
			l.timer.Stop()
			defer l.timer.Reset(l.whole)
			return o.Trust(host, fingerprint)
		}
	}
	return c
}
