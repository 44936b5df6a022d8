package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"folio/internal/output"
)

// stream sends many files as one archive, where the server can unpack it: each
// takes three requests otherwise. rest are the items that are left to be dealt with
// one by one: those that the release before has, and all where nobody unpacks.
func (j *job) stream(dir string, items []item, all []int, made []Entry, l *left) (rest []int, err error) {
	var some []int
	var taken []string
	for _, i := range all {
		it := items[i]
		_, there := l.files[it.Path]
		if it.same || there && !l.before(it.Path) {
			rest = append(rest, i)
			continue
		}
		if some = append(some, i); there {
			taken = append(taken, it.Path)
		}
	}
	if len(some) < j.many || !j.helped() {
		return all, nil
	}
	if len(taken) > 0 { // the release before's, with other text
		switch err := j.removeFiles(dir, taken); {
		case errors.Is(err, errors.ErrUnsupported):
			return all, nil
		case err != nil:
			return nil, err
		}
	}
	for _, path := range taken {
		delete(l.files, path)
	}
	done := j.done.Load()
	err = j.unpack(dir, func(w io.Writer) error { return j.archive(w, items, some, made) })
	if err == nil {
		j.rep.Sent = len(some)
		for _, i := range some {
			j.rep.Bytes += made[i].Size
			l.came(items[i].Path)
		}
	}
	if !errors.Is(err, errors.ErrUnsupported) {
		return rest, err
	}
	// Nobody knows how far it came: what is there is read back.
	j.done.Store(done)
	there, _, err := j.walk(j.ctx, dir)
	for _, i := range some {
		if st, ok := there[items[i].Path]; ok {
			l.files[items[i].Path] = st
			l.came(items[i].Path)
		}
	}
	return all, err
}

// archive writes some of the items as an archive, in their order.
func (j *job) archive(w io.Writer, items []item, some []int, made []Entry) error {
	ctx, stop := context.WithCancel(j.ctx)
	defer stop()
	a := tar.NewWriter(w)
	now := j.plan.Now()
	queue := j.readAhead(ctx, items, some)
	for _, i := range some {
		next, ok := <-queue
		if !ok {
			return ctx.Err()
		}
		f := <-next
		if f.err == nil && !f.whole {
			f.entry, f.err = j.addLong(a, items[i].Entry, now)
		} else if f.err == nil {
			f.err = j.add(a, items[i].Entry, now, bytes.NewReader(f.data))
		}
		if f.err != nil {
			return f.err
		}
		made[i] = f.entry
		j.advance(f.entry.Size)
	}
	return a.Close()
}

func (j *job) add(a *tar.Writer, e output.Entry, now time.Time, r io.Reader) error {
	// The format with which every tar can do, whatever is in a name.
	err := a.WriteHeader(&tar.Header{Name: e.Path, Size: e.Size, Mode: int64(j.perm), ModTime: now, Format: tar.FormatGNU})
	if err == nil {
		_, err = io.Copy(a, r)
	}
	return err
}

// long is from how many bytes on a file is not read ahead.
const long = 1 << 20

// ahead is a file that was read ahead.
type ahead struct {
	entry Entry
	data  []byte
	whole bool // else it is too long
	err   error
}

// readAhead reads files while others are on their way.
func (j *job) readAhead(ctx context.Context, items []item, some []int) <-chan chan ahead {
	queue := make(chan chan ahead, j.jobs)
	go func() {
		defer close(queue)
		for _, i := range some {
			next := make(chan ahead, 1)
			select {
			case queue <- next:
			case <-ctx.Done():
				return
			}
			go func() { next <- j.readWhole(items[i].Entry) }()
		}
	}()
	return queue
}

func (j *job) readWhole(e output.Entry) (f ahead) {
	if e.Size >= long {
		return f
	}
	src, err := j.site.Open(e.Path)
	if err != nil {
		return ahead{err: err}
	}
	defer src.Close()
	r := newSummer(e.Path, io.LimitReader(src, e.Size+1))
	data := bytes.NewBuffer(make([]byte, 0, e.Size+bytes.MinRead))
	_, f.err = data.ReadFrom(r)
	f.entry, f.data, f.whole = r.entry(), data.Bytes(), true
	if f.err == nil && !f.entry.matches(e) {
		f.err = j.fail(ErrChanged, nil, e.Path)
	}
	return f
}

// addLong adds a file while it is read.
func (j *job) addLong(a *tar.Writer, e output.Entry, now time.Time) (Entry, error) {
	src, err := j.site.Open(e.Path)
	if err != nil {
		return Entry{}, err
	}
	defer src.Close()
	r := newSummer(e.Path, src)
	if err := j.add(a, e, now, r); err != nil && !errors.Is(err, tar.ErrWriteTooLong) {
		return Entry{}, err
	}
	done := r.entry()
	if !done.matches(e) {
		return done, j.fail(ErrChanged, nil, e.Path)
	}
	return done, nil
}
