package importer

import "folio/internal/pattern"

// tidy makes of what documents show by their looks what it is: tables out of
// tabs, lists out of bullets, headings out of numbered bold lines, captions out of
// «Tabla 1.». Readers need not.
func (d *draft) tidy() {
	d.blocks = tabbed(d.blocks)
	d.blocks = bulleted(typedPoints(d.blocks))
	lettersLost(d.blocks)
	d.blocks = codeLines(d.blocks)
	d.takeControl()
	d.findHeadings()
	d.takeIndexes()
	d.untypeHeadings()
	d.takeCaptions()
	d.languages()
	d.references()
}

var referenceWord = pattern.Of(`(?i)(?:\b(?:la|el|las|los|the)\s+)?\b(tablas?|cuadro|imagen|figura|ilustraci[óo]n|listado|numeral|secci[óo]n|table|figure)[\s\x{a0}]+$`)

// references takes off the word before a cross-reference that Folio writes with
// its word.
func (d *draft) references() {
	counted := map[string]bool{} // anchors of what has a number
	eachBlock(d.blocks, func(b *block) {
		for _, a := range b.anchors {
			counted["#"+a] = counted["#"+a] || b.kind == heading || len(b.caption) > 0
		}
	})
	fix := func(text []inline) {
		for i := 1; i < len(text); i++ {
			x, before := &text[i], &text[i-1]
			if x.kind != link || before.kind != words || !counted[x.target] || !allDigits(plain(x.kids)) {
				continue
			}
			if m := referenceWord.FindStringSubmatchIndex(before.text); m != nil {
				before.text = before.text[:m[2]]
			}
		}
	}
	eachText(d.blocks, fix, func(string) {})
}
