package serve

import "golang.org/x/sys/unix"

// firstRemote finds a root on a file system that does not tell of changes
// that others make.
func firstRemote(roots []string) (string, bool) {
	for _, root := range roots {
		var st unix.Statfs_t
		if unix.Statfs(root, &st) == nil && st.Flags&unix.MNT_LOCAL == 0 {
			return root, true
		}
	}
	return "", false
}
