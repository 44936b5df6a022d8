package pipeline

import (
	"bytes"
	"encoding/gob"
	"slices"
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
		if err := gob.NewDecoder(bytes.NewReader(p.packed)).Decode(&v); err != nil {
			panic(err) // the cache's entry is what this program wrote
		}
	}
	return v
}

// GobEncode implements gob.GobEncoder.
func (p parcel[T]) GobEncode() ([]byte, error) {
	if p.value == nil {
		return p.packed, nil
	}
	var w bytes.Buffer
	err := gob.NewEncoder(&w).Encode(*p.value)
	return w.Bytes(), err
}

// GobDecode implements gob.GobDecoder.
func (p *parcel[T]) GobDecode(data []byte) error {
	p.packed = slices.Clone(data)
	return nil
}
