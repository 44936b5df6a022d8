package pipeline

import (
	"folio/internal/check"
	"folio/internal/diag"
	"folio/internal/facts"
	"folio/internal/manual"
	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/spool"
	"folio/internal/theme"
)

// compiled is what remains of a manual when its pages are written.
type compiled struct {
	export  *manual.Export
	card    theme.Card
	layouts parcel[layouts]
	live    []livePage // that have diagrams which the browser draws
	pages   int
	found   diag.List
	packs   spool.Bytes // found, packed, when there was something and it waits
	checked kept
	review  parcel[Review]
	paper   Paper
	facts   parcel[check.Facts]
	known   parcel[facts.Manual] // without its procedures
	steps   parcel[[]facts.Procedure]
	knows   knows
	pending parcel[[]manual.Pending]
	moved   []moved
	folders []movedFolder
	part    *search.Part
	packed  spool.Bytes // the part as the cache has it, when part is nil
	assets  []manual.Asset
	reads   spool.Bytes // packed facts, where a build is remembered as a whole
	waiting bool        // needs the exports of others, and was not rendered
	sum     output.Hash // of the cache's entry; zero when there is none
}

// pack makes a few pieces of memory of what is not looked at while the other manuals
// are made.
func (c *compiled) pack() {
	c.layouts, c.review, c.facts = c.layouts.pack(), c.review.pack(), c.facts.pack()
	c.known, c.steps, c.pending = c.known.pack(), c.steps.pack(), c.pending.pack()
}

// findings are those of the manual itself.
func (c *compiled) findings() diag.List {
	if c.packs.Len() == 0 {
		return c.found
	}
	list, err := diag.Unpack(c.packs.Slice(0, c.packs.Len()))
	if err != nil {
		return nil // the spool says why, and there is no site
	}
	return list
}

// packPart makes of the part of the search index what the cache has of it, where there
// is a spool that it can wait in.
func (c *compiled) packPart(f *spool.File) {
	if c.part == nil || f == nil {
		return
	}
	if data, err := c.part.MarshalBinary(); err == nil {
		c.part, c.packed = nil, spool.Of(data)
	}
}

// rest takes out of memory what is needed again when all manuals are made, and not
// when the build is over.
func (b *build) rest(c *compiled) {
	c.packPart(b.spool)
	c.export = c.export.Rest(b.spool)
	if len(c.found) > 0 && b.spool != nil {
		c.found, c.packs = nil, spool.Of(c.found.Pack()).Keep(b.spool)
	}
	c.packed, c.reads, c.pending = c.packed.Keep(b.spool), c.reads.Keep(b.spool), c.pending.rest(b.spool)
	if !b.in.Brief {
		return // it will be asked for
	}
	c.layouts = parcel[layouts]{} // the cache's entry has them
	c.review, c.facts = c.review.rest(b.spool), c.facts.rest(b.spool)
	c.known, c.steps = c.known.rest(b.spool), c.steps.rest(b.spool)
}
