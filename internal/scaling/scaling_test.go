package scaling

import (
	"fmt"
	"testing"
	"time"
)

// told is a test that remembers what was said to it.
type told struct {
	testing.TB
	said string
}

func (t *told) Helper() {}

func (t *told) Errorf(format string, args ...any) { t.said += fmt.Sprintf(format, args...) + "\n" }

func TestLinear(t *testing.T) {
	busy := true
	for _, x := range []struct {
		name    string
		measure func(n int) (time.Duration, uint64)
		fails   bool
	}{
		{"linear", func(n int) (time.Duration, uint64) { return time.Duration(n) * time.Millisecond, uint64(n) << 10 }, false},
		{"quadratic", func(n int) (time.Duration, uint64) { return time.Duration(n*n) * time.Microsecond, 0 }, true},
		{"quadratic in bytes", func(n int) (time.Duration, uint64) { return time.Second, uint64(n*n) << 6 }, true},
		{"quadratic in a few bytes", func(n int) (time.Duration, uint64) { return time.Second, uint64(n*n) >> 2 }, false},
		{"too much", func(n int) (time.Duration, uint64) { return time.Second, uint64(n) << 15 }, true},
		{"linear while something else runs", func(n int) (time.Duration, uint64) {
			took := time.Duration(n) * time.Millisecond
			if n > 1_000 && busy {
				took, busy = 10*took, false
			}
			return took, 0
		}, false},
	} {
		var said told
		linear(&said, x.name, 1_000, x.measure)
		if (said.said != "") != x.fails {
			t.Errorf("%s: %q", x.name, said.said)
		}
	}
}

func TestBytes(t *testing.T) {
	var kept []byte
	if bytes := Bytes(func() { kept = make([]byte, 1<<20) }); bytes < 1<<20 || bytes > 2<<20 || len(kept) == 0 {
		t.Errorf("%d bytes", bytes)
	}
	runs := 0
	Linear(t, "nothing", 1, func(n int) { runs += n })
	if runs < 11 {
		t.Errorf("run %d times, want 1 and 10", runs)
	}
}
