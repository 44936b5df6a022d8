package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// configured reads a configuration of several files; the first is "config".
func configured(files map[string]string, alias string) (*sshHost, error) {
	home := filepath.FromSlash("/casa")
	name := func(p string) string {
		return filepath.ToSlash(strings.TrimPrefix(p, filepath.Join(home, ".ssh")+string(filepath.Separator)))
	}
	r := sshReader{home: home, active: true, host: newSSHHost(alias)}
	r.read = func(p string) ([]byte, error) {
		text, ok := files[name(p)]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}
	r.glob = func(p string) ([]string, error) {
		var list []string
		for f := range files {
			ok, err := filepath.Match(name(p), f)
			if err != nil {
				return nil, err
			}
			if ok {
				list = append(list, filepath.Join(home, ".ssh", f))
			}
		}
		slices.Sort(list)
		return list, nil
	}
	return r.host, r.file(filepath.Join(home, ".ssh", "config"), 0)
}

func TestSSHConfigurations(t *testing.T) {
	for name, story := range map[string]struct {
		text  string
		files map[string]string
		want  string // of the host «docs»: option=value …
	}{
		"a host":                    {"Host docs\n  HostName d.example\n\tPort 2222\n", nil, "hostname=d.example port=2222"},
		"the first value counts":    {"Host docs\nUser a\nHost *\nUser b\nPort 3\n", nil, "port=3 user=a"},
		"before any host":           {"User a\nHost otro\nUser b\n", nil, "user=a"},
		"another host":              {"Host otro\nUser b\n", nil, ""},
		"patterns":                  {"Host d?cs x*\nUser a\n", nil, "user=a"},
		"not this one":              {"Host * !docs\nUser a\nHost !docs\nUser b\nHost d* !x\nUser c\n", nil, "user=c"},
		"letters, = and quotes":     {"hOsT=docs\nUSER = \"a b\" # nota\nport=3", nil, "port=3 user=a b"},
		"Windows and remarks":       {"# uno\r\nHost docs\r\n#dos\r\n\r\n  User a\r\n", nil, "user=a"},
		"keys add up":               {"IdentityFile a\nHost docs\nIdentityFile b\n", nil, "identityfile=a identityfile=b"},
		"what is not read":          {"Host docs\nStrictHostKeyChecking no\nCiphers x,y\nSendEnv LANG LC_*\n", nil, ""},
		"several files":             {"UserKnownHostsFile a \"b c\"\n", nil, "userknownhostsfile=a\x00b c"},
		"include":                   {"Include c/*\nUser z\n", map[string]string{"c/1": "Host docs\nPort 1\n", "c/2": "Port 2\nUser a\n"}, "port=1 user=a"},
		"include ends its host":     {"Include c\nUser z\n", map[string]string{"c": "Host otro\n"}, "user=z"},
		"include in another host":   {"Host otro\nInclude c\nHost docs\nUser z\n", map[string]string{"c": "Host *\nUser a\n"}, "user=z"},
		"include in this host":      {"Host docs\nInclude c\nUser z\n", map[string]string{"c": "Port 1\nHost otro\nUser a\n"}, "port=1 user=z"},
		"include of nothing":        {"Include c\nUser z\n", nil, "user=z"},
		"match all":                 {"Host otro\nMatch all\nUser a\n", nil, "user=a"},
		"match a host":              {"Match host docs,x\nUser a\nMatch originalhost otro\nPort 1\n", nil, "user=a"},
		"match where it leads":      {"Host docs\nHostName d.example\nMatch host *.example originalhost docs\nUser a\n", nil, "hostname=d.example user=a"},
		"match ends a host's lines": {"Host docs\nUser a\nMatch host otro\nPort 1\n", nil, "user=a"},
	} {
		files := map[string]string{"config": story.text}
		for n, text := range story.files {
			files[n] = text
		}
		h, err := configured(files, "docs")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for option, value := range h.one {
			got = append(got, option+"="+value)
		}
		for option, values := range h.many {
			for _, v := range values {
				got = append(got, option+"="+v)
			}
		}
		slices.Sort(got)
		if g := strings.Join(got, " "); g != story.want {
			t.Errorf("%s: %q, want %q", name, g, story.want)
		}
	}
}

func TestSSHConfigurationsThatAreNotUnderstood(t *testing.T) {
	for text, want := range map[string]Reason{
		"User":                                   ErrSSHConfig,
		"User \"a":                               ErrSSHConfig,
		"Host docs\nPort #x":                     ErrSSHConfig,
		"Include config":                         ErrSSHConfig, // itself
		"Include [":                              ErrSSHConfig,
		"Host x\nMatch exec \"rm -r ~\"\nUser a": ErrSSHMatch,
		"Match user a":                           ErrSSHMatch,
		"Match host":                             ErrSSHMatch,
		"Match host a final":                     ErrSSHMatch,
	} {
		_, err := configured(map[string]string{"config": text}, "docs")
		var e *Error
		if !errors.As(err, &e) || e.Reason != want || !strings.HasPrefix(e.Args[0], "/casa/.ssh/config") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]sftpAddress{
		"sftp://ana@docs.example:2222/srv/www": {"ana", "docs.example", "2222", "/srv/www"},
		"SFTP://DOCS.example/":                 {"", "docs.example", "", "/"},
		"sftp://docs/~/sitio/":                 {"", "docs", "", "./sitio"},
		"sftp://docs/~":                        {"", "docs", "", "./"},
		"sftp://docs/~/../../etc":              {"", "docs", "", "./etc"},
		"sftp://docs/a//b/../c/":               {"", "docs", "", "/a/c"},
		"sftp://docs/~ana/x":                   {"", "docs", "", "/~ana/x"},
		"sftp://[::1]:22/a%20b/ñ":              {"", "::1", "22", "/a b/ñ"},
	} {
		got, err := parseSFTP(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]Reason{
		"sftp://docs": ErrURL, "sftp:///srv": ErrURL, "http://docs/a": ErrURL, "sftp:docs/a": ErrURL, "docs:/srv": ErrURL, "": ErrURL,
		"sftp://docs:0/a": ErrURL, "sftp://docs:70000/a": ErrURL, "sftp://docs:x/a": ErrURL, "sftp://docs/a?b": ErrURL, "sftp://docs/a#b": ErrURL,
		"sftp://docs/a%00b": ErrURL, "sftp://docs/a%0Ab": ErrURL, "sftp://-oProxyCommand=x/a": ErrURL, "sftp://a%20b/c": ErrURL, "sftp://*/a": ErrURL,
		"sftp://@docs/a": ErrURL, "sftp://ana:secreto@docs/a": ErrPassword, "sftp://ana:@docs/a": ErrPassword,
		"sftp://ana:sec/reto@docs/a": ErrURL, "sftp://ana:sec@re%to@docs/a": ErrURL,
	} {
		_, err := parseSFTP(text)
		if !errors.Is(err, want) || strings.Contains(err.Error(), "sec") || strings.Contains(err.Error(), "reto") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestHostile(t *testing.T) {
	start := time.Now()
	if sshWild(strings.Repeat("*a", 5000), strings.Repeat("a", 5000)+"b") {
		t.Error("it ends in b")
	}
	files := map[string]string{"config": strings.Repeat("Include c*\n", 50)}
	for _, n := range []string{"c1", "c2", "c3", "c4"} {
		files[n] = strings.Repeat("Include c*\n", 50)
	}
	if _, err := configured(files, "docs"); !errors.Is(err, ErrSSHConfig) {
		t.Errorf("%v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("%v", took)
	}
}

func FuzzSSHConfig(f *testing.F) {
	f.Add("Host docs\nHostName %h.example\nInclude b\n", "Match host docs*\nUser \"a b\"\n")
	f.Add("Include config\nproxyjump = a,b\r\n", "Host !d* *\nIdentityFile ${HOME}/%%x\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		h, err := configured(map[string]string{"config": a, "b": b}, "docs")
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || len(e.Args) != 2 {
				t.Fatalf("%v", err)
			}
			return
		}
		for option, value := range h.one {
			if !sshOnce[option] || h.where[option] == "" {
				t.Errorf("%q=%q at %q", option, value, h.where[option])
			}
			h.expand(option, value, map[byte]string{'h': "docs"})
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"sftp://ana@docs.example:2222/srv", "sftp://[::1]/~/a", "sftp://a:secreto@b/c", "sftp://docs/~/../x", "sftp://0//~", "sftp://0/a/../~/b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseSFTP(text)
		if err != nil {
			return
		}
		if !plainName(a.host) || a.path == "" || strings.Contains(a.path+"/", "/../") || a.path[0] != '/' && !strings.HasPrefix(a.path, "./") {
			t.Fatalf("%q: %+v", text, a)
		}
		again, err := parseSFTP(shown(a))
		if a.path == "./" { // shown as /~
			again.path += strings.Repeat("/", len(a.path)-len(again.path))
		}
		if err != nil || again != a {
			t.Fatalf("%q: %+v, shown as %s: %+v, %v", text, a, shown(a), again, err)
		}
	})
}
