package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// handy is a target in memory that knows the commands which Folio asks for.
type handy struct{ *memory }

func (h *handy) Run(command string, in func(io.Writer) error, out io.Writer) error {
	var read bytes.Buffer
	if in != nil {
		if err := in(&read); err != nil {
			return err
		}
	}
	return h.do(command, read.Bytes(), out, false)
}

// do runs a command; of part, the first half of what it would do, and then it
// fails.
func (h *handy) do(command string, in []byte, out io.Writer, part bool) error {
	unquoted := strings.Split(command, "'")
	half := func(n int) int {
		if part {
			return n / 2
		}
		return n
	}
	listed := strings.Split(strings.TrimSuffix(string(in), "\x00"), "\x00")
	err := error(nil)
	switch {
	case command == "cat "+lockName+" -":
		h.mu.Lock()
		lock := h.nodes[lockName]
		h.mu.Unlock()
		if lock == nil {
			return errors.ErrUnsupported
		}
		_, err = out.Write(append(bytes.Clone(lock.data), in...))
	case strings.HasPrefix(command, "cp -al "):
		err = h.cp(unquoted[1], unquoted[3], half)
	case strings.HasPrefix(command, "find "):
		files, others, walked := (&place{Target: h.memory, jobs: 1}).walk(context.Background(), strings.TrimSuffix(unquoted[1], "/"))
		for name, st := range files {
			fmt.Fprintf(out, "f %d %s\x00", st.Size, name)
		}
		for _, o := range others {
			fmt.Fprintf(out, "%c 4096 %s\x00", "fdlp"[o.kind], o.name)
		}
		err = walked
	case strings.Contains(command, "exec cp -al -- "): // of some names, into a folder beside theirs
		to := path.Join(path.Dir(unquoted[1]), path.Base(strings.TrimSuffix(strings.Fields(unquoted[3])[5], "/")))
		for _, name := range listed {
			err = errors.Join(err, h.cp(path.Join(unquoted[1], name), path.Join(to, name), half))
		}
	case strings.Contains(command, "exec find "):
		files, others, walked := (&place{Target: h.memory, jobs: 1}).walk(context.Background(), unquoted[1])
		of := func(name string) bool {
			return slices.ContainsFunc(listed, func(l string) bool { return "./"+name == l || strings.HasPrefix("./"+name, l+"/") })
		}
		for name, st := range files {
			if of(name) {
				fmt.Fprintf(out, "f %d ./%s\x00", st.Size, name)
			}
		}
		for _, o := range others {
			if of(o.name) {
				fmt.Fprintf(out, "%c 4096 ./%s\x00", "fdlp"[o.kind], o.name)
			}
		}
		err = walked
	case strings.HasSuffix(command, " && xargs -0 rm -f --"):
		for _, name := range listed[:half(len(listed))] {
			if e := h.Remove(path.Join(unquoted[1], name)); e != nil && !errors.Is(e, fs.ErrNotExist) {
				err = e
			}
		}
	case strings.HasSuffix(command, " && xargs -0 rmdir --"):
		for _, name := range listed[:half(len(listed))] {
			err = errors.Join(err, h.Remove(path.Join(unquoted[1], name)))
		}
	case strings.HasPrefix(command, "umask 022 && tar -xkomf - -C "):
		err = h.untar(unquoted[1], in[:half(len(in))])
	default:
		err = errors.New("not found: " + command)
	}
	if err != nil || part {
		return errors.ErrUnsupported
	}
	return nil
}

func (h *handy) cp(from, to string, half func(int) int) error {
	h.mu.Lock()
	var below []string
	for p := range h.nodes {
		if p == from || strings.HasPrefix(p, from+"/") {
			below = append(below, p)
		}
	}
	h.mu.Unlock()
	slices.Sort(below)
	for _, p := range below[:half(len(below))] {
		h.mu.Lock()
		n := h.nodes[p]
		h.mu.Unlock()
		if err := h.make(to+strings.TrimPrefix(p, from), n); err != nil {
			return err
		}
	}
	return nil
}

func (h *handy) untar(dir string, data []byte) error {
	for a := tar.NewReader(bytes.NewReader(data)); ; {
		f, err := a.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		text, cut := io.ReadAll(a)
		if err := errors.Join(h.make(path.Join(dir, f.Name), &node{data: text}), cut); err != nil {
			return err
		}
	}
}

// TestAServerThatHelps: what it does at once is what is done one by one elsewhere.
func TestAServerThatHelps(t *testing.T) {
	m, alone := newMemory(), newMemory()
	counted := &faulty{Target: &handy{m}}
	for n := range 4 {
		p := plan(n)
		p.many = 1
		before := counted.calls
		rep, err := Publish(context.Background(), dialled(counted), siteOf(editions[n%2]), p)
		must(t, err)
		same := publishTo(t, alone, n%2, n)
		if rep.Sent != same.Sent || rep.Reused != same.Reused || rep.Gone != same.Gone || rep.Bytes != same.Bytes || !slices.Equal(rep.Removed, same.Removed) {
			t.Errorf("edition %d: %+v\n%+v", n, rep, same)
		}
		t.Logf("%d changing calls", counted.calls-before)
	}
	for p, n := range alone.nodes {
		if x := m.nodes[p]; x == nil || x.kind != n.kind || string(x.data) != string(n.data) {
			t.Errorf("%s is not the same", p)
		}
	}
	if len(m.nodes) != len(alone.nodes) {
		t.Errorf("%d names, and %d", len(m.nodes), len(alone.nodes))
	}
}
