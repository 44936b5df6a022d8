package main

import (
	"testing"

	"folio/internal/pattern"
)

// TestExpressionsAreSound: those of all packages compile; the program does so only
// when it needs one.
func TestExpressionsAreSound(t *testing.T) {
	if n := pattern.CompileAll(); n < 200 {
		t.Errorf("%d expressions are known", n)
	}
}
