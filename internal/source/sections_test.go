package source

import "testing"

// TestTitlesOfNames: a folder's own name counts and not its README's, as NFC; a name
// that is all number is its title.
func TestTitlesOfNames(t *testing.T) {
	for _, c := range []struct {
		s    Section
		want string
	}{
		{Section{File: &File{"m/07-procedimiento_de-red.md"}}, "Procedimiento de red"},
		{Section{Dir: "m/04-red-interna", File: &File{"m/04-red-interna/README.md"}}, "Red interna"},
		{Section{Dir: "m/sub"}, "Sub"},
		{Section{File: &File{"m/07-ni\u0301vel_dos.md"}}, "N\u00edvel dos"},
		{Section{File: &File{"m/03-.md"}}, "03"},
		{Section{File: &File{"m/2026.md"}}, "2026"},
	} {
		if got := c.s.Title(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestSectionsHaveTheirFiles: each its own, in order, with its place.
func TestSectionsHaveTheirFiles(t *testing.T) {
	r := write(t, "m/manual.yaml", "m/02-b.md", "m/01-a.md", "m/03-c/README.md", "m/03-c/x.md")
	tree, _, err := Discover(r)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var walk func([]Section)
	walk = func(list []Section) {
		for _, s := range list {
			got = append(got, s.File.Name+" "+s.Out)
			walk(s.Children)
		}
	}
	walk(tree.Manuals[0].Sections)
	want := []string{"m/01-a.md m/a.html", "m/02-b.md m/b.html", "m/03-c/README.md m/c/index.html", "m/03-c/x.md m/c/x.html"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}
