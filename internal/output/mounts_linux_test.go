package output

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestDisks builds onto full and read-only disks and onto mount points. Only
// in a name space of its own may a test mount such disks.
func TestDisks(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childPart+"=mounts", childFolder+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC) {
		t.Skipf("this system does not let a test mount disks: %v", err)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// mounts is TestDisks inside the name space.
func mounts(dir string) {
	var c childTest
	check, do := c.check, c.do
	content := func(dir string) files {
		got := files{}
		do(filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && e.Name() != ManifestName {
				data, err := os.ReadFile(name)
				rel, _ := filepath.Rel(dir, name)
				got[rel] = string(data)
				return err
			}
			return err
		}))
		return got
	}
	first, second := files{"a.html": "old", "b/c.html": "same"}, files{"a.html": "new", "b/c.html": "same", "d/e.html": "come"}
	big := maps.Clone(second)
	big["big.bin"] = strings.Repeat("x", 2<<20)

	// A disk that fills up.
	disk := filepath.Join(dir, "disk")
	do(os.Mkdir(disk, 0o777))
	do(unix.Mount("folio", disk, "tmpfs", 0, "size=1m"))
	public := filepath.Join(disk, "public")
	_, err := tryBuild(public, first)
	do(err)
	_, err = tryBuild(public, big)
	check("full: error", errors.Is(err, ErrFull), err)
	check("full: site", reflect.DeepEqual(content(public), first), content(public))
	check("full: leftovers", !present(beside(public)))
	d, err := NewDir(public)
	do(err)
	err = d.Copy("big.bin", bytes.NewReader([]byte(big["big.bin"])))
	check("full: error of Copy", errors.Is(err, ErrFull), err)
	d.Abort()

	// The same disk as a mount point: no exchange, and still all or nothing.
	for _, opts := range [][]Option{nil, {Durable()}} {
		_, err = tryBuild(public, first, opts...)
		do(err)
		point := filepath.Join(dir, "point")
		do(os.MkdirAll(point, 0o777))
		do(unix.Mount("folio", point, "tmpfs", 0, "size=1m"))
		for _, site := range []files{first, second, first} {
			_, err = tryBuild(point, site, opts...)
			check("mount point: error", err == nil, err)
			check("mount point: site", reflect.DeepEqual(content(point), site), content(point))
		}
		_, err = tryBuild(point, big, opts...)
		check("mount point, full: error", errors.Is(err, ErrFull), err)
		check("mount point, full: site", reflect.DeepEqual(content(point), first), content(point))

		// A bind mount looks like any folder until one tries to move it.
		bound := filepath.Join(dir, "bound")
		do(os.MkdirAll(bound, 0o777))
		do(os.MkdirAll(filepath.Join(dir, "source"), 0o777))
		do(unix.Mount(filepath.Join(dir, "source"), bound, "", unix.MS_BIND, ""))
		do(os.WriteFile(filepath.Join(bound, ".gitkeep"), nil, 0o666))
		for _, site := range []files{first, second, first} {
			site := maps.Clone(site)
			_, err = tryBuild(bound, site, opts...)
			site[".gitkeep"] = ""
			check("bind mount: error", err == nil, err)
			check("bind mount: site", reflect.DeepEqual(content(bound), site), content(bound))
			check("bind mount: leftovers", !present(beside(bound)) && !present(filepath.Join(bound, insideName)))
		}
		do(unix.Unmount(bound, 0))
		do(os.RemoveAll(filepath.Join(dir, "source")))
		do(unix.Unmount(point, 0))
	}

	// A disk that may not be written to.
	do(unix.Mount("", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	_, err = tryBuild(public, second)
	check("read-only: error", errors.Is(err, ErrReadOnly), err)
	key, args, ok := Explain(err)
	check("read-only: words", ok && key == "output.read-only" && len(args) == 1 && args[0] == public, key, args)
	check("read-only: site", reflect.DeepEqual(content(public), first), content(public))
	_, err = tryBuild(filepath.Join(disk, "elsewhere"), second)
	check("read-only: error of a new site", errors.Is(err, ErrReadOnly), err)
	c.end()
}
