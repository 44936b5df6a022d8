package publish

import (
	"net/url"
	"path"
	"strconv"
	"strings"
)

// sftpAddress is what sftp://user@host:port/path says.
type sftpAddress struct {
	user string // "" when it does not say
	host string // a name, an address or a Host of the configuration of ssh
	port string // "" when it does not say
	path string // absolute, or from the home folder
}

// parseSFTP reads an address. A path that begins with /~/ is in the home folder.
func parseSFTP(text string) (sftpAddress, error) {
	var a sftpAddress
	u, err := url.Parse(text)
	// The cause holds the address and with it perhaps a password: it is not told.
	if err != nil {
		return a, because(ErrURL, nil, withoutPassword(text))
	}
	if _, has := u.User.Password(); has {
		return a, because(ErrPassword, nil, withoutPassword(text))
	}
	a = sftpAddress{user: u.User.Username(), host: strings.ToLower(u.Hostname()), port: u.Port()}
	port, err := strconv.Atoi(a.port)
	if a.port != "" && (err != nil || port < 1 || port > 65535) ||
		!strings.EqualFold(u.Scheme, "sftp") || u.Opaque != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" ||
		!plainName(a.host) || u.User != nil && !plainName(a.user) || !strings.HasPrefix(u.Path, "/") || strings.ContainsFunc(u.Path, controlRune) {
		return sftpAddress{}, because(ErrURL, nil, withoutPassword(text))
	}
	if rest, home := homePath("/" + strings.TrimLeft(u.Path, "/")); home {
		// Cleaned from a root, so that it does not climb out of the home folder.
		a.path = "." + path.Clean("/"+rest)
		return a, nil
	}
	a.path = path.Clean(u.Path)
	if _, home := homePath(a.path); home { // by a detour: nobody can tell what is meant
		return sftpAddress{}, because(ErrURL, nil, withoutPassword(text))
	}
	return a, nil
}

// homePath is what follows /~ in a path that begins in the home folder.
func homePath(p string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(p, "/~")
	return rest, ok && (rest == "" || rest[0] == '/')
}

// withoutPassword is an address as a message may show it, whether it can be
// parsed or not.
func withoutPassword(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "", text
	} else {
		scheme += "://"
	}
	// An @ in a password should have been %40; all before the last one is taken
	// for it rather than shown.
	at := strings.LastIndex(rest, "@")
	if at < 0 {
		return text
	}
	user, _, had := strings.Cut(rest[:at], ":")
	if !had {
		return text
	}
	return scheme + user + ":…" + rest[at:]
}

// plainName says whether a user's or a host's name can be one: nothing that ssh or
// a file of known hosts would take for something else.
func plainName(s string) bool {
	return s != "" && s[0] != '-' && !strings.ContainsFunc(s, func(r rune) bool {
		return controlRune(r) || strings.ContainsRune(" ,*?!|@/\"'`$;&<>()#", r)
	})
}

func controlRune(r rune) bool { return r < ' ' || r == 0x7f }
