package search

import (
	"bytes"
	"math"
	"slices"
	"strings"

	"folio/internal/config"
	"folio/internal/spool"
)

// The fields of a unit, and how much each counts. The lengths are in tokens,
// those at which a field neither gains nor loses; they are constants instead
// of the corpus's averages so that a manual's part does not depend on others.
type field uint8

const (
	fieldTitle field = iota
	fieldPath
	fieldBody
	fieldCode
	fieldNumber // counted apart: see numberTerm
	fieldCount
)

type weight struct{ boost, length, slope float64 }

func weightOf(f field) weight {
	switch f {
	case fieldTitle:
		return weight{5, 4, 0.6}
	case fieldPath:
		return weight{1.8, 8, 0.4}
	case fieldBody:
		return weight{1, 60, 0.55}
	default:
		return weight{0.8, 30, 0.45}
	}
}

const (
	// saturation is BM25's k1: how soon repetition stops to count.
	saturation = 1.6
	// impactStep is what one step of a stored impact stands for.
	impactStep = 0.17
	maxImpact  = 15
	// wholeIdentifier and piece are what these count beside a plain word.
	wholeIdentifier = 1.3
	piece           = 0.6
	// pageImpact is stored for the terms of a page's title at ordinal 0. The
	// client gives it its weight.
	pageImpact = 6
)

// pageFactor favours a page's own heading over those below it.
const pageFactor = 1.1

// guideFactor is what a guide is worth beside a manual, and sampleFactor what
// its code is worth beside a manual's: its commands are read where they are
// explained, its samples speak of no system at all.
const (
	guideFactor  = 0.8
	sampleFactor = 0.3
)

// kindFactor is how much a kind of unit is worth beside a section, everything
// else equal: a caption or a step is short, which BM25 favours too much.
func kindFactor(k Kind) float64 {
	switch k {
	case KindManual:
		return 1.1
	case KindError:
		return 1.05
	case KindStep:
		return 0.85
	case KindTerm:
		return 0.65
	case KindTable, KindImage, KindListing:
		return 0.85
	}
	return 1
}

// inverter collects the postings of one manual after the other.
type inverter struct {
	words *vocabulary
	guide bool // the manual at hand is a guide
	// By term, of the manual at hand. What is not zero is in used.
	uses []int32
	used []ranked
	// By term, of the unit at hand. What is not zero is in touched.
	acc     []counts
	touched []int32
	records []record
	seq     []int32 // the words of the field at hand, for phrases of synonyms

	starts []int32 // work space of encode, by term
	placed []record
	// Of a leaf's postings of a term.
	ords, impacts []uint8
	out           []byte
	regions       []region
	room          []byte // for the texts of the excerpt files
}

type counts struct {
	of   [fieldCount]float32
	some bool
}

type record struct {
	term   int32
	leaf   int32
	ord    uint8
	impact uint8
}

func newInverter(g *groups) *inverter { return &inverter{words: newVocabulary(g)} }

// reset makes ready for the next manual.
func (in *inverter) reset() {
	for _, t := range in.used {
		in.uses[t.id] = 0
	}
	in.used, in.records = in.used[:0], in.records[:0]
	in.words.tidy()
}

// leaf adds the units of a page.
func (in *inverter) leaf(n int, m Manual, page []Unit) {
	in.guide = m.Guide
	if !m.onCover(page[0]) { // where values are, too
		in.text(fieldTitle, page[0].Title)
		for _, h := range page[0].Path {
			in.text(fieldTitle, h.Title)
		}
		in.flush(n, 0, func(*counts) uint8 { return pageImpact })
	}
	for i, u := range page {
		in.unit(n, uint8(i+1), page[0], u)
	}
}

func (in *inverter) unit(leaf int, ord uint8, top, u Unit) {
	var length [fieldCount]float64
	length[fieldTitle] = in.text(fieldTitle, u.Title)
	if u.Kind == KindValue { // its number and path are a name and environments
		in.flush(leaf, ord, func(*counts) uint8 { return 1 })
		return
	}
	if term := numberTerm(u); term != "" {
		in.count(in.words.id(term), fieldNumber, 1)
	}
	// What stands above the page holds for all of it, at ordinal 0; what
	// stands between the page's heading and the unit is the unit's own.
	for i := len(top.Path) + 1; i < len(u.Path); i++ {
		length[fieldPath] += in.text(fieldPath, u.Path[i].Title)
	}
	length[fieldBody] = in.text(fieldBody, u.Body)
	length[fieldCode] = in.text(fieldCode, u.Code)
	factor := kindFactor(u.Kind)
	if u.Kind == KindSection && ord == 1 && !strings.Contains(u.URL, "#") {
		factor *= pageFactor
	}
	var norm [fieldCount]float64
	for f := range fieldNumber {
		w := weightOf(f)
		norm[f] = w.boost / (1 - w.slope + w.slope*length[f]/w.length)
	}
	if in.guide {
		factor *= guideFactor
		norm[fieldCode] *= sampleFactor
	}
	in.flush(leaf, ord, func(c *counts) uint8 {
		if c.of[fieldNumber] > 0 {
			return uint8(maxImpact * min(factor, 1)) // who has the number is what was asked for
		}
		tf := 0.0
		for f := range fieldNumber {
			tf += float64(c.of[f]) * norm[f]
		}
		impact := factor * tf * (saturation + 1) / (tf + saturation)
		return uint8(min(max(math.Round(impact/impactStep), 1), maxImpact))
	})
}

// numberTerm is what a unit's number is called in the index, a term that nobody
// can type: \x03, the letter of its kind and the number, as in «\x03s7.4» and, of
// «Tabla 14», «\x03t14»; "" without one. It is no text: a version that a text
// names does not count as a heading's number.
func numberTerm(u Unit) string {
	kind := u.Kind
	switch kind {
	case KindError:
		kind = KindSection
	case KindSection, KindTable, KindImage, KindListing, KindStep:
	default:
		return ""
	}
	number := u.Number[strings.LastIndexByte(u.Number, ' ')+1:]
	if number == "" || len(number) > maxTerm-2 {
		return ""
	}
	return "\x03" + string(kind) + strings.ToLower(number)
}

// text counts the tokens of a field and returns its length in words.
func (in *inverter) text(f field, text string) float64 {
	in.seq = in.seq[:0]
	text = config.Valued(text)
	length, grouped := 0, false
	for from, to := nextChunk(text, 0); from < to; from, to = nextChunk(text, to) {
		for _, t := range in.words.chunk(text[from:to]) {
			if t.role < Piece {
				length++
			}
			if t.stop {
				continue
			}
			n := float32(1)
			switch t.role {
			case Identifier:
				n = wholeIdentifier
			case Piece:
				n = piece
			}
			in.count(t.id, f, n)
			if t.role < Piece {
				in.seq = append(in.seq, t.id)
				grouped = grouped || t.refs
			}
		}
	}
	if grouped {
		in.synonyms(f)
	}
	return float64(length)
}

// synonyms counts the groups that the words of the field at hand belong to.
func (in *inverter) synonyms(f field) {
	groups := in.words.groups
	for i, id := range in.seq {
		for _, ref := range in.words.terms[id].refs {
			if in.matches(i, groups.numbered[ref.group][ref.member]) {
				in.count(in.words.id(groups.terms[ref.group]), f, 1)
			}
		}
	}
}

func (in *inverter) matches(i int, stems []int32) bool {
	if i+len(stems) > len(in.seq) {
		return false
	}
	for k, s := range stems {
		if in.words.terms[in.seq[i+k]].stem != s {
			return false
		}
	}
	return true
}

func (in *inverter) count(id int32, f field, n float32) {
	if more := len(in.words.terms) - len(in.acc); more > 0 {
		in.acc = append(in.acc, make([]counts, more)...)
		in.uses = append(in.uses, make([]int32, more)...)
	}
	c := &in.acc[id]
	if !c.some {
		c.some = true
		in.touched = append(in.touched, id)
	}
	c.of[f] += n
}

// flush turns the counts of the unit at hand into records.
func (in *inverter) flush(leaf int, ord uint8, impact func(*counts) uint8) {
	for _, id := range in.touched {
		c := &in.acc[id]
		in.records = append(in.records, record{id, int32(leaf), ord, impact(c)})
		if in.uses[id]++; in.uses[id] == 1 {
			in.used = append(in.used, ranked{in.words.terms[id].lead, id})
		}
		*c = counts{}
	}
	in.touched = in.touched[:0]
}

// encode gives the sorted terms and their postings.
func (in *inverter) encode() lot {
	sortRanked(in.used, func(id int32) *spelling { return &in.words.terms[id].spelling })
	in.place()
	w := lotWriter{out: in.out[:0], regions: in.regions[:0]}
	var p postings
	from := 0
	for _, t := range in.used {
		list := in.placed[from : from+int(in.uses[t.id])]
		from += len(list)
		p = postings{heads: p.heads[:0], units: p.units[:0]}
		for i := 0; i < len(list); {
			leaf := list[i].leaf
			in.ords, in.impacts = in.ords[:0], in.impacts[:0]
			for ; i < len(list) && list[i].leaf == leaf; i++ {
				in.ords = append(in.ords, list[i].ord)
				in.impacts = append(in.impacts, list[i].impact)
			}
			p.add(int(leaf), in.ords, in.impacts)
		}
		w.add(in.words.terms[t.id].spelling, p)
	}
	in.out, in.regions = w.out, w.regions
	return lot{terms: spool.Of(bytes.Clone(w.out)), regions: slices.Clone(w.regions)}
}

// place sorts the records by term, in the order of used, and keeps that of the
// units: they are in order of units already.
func (in *inverter) place() {
	in.starts = slices.Grow(in.starts[:0], len(in.uses))[:len(in.uses)]
	next := int32(0)
	for _, t := range in.used {
		in.starts[t.id] = next
		next += in.uses[t.id]
	}
	in.placed = slices.Grow(in.placed[:0], len(in.records))[:len(in.records)]
	for _, r := range in.records {
		in.placed[in.starts[r.term]] = r
		in.starts[r.term]++
	}
}
