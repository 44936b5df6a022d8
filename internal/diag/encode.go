package diag

import (
	"encoding/binary"
	"errors"
)

// A list is kept between builds in a form of its own: a site of a thousand
// manuals has findings by the ten thousand, and reading them by reflection takes
// as long as all the rest of a build in which nothing changed. Strings that come
// again, such as paths and codes, stand once.

// GobEncode implements gob.GobEncoder.
func (l List) GobEncode() ([]byte, error) { return l.Pack(), nil }

// GobDecode implements gob.GobDecoder.
func (l *List) GobDecode(data []byte) (err error) {
	*l, err = Unpack(data)
	return err
}

// Pack gives the list that form.
func (l List) Pack() []byte {
	e := encoder{known: make(map[string]uint64, 2*len(l))}
	e.number(uint64(len(l)))
	for _, d := range l {
		e.string(string(d.Code))
		e.out = append(e.out, byte(d.Severity))
		e.string(d.Pos.Path)
		e.number(uint64(d.Pos.Line))
		e.number(uint64(d.Pos.Col))
		e.string(d.Message)
		e.number(uint64(len(d.Args)))
		for _, a := range d.Args {
			e.string(a)
		}
		e.string(d.Excerpt)
	}
	return e.out
}

type encoder struct {
	out   []byte
	known map[string]uint64
}

func (e *encoder) number(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

// string writes 0 and a new string, or the place of one that was there.
func (e *encoder) string(s string) {
	if place, ok := e.known[s]; ok {
		e.number(place)
		return
	}
	e.known[s] = uint64(len(e.known)) + 1
	e.number(0)
	e.number(uint64(len(s)))
	e.out = append(e.out, s...)
}

var errList = errors.New("diag: not a list of findings")

// Unpack reads a list that was packed.
func Unpack(data []byte) (List, error) {
	d := decoder{in: data}
	n := d.number()
	if n > uint64(len(data)) {
		return nil, errList
	}
	l := make(List, 0, n)
	for range n {
		var x Diagnostic
		x.Code = Code(d.string())
		x.Severity = Severity(d.byte())
		x.Pos.Path = d.string()
		x.Pos.Line, x.Pos.Col = int(d.number()), int(d.number())
		x.Message = d.string()
		if args := d.number(); args > 0 && args <= uint64(len(data)) {
			x.Args = make([]string, args)
			for i := range x.Args {
				x.Args[i] = d.string()
			}
		}
		x.Excerpt = d.string()
		if d.bad {
			return nil, errList
		}
		l = append(l, x)
	}
	if d.bad || len(d.in) > 0 {
		return nil, errList
	}
	return l, nil
}

type decoder struct {
	in    []byte
	known []string
	bad   bool
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.bad, d.in = true, nil
		return 0
	}
	d.in = d.in[size:]
	return n
}

func (d *decoder) byte() byte {
	if len(d.in) == 0 {
		d.bad = true
		return 0
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b
}

func (d *decoder) string() string {
	place := d.number()
	if place > 0 {
		if place > uint64(len(d.known)) {
			d.bad = true
			return ""
		}
		return d.known[place-1]
	}
	size := d.number()
	if size > uint64(len(d.in)) {
		d.bad = true
		return ""
	}
	s := string(d.in[:size])
	d.in = d.in[size:]
	d.known = append(d.known, s)
	return s
}
