package output

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"slices"
	"sort"
	"sync"
	"time"
)

// Stamps remembers the hashes of files from one run to the next, by what the
// system tells of them without reading: size, times of change and number. A
// file whose stamp is the same has the same content, as git and make hold too;
// a build after which nothing changed need not read anything. The zero value
// knows nothing, nil neither; both are safe for concurrent use.
type Stamps struct {
	mu    sync.Mutex
	past  stampList
	asked []bool    // which of these this run asked for, and found as they were
	noted stampList // by this run, in no order
}

type stamped struct {
	stamp Stamp
	hash  Hash
}

// Stamp is what tells a file's content from an older one.
type Stamp struct {
	size, modified int64 // bytes, and nanoseconds since 1970
	changed        int64 // likewise; zero where it is not known or says nothing
	node           uint64
}

// StampOf takes the stamp of a file. To be of use it must be taken before the
// file is read. Where the system tells when it changed a file, a program that
// puts other content of the same size in its place and gives it the old time is
// found out.
func StampOf(st fs.FileInfo) Stamp {
	return Stamp{st.Size(), st.ModTime().UnixNano(), changedAt(st), nodeOf(st)}
}

// ownStamp is the stamp of a file of the site. Each build that changes the site
// gives the files that stay a second name, which to the system is a change.
func ownStamp(st fs.FileInfo) Stamp {
	s := StampOf(st)
	s.changed = 0
	return s
}

// written is what an ownStamp has beside the size, since there are many.
type written struct {
	modified int64
	node     uint64
}

func (s Stamp) written() written { return written{s.modified, s.node} }

// stamp is an entry's.
func (e entry) stamp() Stamp { return Stamp{size: e.size, modified: e.modified, node: e.node} }

// Clocks of file systems tick: within a tick a file can change twice and keep
// its time. These are longer than any tick, of systems that count nanoseconds
// and of those that count seconds.
const (
	fineTick   = 40 * time.Millisecond
	coarseTick = 3 * time.Second
)

// settled reports whether a later change would show in the stamp.
func (s Stamp) settled(now time.Time) bool {
	tick := fineTick
	if s.modified%int64(time.Second) == 0 {
		tick = coarseTick
	}
	return now.UnixNano()-max(s.modified, s.changed) > int64(tick)
}

// Hash is what the content of a file was when it had that stamp. The name is
// the caller's; sites and sources must not share names.
func (s *Stamps) Hash(name string, stamp Stamp) (Hash, bool) {
	if s == nil {
		return Hash{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.past.find(name)
	if !ok || s.past.list[i].stamp != stamp {
		return Hash{}, false
	}
	s.asked[i] = true
	return s.past.list[i].hash, true
}

// any says whether an earlier run left something.
func (s *Stamps) any() bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.past.list) > 0
}

// Note remembers a file that was found to have a content when it was read, or
// written, at a time. A file that was changed only just before is not
// remembered.
func (s *Stamps) Note(name string, stamp Stamp, hash Hash, at time.Time) {
	if s == nil || !stamp.settled(at) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noted.add(name, stamped{stamp, hash})
}

// New says whether anything was noted that the run before did not know.
func (s *Stamps) New() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.noted.list) > 0
}

// MarshalBinary gives what this run asked for or noted, sorted by name; what it did
// not ask for is not there any more.
func (s *Stamps) MarshalBinary() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := make([]byte, 0, len(s.past.names)+len(s.noted.names)+64*(len(s.past.list)+len(s.noted.list)))
	put := func(l *stampList, i int) {
		name, e := l.name(i), l.list[i]
		b = binary.AppendUvarint(b, uint64(len(name)))
		b = append(b, name...)
		b = binary.AppendVarint(b, e.stamp.size)
		b = binary.AppendVarint(b, e.stamp.modified)
		b = binary.AppendVarint(b, e.stamp.changed)
		b = binary.AppendUvarint(b, e.stamp.node)
		b = append(b, e.hash[:]...)
	}
	noted := s.noted.latest()
	for i, asked := range s.asked {
		if !asked {
			continue
		}
		order := 1
		for len(noted) > 0 {
			if order = bytes.Compare(s.noted.name(noted[0]), s.past.name(i)); order >= 0 {
				break
			}
			put(&s.noted, noted[0])
			noted = noted[1:]
		}
		if len(noted) == 0 || order != 0 {
			put(&s.past, i)
		}
	}
	for _, i := range noted {
		put(&s.noted, i)
	}
	return b, nil
}

var errStamps = errors.New("output: not the stored form of stamps")

// UnmarshalBinary takes what an earlier run left.
func (s *Stamps) UnmarshalBinary(data []byte) error {
	var past stampList
	bad := false
	number := func(v uint64, n int) uint64 {
		if n <= 0 {
			bad, data = true, nil
			return 0
		}
		data = data[n:]
		return v
	}
	const usual = 80 // bytes of a stamp
	past.names = make([]byte, 0, len(data)/2)
	past.ends, past.list = make([]int, 0, len(data)/usual), make([]stamped, 0, len(data)/usual)
	for len(data) > 0 {
		n := number(binary.Uvarint(data))
		if n > uint64(len(data)) {
			return errStamps
		}
		past.names = append(past.names, data[:n]...)
		data = data[n:]
		var e stamped
		for _, v := range []*int64{&e.stamp.size, &e.stamp.modified, &e.stamp.changed} {
			i, n := binary.Varint(data)
			*v = i
			number(0, n)
		}
		e.stamp.node = number(binary.Uvarint(data))
		if bad || len(data) < len(e.hash) {
			return errStamps
		}
		data = data[copy(e.hash[:], data):]
		past.ends, past.list = append(past.ends, len(past.names)), append(past.list, e)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.past, s.asked = past, make([]bool, len(past.list))
	return nil
}

// stampList is stamps by name. It has few pieces of memory, since of a large site
// there are hundreds of thousands.
type stampList struct {
	names []byte // one after the other
	ends  []int  // of each
	list  []stamped
	last  int // the one that was found last
}

func (l *stampList) add(name string, what stamped) {
	l.names = append(l.names, name...)
	l.ends, l.list = append(l.ends, len(l.names)), append(l.list, what)
}

func (l *stampList) name(i int) []byte {
	from := 0
	if i > 0 {
		from = l.ends[i-1]
	}
	return l.names[from:l.ends[i]]
}

// find gives the place of a name in a list that is sorted, as lists are stored. Most are
// asked for in their order.
func (l *stampList) find(name string) (i int, ok bool) {
	if i = l.last + 1; i >= len(l.list) || string(l.name(i)) != name {
		i = sort.Search(len(l.list), func(i int) bool { return string(l.name(i)) >= name })
		if i == len(l.list) || string(l.name(i)) != name {
			return 0, false
		}
	}
	l.last = i
	return i, true
}

// latest gives the places of a list by name, of each name the last one.
func (l *stampList) latest() []int {
	order := make([]int, len(l.list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return bytes.Compare(l.name(a), l.name(b)) })
	list := order[:0]
	for k, i := range order {
		if k+1 == len(order) || !bytes.Equal(l.name(order[k+1]), l.name(i)) {
			list = append(list, i)
		}
	}
	return list
}
