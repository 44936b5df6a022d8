package pipeline

import (
	"errors"
	"reflect"
	"slices"
	"sync"

	"folio/internal/check"
	"folio/internal/facts"
)

// parcel is a part of a cache's entry that most builds do not look into: it stays
// as it was read until somebody opens it.
type parcel[T any] struct {
	value  *T
	packed []byte
}

func parcelOf[T any](v T) parcel[T] { return parcel[T]{value: &v} }

// pack is the parcel as the cache has it: a few pieces of memory instead of one for
// each text, while the other manuals are made.
func (p parcel[T]) pack() parcel[T] {
	if data, err := p.GobEncode(); err == nil {
		return parcel[T]{packed: data}
	}
	return p
}

// open is what is in it.
func (p parcel[T]) open() T {
	var v T
	switch {
	case p.value != nil:
		return *p.value
	case len(p.packed) > 0:
		if !coderOf[T]().decode(p.packed, &v) {
			panic(errParcel) // the cache's entry is what this program wrote
		}
	}
	return v
}

// GobEncode implements gob.GobEncoder.
func (p parcel[T]) GobEncode() ([]byte, error) {
	if p.value == nil {
		return p.packed, nil
	}
	return coderOf[T]().encode(*p.value)
}

// GobDecode implements gob.GobDecoder.
func (p *parcel[T]) GobDecode(data []byte) error {
	if len(data) > 0 && !coderOf[T]().wrote(data) {
		return errParcel
	}
	p.packed = slices.Clone(data)
	return nil
}

var errParcel = errors.New("pipeline: not a parcel")

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
}
