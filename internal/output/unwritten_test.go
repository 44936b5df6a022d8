package output

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// TestUnwritten: the name is the user's own, whatever name the system was asked for.
func TestUnwritten(t *testing.T) {
	must(t, Unwritten("m/a.md", "m", nil))
	for cause, want := range map[error]Reason{
		fs.ErrPermission: ErrNotPermitted, fs.ErrNotExist: ErrNoFolder, fs.ErrInvalid: ErrUnwritten,
	} {
		err := Unwritten("./m/a.md", "m/", &fs.PathError{Op: "open", Path: "m/.folio-1", Err: cause})
		key, args, ok := Explain(err)
		if !ok || key != string(want) || !slices.Equal(args, []string{"m/a.md", "m"}) || !errors.Is(err, cause) {
			t.Errorf("%v: %s %v", cause, key, args)
		}
	}
	_, args, _ := Explain(UnmadeFolder("x/y/z", &fs.PathError{Op: "mkdir", Path: "x/y", Err: fs.ErrPermission}))
	same(t, "folder in the way", args, []string{"x/y/z", "x"})
}
