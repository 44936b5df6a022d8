package search

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"folio/internal/config"
)

// Options are what an index depends on besides the content.
type Options struct {
	// Synonyms are groups of words or phrases with one meaning, the site's own
	// and, as a rule, DefaultSynonyms.
	Synonyms [][]string
	// Compact keeps less of long texts for the excerpts of results. It is for
	// sites of thousands of pages, of which the index would grow beyond 2.5 KB
	// a page.
	Compact bool
	// Stop, unless nil, is asked now and then whether to give up merging; what
	// comes of it then is of no use.
	Stop func() bool
}

// Indexer turns manuals into parts and parts into sets. It is immutable and
// safe for concurrent use.
type Indexer struct {
	groups *groups
	pack   *packer
	stop   func() bool
	client func() []clientFile // prepared when they are asked for
	large  func() []clientFile // those of a site whose catalogue has two levels
	keep   int                 // bytes of text in an excerpt file
	sizes  sizes               // of the catalogue

	// inverters that rest, for what they remember. A sync.Pool would forget.
	inverters chan *inverter
}

// New prepares an indexer. Parts made under other options must not be mixed:
// a cache has to include the options in its key.
func New(o Options) *Indexer {
	x := &Indexer{groups: newGroups(o.Synonyms), pack: &packer{}, stop: o.Stop, keep: maxLeafText, sizes: sizes{maxLines, manualsRun, shardsRun}}
	x.client = sync.OnceValue(func() []clientFile { return client(clientScripts()) })
	x.large = sync.OnceValue(func() []clientFile { return client(largeScripts()) })
	if x.stop == nil {
		x.stop = func() bool { return false }
	}
	x.inverters = make(chan *inverter, runtime.GOMAXPROCS(0))
	if o.Compact {
		x.keep = compactText
	}
	return x
}

// Part is one manual's contribution to the index, without its excerpts. It is
// immutable, and a spool may hold its terms. It has a binary form, for a cache and
// to wait in.
type Part struct {
	id, title string
	hash      string // of the excerpts: part of their folder's name
	leaves    []leaf
	units     int
	sum       [16]byte // of the terms
	lot
}

// leaf is what all units of a page share.
type leaf struct {
	section string // the manual's section it belongs to; "" on the cover
}

// ID is the manual's.
func (p *Part) ID() string { return p.id }

// Index makes the part of one manual and its excerpt files, which belong to
// the site as they are.
func (x *Indexer) Index(m Manual, units []Unit) (*Part, []File) {
	cover := Unit{URL: m.URL, Kind: KindManual, Title: m.Title, Body: strings.TrimSpace(m.Code + " " + m.Description)}
	m.Title, m.Code = oneLine(plain(m.Title)), oneLine(plain(m.Code))
	plainUnits := make([]Unit, len(units))
	for i, u := range units {
		plainUnits[i] = plainUnit(u)
	}
	pages := append([][]Unit{{plainUnit(cover)}}, leavesOf(plainUnits)...)
	pages = append(pages, leavesOf(valueUnits(m))...)
	p := &Part{id: strings.Clone(m.ID), title: strings.Clone(m.Title), leaves: make([]leaf, 0, len(pages))}
	in := x.inverter()
	defer x.rest(in)
	texts := make([]int, 0, len(pages)+1) // where in the inverter's room the files' begin
	room := in.room[:0]
	h := sha256.New()
	_, _ = h.Write(dictionarySum[:]) // a browser must not read with another what it has kept
	for i, page := range pages {
		in.leaf(i, m, page)
		texts = append(texts, len(room))
		room = excerpts(room, m, page, x.keep)
		_, _ = h.Write(room[texts[i]:])
		_, _ = h.Write([]byte{0})
		if page[0].Kind != KindValue {
			p.units += len(page)
		}
		p.leaves = append(p.leaves, leaf{strings.Clone(sectionOf(m, page[0]))})
	}
	texts, in.room = append(texts, len(room)), room
	p.hash = shortHash(h.Sum(nil))
	p.lot = in.encode()
	p.lot.leaves = len(p.leaves)
	sum := sha256.Sum256(p.terms.Slice(0, p.terms.Len()))
	p.sum = [16]byte(sum[:16])
	files := make([]File, len(pages))
	for i := range files {
		name := fmt.Sprintf("p/%s-%s/%d", m.ID, p.hash, i)
		files[i] = File{Path: folder + name + ".js", Data: x.pack.wrapExcerpt(name, room[texts[i]:texts[i+1]])}
	}
	return p, files
}

var dictionarySum = sha256.Sum256([]byte(dictionary))

// inverter gives one that rests, or a new one.
func (x *Indexer) inverter() *inverter {
	select {
	case in := <-x.inverters:
		return in
	default:
		return newInverter(x.groups)
	}
}

// rest takes an inverter back, if there is room for it.
func (x *Indexer) rest(in *inverter) {
	in.reset()
	select {
	case x.inverters <- in:
	default:
	}
}

// Forget gives back the memory of what was learned from the manuals so far. It
// costs the next one some time.
func (x *Indexer) Forget() {
	for range cap(x.inverters) {
		select {
		case <-x.inverters:
		default:
		}
	}
}

// folder is where the index lives, from the site's root.
const folder = "buscar/"

// shortHash tells the versions of one file apart: 25 bits, in lower case since
// a shared disk may not tell cases apart.
func shortHash(sum []byte) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum)[:hashSize])
}

const hashSize = 5

// onCover tells whether a unit is on the manual's first page.
func (m Manual) onCover(u Unit) bool {
	page, _, _ := strings.Cut(u.URL, "#")
	return page == m.URL
}

// leavesOf cuts the units where the page changes, and long pages further.
func leavesOf(units []Unit) [][]Unit {
	var out [][]Unit
	start, text, page := 0, 0, ""
	for i, u := range units {
		url, _, _ := strings.Cut(u.URL, "#")
		size := len(u.Title) + len(u.Body) + len(u.Code)
		if i > start && (url != page || i-start == unitsPerLeaf-1 || text+size > maxLeafText) {
			out = append(out, units[start:i])
			start, text = i, 0
		}
		page = url
		text += size
	}
	if start < len(units) {
		out = append(out, units[start:])
	}
	return out
}

// sectionOf is the title of the manual's section that a page is in; "" for its
// cover.
func sectionOf(m Manual, u Unit) string {
	switch {
	case m.onCover(u) && u.Kind != KindValue:
		return ""
	case u.Kind == KindValue:
		return valuesSection
	case len(u.Path) > 0:
		return config.Unvalued(u.Path[0].Title)
	}
	return config.Unvalued(u.Title)
}
