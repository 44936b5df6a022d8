package search

import (
	"encoding"
	"encoding/binary"
	"errors"
)

var (
	_ encoding.BinaryMarshaler   = (*Part)(nil)
	_ encoding.BinaryUnmarshaler = (*Part)(nil)
)

// partVersion changes with the stored form, and with anything that changes
// what Index makes of the same manual: tokens, weights, synonyms' matching.
const partVersion = 1

var errPart = errors.New("search: not the stored form of a part")

// MarshalBinary gives the stored form.
func (p *Part) MarshalBinary() ([]byte, error) {
	b := []byte{partVersion}
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	str(p.id)
	str(p.title)
	str(p.hash)
	b = binary.AppendUvarint(b, uint64(p.units))
	b = binary.AppendUvarint(b, uint64(len(p.leaves)))
	for _, l := range p.leaves {
		str(l.section)
	}
	return append(b, p.terms...), nil
}

// UnmarshalBinary reads the stored form. Data of another version, or damaged,
// is an error: the manual has to be indexed again.
func (p *Part) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != partVersion {
		return errPart
	}
	c := cursor{data: data[1:]}
	str := func() string {
		n := c.uvarint()
		if n > len(c.data) {
			c.bad = true
			return ""
		}
		s := string(c.data[:n])
		c.data = c.data[n:]
		return s
	}
	q := Part{id: str(), title: str(), hash: str(), units: c.uvarint()}
	n := c.uvarint()
	if n > len(c.data) {
		return errPart
	}
	for range n {
		q.leaves = append(q.leaves, leaf{str()})
	}
	if c.bad {
		return errPart
	}
	q.terms = append([]byte(nil), c.data...)
	for c = (cursor{data: q.terms}); c.next(); {
		if !c.postings.sound(len(q.leaves)) {
			return errPart
		}
	}
	if c.bad {
		return errPart
	}
	*p = q
	return nil
}
