package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"folio/internal/output"
	"folio/internal/search"
	"folio/internal/spool"
)

// CacheDir is a Cache in a folder, for one site: a file an entry, written
// whole and renamed, so that builds may share it. What is damaged or foreign
// is ignored.
type CacheDir struct {
	dir  string
	seen output.Stamps
	past output.Hash // of the stamps as they are stored
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
	c := &CacheDir{dir: filepath.Join(dir, sitePrefix+hex.EncodeToString(sum[:8]))}
	prepareCoders() // first of all
	now := time.Now()
	_ = os.Chtimes(c.dir, now, now) // it is made with the first entry
	others, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, o := range others {
		st, err := o.Info()
		if err == nil && o.IsDir() && strings.HasPrefix(o.Name(), sitePrefix) && now.Sub(st.ModTime()) > unused {
			clearSite(filepath.Join(dir, o.Name()))
		}
	}
	if data, sum, ok := c.read(stampsName); ok && c.seen.UnmarshalBinary(data) == nil {
		c.past = sum
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

// magic begins an entry. What tells damage follows, then the hash, then the data.
const magic = "folio cache 4\n"

// damageSum tells damage, for which it takes a tenth of the hash's time. The name is in
// it: another manual's entry in its place is whole, and wrong.
func damageSum(name string, rest []byte) (sum [4]byte) {
	table := crc32.MakeTable(crc32.Castagnoli)
	binary.LittleEndian.PutUint32(sum[:], crc32.Update(crc32.Checksum([]byte(name+"\n"), table), table, rest))
	return sum
}

// sumOf is the hash of an entry, by which others know it.
func sumOf(name string, data []byte) output.Hash {
	h := sha256.New()
	_, _ = h.Write([]byte(name + "\n"))
	_, _ = h.Write(data)
	return output.Hash(h.Sum(nil)[:len(output.Hash{})])
}

func (c *CacheDir) file(name string) string { return filepath.Join(c.dir, name+entrySuffix) }

// stampsName cannot be a manual's: slugs have no dot.
const stampsName = "site.stamps"

func (c *CacheDir) stamps() *output.Stamps { return &c.seen }

// spool is beside the entries, and goes with them if it is left behind.
func (c *CacheDir) spool() *spool.File { return spool.New(c.create, spool.Little) }

// Stamps are what is known of files from the last build, to be shared with the
// output folder.
func (c *CacheDir) Stamps() *output.Stamps {
	if c == nil {
		return nil
	}
	return &c.seen
}

// read gives what was written under a name, unless it is damaged.
func (c *CacheDir) read(name string) (data []byte, sum output.Hash, ok bool) {
	raw, err := os.ReadFile(c.file(name))
	if err != nil {
		return nil, sum, false
	}
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(rest) < 4+len(sum) || damageSum(name, rest[4:]) != [4]byte(rest) {
		return nil, sum, false
	}
	rest = rest[4:]
	return rest[len(sum):], output.Hash(rest[:len(sum)]), true
}

func (c *CacheDir) load(name string, v any) (output.Hash, bool) {
	data, sum, ok := c.read(name)
	if !ok {
		return sum, false
	}
	if e, ok := v.(*entry); ok {
		return sum, e.decode(data)
	}
	return sum, gob.NewDecoder(bytes.NewReader(data)).Decode(v) == nil
}

// entries are written and read one a manual.
var entries coder[entry]

func (c *CacheDir) save(name string, v any) (output.Hash, bool) {
	if e, ok := v.(entry); ok {
		whole, err := e.encode(headSize)
		if err != nil {
			return output.Hash{}, false
		}
		sum := sumOf(name, whole[headSize:])
		return sum, c.write(name, sum, whole)
	}
	var w bytes.Buffer
	w.Write(make([]byte, headSize))
	if gob.NewEncoder(&w).Encode(v) != nil {
		return output.Hash{}, false
	}
	sum := sumOf(name, w.Bytes()[headSize:])
	return sum, c.write(name, sum, w.Bytes())
}

// headSize is what an entry's file has before what is stored: magic, the sum that
// tells damage, and the entry's own.
const headSize = len(magic) + 4 + len(output.Hash{})

// write replaces an entry's file as a whole, of which it fills in the head.
func (c *CacheDir) write(name string, sum output.Hash, whole []byte) bool {
	f, err := c.create()
	if err != nil {
		return false
	}
	rest := whole[copy(whole, magic):]
	copy(rest[4:], sum[:])
	damage := damageSum(name, rest[4:])
	copy(rest, damage[:])
	_, err = f.Write(whole)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.file(name))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err == nil
}

// create makes a new file in the site's folder, and that where there is none.
func (c *CacheDir) create() (*os.File, error) {
	const pattern = "new-*" + entrySuffix
	f, err := os.CreateTemp(c.dir, pattern)
	if !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, err
	}
	return os.CreateTemp(c.dir, pattern)
}

// joinedName cannot be a manual's: slugs have no dot.
const joinedName = "site.joined"

// joined implements Cache. What a merge leaves is as large as the search index, so it
// does not go through memory; it has a sum of its own.
func (c *CacheDir) joined() (j search.Joined, done func(whole bool)) {
	past, err := os.Open(c.file(joinedName))
	if err == nil {
		if st, err := past.Stat(); err == nil {
			j.Past, j.Size = past, st.Size()
		}
	}
	next, err := c.create()
	if err == nil {
		j.Next = next
	}
	return j, func(whole bool) {
		if past != nil {
			_ = past.Close() // before its name goes to another
		}
		if next == nil {
			return
		}
		if next.Close() != nil || !whole || os.Rename(next.Name(), c.file(joinedName)) != nil {
			_ = os.Remove(next.Name())
		}
	}
}

// Finish ends a build that was published: the stamps of its files are kept,
// and the entries of manuals that the site no longer has are removed.
func (c *CacheDir) Finish(has func(name string) bool) {
	if data, err := c.seen.MarshalBinary(); err == nil {
		if sum := sumOf(stampsName, data); sum != c.past {
			c.write(stampsName, sum, slices.Concat(make([]byte, headSize), data))
		}
	}
	_ = filepath.WalkDir(c.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		name, ok := strings.CutSuffix(e.Name(), entrySuffix)
		if ok && !ofSite(name) && !has(strings.TrimPrefix(name, printedPrefix)) {
			_ = os.Remove(path)
		}
		return nil
	})
}

// ofSite tells entries that are of no manual.
func ofSite(name string) bool {
	return slices.Contains([]string{frontName, stampsName, wholeName, joinedName}, name)
}
