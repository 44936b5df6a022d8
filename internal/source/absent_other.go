//go:build !windows

package source

var badNames []error
