package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// runner is a target whose server may run commands for who publishes. What it can
// do at once takes thousands of requests otherwise; what it says that it did is
// looked at all the same.
type runner interface {
	// Run runs a command for a shell in the target's folder: in, unless nil, writes
	// what it reads. A command that failed, or cannot be run, is ErrUnsupported: a
	// part of what was to be done may be done. errStray is one of which it is not
	// known whether it has ended. An error of in is returned as it is.
	Run(command string, in func(io.Writer) error, out io.Writer) error
}

// errStray is a command that may still run.
var errStray = fmt.Errorf("publish: a command without an end: %w", errors.ErrUnsupported)

// helped tells whether the server runs commands, and in the folder that the target
// is: it is asked for this publication's lock, and to pass every byte on.
func (p *place) helped() bool {
	p.asked.Do(func() {
		var said capped
		err := p.run("cat "+lockName+" -", func(w io.Writer) error { _, err := w.Write(everyByte()); return err }, &said)
		text, whole := bytes.CutSuffix(said.Bytes(), everyByte())
		var l lock
		if err != nil || !whole || json.Unmarshal(text, &l) != nil || l.Token != p.token {
			return
		}
		// What commands make, readers must be able to read as if it had been sent.
		st, err := p.Stat(lockName)
		p.perm = st.Perm & 0o666
		p.helps = err == nil && p.perm != 0
	})
	return p.helps
}

// everyByte is what a shell that is none, or reads what it passes on, gives back
// otherwise.
func everyByte() []byte {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(255 - i)
	}
	return all
}

func (p *place) run(command string, in func(io.Writer) error, out io.Writer) error {
	r, can := p.Target.(runner)
	if !can || !p.locked {
		return errors.ErrUnsupported
	}
	if out == nil {
		out = io.Discard
	}
	return r.Run(command, in, out)
}

// ask is run where commands are run.
func (p *place) ask(command string, in func(io.Writer) error, out io.Writer) error {
	if !p.helped() {
		return errors.ErrUnsupported
	}
	return p.run(command, in, out)
}

// capped is what a command says, as far as it can be of use.
type capped struct{ bytes.Buffer }

func (c *capped) Write(b []byte) (int, error) {
	if room := maxRecord - c.Len(); room > 0 {
		c.Buffer.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}

// copyTree makes a folder like another, whose files it has under second names.
func (p *place) copyTree(from, to string) error {
	return p.ask("cp -al "+quoted(from)+" "+quoted(to), nil, nil)
}

// listTree is walk where the server's own find can tell.
func (p *place) listTree(dir string) (files map[string]Info, others []other, err error) {
	var said capped
	if err := p.ask("find "+quoted(dir+"/")+` -mindepth 1 -printf '%y %s %P\0'`, nil, &said); err != nil {
		return nil, nil, err
	}
	files = map[string]Info{}
	text := said.String()
	for text != "" {
		line, rest, whole := strings.Cut(text, "\x00")
		kind, line, ok := strings.Cut(line, " ")
		size, name, named := strings.Cut(line, " ")
		n, err := strconv.ParseInt(size, 10, 64)
		if !whole || !ok || !named || len(kind) != 1 || name == "" || err != nil {
			return nil, nil, errors.ErrUnsupported // another find
		}
		st := Info{Name: name[strings.LastIndexByte(name, '/')+1:], Size: n}
		switch text = rest; kind {
		case "f":
			files[name] = st
		case "d":
			others = append(others, other{name, Folder})
		default:
			others = append(others, other{name, Other})
		}
	}
	slices.SortFunc(others, other.compare)
	return files, others, nil
}

// names writes names for a command that reads them with a nought after each.
func names(list []string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(list, "\x00")+"\x00")
		return err
	}
}

// removeFiles removes files of a folder. It is no matter when one is not there.
func (p *place) removeFiles(dir string, list []string) error {
	return p.ask("cd "+quoted(dir)+" && xargs -0 rm -f --", names(list), nil)
}

// removeFolders removes folders below one, and that one, ".", if there is nothing in
// them.
func (p *place) removeFolders(dir string, list []string) error {
	above, top := path.Split(dir)
	full := make([]string, len(list))
	for i, d := range list {
		full[i] = join(top, d)
	}
	slices.SortFunc(full, func(a, b string) int { return strings.Compare(b, a) }) // what is in a folder comes before it
	return p.ask("cd "+quoted(path.Clean(above))+" && xargs -0 rmdir --", names(full), nil)
}

// unpack makes files out of an archive. What is there already is not replaced.
func (p *place) unpack(dir string, archive func(io.Writer) error) error {
	if !p.helped() {
		return errors.ErrUnsupported
	}
	return p.ask(fmt.Sprintf("umask %03o && ", 0o666&^p.perm)+"tar -xkomf - -C "+quoted(dir), archive, nil)
}

// twin is a copy of the release before that is being made, under a name that no
// other attempt uses: a command whose end nobody saw may go on in it.
type twin struct {
	name   string
	done   chan struct{}
	err    error
	files  map[string]Info // what is in it; nil when the server did not list it
	others []other
}

// beginTwin lets the server begin a copy of a release; nil when it cannot.
func (j *job) beginTwin(old, incoming string) (*twin, error) {
	if old == "" || !j.helped() {
		return nil, nil
	}
	if _, there, err := j.has(folderOf(incoming)); err != nil || there {
		return nil, err // there is something to go on with
	}
	t := &twin{name: incoming + "-" + chance(4), done: make(chan struct{})}
	// Its draft is the other's record: it says what is to be removed of it when it
	// is left over.
	if err := j.Link(recordOf(old), draftOf(t.name)); err != nil {
		if errors.Is(err, errors.ErrUnsupported) {
			err = nil
		}
		return nil, err
	}
	go func() {
		defer close(t.done)
		if t.err = j.copyTree(folderOf(old), folderOf(t.name)); t.err == nil {
			// Who lists it says what was made; why it could not, who asks next is told.
			t.files, t.others, _ = j.listTree(folderOf(t.name))
		}
	}()
	return t, nil
}

// wait waits until nothing more is made.
func (t *twin) wait() {
	if t != nil {
		<-t.done
	}
}

// become gives a copy the name of the new release's folder. whole is whether it was
// made to its end; there, whether there is any of it.
func (j *job) become(t *twin, dir string) (whole, there bool, err error) {
	t.wait()
	full := errors.Is(t.err, ErrFull)
	switch {
	case errors.Is(t.err, errStray):
		return false, false, nil
	case t.err != nil && !full && !errors.Is(t.err, errors.ErrUnsupported):
		return false, false, t.err
	}
	st, there, err := j.has(folderOf(t.name))
	switch {
	case err != nil || !there:
	case st.Kind == Folder:
		err = j.Rename(folderOf(t.name), dir)
	default:
		there, err = false, j.discard(folderOf(t.name))
	}
	if err == nil {
		err = j.discard(draftOf(t.name))
	}
	if full {
		err = errors.Join(t.err, err)
	}
	return t.err == nil, there, err
}
