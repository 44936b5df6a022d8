package pipeline

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"folio/internal/output"
)

// CacheDir is a Cache in a folder, for one site: a file an entry, written
// whole and renamed, so that builds may share it. What is damaged or foreign
// is ignored.
type CacheDir struct {
	dir string
}

var _ Cache = (*CacheDir)(nil)

// The names of a site's folder and of its entries, so that nothing else is
// ever removed.
const (
	sitePrefix  = "site-"
	entrySuffix = ".folio"
)

// unused is after how long without a build a site's entries are removed.
const unused = 60 * 24 * time.Hour

// OpenCache prepares the cache of one site in a folder that many sites share.
// site identifies it: the absolute path of its content, for instance. Folders
// of sites that were not built for long are removed.
func OpenCache(dir, site string) (*CacheDir, error) {
	sum := output.Sum([]byte(site))
	c := &CacheDir{filepath.Join(dir, sitePrefix+hex.EncodeToString(sum[:8]))}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, err
	}
	now := time.Now()
	_ = os.Chtimes(c.dir, now, now)
	others, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		st, err := o.Info()
		if err == nil && o.IsDir() && strings.HasPrefix(o.Name(), sitePrefix) && now.Sub(st.ModTime()) > unused {
			clearSite(filepath.Join(dir, o.Name()))
		}
	}
	return c, nil
}

// clearSite removes a site's entries, and its folder if nothing else is in it.
func clearSite(dir string) {
	entries, _ := filepath.Glob(filepath.Join(dir, "*"+entrySuffix))
	for _, e := range entries {
		_ = os.Remove(e)
	}
	_ = os.Remove(dir)
}

// magic begins an entry; the hash of the rest follows.
var magic = []byte("folio cache 1\n")

func (c *CacheDir) file(name string) string { return filepath.Join(c.dir, name+entrySuffix) }

// Load implements Cache.
func (c *CacheDir) Load(name string) []byte {
	raw, err := os.ReadFile(c.file(name))
	if err != nil {
		return nil
	}
	rest, ok := bytes.CutPrefix(raw, magic)
	if !ok || len(rest) < len(output.Hash{}) {
		return nil
	}
	sum, data := rest[:len(output.Hash{})], rest[len(output.Hash{}):]
	if output.Sum(data) != output.Hash(sum) {
		return nil
	}
	return data
}

// Save implements Cache.
func (c *CacheDir) Save(name string, data []byte) {
	f, err := os.CreateTemp(c.dir, "new-*"+entrySuffix)
	if err != nil {
		return
	}
	sum := output.Sum(data)
	_, err = f.Write(append(append(append([]byte{}, magic...), sum[:]...), data...))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.file(name))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// Prune removes the entries of manuals that the site no longer has.
func (c *CacheDir) Prune(has func(name string) bool) {
	_ = filepath.WalkDir(c.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		name, ok := strings.CutSuffix(e.Name(), entrySuffix)
		if ok && name != frontName && !has(name) {
			_ = os.Remove(path)
		}
		return nil
	})
}
