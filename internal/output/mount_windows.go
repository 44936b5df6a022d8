package output

// isMountPoint is always no: resolve has followed a junction to its target.
func isMountPoint(string) bool { return false }
