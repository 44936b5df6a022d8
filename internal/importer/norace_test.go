//go:build !race

package importer_test

// raceFactor is how much slower things are under the race detector.
const raceFactor = 1
