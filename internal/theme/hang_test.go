package theme

import "testing"

func TestTheMarginIsAsWideAsTheLongestNumber(t *testing.T) {
	for _, c := range []struct {
		longest [6]string
		want    string
	}{
		{[6]string{}, ""},
		{[6]string{"7.3", "7.3.1", "7.3.1.1"}, ""},
		{[6]string{"2.6.6"}, "hang-5h"},
		{[6]string{"", "16.2.1"}, "hang-5h"},
		{[6]string{"10.10", "10.10.1", "10.10.1.12"}, "hang-7"},
		{[6]string{"100.100.100.100"}, "hang-8"},
	} {
		if got := hang(c.longest); got != c.want {
			t.Errorf("%q: %q, want %q", c.longest, got, c.want)
		}
	}
}
