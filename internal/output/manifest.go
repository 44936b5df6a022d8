package output

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ManifestName is the file, at the root of a site's folder, that lists what
// Folio wrote there. It makes a folder Folio's.
const ManifestName = ".folio-manifest.json"

// manifestFormat is the version of the manifest's format.
const manifestFormat = 1

// Entry is a file of the site as the manifest lists it.
type Entry struct {
	Path string
	Size int64 // bytes
	Hash Hash
}

// FormatManifest prints entries, which are sorted by path, as a manifest: one
// line a file, so that two of them can be compared by eye.
func FormatManifest(entries []Entry) []byte {
	var b bytes.Buffer
	b.Grow(64 + 96*len(entries))
	b.WriteString(`{"folio-manifest": ` + strconv.Itoa(manifestFormat) + `, "files": [`)
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n{\"path\": ")
		_ = enc.Encode(e.Path)  // a bytes.Buffer does not fail
		b.Truncate(b.Len() - 1) // the encoder's line break
		b.WriteString(`, "size": ` + strconv.FormatInt(e.Size, 10) + `, "hash": "` + e.Hash.String() + `"}`)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// ParseManifest reads a manifest. It trusts nothing: a path that Folio could
// not have written makes the whole manifest ErrManifest, since what it lists
// is what Folio may remove. A newer format is ErrNewer. Both errors come
// without the folder's name.
func ParseManifest(data []byte) ([]Entry, error) {
	if entries, ok := parsePlainly(data); ok {
		return sound(entries)
	}
	return parseJSON(data)
}

func parseJSON(data []byte) ([]Entry, error) {
	var m struct {
		Format int `json:"folio-manifest"`
		Files  []struct {
			Path string `json:"path"`
			Size int64  `json:"size"`
			Hash string `json:"hash"`
		} `json:"files"`
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, &Error{Reason: ErrManifest, Err: err}
	}
	switch {
	case m.Format > manifestFormat:
		return nil, fail(ErrNewer)
	case m.Format < 1:
		return nil, fail(ErrManifest)
	}
	entries := make([]Entry, len(m.Files))
	for i, f := range m.Files {
		sum, err := hex.DecodeString(f.Hash)
		if err != nil || len(sum) != len(Hash{}) {
			return nil, fail(ErrManifest)
		}
		entries[i] = Entry{Path: f.Path, Size: f.Size, Hash: Hash(sum)}
	}
	return sound(entries)
}

// sound refuses entries that Folio could not have listed.
func sound(entries []Entry) ([]Entry, error) {
	for i, e := range entries {
		if err := CheckPath(e.Path); err != nil {
			return nil, &Error{Reason: ErrManifest, Err: err}
		}
		if e.Size < 0 || i > 0 && entries[i-1].Path >= e.Path {
			return nil, fail(ErrManifest)
		}
	}
	return entries, nil
}

// parsePlainly reads a manifest that is, byte for byte, as FormatManifest prints
// one without escapes: all are, but of sites with strange names or that somebody
// has edited. JSON's own way takes ten times as long, which every build would
// wait for.
func parsePlainly(data []byte) (entries []Entry, ok bool) {
	const head = `{"folio-manifest": 1, "files": [`
	text, ok := strings.CutPrefix(string(data), head)
	if !ok || strings.IndexByte(text, '\\') >= 0 || !utf8.ValidString(text) {
		return nil, false
	}
	entries = make([]Entry, 0, strings.Count(text, "\n"))
	for more := text != "\n]}\n"; more; {
		var e Entry
		var size, sum string
		if text, ok = strings.CutPrefix(text, "\n{\"path\": \""); !ok {
			return nil, false
		}
		if e.Path, text, ok = strings.Cut(text, `"`); !ok {
			return nil, false
		}
		if text, ok = strings.CutPrefix(text, `, "size": `); !ok {
			return nil, false
		}
		if size, text, ok = strings.Cut(text, `, "hash": "`); !ok {
			return nil, false
		}
		if sum, text, ok = strings.Cut(text, `"}`); !ok || len(sum) != 2*len(e.Hash) {
			return nil, false
		}
		var err error
		if e.Size, err = strconv.ParseInt(size, 10, 64); err != nil || strconv.FormatInt(e.Size, 10) != size {
			return nil, false
		}
		if _, err := hex.Decode(e.Hash[:], []byte(sum)); err != nil {
			return nil, false
		}
		entries = append(entries, e)
		text, more = strings.CutPrefix(text, ",")
	}
	return entries, text == "\n]}\n"
}

// ReadManifest reads the manifest of a site's folder. A folder without one is
// fs.ErrNotExist.
func ReadManifest(dir string) ([]Entry, error) {
	entries, _, err := readManifest(dir)
	return entries, err
}

// readManifest is ReadManifest, and the sum of the manifest's bytes.
func readManifest(dir string) (entries []Entry, sum Hash, err error) {
	name := filepath.Join(dir, ManifestName)
	// A link would let the manifest of one folder speak for another.
	st, err := os.Lstat(name)
	if err != nil {
		return nil, sum, err
	}
	if !st.Mode().IsRegular() {
		return nil, sum, fail(ErrManifest, filepath.ToSlash(dir))
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, sum, err
	}
	entries, err = ParseManifest(data)
	var e *Error
	if errors.As(err, &e) {
		e.Args = []string{filepath.ToSlash(dir)}
	}
	return entries, Sum(data), err
}

// hasManifest says whether a folder carries a manifest, readable or not.
func hasManifest(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ManifestName))
	return !errors.Is(err, fs.ErrNotExist)
}
