package spool

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// onDisk makes a spool that keeps everything on disk.
func onDisk(t *testing.T) *File {
	dir := t.TempDir()
	f := New(func() (*os.File, error) { return os.CreateTemp(dir, "x") }, 0)
	t.Cleanup(func() {
		f.Close()
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	return f
}

func TestBytesComeBackFromWhereTheyWait(t *testing.T) {
	refused := New(func() (*os.File, error) { return nil, os.ErrPermission }, 0)
	for name, f := range map[string]*File{"on disk": onDisk(t), "little": New(nil, Little), "no disk": refused, "none": nil} {
		words := []string{"uno", "", "el segundo", "tres"}
		var kept []Bytes
		for _, w := range words {
			kept = append(kept, Of([]byte(w)).Keep(f))
		}
		for i, b := range kept {
			if gone := b.data == nil; gone != (name == "on disk" && words[i] != "") {
				t.Errorf("%s: %q left memory: %v", name, words[i], gone)
			}
			if b.String() != words[i] || b.Len() != len(words[i]) {
				t.Errorf("%s: %q came back as %q, %d", name, words[i], b.String(), b.Len())
			}
			if got, want := fmt.Sprintf("%+v", struct{ B Bytes }{b}), fmt.Sprintf("{B:%s}", words[i]); got != want {
				t.Errorf("%s: printed as %s, want %s", name, got, want)
			}
			for to := range b.Len() {
				if got := b.Part(to/2, to); got.String() != words[i][to/2:to] || got.Len() != to-to/2 {
					t.Errorf("%s: the part from %d to %d of %q is %q", name, to/2, to, words[i], got.String())
				}
				if got := string(b.Slice(to/2, to)); got != words[i][to/2:to] {
					t.Errorf("%s: %d to %d of %q are %q", name, to/2, to, words[i], got)
				}
			}
			var stored bytes.Buffer
			var back Bytes
			if err := gob.NewEncoder(&stored).Encode(b); err != nil {
				t.Fatal(err)
			}
			if err := gob.NewDecoder(&stored).Decode(&back); err != nil || back.String() != words[i] {
				t.Errorf("%s: %q is stored as %q, %v", name, words[i], back.String(), err)
			}
		}
		if f.Err() != nil {
			t.Errorf("%s: %v", name, f.Err())
		}
	}
}

func TestWhatIsGoneIsAnError(t *testing.T) {
	f := onDisk(t)
	b := f.Keep([]byte("unas palabras"))
	_ = f.file.Truncate(4)
	if b.Slice(0, b.Len()) != nil || f.Err() == nil {
		t.Error("a file that lost its end is whole")
	}
	if _, err := b.GobEncode(); err == nil {
		t.Error("what is gone is stored")
	}
	f = onDisk(t)
	b = f.Keep([]byte("unas palabras"))
	f.Close()
	if b.Slice(0, b.Len()) != nil || f.Err() == nil {
		t.Error("a spool that is closed can be read")
	}
	if b = f.Keep([]byte("otras")); b.String() != "otras" {
		t.Error("a spool that is closed loses what it is given")
	}
}
