package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// colour is an sRGB colour, channels from 0 to 1.
type colour struct{ r, g, b float64 }

// parseColour reads "#RRGGBB" or "#RGB".
func parseColour(s string) (colour, bool) {
	s, ok := strings.CutPrefix(strings.TrimSpace(s), "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if !ok || len(s) != 6 || err != nil {
		return colour{}, false
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

// String is the colour as CSS writes it.
func (c colour) String() string {
	q := func(v float64) int { return int(math.Round(255 * min(max(v, 0), 1))) }
	return fmt.Sprintf("#%02X%02X%02X", q(c.r), q(c.g), q(c.b))
}

// luminance is WCAG 2.2's relative luminance.
func (c colour) luminance() float64 {
	lin := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.r) + 0.7152*lin(c.g) + 0.0722*lin(c.b)
}

// contrast is WCAG 2.2's contrast ratio, from 1 to 21.
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// mix is a with a share of b, from 0 to 1.
func mix(a, b colour, share float64) colour {
	m := func(x, y float64) float64 { return x + (y-x)*share }
	return colour{m(a.r, b.r), m(a.g, b.g), m(a.b, b.b)}
}
