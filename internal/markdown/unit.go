package markdown

// Unit is an inclusion on a page: what a file says, which is a whole of its own.
// A reference in it leads to what it holds itself before anything else of the
// page, and so it does where the same file is included a second time.
type Unit struct {
	Name   string // of the file, by path from the content root
	Parent int    // the inclusion that it stands in; 0 for the section's own text
	Last   int    // the last of those in it; itself when there is none
}

// enter begins an inclusion and returns its number, from 1 in reading order.
func (d *Doc) enter(name string, parent int) int {
	d.Units = append(d.Units, Unit{Name: name, Parent: parent, Last: len(d.Units) + 1})
	return len(d.Units)
}

// leave ends an inclusion.
func (d *Doc) leave(unit int) { d.Units[unit-1].Last = len(d.Units) }

// In tells whether an inclusion is another or stands in it; 0 holds all.
func (d *Doc) In(unit, other int) bool {
	return other == 0 || unit >= other && unit <= d.Units[other-1].Last
}
