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
		text, whole := bytes.CutSuffix(said.text.Bytes(), everyByte())
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

// capped is what a command says or a file has, as far as it can be of use.
type capped struct{ text bytes.Buffer }

func (c *capped) Write(b []byte) (int, error) {
	if room := maxRecord - c.text.Len(); room > 0 {
		c.text.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}

// copyTree makes a folder like another, whose files it has under second names.
func (p *place) copyTree(from, to string) error {
	return p.ask("cp -al "+quoted(from)+" "+quoted(to), nil, nil)
}

// copySome is copyTree of some of the names in a folder, into another beside it.
func (p *place) copySome(from, to string, list []string) error {
	return p.ask("cd "+quoted(from)+` && xargs -0 sh -c 'exec cp -al -- "$@" ../`+path.Base(to)+`/' sh`, names(list), nil)
}

// listSome is listTree of some of the names in a folder.
func (p *place) listSome(dir string, list []string) (files map[string]Info, others []other, err error) {
	const below = "./"
	full := make([]string, len(list))
	for i, name := range list {
		full[i] = below + name
	}
	var said capped
	if err := p.ask("cd "+quoted(dir)+` && xargs -0 sh -c 'exec find "$@" -printf "%y %s %p\0"' sh`, names(full), &said); err != nil {
		return nil, nil, err
	}
	return parseFound(said.text.String(), below)
}

// listTree is walk where the server's own find can tell.
func (p *place) listTree(dir string) (files map[string]Info, others []other, err error) {
	var said capped
	if err := p.ask("find "+quoted(dir+"/")+` -mindepth 1 -printf '%y %s %P\0'`, nil, &said); err != nil {
		return nil, nil, err
	}
	return parseFound(said.text.String(), "")
}

// parseFound reads what find says of what is below a folder: kind, size and name,
// which begins with before.
func parseFound(text, before string) (files map[string]Info, others []other, err error) {
	files = make(map[string]Info, len(text)/60)
	for text != "" {
		line, rest, whole := strings.Cut(text, "\x00")
		kind, line, ok := strings.Cut(line, " ")
		size, name, named := strings.Cut(line, " ")
		n, err := strconv.ParseInt(size, 10, 64)
		name, below := strings.CutPrefix(name, before)
		if !whole || !ok || !named || !below || len(kind) != 1 || name == "" || err != nil {
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
