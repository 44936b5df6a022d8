package search

import (
	"encoding/binary"
	"math"
	"strings"
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
	fieldCount
)

type weight struct{ boost, length, slope float64 }

func weightOf(f field) weight {
	switch f {
	case fieldTitle:
		return weight{5, 4, 0.6}
	case fieldPath:
		return weight{1.2, 8, 0.4}
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

// kindFactor is how much a kind of unit is worth beside a section, everything
// else equal: a caption or a step is short, which BM25 favours too much.
func kindFactor(k Kind) float64 {
	switch k {
	case KindManual:
		return 1.1
	case KindError:
		return 1.05
	case KindStep:
		return 0.75
	case KindTerm:
		return 0.65
	case KindTable, KindImage, KindListing:
		return 0.85
	}
	return 1
}

// inverter collects the postings of one manual.
type inverter struct {
	groups  *groups
	ids     map[string]int32
	terms   []string
	info    []termInfo
	records []record
	acc     []counts // by term: the unit at hand
	touched []int32
	seq     []int32 // the words of the field at hand, for phrases of synonyms
}

type termInfo struct {
	stop bool
	stem string      // only when it starts a member of a synonym group or may continue one
	refs []memberRef // members of synonym groups that start with it
	uses int
}

type counts [fieldCount]float32

type record struct {
	term   int32
	leaf   int32
	ord    uint8
	impact uint8
}

// newInverter expects a number of units, roughly.
func newInverter(g *groups, units int) *inverter {
	return &inverter{groups: g, ids: make(map[string]int32, 2048), records: make([]record, 0, 64*units)}
}

func (in *inverter) id(term []byte) int32 {
	if id, ok := in.ids[string(term)]; ok {
		return id
	}
	t := string(term)
	id := int32(len(in.terms))
	in.ids[t] = id
	in.terms = append(in.terms, t)
	stem := Stem(Fold(t))
	in.info = append(in.info, termInfo{stop: IsStopWord(t), stem: stem, refs: in.groups.first[stem]})
	in.acc = append(in.acc, counts{})
	return id
}

// leaf adds the units of a page.
func (in *inverter) leaf(n int, m Manual, page []Unit) {
	if page[0].Kind != KindManual {
		in.text(fieldTitle, page[0].Title)
		for _, h := range page[0].Path {
			in.text(fieldTitle, h.Title)
		}
		in.flush(n, 0, func(counts) uint8 { return pageImpact })
	}
	for i, u := range page {
		in.unit(n, uint8(i+1), page[0], u)
	}
}

func (in *inverter) unit(leaf int, ord uint8, top, u Unit) {
	var length [fieldCount]float64
	length[fieldTitle] = in.text(fieldTitle, u.Title)
	if u.Number != "" && u.Kind != KindSection && u.Kind != KindStep {
		in.text(fieldPath, u.Number) // «Tabla 3»
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
	for f := range fieldCount {
		w := weightOf(f)
		norm[f] = w.boost / (1 - w.slope + w.slope*length[f]/w.length)
	}
	in.flush(leaf, ord, func(c counts) uint8 {
		tf := 0.0
		for f := range fieldCount {
			tf += float64(c[f]) * norm[f]
		}
		impact := factor * tf * (saturation + 1) / (tf + saturation)
		return uint8(min(max(math.Round(impact/impactStep), 1), maxImpact))
	})
}

// text counts the tokens of a field and returns its length in words.
func (in *inverter) text(f field, text string) float64 {
	if text == "" {
		return 0
	}
	in.seq = in.seq[:0]
	length := 0.0
	scan(text, func(term []byte, role Role) {
		id := in.id(term)
		if role != Piece {
			length++
		}
		if in.info[id].stop {
			return
		}
		n := float32(1)
		switch role {
		case Identifier:
			n = wholeIdentifier
		case Piece:
			n = piece
		}
		in.count(id, f, n)
		if role != Piece {
			in.seq = append(in.seq, id)
		}
	})
	for i, id := range in.seq {
		for _, ref := range in.info[id].refs {
			if in.matches(i, in.groups.lists[ref.group][ref.member]) {
				in.count(in.id([]byte(groupTerm(ref.group))), f, 1)
			}
		}
	}
	return length
}

func (in *inverter) matches(i int, stems []string) bool {
	if i+len(stems) > len(in.seq) {
		return false
	}
	for k, s := range stems {
		if in.info[in.seq[i+k]].stem != s {
			return false
		}
	}
	return true
}

func (in *inverter) count(id int32, f field, n float32) {
	c := &in.acc[id]
	if *c == (counts{}) {
		in.touched = append(in.touched, id)
	}
	c[f] += n
}

// flush turns the counts of the unit at hand into records.
func (in *inverter) flush(leaf int, ord uint8, impact func(counts) uint8) {
	for _, id := range in.touched {
		in.records = append(in.records, record{id, int32(leaf), ord, impact(in.acc[id])})
		in.info[id].uses++
		in.acc[id] = counts{}
	}
	in.touched = in.touched[:0]
}

// encode gives the sorted terms and their postings: for each, the length
// shared with the term before, the rest of it, and the two streams with their
// lengths and the last leaf.
func (in *inverter) encode() []byte {
	// Records are in order of units; place them by term, keeping that order.
	starts := make([]int, len(in.terms)+1)
	for id, t := range in.info {
		starts[id+1] = starts[id] + t.uses
	}
	placed := make([]record, len(in.records))
	next := append([]int(nil), starts...)
	for _, r := range in.records {
		placed[next[r.term]] = r
		next[r.term]++
	}
	out := make([]byte, 0, 8*len(in.terms)+3*len(in.records))
	prev := ""
	var p postings
	var ords, impacts []uint8
	for _, id := range sortedTerms(in.terms) {
		list := placed[starts[id]:starts[id+1]]
		if len(list) == 0 {
			continue // a stop word
		}
		p = postings{heads: p.heads[:0], units: p.units[:0]}
		for i := 0; i < len(list); {
			ords, impacts = ords[:0], impacts[:0]
			leaf := list[i].leaf
			for ; i < len(list) && list[i].leaf == leaf; i++ {
				ords = append(ords, list[i].ord)
				impacts = append(impacts, list[i].impact)
			}
			p.add(int(leaf), ords, impacts)
		}
		out = appendTerm(out, prev, in.terms[id])
		out = binary.AppendUvarint(out, uint64(p.last))
		out = binary.AppendUvarint(out, uint64(len(p.heads)))
		out = binary.AppendUvarint(out, uint64(len(p.units)))
		out = append(out, p.heads...)
		out = append(out, p.units...)
		prev = in.terms[id]
	}
	return out
}

// appendTerm front-codes a term: shared bytes, further bytes, and these.
func appendTerm(b []byte, prev, term string) []byte {
	n := 0
	for n < len(prev) && n < len(term) && prev[n] == term[n] {
		n++
	}
	b = binary.AppendUvarint(b, uint64(n))
	b = binary.AppendUvarint(b, uint64(len(term)-n))
	return append(b, term[n:]...)
}
