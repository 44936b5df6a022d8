package scaling

import (
	"fmt"
	"testing"
)

// told is a test that remembers what was said to it.
type told struct {
	testing.TB
	said string
}

func (t *told) Helper() {}

func (t *told) Errorf(format string, args ...any) { t.said += fmt.Sprintf(format, args...) + "\n" }

func TestLinear(t *testing.T) {
	sum, kept := 0, []byte(nil)
	for _, x := range []struct {
		name  string
		n     int
		work  func(n int)
		fails bool
	}{
		{"linear", 300_000, func(n int) {
			for i := range n {
				sum += i
			}
		}, false},
		{"quadratic", 1_000, func(n int) {
			for i := range n {
				for j := range n {
					sum += i ^ j
				}
			}
		}, true},
		{"quadratic in bytes", 10, func(n int) {
			for range n {
				kept = make([]byte, n<<12)
			}
		}, true},
		{"too much", 30, func(n int) {
			for range n {
				kept = make([]byte, 1<<20)
			}
		}, true},
	} {
		var said told
		Linear(&said, x.name, x.n, x.work)
		if (said.said != "") != x.fails {
			t.Errorf("%s: %q", x.name, said.said)
		}
	}
	if bytes := Bytes(func() { kept = make([]byte, 1<<20) }); bytes < 1<<20 || bytes > 2<<20 || len(kept) == 0 {
		t.Errorf("%d bytes", bytes)
	}
}
