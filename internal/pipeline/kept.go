package pipeline

import "folio/internal/diag"

// kept are the findings of a manual while the others are made. A site of a
// thousand manuals can have a hundred thousand; packed they are a few bytes
// each, and nothing that the collector of memory has to look at. A preview,
// which reads them after every save, leaves them as they are.
type kept struct {
	packed []byte
	list   diag.List
}

func (b *build) keep(l diag.List) kept {
	if len(l) == 0 || b.in.Contents != nil {
		return kept{list: l}
	}
	packed, err := l.GobEncode()
	if err != nil {
		return kept{list: l}
	}
	return kept{packed: packed}
}

// all are the findings.
func (k kept) all() diag.List {
	if len(k.packed) == 0 {
		return k.list
	}
	var l diag.List
	if err := l.GobDecode(k.packed); err != nil {
		panic(err) // decoding of the cache's entry has looked at it
	}
	return l
}

// GobEncode implements gob.GobEncoder.
func (k kept) GobEncode() ([]byte, error) {
	if len(k.packed) > 0 {
		return k.packed, nil
	}
	return k.list.GobEncode()
}

// GobDecode implements gob.GobDecoder.
func (k *kept) GobDecode(data []byte) error {
	var l diag.List
	if err := l.GobDecode(data); err != nil {
		return err
	}
	if len(l) > 0 {
		k.packed = append([]byte(nil), data...)
	}
	return nil
}
