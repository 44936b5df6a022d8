package importer

import (
	"strconv"
	"strings"

	"folio/internal/pattern"
)

// numbering is how a document's lists are marked.
type numbering struct {
	nums     map[string]numberingList
	abstract map[string]map[string]numberingLevel
	counts   map[string]*counters // by abstract list: lists of one kind count together
}

// counters are the numbers that the levels of a list have come to.
type counters struct {
	at      [9]int
	running [9]bool
	begun   map[string]bool // lists that begin with a number of their own, and have
}

type numberingList struct {
	abstract string
	starts   map[string]int // overridden, by level
}

type numberingLevel struct {
	ordered bool
	letter  string // what it counts by, if not by numbers
	none    bool
	start   int
	text    string // what stands before a point, %1 for the number of level 1
}

func readNumbering(root *node) numbering {
	n := numbering{nums: map[string]numberingList{}, abstract: map[string]map[string]numberingLevel{}, counts: map[string]*counters{}}
	links := map[string]string{} // of a list to a style of lists, and back
	byStyle := map[string]string{}
	root.find("abstractNum", func(a *node) {
		id := a.attr("abstractNumId")
		levels := map[string]numberingLevel{}
		for _, l := range a.kids {
			if l.name == "lvl" {
				levels[l.attr("ilvl")] = readLevel(l)
			}
		}
		n.abstract[id] = levels
		if s := a.kid("numStyleLink").attr("val"); s != "" {
			links[id] = s
		}
		if s := a.kid("styleLink").attr("val"); s != "" {
			byStyle[s] = id
		}
	})
	root.find("num", func(x *node) {
		l := numberingList{abstract: x.kid("abstractNumId").attr("val"), starts: map[string]int{}}
		for range 10 { // a list may follow the style of another
			if next := byStyle[links[l.abstract]]; next != "" && next != l.abstract {
				l.abstract = next
			}
		}
		x.find("lvlOverride", func(o *node) {
			if k, err := strconv.Atoi(o.kid("startOverride").attr("val")); err == nil {
				l.starts[o.attr("ilvl")] = k
			}
		})
		n.nums[x.attr("numId")] = l
	})
	return n
}

// letterFormats are the ways in which lists count by letters.
var letterFormats = map[string]string{"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}

func readLevel(l *node) numberingLevel {
	x := numberingLevel{start: 1}
	if k, err := strconv.Atoi(l.kid("start").attr("val")); err == nil && k >= 0 {
		x.start = k
	}
	x.text = l.kid("lvlText").attr("val")
	switch l.kid("numFmt").attr("val") {
	case "bullet":
	case "none":
		x.none = true
	default:
		x.ordered = true
		x.letter = letterFormats[l.kid("numFmt").attr("val")]
	}
	return x
}

// level is the mark of a list's level; ok is false for what is no list.
func (n numbering) level(numID, ilvl string) (x numberingLevel, ok bool) {
	l, known := n.nums[numID]
	if !known || numID == "0" {
		return x, false
	}
	x, known = n.abstract[l.abstract][ilvl]
	if !known {
		x = numberingLevel{start: 1}
	}
	if k, over := l.starts[ilvl]; over {
		x.start = k
	}
	return x, !x.none
}

// next counts a point of a list, and gives its number and what Word shows before it.
func (n numbering) next(numID string, level int) (number int, label string) {
	l := n.nums[numID]
	c := n.counts[l.abstract]
	if c == nil {
		c = &counters{begun: map[string]bool{}}
		n.counts[l.abstract] = c
	}
	ilvl := strconv.Itoa(level)
	x, _ := n.level(numID, ilvl)
	if _, own := l.starts[ilvl]; own && !c.begun[numID+" "+ilvl] {
		c.begun[numID+" "+ilvl], c.running[level] = true, false
	}
	if c.running[level] {
		c.at[level]++
	} else {
		c.at[level], c.running[level] = x.start, true
	}
	for k := level + 1; k < len(c.running); k++ {
		c.running[k] = false
	}
	label = levelNumber.ReplaceAllStringFunc(x.text, func(m string) string {
		k := int(m[1] - '1')
		at, _ := n.level(numID, strconv.Itoa(k))
		if k > level {
			return ""
		}
		if !c.running[k] {
			return counted(at.start, at.letter)
		}
		return counted(c.at[k], at.letter)
	})
	return c.at[level], label
}

// levelNumber is the place of a level's number in what stands before a point.
var levelNumber = pattern.Of(`%[1-9]`)

// counted is a number as a list shows it that counts by a letter; "" for numbers.
func counted(k int, letter string) string {
	if k < 1 || k > 3000 || letter == "" {
		return strconv.Itoa(k)
	}
	var s string
	switch letter {
	case "i", "I":
		for i, v := range []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
			for ; k >= v; k -= v {
				s += []string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}[i]
			}
		}
	default: // a … z, aa, bb …
		s = strings.Repeat(string(rune('a'+(k-1)%26)), 1+(k-1)/26)
	}
	if letter == "A" || letter == "I" {
		s = strings.ToUpper(s)
	}
	return s
}

// steps are the words before a number that a list of numbers says by itself.
var steps = pattern.Of(`(?i)^[\s(]*(?:pasos?|numeral|n[.º°]?|step)?[\s.:)º°-]*$`)

// chapters are the words before the number of a heading, which Folio numbers.
var chapters = pattern.Of(`(?i)^[\s(]*(?:cap[íi]tulo|secci[óo]n|numeral|t[íi]tulo|chapter|section)?[\s.:)º°-]*$`)

// wordy tells that what stands before the points of a level says more than their
// numbers, such as «RF-1» or «Anexo A.»: texts speak of it. plain are the words
// that say no more.
func (x numberingLevel) wordy(plain *pattern.Pattern) bool {
	return x.ordered && !plain.MatchString(levelNumber.ReplaceAllString(x.text, ""))
}
