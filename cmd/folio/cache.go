package main

import (
	"os"
	"path/filepath"

	"folio/internal/pipeline"
)

// openCache opens the build cache: the folder of --cache, or Folio's in the
// user's cache folder. A machine where none can be made builds without one;
// the site is the same, only later.
func openCache(o buildOptions) *pipeline.CacheDir {
	if o.fresh {
		return nil
	}
	dir := o.cache
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(base, "folio")
	}
	content, err := filepath.Abs(o.content)
	if err != nil {
		return nil
	}
	out, err := filepath.Abs(o.out)
	if err != nil {
		return nil
	}
	// The entries speak of files in one output folder.
	cache, err := pipeline.OpenCache(dir, content+"\n"+out)
	if err != nil {
		return nil
	}
	return cache
}

// program identifies this very binary: entries made by another one, even of
// the same version, are not trusted.
func program() string {
	exe, err := os.Executable()
	if err != nil {
		return version()
	}
	st, err := os.Stat(exe)
	if err != nil {
		return version()
	}
	return version() + " " + st.ModTime().UTC().String() + " " + filepath.Base(exe)
}
