package publish

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// sshHost is what the configuration of ssh says of a host. Nothing in it makes
// the check of the server's key weaker: StrictHostKeyChecking is not read.
type sshHost struct {
	alias string
	one   map[string]string   // option in small letters → the first value that holds
	many  map[string][]string // identityfile
	where map[string]string   // option → file:line
}

// sshOnce are the options that are read. Of each the first value that holds counts.
var sshOnce = map[string]bool{
	"hostname": true, "port": true, "user": true, "identitiesonly": true, "identityagent": true,
	"proxyjump": true, "proxycommand": true, "userknownhostsfile": true, "globalknownhostsfile": true, "hostkeyalias": true,
}

// sshReader reads a configuration for one host.
type sshReader struct {
	host   *sshHost
	home   string
	active bool // whether the lines that come are for the host
	files  int  // read so far
	read   func(string) ([]byte, error)
	glob   func(string) ([]string, error)
}

// sshIncludes is how deep files may include each other, as ssh has it.
const sshIncludes = 16

// sshFiles is how many files are read at most.
const sshFiles = 1000

// readSSHConfig tells what a configuration says of a host. A file that does not
// exist says nothing.
func readSSHConfig(file, home, alias string) (*sshHost, error) {
	r := sshReader{home: home, active: true, read: os.ReadFile, glob: filepath.Glob}
	r.host = newSSHHost(alias)
	if file == "" || file == "none" {
		return r.host, nil
	}
	return r.host, r.file(file, 0)
}

func newSSHHost(alias string) *sshHost {
	return &sshHost{alias: alias, one: map[string]string{}, many: map[string][]string{}, where: map[string]string{}}
}

func (r *sshReader) file(name string, depth int) error {
	if r.files++; r.files > sshFiles {
		return because(ErrSSHConfig, nil, filepath.ToSlash(name), "")
	}
	data, err := r.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return because(ErrSSHConfig, err, filepath.ToSlash(name), "")
	}
	return r.text(data, filepath.ToSlash(name), depth)
}

func (r *sshReader) text(data []byte, name string, depth int) error {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		at := name + ":" + strconv.Itoa(n)
		key, args, ok := sshLine(line)
		if !ok {
			return because(ErrSSHConfig, nil, at, line)
		}
		if err := r.option(key, args, at, line, depth); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return because(ErrSSHConfig, err, name+":"+strconv.Itoa(n+1), "")
	}
	return nil
}

func (r *sshReader) option(key string, args []string, at, line string, depth int) error {
	switch key {
	case "host":
		r.active = sshPatterns(args, r.host.alias)
	case "match":
		return r.match(args, at, line)
	case "include":
		return r.include(args, at, line, depth)
	case "identityfile":
		if r.active {
			r.host.many[key] = append(r.host.many[key], args[0])
		}
	default:
		if _, has := r.host.one[key]; r.active && sshOnce[key] && !has {
			if strings.HasSuffix(key, "knownhostsfile") || key == "proxycommand" {
				// Several files, each as it was quoted.
				args = []string{strings.Join(args, "\x00")}
			}
			r.host.one[key], r.host.where[key] = args[0], at
		}
	}
	return nil
}

// match decides what can be told without running anything.
func (r *sshReader) match(args []string, at, line string) error {
	if len(args) == 1 && strings.EqualFold(args[0], "all") {
		r.active = true
		return nil
	}
	holds := true
	for ; len(args) >= 2; args = args[2:] {
		name := r.host.alias
		switch strings.ToLower(args[0]) {
		case "originalhost":
		case "host":
			if h := r.host.one["hostname"]; h != "" {
				name = strings.ReplaceAll(h, "%h", r.host.alias)
			}
		default:
			return because(ErrSSHMatch, nil, at, line)
		}
		holds = holds && sshPatterns(strings.Split(args[1], ","), name)
	}
	if len(args) != 0 {
		return because(ErrSSHMatch, nil, at, line)
	}
	r.active = holds
	return nil
}

// include reads other files. What Host they end in does not hold after them.
func (r *sshReader) include(args []string, at, line string, depth int) error {
	if depth >= sshIncludes {
		return because(ErrSSHConfig, nil, at, line)
	}
	active := r.active
	defer func() { r.active = active }()
	for _, pattern := range args {
		pattern = sshHomePath(pattern, r.home)
		if !filepath.IsAbs(pattern) {
			pattern = filepath.Join(r.home, ".ssh", pattern)
		}
		names, err := r.glob(pattern)
		if err != nil {
			return because(ErrSSHConfig, err, at, line)
		}
		for _, name := range names {
			r.active = active
			host := r.host
			if !active { // a Host in it holds only if the one around it does
				r.host = newSSHHost(host.alias)
			}
			err := r.file(name, depth+1)
			r.host = host
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sshLine splits «Key value value» or «Key=value»; a value may be quoted.
func sshLine(line string) (key string, args []string, ok bool) {
	end := strings.IndexAny(line, " \t=")
	if end <= 0 {
		return "", nil, false
	}
	key, line = strings.ToLower(line[:end]), strings.TrimLeft(line[end:], " \t")
	if after, equals := strings.CutPrefix(line, "="); equals {
		line = after
	}
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		switch line[0] {
		case '#': // a remark
			return key, args, len(args) > 0
		case '"':
			value, rest, closed := strings.Cut(line[1:], `"`)
			if !closed {
				return "", nil, false
			}
			args, line = append(args, value), rest
		default:
			end := strings.IndexAny(line, " \t")
			if end < 0 {
				end = len(line)
			}
			args, line = append(args, line[:end]), line[end:]
		}
	}
	return key, args, len(args) > 0
}

// sshPatterns says whether a name is among patterns: one must match, and none
// that begins with «!».
func sshPatterns(patterns []string, name string) bool {
	match := false
	for _, p := range patterns {
		p, not := strings.CutPrefix(strings.ToLower(p), "!")
		if sshWild(p, strings.ToLower(name)) {
			if not {
				return false
			}
			match = true
		}
	}
	return match
}

// sshWild matches * and ?, without ever going back further than the last *.
func sshWild(pattern, s string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p, i = p+1, i+1
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

func sshHomePath(name, home string) string {
	if name == "~" {
		return home
	}
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		return filepath.Join(home, rest)
	}
	return name
}

// expand replaces %-letters and ${VARIABLES} of a value.
func (h *sshHost) expand(option, value string, tokens map[byte]string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == '%' && i+1 < len(value) && value[i+1] == '%':
			b.WriteByte('%')
			i++
		case value[i] == '%':
			var t string
			ok := i+1 < len(value)
			if ok {
				t, ok = tokens[value[i+1]]
			}
			if !ok {
				return "", because(ErrSSHConfig, nil, h.where[option], value)
			}
			b.WriteString(t)
			i++
		case strings.HasPrefix(value[i:], "${") && strings.Contains(value[i:], "}"):
			name, _, _ := strings.Cut(value[i+2:], "}")
			b.WriteString(os.Getenv(name))
			i += len(name) + 2
		default:
			b.WriteByte(value[i])
		}
	}
	return b.String(), nil
}
