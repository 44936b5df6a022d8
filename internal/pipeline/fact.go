package pipeline

import (
	"encoding/binary"
	"errors"

	"folio/internal/output"
)

// fact is a file and its content; the zero hash is a file that is not there.
type fact struct {
	Name string
	Hash output.Hash
}

// factList are facts as the cache has them: packed, since gob takes ten times as long
// for each and a build after an edit reads some five thousand.
type factList []fact

var errFacts = errors.New("pipeline: not packed facts")

// GobEncode implements gob.GobEncoder.
func (l factList) GobEncode() ([]byte, error) { return packFacts(l), nil }

// GobDecode implements gob.GobDecoder.
func (l *factList) GobDecode(data []byte) error {
	list, ok := unpackFacts(data)
	if *l = list; !ok {
		return errFacts
	}
	return nil
}

// packFacts makes one piece of memory of facts: of each the length of its name, the
// name and the hash.
func packFacts(list []fact) []byte {
	var b []byte
	for _, f := range list {
		b = append(binary.AppendUvarint(b, uint64(len(f.Name))), f.Name...)
		b = append(b, f.Hash[:]...)
	}
	return b
}

// unpackFacts reads what packFacts gives. The names are parts of one text.
func unpackFacts(data []byte) (list []fact, ok bool) {
	const usual = 48 // bytes of a fact
	list = make([]fact, 0, len(data)/usual)
	for text := string(data); text != ""; {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) || len(data)-size-int(n) < len(output.Hash{}) {
			return nil, false
		}
		f := fact{Name: text[size : size+int(n)]}
		end := size + int(n) + copy(f.Hash[:], data[size+int(n):])
		list, data, text = append(list, f), data[end:], text[end:]
	}
	return list, true
}
