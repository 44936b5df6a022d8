//go:build !linux

package main

// onLargePages is for Linux, which has to be asked.
func onLargePages(int) {}
