package pipeline

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"sync"

	"folio/internal/check"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/spool"
)

// parcel is a part of a cache's entry that most builds do not look into: it stays
// as it was read until somebody opens it.
type parcel[T any] struct {
	value  *T
	packed spool.Bytes
}

func parcelOf[T any](v T) parcel[T] { return parcel[T]{value: &v} }

// pack is the parcel as the cache has it: a few pieces of memory instead of one for
// each text, while the other manuals are made.
func (p parcel[T]) pack() parcel[T] {
	if data, err := p.GobEncode(); err == nil {
		return parcel[T]{packed: spool.Of(data)}
	}
	return p
}

// rest takes a parcel out of memory, if there is a spool. It is for what the build
// itself opens again.
func (p parcel[T]) rest(f *spool.File) parcel[T] {
	if f != nil {
		p = p.pack()
		p.packed = p.packed.Keep(f)
	}
	return p
}

// open is what is in it.
func (p parcel[T]) open() T {
	var v T
	switch {
	case p.value != nil:
		return *p.value
	case p.packed.Len() > 0:
		data := p.packed.Slice(0, p.packed.Len())
		if data != nil && !coderOf[T]().decode(data, &v) {
			panic(errParcel) // the cache's entry is what this program wrote
		}
	}
	return v
}

// GobEncode implements gob.GobEncoder.
func (p parcel[T]) GobEncode() ([]byte, error) {
	if p.value == nil {
		return p.packed.GobEncode()
	}
	return coderOf[T]().encode(*p.value)
}

// GobDecode implements gob.GobDecoder.
func (p *parcel[T]) GobDecode(data []byte) error { return p.take(bytes.Clone(data)) }

var errParcel = errors.New("pipeline: not a parcel")

// take makes it the parcel that GobEncode gave these for, which it keeps.
func (p *parcel[T]) take(data []byte) error {
	if len(data) > 0 && !coderOf[T]().wrote(data) {
		return errParcel
	}
	*p = parcel[T]{}
	if len(data) > 0 {
		p.packed = spool.Of(data)
	}
	return nil
}

// stored is a part of a cache's entry that is stored beside what gob writes: most are
// not looked into, and gob would copy them twice.
type stored interface {
	GobEncode() ([]byte, error)
	take(data []byte) error
}

// besides lists those of an entry, the part of the search index last.
func (e *entry) besides() []stored {
	return []stored{&e.Layouts, &e.Review, &e.Facts, &e.Known, &e.Steps, &e.Pending, (*storedBytes)(&e.Part)}
}

// storedBytes are bytes as they are.
type storedBytes []byte

// GobEncode implements gob.GobEncoder.
func (b *storedBytes) GobEncode() ([]byte, error) { return *b, nil }

func (b *storedBytes) take(data []byte) error {
	*b = data
	return nil
}

// encode gives an entry as the cache has it, after room for a head: each of these
// after its length, and the rest as gob writes it.
func (e entry) encode(room int) ([]byte, error) {
	var all [][]byte
	size := room
	for _, s := range e.besides() {
		data, err := s.GobEncode()
		if err == nil {
			err = s.take(nil)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, data)
		size += binary.MaxVarintLen64 + len(data)
	}
	rest, err := entries.encode(e)
	out := make([]byte, room, size+len(rest))
	for _, data := range all {
		out = append(binary.AppendUvarint(out, uint64(len(data))), data...)
	}
	return append(out, rest...), err
}

// decode reads what encode gives, which the entry keeps; false is that it is
// something else.
func (e *entry) decode(data []byte) bool {
	var own [][]byte
	for range e.besides() {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) {
			return false
		}
		data = data[size:]
		own = append(own, data[:n:n])
		data = data[n:]
	}
	if !entries.decode(data, e) {
		return false
	}
	for i, s := range e.besides() {
		if s.take(own[i]) != nil {
			return false
		}
	}
	return true
}

// parcelCoders has a *coder[T] for each type of parcel.
var parcelCoders sync.Map

func coderOf[T any]() *coder[T] {
	key := reflect.TypeFor[T]()
	c, ok := parcelCoders.Load(key)
	if !ok {
		c, _ = parcelCoders.LoadOrStore(key, new(coder[T]))
	}
	return c.(*coder[T])
}

// prepareCoders makes the coders of what the cache has, always in this order: gob
// numbers types as it meets them.
func prepareCoders() {
	entries.prepare()
	coderOf[layouts]().prepare()
	coderOf[Review]().prepare()
	coderOf[check.Facts]().prepare()
	coderOf[facts.Manual]().prepare()
	coderOf[[]facts.Procedure]().prepare()
	coderOf[[]manual.Pending]().prepare()
}
