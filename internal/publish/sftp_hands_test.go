//go:build unix

package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// shelled is a server whose shell is a script of the test's. SFTP is as it is.
type shelled struct {
	*sshd
	c   *client
	bin string // programs that come before the system's

	longest      time.Duration // that a command may take
	split, spare int           // of the plan
	site         func(n int) map[string]string
}

func newShelled(t *testing.T) *shelled {
	c := newClient(t)
	dir := t.TempDir()
	shell := filepath.Join(dir, "shell")
	s := &shelled{c: c, bin: filepath.Join(dir, "bin"), longest: longestCommand, site: func(n int) map[string]string { return editions[n%2] }}
	must(t, os.WriteFile(shell, []byte(`#!/bin/sh
case $SSH_ORIGINAL_COMMAND in sftp) exec `+sftpServer(t)+`;; esac
echo "$SSH_ORIGINAL_COMMAND" >>'`+dir+`/log'
PATH='`+s.bin+`':/usr/bin:/bin
. '`+dir+`/begin'
exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
`), 0o755))
	s.sshd = serve(t, []ssh.PublicKey{c.key}, "Subsystem sftp sftp", "ForceCommand "+shell)
	c.knows(s.sshd)
	s.shell(t, "", nil)
	return s
}

// shell says how the shell begins, and what programs there are.
func (s *shelled) shell(t *testing.T, begin string, programs map[string]string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(filepath.Dir(s.bin), "begin"), []byte(begin+"\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(filepath.Dir(s.bin), "log"), nil, 0o644))
	must(t, os.RemoveAll(s.bin))
	must(t, os.Mkdir(s.bin, 0o755))
	for name, text := range programs {
		must(t, os.WriteFile(filepath.Join(s.bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755))
	}
}

// asked are the commands that the shell was asked for.
func (s *shelled) asked(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(filepath.Dir(s.bin), "log"))
	must(t, err)
	return string(data)
}

// publish publishes an edition, asking for help whatever it is worth.
func (s *shelled) publish(t *testing.T, dir string, n int) (Report, error) {
	t.Helper()
	p := plan(n)
	p.many, p.split, p.spare, p.Jobs = 1, s.split, s.spare, 4
	return Publish(t.Context(), func(ctx context.Context) (Target, error) {
		d, err := DialSFTP(ctx, s.c.options(s.url(strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(dir))))
		if err == nil {
			d.(*remote).longest = s.longest
		}
		return d, err
	}, siteOf(s.site(n)), p)
}

// whole looks whether a folder has an edition, and nothing that does not belong
// there.
func (s *shelled) whole(t *testing.T, dir string, n int) {
	t.Helper()
	d, err := OpenDir(dir)
	must(t, err)
	defer d.Close()
	if seen := filesBelow(t, d, "current"); !is(seen, editions[n%2]) {
		t.Errorf("edition %d: %q", n, seen)
	}
	if _, f, err := Verify(t.Context(), d, "", 4, noted, nil); err != nil || f.Any() {
		t.Errorf("edition %d: %+v, %v", n, f, err)
	}
	// What commands made can be read by whom what was sent can.
	sent, err := os.Stat(filepath.Join(dir, releasesName, s.currentOf(t, dir)+recordSuffix))
	must(t, err)
	must(t, filepath.WalkDir(filepath.Join(dir, releasesName, s.currentOf(t, dir)), func(name string, f fs.DirEntry, err error) error {
		if st, _ := f.Info(); err == nil && st.Mode().IsRegular() && st.Mode() != sent.Mode() {
			t.Errorf("edition %d: %s is %s", n, name, st.Mode())
		}
		return err
	}))
	left, err := d.List(releasesName)
	must(t, err)
	for _, st := range left {
		if id := strings.TrimSuffix(st.Name, recordSuffix); !isID(id) {
			t.Errorf("edition %d: %s is left", n, st.Name)
		}
	}
	if len(left) > 4 {
		t.Errorf("edition %d: %v", n, left)
	}
}

func (s *shelled) currentOf(t *testing.T, dir string) string {
	t.Helper()
	dest, err := os.Readlink(filepath.Join(dir, currentName))
	must(t, err)
	return filepath.Base(dest)
}

// odd are shells that do not do what they are asked for, or not all of it.
var odd = []struct {
	name   string
	begin  string
	bin    map[string]string
	rounds int  // 0 is two
	split  bool // several commands share the work
	later  bool // the first publication has nothing to do with it, and is made at once
}{
	{name: "all goes well", rounds: 3},
	{name: "no command is allowed", begin: "exit 1"},
	{name: "a shell that only greets", begin: "echo Bienvenido; exit 0"},
	{name: "a shell that greets first", begin: "echo Bienvenido"},
	{name: "a shell that knows one command at a time", begin: `case $SSH_ORIGINAL_COMMAND in *'&&'*) echo "sintaxis: &&" >&2; exit 2;; esac`},
	{name: "a shell that changes what it passes on", begin: `SSH_ORIGINAL_COMMAND="$SSH_ORIGINAL_COMMAND | tr '\\200-\\377' '?'"`},
	{name: "a shell that hides what it makes", begin: "umask 077"},
	{name: "another folder", begin: "cd() { command cd /; }; exec /bin/sh -c \"cd() { command cd /tmp; }; $SSH_ORIGINAL_COMMAND\""},
	{name: "no programs", bin: map[string]string{"cp": "exit 127", "find": "exit 127", "tar": "exit 127", "xargs": "exit 127"}},
	{name: "a cp that breaks off", bin: map[string]string{"cp": `/bin/cp -al "$2" "$3"; rm -r "$3/a"; exit 1`}, later: true},
	{name: "a cp that is killed", bin: map[string]string{"cp": `mkdir "$3"; kill -9 $$`}, later: true},
	{name: "a cp that does nothing", bin: map[string]string{"cp": "exit 0"}, later: true},
	{name: "a cp that does half", bin: map[string]string{"cp": `/bin/cp -al "$2" "$3"; rm -r "$3/a"; echo mal >"$3/assets/otro.css"`}, later: true},
	{name: "a cp that makes links", bin: map[string]string{"cp": `mkdir "$3"; cd "$3"; ln -s "../$(basename "$2")"/* .`}, later: true},
	{name: "a cp that makes a file", bin: map[string]string{"cp": `echo >"$3"`}, later: true},
	{name: "a tar that does nothing", bin: map[string]string{"tar": "cat >/dev/null"}},
	{name: "a tar that reads nothing", bin: map[string]string{"tar": "exit 1"}},
	{name: "a tar that breaks off", bin: map[string]string{"tar": `/bin/tar "$@"; rm -r "$4/index.html"; echo >"$4/b/index.html"; exit 2`}},
	{name: "a tar that does half and says nothing", bin: map[string]string{"tar": `/bin/tar "$@"; rm -r "$4/index.html"; echo >"$4/b/index.html"`}},
	{name: "another find", bin: map[string]string{"find": `echo "find: unrecognized: -printf" >&2; exit 1`}},
	{name: "a find that breaks off", bin: map[string]string{"find": `/usr/bin/find "$@" | head -c 100`}},
	{name: "an xargs that removes nothing", bin: map[string]string{"xargs": "cat >/dev/null"}, rounds: 3},
	{name: "shares, all goes well", rounds: 3, split: true},
	{name: "shares, a cp that breaks off", bin: map[string]string{"cp": `for to; do :; done; /bin/cp "$@"; case "$*" in *index*) rm -r "$to/index.html"; exit 1;; esac`}, split: true, later: true},
	{name: "shares, a cp that does nothing", bin: map[string]string{"cp": "exit 0"}, split: true, later: true},
	{name: "shares, a cp that does more", bin: map[string]string{"cp": `for to; do :; done; /bin/cp "$@"; echo mal >"$to/otro.css"; mkdir -p "$to/a"; echo mal >"$to/a/otro.css"`}, split: true, later: true},
	{name: "shares, a cp that does half", bin: map[string]string{"cp": `for to; do :; done; /bin/cp "$@"; rm -rf "$to/a/img"`}, split: true, later: true},
	{name: "shares, a cp that makes links", bin: map[string]string{"cp": `for to; do :; done; ln -s /etc "$to/$3"`}, split: true, later: true},
	{name: "shares, another find", bin: map[string]string{"find": `echo "find: unrecognized: -printf" >&2; exit 1`}, split: true, later: true},
	{name: "shares, a find that breaks off", bin: map[string]string{"find": `/usr/bin/find "$@" | head -c 30`}, split: true, later: true},
	{name: "an xargs that breaks off", bin: map[string]string{"xargs": `head -c 20 | /usr/bin/xargs "$@"; exit 123`}, rounds: 3},
}

// TestServersWithOddShells: whatever comes of a command, readers find whole
// releases, and nothing is left over.
func TestServersWithOddShells(t *testing.T) {
	t.Parallel() // it is waited for
	s := newShelled(t)
	for _, o := range odd {
		t.Run(o.name, func(t *testing.T) {
			s.shell(t, o.begin, o.bin)
			dir := t.TempDir()
			for n := range max(o.rounds, 2) {
				if s.split = 0; o.split {
					s.split = 1
				}
				if n == 0 && o.later {
					d, err := OpenDir(dir)
					must(t, err)
					_, err = Publish(t.Context(), dialled(d), siteOf(s.site(n)), plan(n))
					must(t, err)
					continue
				}
				if _, err := s.publish(t, dir, n); err != nil {
					t.Fatalf("edition %d: %v", n, err)
				}
				s.whole(t, dir, n)
			}
			if o.split && len(o.bin) == 0 && strings.Count(s.asked(t), "exec cp ") < 4 {
				t.Errorf("nothing was shared:\n%s", s.asked(t))
			}
			if o.split {
				return
			}
			if len(o.bin) == 0 && o.begin == "" {
				for _, command := range []string{"cat ", "cp -al ", "tar ", "find ", "xargs -0 rm ", "xargs -0 rmdir "} {
					if !strings.Contains(s.asked(t), command) {
						t.Errorf("%s was not asked for:\n%s", command, s.asked(t))
					}
				}
			}
		})
	}
}

// TestTheSpareOfAServer: the next release begins from it, with help and without.
func TestTheSpareOfAServer(t *testing.T) {
	s := newShelled(t)
	for _, begin := range []string{"", "exit 1"} {
		s.shell(t, begin, nil)
		s.split, s.spare, s.site = 1, 1, large
		dir := t.TempDir()
		var before fs.FileInfo
		for n := range 4 {
			_, err := s.publish(t, dir, n)
			must(t, err)
			s.reads(t, dir, n)
			now, err := os.Stat(filepath.Join(dir, currentName))
			must(t, err)
			if before != nil && !os.SameFile(before, now) {
				t.Errorf("edition %d did not begin from the spare", n)
			}
			before = nil
			if spares, _ := filepath.Glob(filepath.Join(dir, releasesName, "*"+spareSuffix)); len(spares) == 1 {
				before, err = os.Stat(strings.TrimSuffix(spares[0], recordSuffix+spareSuffix))
				must(t, err)
			} else if n > 1 || n == 0 && begin == "" {
				t.Errorf("edition %d: the spares are %v", n, spares)
			}
		}
		d, err := OpenDir(dir)
		must(t, err)
		if _, f, err := Verify(t.Context(), d, "", 4, noted, nil); err != nil || f.Any() {
			t.Errorf("%+v, %v", f, err)
		}
		must(t, d.Close())
	}
}

// TestFoldersWithOddNames: they are names for the shell, too.
func TestFoldersWithOddNames(t *testing.T) {
	s := newShelled(t)
	for _, name := range []string{`a b's "x" $HOME`, "-rf", "ñandú €;`id`*&&#", `a\b`, "¡a!"} {
		dir := filepath.Join(t.TempDir(), name)
		must(t, os.Mkdir(dir, 0o755))
		for n := range 2 {
			if _, err := s.publish(t, dir, n); err != nil {
				t.Fatalf("%s, edition %d: %v", name, n, err)
			}
			s.whole(t, dir, n)
		}
	}
}

// TestACommandThatDoesNotEnd: it is not waited for, and what it makes late is in
// nobody's way.
func TestACommandThatDoesNotEnd(t *testing.T) {
	s := newShelled(t)
	dir := t.TempDir()
	_, err := s.publish(t, dir, 0)
	must(t, err)
	s.shell(t, "", map[string]string{"cp": `test -e '` + s.bin + `/again' && exec /bin/cp "$@"; touch '` + s.bin + `/again'; /bin/cp "$@"; sleep 2; echo tarde >"$3/tarde.html"; exec sleep 30`})
	s.longest = time.Second
	rep, err := s.publish(t, dir, 1)
	must(t, err)
	if rep.Lost != 1 {
		t.Errorf("%+v", rep)
	}
	d, err := OpenDir(dir)
	must(t, err)
	defer d.Close()
	if seen := filesBelow(t, d, "current"); !is(seen, editions[1]) {
		t.Errorf("%q", seen)
	}
	time.Sleep(1500 * time.Millisecond)
	if _, f, err := Verify(t.Context(), d, "", 4, noted, nil); err != nil || f.Any() {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestAReleaseThatSomebodyChanged: what a copy of it brings along is put right.
func TestAReleaseThatSomebodyChanged(t *testing.T) {
	s := newShelled(t)
	for what, change := range map[string]func(current string) error{
		"gone": func(c string) error { return os.Remove(c + "/a/img/x.png") },
		"a folder": func(c string) error {
			return errors.Join(os.Remove(c+"/a/img/x.png"), os.MkdirAll(c+"/a/img/x.png/b", 0o755))
		},
		"a link": func(c string) error {
			return errors.Join(os.Remove(c+"/a/img/x.png"), os.Symlink("/etc/passwd", c+"/a/img/x.png"))
		},
		"a folder is a link": func(c string) error { return errors.Join(os.RemoveAll(c+"/a/img"), os.Symlink("/etc", c+"/a/img")) },
	} {
		t.Run(what, func(t *testing.T) {
			dir := t.TempDir()
			_, err := s.publish(t, dir, 0)
			must(t, err)
			must(t, change(filepath.Join(dir, "current")))
			_, err = s.publish(t, dir, 1)
			must(t, err)
			s.whole(t, dir, 1)
		})
	}
	if st, err := os.Stat("/etc/passwd"); err != nil || st.Size() == 0 {
		t.Error("what a link led to was touched")
	}
}

// TestADiskThatIsFullWhenNamesAreMade: the release before is read on, and when there
// is room the next publication succeeds.
func TestADiskThatIsFullWhenNamesAreMade(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=60", "folio", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, out)
	}
	defer exec.Command("umount", "-l", dir).Run()
	s := newShelled(t)
	_, err := s.publish(t, dir, 0)
	must(t, err)
	var filled []string
	for n := 0; err == nil; n++ {
		name := filepath.Join(dir, strings.Repeat("x", n+1))
		if err = os.WriteFile(name, nil, 0o644); err == nil {
			filled = append(filled, name)
		}
	}
	for n, name := range filled[:6] { // room for the lock, the draft and some folders
		if n%2 == 0 {
			_, err = s.publish(t, dir, 1)
			if !errors.Is(err, ErrFull) {
				t.Errorf("with room for %d: %v", n, err)
			}
			s.reads(t, dir, 0)
		}
		must(t, os.Remove(name))
	}
	for _, name := range filled[6:] {
		must(t, os.Remove(name))
	}
	_, err = s.publish(t, dir, 1)
	must(t, err)
	s.whole(t, dir, 1)
}

// reads looks at what readers find.
func (s *shelled) reads(t *testing.T, dir string, n int) {
	t.Helper()
	d, err := OpenDir(dir)
	must(t, err)
	defer d.Close()
	if seen := filesBelow(t, d, "current"); !is(seen, s.site(n)) {
		t.Errorf("%q", seen)
	}
	if _, err := d.Stat(lockName); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock: %v", err)
	}
}
