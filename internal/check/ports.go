package check

import (
	"slices"
	"strconv"
	"strings"

	"folio/internal/pattern"
)

var (
	portForm  = pattern.Of(`(?i)(\d+)(?:\s*(?:[-–—]|\b(?:a|al|to)\b)\s*(\d+))?(?:\s*/\s*(tcp|udp)\b)?`)
	asideForm = pattern.Of(`\([^()]*\)`)
	// thousandForm is a number with its thousands apart: «8.443», «3 000» with a blank
	// that no line is broken at, or with any before hundreds that begin with a zero.
	thousandForm = pattern.Of(`\b(\d{1,2})(?:[.\x{a0}\x{2007}\x{2009}\x{202f}](\d{3})| (0\d\d))\b`)
)

const (
	largestPort = 65535
	mostPorts   = 64 // in a cell
)

// Ports are one port or a range.
type Ports struct{ First, Last int }

// String is «443» or «8000-8010».
func (p Ports) String() string {
	if p.First == p.Last {
		return strconv.Itoa(p.First)
	}
	return strconv.Itoa(p.First) + "-" + strconv.Itoa(p.Last)
}

// Has tells whether a port is one of them.
func (p Ports) Has(n int) bool { return n >= p.First && n <= p.Last }

// spokenPorts are ports of a cell, with the protocol that stands with them, or "".
type spokenPorts struct {
	Ports
	protocol string
}

// portsIn are the ports that a cell says: «22, 443», «53/UDP», «8000-8010». What stands
// in parentheses, «8443 (TLS 1.2)», says something else, unless no port stands outside.
func portsIn(cell string) []spokenPorts {
	if list := portsOf(asideForm.ReplaceAllString(cell, " ")); len(list) > 0 {
		return list
	}
	return portsOf(cell)
}

func portsOf(text string) (list []spokenPorts) {
	text = withoutThousands(text)
	add := func(first, last int, protocol string) {
		if first, last = max(first, 1), min(last, largestPort); first <= last {
			list = append(list, spokenPorts{Ports{first, last}, protocol})
		}
	}
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
		if last < first { // no range
			add(last, last, protocol)
			last = first
		}
		add(first, last, protocol)
	}
	return list
}

// withoutThousands is a text in which ports stand without what parts their thousands.
func withoutThousands(text string) string {
	for from := 0; ; {
		m := thousandForm.FindStringSubmatchIndex(text[from:])
		if m == nil {
			return text
		}
		start, end := from+m[0], from+m[1]
		hundreds := max(m[4], m[6])
		number := text[start:from+m[3]] + text[from+hundreds:end]
		n, _ := strconv.Atoi(number)
		from = end
		if inNumber(text, start, end) || n < 1000 || n > largestPort {
			continue
		}
		text = text[:start] + number + text[end:]
		from = start + len(number)
	}
}

// inNumber tells whether digits are a part of another number, as of a version or an
// address.
func inNumber(text string, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	point := func(i int) bool { return i >= 0 && i < len(text) && text[i] == '.' }
	return point(from-1) && digit(from-2) || point(to) && digit(to+1)
}

// isDecimal tells whether a number is a part of another, or of a name.
func isDecimal(text string, from, to int) bool {
	letter := from > 0 && (text[from-1] >= 'a' && text[from-1] <= 'z' || text[from-1] >= 'A' && text[from-1] <= 'Z')
	return letter || to-from > 5 || inNumber(text, from, to)
}

// machinesIn are the machines that a cell lists: in lines, between semicolons, or, when
// they are names alone, between commas.
func machinesIn(cell string) []string {
	between := "\n;"
	if !slices.ContainsFunc(strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune("\n;,", c) }), func(part string) bool {
		return strings.Contains(strings.TrimSpace(part), " ")
	}) {
		between += ","
	}
	var list []string
	for _, part := range strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(between, c) }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	if len(list) == 0 {
		return []string{cell}
	}
	return list
}
