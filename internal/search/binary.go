package search

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"errors"

	"folio/internal/spool"
)

var (
	_ encoding.BinaryMarshaler   = (*Part)(nil)
	_ encoding.BinaryUnmarshaler = (*Part)(nil)
)

// partVersion changes with the stored form, and with anything that changes
// what Index makes of the same manual: tokens, weights, synonyms' matching.
const partVersion = 5

// partHead is how the stored form begins: the version, and in four bytes, little
// endian, where the terms begin.
const partHead = 5

var errPart = errors.New("search: not the stored form of a part")

// MarshalBinary gives the stored form.
func (p *Part) MarshalBinary() ([]byte, error) {
	b := make([]byte, partHead, 256)
	for _, s := range []string{p.id, p.title, p.hash} {
		b = appendText(b, s)
	}
	b = append(b, p.sum[:]...)
	b = binary.AppendUvarint(b, uint64(p.units))
	b = binary.AppendUvarint(b, uint64(len(p.leaves)))
	for _, l := range p.leaves {
		b = appendText(b, l.section)
	}
	b = binary.AppendUvarint(b, uint64(len(p.regions)))
	for _, r := range p.regions {
		b = append(b, r.first)
		b = binary.AppendUvarint(b, uint64(r.from))
	}
	b[0] = partVersion
	binary.LittleEndian.PutUint32(b[1:], uint32(len(b)))
	return append(b, p.terms.Slice(0, p.terms.Len())...), p.terms.Spool().Err()
}

// UnmarshalBinary reads the stored form. Data of another version, or no stored
// form at all, is an error: the manual has to be indexed again. That no byte of
// the postings was changed is for the cache to know.
func (p *Part) UnmarshalBinary(data []byte) error { return p.read(spool.Of(bytes.Clone(data))) }

// ReadPart is UnmarshalBinary for bytes that nobody changes any more. The part keeps
// them, and reads its terms when they are merged.
func ReadPart(data spool.Bytes) (*Part, error) {
	p := new(Part)
	return p, p.read(data)
}

func (p *Part) read(stored spool.Bytes) error {
	if stored.Len() < partHead {
		return errPart
	}
	head := stored.Slice(0, partHead)
	if len(head) == 0 || head[0] != partVersion {
		return errPart
	}
	terms := int(binary.LittleEndian.Uint32(head[1:]))
	if terms < partHead || terms > stored.Len() {
		return errPart
	}
	c := cursor{data: stored.Slice(partHead, terms)}
	q := Part{id: c.text(), title: c.text(), hash: c.text(), sum: c.sum(), units: c.uvarint()}
	n := c.uvarint()
	if n > len(c.data) {
		return errPart
	}
	for range n {
		q.leaves = append(q.leaves, leaf{c.text()})
	}
	for range min(c.uvarint(), 256) {
		if c.bad || len(c.data) == 0 {
			return errPart
		}
		r := region{first: c.data[0]}
		c.data = c.data[1:]
		r.from = int32(c.uvarint())
		q.regions = append(q.regions, r)
	}
	if c.bad || len(c.data) > 0 {
		return errPart
	}
	q.terms, q.lot.leaves = stored.Part(terms, stored.Len()), len(q.leaves)
	if !q.sound() {
		return errPart
	}
	*p = q
	return nil
}
