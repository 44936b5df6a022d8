package output

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is a user without rights of its own.
const nobody = 65534

// TestClosedFolders builds where folders are closed to writing for a while. Nothing
// is closed to root, so the story is played by a user who is not.
func TestClosedFolders(t *testing.T) {
	dir, err := os.MkdirTemp("", "folio") // whose parents anybody may enter
	must(t, err)
	defer os.RemoveAll(dir)
	if os.Geteuid() == 0 {
		must(t, os.Chown(dir, nobody, nobody))
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childPart+"=closed", childFolder+"="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// closed is TestClosedFolders as that user.
func closed(dir string) {
	var c childTest
	check, do := c.check, c.do
	if os.Geteuid() == 0 {
		do(syscall.Setgid(nobody))
		do(syscall.Setuid(nobody))
	}
	first := files{"a.html": "old", "b/c.html": "old", "b/d/e.html": "old"}
	second := files{"a.html": "new", "b/c.html": "new", "f/g.html": "come"}
	public := filepath.Join(dir, "public")
	is := func(what string, site files) {
		for p, data := range site {
			got, err := os.ReadFile(filepath.Join(public, p))
			check(what, err == nil && string(got) == data, p, string(got), err)
		}
		check(what+": leftovers", !present(beside(public)))
	}

	// The site's folder: the new site waits beside it and is taken away again.
	_, err := tryBuild(public, first)
	do(err)
	do(os.Chmod(public, 0o555))
	_, err = tryBuild(public, second)
	check("closed: error", errors.Is(err, ErrPermission), err)
	is("closed", first)
	do(os.Chmod(public, 0o755))
	_, err = tryBuild(public, second)
	check("open again: error", err == nil, err)
	is("open again", second)

	// What an earlier Folio left of such a build.
	do(os.MkdirAll(filepath.Join(beside(public), newName, "b"), 0o777))
	do(os.WriteFile(filepath.Join(beside(public), markerName), []byte(markerText), 0o666))
	do(os.WriteFile(filepath.Join(beside(public), newName, "b", "c.html"), nil, 0o666))
	do(os.Chmod(filepath.Join(beside(public), newName), 0o555))
	_, err = tryBuild(public, first)
	check("left: error", err == nil, err)
	is("left", first)

	// Folders in it, with a file that is not Folio's: the old site is taken away,
	// the file stays.
	do(os.WriteFile(filepath.Join(public, "b", "theirs"), []byte("theirs"), 0o444))
	do(os.Chmod(filepath.Join(public, "b", "d"), 0o500))
	do(os.Chmod(filepath.Join(public, "b"), 0o500))
	for _, site := range []files{second, first, second} {
		_, err = tryBuild(public, site)
		check("folders: error", err == nil, err)
		is("folders", site)
		is("folders", files{"b/theirs": "theirs"})
	}
	c.end()
}
