package pipeline

import (
	"bytes"
	"encoding/gob"
	"sync"

	"folio/internal/output"
)

// coder writes and reads values of one type with encoding/gob, without what gob
// writes before the first value of a stream: a description of the types. Reading
// that and making ready for it takes longer than reading a manual's entry, and a
// warm build reads one a manual. What is written begins with the description's
// hash instead; what was written under another is not read.
type coder[T any] struct {
	once     sync.Once
	prelude  []byte // the description, and a zero value
	hash     output.Hash
	encoders sync.Pool // of *primed[*gob.Encoder]
	decoders sync.Pool
}

// primed is one end of a stream whose description is behind it.
type primed[E any] struct {
	end E
	out bytes.Buffer
	in  bytes.Reader
}

func (c *coder[T]) prepare() {
	c.once.Do(func() {
		p, err := c.encoder()
		if err == nil {
			c.prelude = bytes.Clone(p.out.Bytes())
		}
		c.hash = output.Sum(c.prelude)
	})
}

func (c *coder[T]) encoder() (*primed[*gob.Encoder], error) {
	p := &primed[*gob.Encoder]{}
	p.end = gob.NewEncoder(&p.out)
	return p, p.end.Encode(new(T))
}

func (c *coder[T]) encode(v T) ([]byte, error) {
	c.prepare()
	p, _ := c.encoders.Get().(*primed[*gob.Encoder])
	if p == nil {
		var err error
		if p, err = c.encoder(); err != nil {
			return nil, err
		}
	}
	p.out.Reset()
	p.out.Write(c.hash[:])
	if err := p.end.Encode(v); err != nil {
		return nil, err
	}
	data := bytes.Clone(p.out.Bytes())
	c.encoders.Put(p)
	return data, nil
}

// wrote tells whether data is of a coder with the same description.
func (c *coder[T]) wrote(data []byte) bool {
	c.prepare()
	return bytes.HasPrefix(data, c.hash[:])
}

// decode fills a zero value.
func (c *coder[T]) decode(data []byte, v *T) bool {
	c.prepare()
	data, ok := bytes.CutPrefix(data, c.hash[:])
	if !ok {
		return false
	}
	p, _ := c.decoders.Get().(*primed[*gob.Decoder])
	if p == nil {
		p = &primed[*gob.Decoder]{}
		p.in.Reset(c.prelude)
		p.end = gob.NewDecoder(&p.in)
		if p.end.Decode(new(T)) != nil {
			return false
		}
	}
	p.in.Reset(data)
	if p.end.Decode(v) != nil || p.in.Len() > 0 {
		return false // and the decoder is of no more use
	}
	c.decoders.Put(p)
	return true
}
