package source

import "syscall"

// badNames are Windows' own: a name with a character that it forbids, a path
// that is none, and a folder that is not one.
var badNames = []error{syscall.Errno(123), syscall.Errno(161), syscall.Errno(267)}
