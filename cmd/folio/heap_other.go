//go:build !linux || race

package main

// onLargePages is for Linux, which has to be asked. The race detector would go through
// all that is asked for, in each of the hundreds of programs that the tests start.
func onLargePages(int) {}
