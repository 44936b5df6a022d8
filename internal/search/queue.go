package search

import (
	"bytes"
	"cmp"
)

// queue is a heap of cursors, the one whose term comes first in the index on
// top; of those with the same term, the one of the first lot.
type queue struct {
	heads []head
	keys  map[string]string // sort keys of terms that are not their own
}

// head is a cursor and the beginning of its term's sort key, as a number of the
// same order: most comparisons need no more.
type head struct {
	lead   uint64
	from   int32 // the lot's place
	cursor *cursor
}

// push takes in a cursor that stands before its first term.
func (q *queue) push(c *cursor, from int32) {
	if !q.advance(c) {
		return
	}
	q.heads = append(q.heads, head{lead(c.key), from, c})
	for i := len(q.heads) - 1; i > 0; {
		up := (i - 1) / 2
		if !less(&q.heads[i], &q.heads[up]) {
			break
		}
		q.heads[i], q.heads[up] = q.heads[up], q.heads[i]
		i = up
	}
}

// next moves the cursor on top to its next term.
func (q *queue) next() {
	if c := q.heads[0].cursor; q.advance(c) {
		q.heads[0].lead = lead(c.key)
	} else {
		last := len(q.heads) - 1
		q.heads[0] = q.heads[last]
		q.heads = q.heads[:last]
	}
	i := 0
	for {
		least := 2*i + 1
		if least >= len(q.heads) {
			return
		}
		if right := least + 1; right < len(q.heads) && less(&q.heads[right], &q.heads[least]) {
			least = right
		}
		if !less(&q.heads[least], &q.heads[i]) {
			return
		}
		q.heads[i], q.heads[least] = q.heads[least], q.heads[i]
		i = least
	}
}

// advance moves a cursor and gives it its sort key.
func (q *queue) advance(c *cursor) bool {
	if !c.next() {
		return false
	}
	c.key = c.term
	if !isASCII(c.term) {
		key, ok := q.keys[string(c.term)]
		if !ok {
			text := string(c.term)
			key = sortKey(text)
			q.keys[text] = key
		}
		c.key = append(c.folded[:0], key...)
		c.folded = c.key
	}
	return true
}

// spelling is the term on top.
func (q *queue) spelling() spelling {
	c := q.heads[0].cursor
	s := spelling{text: string(c.term), lead: q.heads[0].lead}
	s.key = s.text
	if !bytes.Equal(c.key, c.term) {
		s.key = string(c.key)
	}
	return s
}

// at tells whether the term on top is this one.
func (q *queue) at(t spelling) bool {
	return q.heads[0].lead == t.lead && string(q.heads[0].cursor.term) == t.text
}

func less(a, b *head) bool {
	if a.lead != b.lead {
		return a.lead < b.lead
	}
	c, d := a.cursor, b.cursor
	n := bytes.Compare(c.key, d.key)
	if n == 0 {
		n = cmp.Or(bytes.Compare(c.term, d.term), cmp.Compare(a.from, b.from))
	}
	return n < 0
}
