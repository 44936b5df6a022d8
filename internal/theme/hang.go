package theme

import "strconv"

// Numbers of headings hang in the margin, which is as wide as the longest of
// the manual needs, so that no number touches its title and the text of all
// pages begins at one edge.

// headingSizes are the sizes of h1 to h6 in rem, as type.css sets them.
var headingSizes = [...]float64{2, 1.5, 1.1875, 1.0625, 1.0625, 1.0625}

// Widths in em of the theme's font, and the room in rem between a number and
// its title.
const (
	figureWidth = .6
	pointWidth  = .28
	letterWidth = .7
	numberGap   = .625
)

// usualHang and widestHang are in rem. A number that needs more pushes its own
// title aside.
const (
	usualHang  = 4.5
	widestHang = 8
)

// hang is the class that widens the margin, "hang-5h" for 5.5 rem; "" where
// the usual one does. longest are the longest numbers of h1 to h6.
func hang(longest [6]string) string {
	halves := int(2 * usualHang)
	for i, number := range longest {
		em := 0.
		for _, r := range number {
			switch {
			case r >= '0' && r <= '9':
				em += figureWidth
			case r == '.':
				em += pointWidth
			default:
				em += letterWidth
			}
		}
		for em > 0 && em*headingSizes[i]+numberGap > float64(halves)/2 && halves < 2*widestHang {
			halves++
		}
	}
	if halves == int(2*usualHang) {
		return ""
	}
	class := "hang-" + strconv.Itoa(halves/2)
	if halves%2 == 1 {
		class += "h"
	}
	return class
}
