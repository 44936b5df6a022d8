package serve

import (
	"slices"

	"golang.org/x/sys/unix"
)

// firstRemote finds a root on a file system that does not tell of changes
// that others make: network drives, and folders shared with a host.
func firstRemote(roots []string) (string, bool) {
	const vboxsf, prlfs, acfs = 0x786f4256, 0x7c7c6673, 0x61636673
	kinds := []uint32{
		unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.FUSE_SUPER_MAGIC,
		unix.V9FS_MAGIC, unix.AFS_FS_MAGIC, unix.AFS_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC, unix.CODA_SUPER_MAGIC,
		unix.NCP_SUPER_MAGIC, vboxsf, prlfs, acfs,
	}
	for _, root := range roots {
		var st unix.Statfs_t
		if unix.Statfs(root, &st) == nil && slices.Contains(kinds, uint32(st.Type)) {
			return root, true
		}
	}
	return "", false
}
