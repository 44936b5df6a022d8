package check

import (
	"path"
	"strings"
)

// order is one order as a shell reads it: without sudo, the variables set for it
// and redirections.
type order struct {
	words []word
	first int // the byte of the block's text where all of it begins, sudo too
	// inside says that a container runs it, whose system is its own.
	inside bool
}

// word is a word of an order; text is without the quotes around it.
type word struct {
	text    string
	at, end int
	quoted  bool
}

// tool is the program that an order runs, without its folder.
func (o order) tool() string { return strings.TrimSuffix(path.Base(o.words[0].text), ".exe") }

// args are the words after the program.
func (o order) args() []word { return o.words[1:] }

// arg is a word after the program; "" past the last.
func (o order) arg(i int) string {
	if i+1 < len(o.words) {
		return o.words[i+1].text
	}
	return ""
}

// has tells whether one of the words after the program is one of these.
func (o order) has(list ...string) bool {
	for _, w := range o.args() {
		for _, s := range list {
			if w.text == s {
				return true
			}
		}
	}
	return false
}

// flag tells whether an order has a short option, alone or among others: -rf.
func (o order) flag(letter byte) bool {
	for _, w := range o.args() {
		if len(w.text) > 1 && w.text[0] == '-' && w.text[1] != '-' && strings.IndexByte(w.text, letter) > 0 {
			return true
		}
	}
	return false
}
