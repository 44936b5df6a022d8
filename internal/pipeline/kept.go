package pipeline

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"

	"folio/internal/diag"
)

// Checked are the findings of package check. A site of a thousand manuals can
// have a hundred thousand of them, and a build only says how many they are: they
// stay packed, as the cache has them, until somebody asks for all.
type Checked struct {
	manuals []kept
	between diag.List // what was found when manuals were compared
}

// All are the findings, sorted.
func (c Checked) All() diag.List {
	all := slices.Clone(c.between)
	for _, k := range c.manuals {
		all = append(append(all, k.list...), k.unpacked()...)
	}
	return all.Sorted()
}

// Tally counts them.
func (c Checked) Tally() diag.Tally {
	var t diag.Tally
	loose := slices.Clone(c.between)
	for _, k := range c.manuals {
		t.Add(k.tally)
		loose = append(loose, k.list...)
	}
	t.Add(loose.Sorted().Tally())
	return t
}

// kept are the findings of a manual while the others are made: those of its own
// files packed, a few bytes each and nothing that the collector of memory has to
// look at. A file that several manuals take in has the same findings in each, and
// they count once for the site: those stay a list, as do all of a preview, which
// reads them after every save.
type kept struct {
	tally  diag.Tally // of what is packed
	packed []byte
	list   diag.List
}

// keep keeps findings; own tells whether a file is the manual's.
func (b *build) keep(l diag.List, own func(file string) bool) kept {
	l = l.Sorted()
	if len(l) == 0 || b.in.Contents != nil {
		return kept{list: l}
	}
	var k kept
	var mine diag.List
	for _, d := range l {
		if own(d.Pos.Path) {
			mine = append(mine, d)
		} else {
			k.list = append(k.list, d)
		}
	}
	k.tally, k.packed = mine.Tally(), shrink(mine.Pack())
	return k
}

// shrink deflates what is packed: the findings of a manual quote the same lines,
// and say the same of many.
func shrink(data []byte) []byte {
	w, _ := shrinkers.Get().(*flate.Writer)
	if w == nil {
		w, _ = flate.NewWriter(nil, flate.BestSpeed) // fails for no level that there is
	}
	defer shrinkers.Put(w)
	out := bytes.NewBuffer(make([]byte, 0, len(data)/2))
	w.Reset(out)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return slices.Clone(out.Bytes())
}

var shrinkers sync.Pool // of *flate.Writer

func (k kept) unpacked() diag.List {
	if len(k.packed) == 0 {
		return nil
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(k.packed)))
	l, bad := diag.Unpack(data)
	if err = errors.Join(err, bad); err != nil {
		panic(err) // the cache's entry is what this program wrote
	}
	return l
}

// counted is how many findings the manual has of each severity.
func (k kept) counted() diag.Tally {
	t := k.list.Tally()
	t.Add(k.tally)
	return t
}

// GobEncode implements gob.GobEncoder.
func (k kept) GobEncode() ([]byte, error) {
	var out []byte
	for _, n := range k.tally {
		out = binary.AppendUvarint(out, uint64(n))
	}
	list := k.list.Pack()
	out = append(binary.AppendUvarint(out, uint64(len(list))), list...)
	return append(out, k.packed...), nil
}

// GobDecode implements gob.GobDecoder.
func (k *kept) GobDecode(data []byte) error {
	for i := range len(k.tally) + 1 {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > 1<<40 {
			return errKept
		}
		data = data[size:]
		if i < len(k.tally) {
			k.tally[i] = int(n)
			continue
		}
		if n > uint64(len(data)) {
			return errKept
		}
		var err error
		if k.list, err = diag.Unpack(data[:n]); err != nil {
			return err
		}
		k.packed = slices.Clone(data[n:])
	}
	return nil
}

var errKept = errors.New("pipeline: not the findings of a manual")
