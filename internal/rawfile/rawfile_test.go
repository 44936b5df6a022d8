package rawfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestFilesAreAsOsSeesThem: what is written is read, and described, as by os.
func TestFilesAreAsOsSeesThem(t *testing.T) {
	name := filepath.Join(t.TempDir(), "uno")
	text := strings.Repeat("Año nuevo.\n", 50_000)
	f, err := Create(name, 0o640)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := f.Write([]byte(text)); err != nil || n != len(text) {
		t.Fatal(n, err)
	}
	got, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got.Size() != want.Size() || !got.ModTime().Equal(want.ModTime()) || got.Mode() != want.Mode() || got.Name() != want.Name() ||
		got.IsDir() || !reflect.DeepEqual(got.Sys(), want.Sys()) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("closed twice: %v", err)
	}
	if read, err := os.ReadFile(name); err != nil || string(read) != text {
		t.Errorf("%d bytes, want %d, %v", len(read), len(text), err)
	}
	if _, err := Create(name, 0o640); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made twice: %v", err)
	}
	if _, err := Create(filepath.Join(name, "x"), 0o640); err == nil || errors.Is(err, fs.ErrExist) {
		t.Errorf("below a file: %v", err)
	}
}

// TestNothingLeadsOut: what os.Root opens is opened, and nothing else.
func TestNothingLeadsOut(t *testing.T) {
	if runtime.GOOS != "linux" {
		if _, err := OpenBeneath(nil, "x"); !errors.Is(err, errors.ErrUnsupported) {
			t.Error(err)
		}
		return
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"fuera": "secreto", "raiz/a/uno": "1", "raiz/dos": "2"} {
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{
		"a/dentro": "../dos", "a/fuera": "../../fuera", "entera": filepath.Join(dir, "raiz", "dos"), "carpeta": "a", "vuelta": "vuelta", "salida": "..", "proc": "/proc/self/root",
	} {
		if err := os.Symlink(to, filepath.Join(dir, "raiz", name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "raiz"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	at, err := root.Open(".")
	if err != nil {
		t.Fatal(err)
	}
	defer at.Close()
	opened := 0
	names := []string{
		"dos", "a/uno", "./a/../dos", "a/dentro", "carpeta/uno", "a", // there
		"a/fuera", "entera", "vuelta", "salida/fuera", "../fuera", "a/../../fuera", "proc" + dir + "/fuera", dir + "/fuera", "nada", "dos/x", "", "x\x00y",
	}
	for _, name := range names {
		want, werr := root.Open(name)
		got, gerr := OpenBeneath(at, name)
		if (werr == nil) != (gerr == nil) {
			t.Errorf("%q: %v, os.Root says %v", name, gerr, werr)
		}
		if werr != nil || gerr != nil {
			continue
		}
		opened++
		a, aerr := io.ReadAll(want)
		b, berr := io.ReadAll(got)
		if string(a) != string(b) || (aerr == nil) != (berr == nil) {
			t.Errorf("%q: %q %v, os.Root reads %q %v", name, b, berr, a, aerr)
		}
		_, _ = want.Close(), got.Close()
	}
	if opened != 6 {
		t.Errorf("%d were opened", opened)
	}
	for _, name := range names {
		want, werr := root.Stat(name)
		got, gerr := StatBeneath(at, name)
		if (werr == nil) != (gerr == nil) {
			t.Errorf("%q: %v, os.Root says %v", name, gerr, werr)
		} else if gerr == nil && (!reflect.DeepEqual(got.Sys(), want.Sys()) || got.Mode() != want.Mode() || !got.ModTime().Equal(want.ModTime())) {
			t.Errorf("%q: %+v, os.Root says %+v", name, got, want)
		}
		list, lerr := ListBeneath(at, name)
		if f, err := root.Open(name); err == nil {
			wanted, err := f.ReadDir(-1)
			_ = f.Close()
			if (lerr == nil) != (err == nil) || said(list) != said(wanted) {
				t.Errorf("%q holds %s %v, os.Root says %s %v", name, said(list), lerr, said(wanted), err)
			}
		} else if lerr == nil {
			t.Errorf("%q is listed, os.Root says %v", name, err)
		}
	}
}

// said is a folder in words.
func said(list []fs.DirEntry) string {
	var words []string
	for _, e := range list {
		words = append(words, e.Name()+" "+e.Type().String())
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}
