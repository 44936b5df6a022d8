package publish

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// contract is what every target keeps. open gives an empty one.
func contract(t *testing.T, open func(t *testing.T) Target) {
	story := func(name string, tell func(t *testing.T, d Target)) {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			defer d.Close()
			tell(t, d)
		})
	}
	story("a file is read as it was made", func(t *testing.T, d Target) {
		long := strings.Repeat("año\n", 100_000)
		for name, text := range map[string]string{"vacío.txt": "", "a.html": "<p>ñ</p>", "largo.txt": long} {
			must(t, d.Create(name, strings.NewReader(text)))
			if got := contentOf(t, d, name); got != text {
				t.Errorf("%s: %d bytes, want %d", name, len(got), len(text))
			}
			if st, err := d.Stat(name); err != nil || st.Size != int64(len(text)) || st.Kind != File || st.Name != name {
				t.Errorf("%s: %+v, %v", name, st, err)
			}
		}
	})
	story("a name that is taken is not written over", func(t *testing.T, d Target) {
		must(t, d.Create("a", strings.NewReader("1")))
		must(t, d.Mkdir("m"))
		for _, name := range []string{"a", "m"} {
			if err := d.Create(name, strings.NewReader("2")); !errors.Is(err, fs.ErrExist) {
				t.Errorf("creating %s: %v", name, err)
			}
			if err := d.Mkdir(name); !errors.Is(err, fs.ErrExist) {
				t.Errorf("making %s: %v", name, err)
			}
		}
		if got := contentOf(t, d, "a"); got != "1" {
			t.Errorf("a is %q", got)
		}
	})
	story("what fails while it is read is not a file that is whole", func(t *testing.T, d Target) {
		if err := d.Create("a", io.MultiReader(strings.NewReader("mitad"), iotest.ErrReader(io.ErrUnexpectedEOF))); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v", err)
		}
	})
	story("what is not there is said to be not there", func(t *testing.T, d Target) {
		_, open := d.Open("x")
		_, stat := d.Stat("x")
		_, list := d.List("x")
		_, link := d.Readlink("x")
		for what, err := range map[string]error{
			"open": open, "stat": stat, "list": list, "readlink": link, "remove": d.Remove("x"), "rename": d.Rename("x", "y"),
			"link": d.Link("x", "y"), "create below": d.Create("x/y", strings.NewReader("")), "mkdir below": d.Mkdir("x/y"),
		} {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
	story("a folder is listed", func(t *testing.T, d Target) {
		must(t, d.Mkdir("m"))
		must(t, d.Mkdir("m/n"))
		must(t, d.Create("m/a", strings.NewReader("123")))
		must(t, d.Symlink("m/a", "l"))
		var got []string
		for _, dir := range []string{".", "m", "m/n"} {
			list, err := d.List(dir)
			must(t, err)
			for _, i := range list {
				got = append(got, dir+" "+i.Name+" "+[]string{"file", "folder", "link", "other"}[i.Kind])
			}
		}
		slices.Sort(got)
		if want := []string{". l link", ". m folder", "m a file", "m n folder"}; !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	})
	story("a file, a link and a folder are renamed, over a file or a link", func(t *testing.T, d Target) {
		must(t, d.Create("a", strings.NewReader("1")))
		must(t, d.Create("b", strings.NewReader("2")))
		must(t, d.Rename("a", "b"))
		must(t, d.Mkdir("m"))
		must(t, d.Create("m/x", strings.NewReader("3")))
		must(t, d.Rename("m", "n"))
		must(t, d.Symlink("n", "l"))
		must(t, d.Symlink("b", "k"))
		must(t, d.Rename("k", "l"))
		if got := contentOf(t, d, "b") + contentOf(t, d, "n/x"); got != "13" {
			t.Errorf("%q", got)
		}
		if dest, err := d.Readlink("l"); err != nil || dest != "b" {
			t.Errorf("%q, %v", dest, err)
		}
		for _, gone := range []string{"a", "m", "k"} {
			if _, err := d.Stat(gone); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %v", gone, err)
			}
		}
	})
	story("a second name leads to the same file", func(t *testing.T, d Target) {
		must(t, d.Create("a", strings.NewReader("1")))
		must(t, d.Mkdir("m"))
		must(t, d.Link("a", "m/a"))
		must(t, d.Remove("a"))
		if got := contentOf(t, d, "m/a"); got != "1" {
			t.Errorf("%q", got)
		}
		must(t, d.Create("b", strings.NewReader("2")))
		if err := d.Link("b", "m/a"); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over another: %v", err)
		}
	})
	story("a link is told as a link, and leads where it says", func(t *testing.T, d Target) {
		must(t, d.Mkdir("r"))
		must(t, d.Create("r/a", strings.NewReader("1")))
		must(t, d.Symlink("r", "c"))
		if st, err := d.Stat("c"); err != nil || st.Kind != Link {
			t.Errorf("%+v, %v", st, err)
		}
		if got := contentOf(t, d, "c/a"); got != "1" {
			t.Errorf("%q", got)
		}
		if err := d.Symlink("x", "c"); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over another: %v", err)
		}
		must(t, d.Remove("c"))
		if got := contentOf(t, d, "r/a"); got != "1" {
			t.Errorf("%q", got)
		}
	})
	story("only an empty folder is removed", func(t *testing.T, d Target) {
		must(t, d.Mkdir("m"))
		must(t, d.Create("m/a", strings.NewReader("1")))
		if err := d.Remove("m"); err == nil {
			t.Error("a folder with a file is removed")
		}
		must(t, d.Remove("m/a"))
		must(t, d.Remove("m"))
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func contentOf(t *testing.T, d Target, name string) string {
	t.Helper()
	f, err := d.Open(name)
	must(t, err)
	defer f.Close()
	data, err := io.ReadAll(f)
	must(t, err)
	return string(data)
}

func TestDirectoriesKeepTheContract(t *testing.T) {
	contract(t, func(t *testing.T) Target {
		d, err := OpenDir(t.TempDir())
		must(t, err)
		return d
	})
}
