package serve

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestEditorCommands(t *testing.T) {
	for _, c := range []struct {
		command string
		want    string // words joined by |, "" for none
	}{
		{"", ""},
		{"  ", ""},
		{"vim", ""},
		{"/usr/bin/nvim -p", ""},
		{"nano", ""},
		{"code", "code|--goto|f.md:12:3"},
		{"code --wait", "code|--wait|--goto|f.md:12:3"},
		{`"C:/Program Files/Code/code.exe" -n`, "C:/Program Files/Code/code.exe|-n|--goto|f.md:12:3"},
		{"subl -w", "subl|-w|f.md:12:3"},
		{"gvim", "gvim|+12|f.md"},
		{"kate", "kate|--line|12|--column|3|f.md"},
		{"idea", "idea|--line|12|f.md"},
		{"notepad++", "notepad++|-n12|-c3|f.md"},
		{"own-editor --at={line},{col} '{file}'", "own-editor|--at=12,3|f.md"},
		{"unknown", "unknown|f.md"},
		{`a '' "b c"d`, "a||b cd|f.md"},
	} {
		e := newEditor(c.command, "")
		if e == nil {
			if c.want != "" {
				t.Errorf("%q: none", c.command)
			}
			continue
		}
		if got := strings.Join(e.args("f.md", 12, 3), "|"); got != c.want {
			t.Errorf("%q: %s", c.command, got)
		}
	}
	if got := newEditor("code", "").args("f", 0, 0); !slices.Equal(got, []string{"code", "--goto", "f:1:1"}) {
		t.Errorf("no position: %q", got)
	}
}

// A shell's characters in a name are characters.
func TestEditorIsNoShell(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the editor of this test is a shell script")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	script := filepath.Join(dir, "edit.sh")
	must(t, os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s' \"$2 $3\" > \"$1.part\" && mv \"$1.part\" \"$1\"\n"), 0o777))
	name := "$(touch pwned); `x` & 'ñ'.md"
	must(t, newEditor(script+" "+out+" {file} {line}", dir).open(name, 7, 1))
	var got []byte
	until(t, "the editor has written", func() bool {
		var err error
		got, err = os.ReadFile(out)
		return err == nil
	})
	if string(got) != name+" 7" {
		t.Errorf("the editor was given %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
		t.Error("a shell ran")
	}
	if err := newEditor("/no/such/editor", dir).open("f", 1, 1); err == nil {
		t.Error("an editor that does not exist started")
	}
}
