package markdown

import (
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/source"
)

// What a page takes in, files and values, is bounded like what an author
// writes: few lines can ask for any amount of it.
const (
	maxTaken  = source.MaxPage // bytes of a page, of included files and of values
	maxFiles  = 1_000          // inclusions on a page
	maxValues = 20_000         // uses of variables on a page
)

// Budget bounds what all pages of a manual together take in, in proportion to
// how many they are. It is used by one goroutine.
type Budget struct{ left int }

// A manual may take in what some pages full of it hold, and then, for each page
// that it has, as much as a long section.
const (
	budgetAtFirst = 4 * maxTaken
	budgetForPage = 32 << 10
	// leastFile is what a file counts for, however short: reading it has a
	// cost of its own.
	leastFile = 2 << 10
)

// NewBudget makes the budget of a manual.
func NewBudget() *Budget { return &Budget{left: budgetAtFirst} }

// expansion counts what a page has taken in.
type expansion struct {
	bytes, files, values int
	full                 bool // a limit has been reached and reported
}

// mayTakeFile counts an inclusion; chain leads to the file. At the limit it is
// reported, once for a page, and false.
func (b *builder) mayTakeFile(at int, chain []string) bool {
	x := &b.doc.taken
	if x.files++; x.files <= maxFiles {
		return !x.full
	}
	b.full("LIM-07", at, strconv.Itoa(maxFiles), chain)
	return false
}

// mayTake counts bytes of a file; chain leads to it.
func (b *builder) mayTake(bytes, at int, chain []string) bool {
	x := &b.doc.taken
	if x.bytes += bytes; x.bytes > maxTaken {
		b.full("LIM-06", at, strconv.Itoa(maxTaken>>20), chain)
		return false
	}
	return b.mayTakeOfManual(max(bytes, leastFile), at, chain)
}

// mayTakeValue counts a use of a variable.
func (b *builder) mayTakeValue(v Variable, at int) bool {
	x := &b.doc.taken
	if x.full {
		return false
	}
	chain := append(b.chain[:len(b.chain):len(b.chain)], b.env.Name)
	if x.values++; x.values > maxValues {
		b.full("LIM-08", at, strconv.Itoa(maxValues), append(chain, v.Name))
		return false
	}
	if x.bytes += len(v.Value); x.bytes > maxTaken {
		b.full("LIM-06", at, strconv.Itoa(maxTaken>>20), append(chain, v.Name))
		return false
	}
	return b.mayTakeOfManual(len(v.Value), at, append(chain, v.Name))
}

func (b *builder) mayTakeOfManual(bytes, at int, chain []string) bool {
	m := b.env.Budget
	if m == nil {
		return true
	}
	if m.left -= bytes; m.left < 0 {
		b.full("LIM-06.manual", at, strconv.Itoa(budgetAtFirst>>20), chain)
		return false
	}
	return true
}

// full reports the limit that a page has reached. What comes after it shows as
// it is written.
func (b *builder) full(key string, at int, limit string, chain []string) {
	if b.doc.taken.full {
		return
	}
	b.doc.taken.full = true
	b.add(diag.Error, key, at, limit, strings.Join(chain, " → "))
}
