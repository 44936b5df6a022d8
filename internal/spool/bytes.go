package spool

import (
	"bytes"
	"io"
)

// Bytes are bytes in memory or in a spool.
type Bytes struct {
	data []byte // nil when the spool has them
	file *File  // nil for none
	at   int64  // where in it
	size int
}

// Of gives bytes that are in memory.
func Of(data []byte) Bytes { return Bytes{data: data, size: len(data)} }

// Len is how many there are.
func (b Bytes) Len() int { return b.size }

// Spool is the one that they were given to; nil for none.
func (b Bytes) Spool() *File { return b.file }

// Keep takes them out of memory.
func (b Bytes) Keep(f *File) Bytes {
	if f == nil || b.data == nil {
		return b
	}
	return f.Keep(b.data)
}

// Part is some of them, wherever they are.
func (b Bytes) Part(from, to int) Bytes {
	p := Bytes{file: b.file, at: b.at + int64(from), size: to - from}
	if b.data != nil {
		p.data = b.data[from:to:to]
	}
	return p
}

// Slice reads a part of them. When that fails it is nil; File.Err says why.
func (b Bytes) Slice(from, to int) []byte {
	data, rest := b.Stream(from, to)
	if rest == nil {
		return data
	}
	data = make([]byte, to-from)
	if _, err := io.ReadFull(rest, data); err != nil {
		return nil
	}
	return data
}

// Stream is a part of them: there, or to be read.
func (b Bytes) Stream(from, to int) (data []byte, rest io.Reader) {
	if b.data != nil || from == to {
		return b.data[from:to], nil
	}
	return nil, io.NewSectionReader(b.file, b.at+int64(from), int64(to-from))
}

// String is what they are: equal ones are equal wherever they wait.
func (b Bytes) String() string { return string(b.Slice(0, b.size)) }

// GobEncode implements gob.GobEncoder.
func (b Bytes) GobEncode() ([]byte, error) { return b.Slice(0, b.size), b.file.Err() }

// GobDecode implements gob.GobDecoder.
func (b *Bytes) GobDecode(data []byte) error {
	*b = Of(bytes.Clone(data))
	return nil
}
