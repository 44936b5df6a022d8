//go:build !linux && !darwin

package output

import "io/fs"

// changedAt is zero: this system does not tell it, or not without opening the
// file.
func changedAt(fs.FileInfo) int64 { return 0 }
