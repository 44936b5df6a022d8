package publish

import (
	"bytes"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"
)

// early is a record that is sent before what it says is so: while the server makes
// names, there is nothing else to do. Nobody finds it before all has been compared.
type early struct {
	name  string
	files []Entry
	text  []byte
	err   error
	done  chan struct{}
}

// readTwice is how much is read twice at most, so that a record can be sent early.
const readTwice = 8 << 20

// foresee begins to send the record that a release will have when all is sent as the
// build left it.
func (j *job) foresee(t *twin, items []item, r Release) *early {
	var some []int
	var size int64
	for i, it := range items {
		if it.same {
			continue
		}
		some = append(some, i)
		if size += it.Size; it.Size >= long {
			return nil
		}
	}
	if t == nil || len(some) >= worthwhile || size > readTwice {
		return nil
	}
	e := &early{name: join(releasesName, j.temp()), done: make(chan struct{})}
	go func() {
		defer close(e.done)
		made := make([]Entry, len(items))
		for i, it := range items {
			made[i] = it.before
		}
		for _, i := range some {
			f := j.readWhole(items[i].Entry)
			if e.err = f.err; e.err != nil {
				return
			}
			made[i] = f.entry
		}
		r.Files = j.withNotes(made, r)
		e.files, e.text = r.Files, r.format()
		e.err = j.Create(e.name, bytes.NewReader(e.text))
	}()
	return e
}

// drop removes what was sent in vain.
func (j *job) drop(e *early) error {
	if e == nil {
		return nil
	}
	<-e.done
	return j.discard(e.name)
}

// complete looks whether a folder is as its record says, while the record is sent
// under a name that it will not keep.
func (j *job) complete(dir string, e *early, items []item, l *left, r Release) (record string, err error) {
	if e != nil {
		if <-e.done; e.err == nil && slices.Equal(e.files, r.Files) {
			j.text = e.text
			return e.name, j.mend(dir, items, l, r.Files)
		}
		if err := j.drop(e); err != nil {
			return "", err
		}
	}
	record = join(releasesName, j.temp())
	var g errgroup.Group
	g.Go(func() error {
		j.text = r.format()
		return j.Create(record, bytes.NewReader(j.text))
	})
	return record, errors.Join(j.mend(dir, items, l, r.Files), g.Wait())
}
