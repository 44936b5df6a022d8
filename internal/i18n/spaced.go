package i18n

const (
	each  = 0x0101010101010101 // times a byte: that byte eight times
	tops  = each * 0x80
	lower = each * 0x7f
)

// Spaced tells of how many bytes, at the beginning of s, a quick look says that
// they are words with one blank between each two: signs of ASCII and letters of
// Spanish and its neighbours (U+00C0 to U+00FF), no other white space, no control
// character, nothing that Unicode would write otherwise. Bytes of no text pass where
// they are from 0x80 to 0xBF. It looks at eight bytes at once and stops before the
// eight of which it cannot say so, so that the number is a multiple of eight; blank
// says that a blank, or nothing, is before s.
//
// The bytes below are of a 64-bit word, the first one lowest, and of each answer
// the highest bit counts: see "Hacker's Delight", 6–1.
func Spaced(s string, blank bool) int {
	before := uint64(0) // the answer for the byte before: is it a blank?
	if blank {
		before = 0x80
	}
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := s[i : i+8]
		x := uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
			uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
		visible := x&lower + each*(0x80-0x20) // of those of ASCII: from the blank on
		deleted := x&lower + each             // 0x7f
		control := (^visible | deleted) &^ x
		first := x & (x << 1) // of several bytes of a character
		other := (x^each*0xc3)&lower + lower
		no := (x ^ each*' ')
		blanks := ^(no&lower + lower | no) & tops
		doubled := blanks & (blanks<<8 | before)
		if (control|first&other|doubled)&tops != 0 {
			break
		}
		before = blanks >> 56
	}
	return i
}
