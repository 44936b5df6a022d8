package serve

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// firstRemote finds a root on a drive that does not reliably tell of changes
// that others make.
func firstRemote(roots []string) (string, bool) {
	for _, root := range roots {
		abs, err := filepath.Abs(root)
		if err != nil {
			continue
		}
		volume, err := windows.UTF16PtrFromString(filepath.VolumeName(abs) + `\`)
		if err == nil && windows.GetDriveType(volume) == windows.DRIVE_REMOTE {
			return root, true
		}
	}
	return "", false
}
