//go:build !linux && !darwin && !windows

package serve

// firstRemote finds nothing: here nobody tells which drives are remote.
func firstRemote([]string) (string, bool) { return "", false }
