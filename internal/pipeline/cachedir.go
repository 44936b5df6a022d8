package pipeline

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

func (c *CacheDir) load(name string, v any) (output.Hash, bool) {
	raw, err := os.ReadFile(c.file(name))
	if err != nil {
		return output.Hash{}, false
	}
	rest, ok := bytes.CutPrefix(raw, magic)
	if !ok || len(rest) < len(output.Hash{}) {
		return output.Hash{}, false
	}
	sum, data := output.Hash(rest[:len(output.Hash{})]), rest[len(output.Hash{}):]
	if output.Sum(data) != sum {
		return output.Hash{}, false
	}
	return sum, gob.NewDecoder(bytes.NewReader(data)).Decode(v) == nil
}

func (c *CacheDir) save(name string, v any) (output.Hash, bool) {
	if e, ok := v.(entry); ok {
		part, err := e.part.MarshalBinary()
		if err != nil {
			return output.Hash{}, false
		}
		e.Part = part
		v = e
	}
	var w bytes.Buffer
	if gob.NewEncoder(&w).Encode(v) != nil {
		return output.Hash{}, false
	}
	sum := output.Sum(w.Bytes())
	return sum, c.write(name, sum, w.Bytes())
}

// write replaces an entry's file as a whole.
func (c *CacheDir) write(name string, sum output.Hash, data []byte) bool {
	f, err := os.CreateTemp(c.dir, "new-*"+entrySuffix)
	if err != nil {
		return false
	}
	_, err = f.Write(slices.Concat(magic, sum[:], data))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.file(name))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err == nil
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
