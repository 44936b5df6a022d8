package check

import (
	"strconv"
	"strings"

	"folio/internal/pattern"
)

var (
	portForm  = pattern.Of(`(?i)(\d+)(?:\s*(?:[-–—]|\b(?:a|al|to)\b)\s*(\d+))?(?:\s*/\s*(tcp|udp)\b)?`)
	asideForm = pattern.Of(`\([^()]*\)`)
)

const (
	largeRange = 64
	mostPorts  = 64 // in a cell, apart from ranges
)

// spokenPort is a port of a cell, with the protocol that stands with it, or "".
type spokenPort struct {
	number   int
	protocol string
}

// portsIn are the ports that a cell says: «22, 443», «53/UDP», «8000-8010», all of them
// one by one, of a range of more than 64 the first and the last. What stands in
// parentheses, «8443 (TLS 1.2)», says something else, unless no port stands outside.
func portsIn(cell string) []spokenPort {
	if list := portsOf(asideForm.ReplaceAllString(cell, " ")); len(list) > 0 {
		return list
	}
	return portsOf(cell)
}

func portsOf(text string) (list []spokenPort) {
	for _, m := range portForm.FindAllStringSubmatchIndex(text, mostPorts) {
		if isDecimal(text, m[2], m[3]) {
			continue
		}
		first, _ := strconv.Atoi(text[m[2]:m[3]])
		last, protocol := first, ""
		if m[4] >= 0 && !isDecimal(text, m[4], m[5]) {
			last, _ = strconv.Atoi(text[m[4]:m[5]])
		}
		if m[6] >= 0 {
			protocol = strings.ToLower(text[m[6]:m[7]])
		}
		step := 1
		switch {
		case last < first: // no range
			first, last, step = last, first, first-last
		case last-first > largeRange:
			step = last - first
		}
		for n := first; n <= last; n += step {
			if n > 0 && n <= 65535 {
				list = append(list, spokenPort{n, protocol})
			}
		}
	}
	return list
}

// isDecimal tells whether a number is a part of another, as of a version or an address.
func isDecimal(text string, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	point := func(i int) bool { return i >= 0 && i < len(text) && text[i] == '.' }
	letter := from > 0 && (text[from-1] >= 'a' && text[from-1] <= 'z' || text[from-1] >= 'A' && text[from-1] <= 'Z')
	return letter || to-from > 5 || point(from-1) && digit(from-2) || point(to) && digit(to+1)
}
