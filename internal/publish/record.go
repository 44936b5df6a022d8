package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"folio/internal/output"
)

// What Folio puts in a target's folder. In the web server's eyes the site is
// current, a link to one of the releases.
const (
	currentName  = "current"
	releasesName = "releases"
	lockName     = ".folio-publicando.json"
	inPlaceName  = ".folio-publicacion.json"
	planName     = ".folio-publicacion.nueva.json"
	tempPrefix   = ".folio-tmp-"
	newPrefix    = ".nueva-" // a release that is not whole yet
	recordSuffix = ".json"
	goneSuffix   = ".borrada"  // of the record of a release that is being removed
	spareSuffix  = ".repuesto" // of the record of what is left of one for the next
)

// recordFormat is the version of the record's format.
const recordFormat = 1

// Release is a site as it was published once. Its record stands beside its folder,
// where no web server looks.
type Release struct {
	Format int    `json:"folio-release"`
	ID     string `json:"id"` // the time and the content's first digits
	// Serial orders releases: clocks go wrong.
	Serial int `json:"serial"`
	// Fresh is the number of the release since which nothing is taken from those
	// before, because they were not to be trusted; 0 for none.
	Fresh   int       `json:"fresh,omitempty"`
	Time    time.Time `json:"time"`    // UTC
	Content string    `json:"content"` // SHA-256 of the list of files, in hexadecimal
	By      string    `json:"by"`      // the user of the system who published
	Host    string    `json:"host"`    // on which machine
	Folio   string    `json:"folio"`   // the program's version
	Commit  string    `json:"commit,omitempty"`
	// Unclean says that the sources had changes that no commit has.
	Unclean bool     `json:"unclean,omitempty"`
	Forced  []Forced `json:"forced,omitempty"`
	Manuals []Manual `json:"manuals"`
	Count   int      `json:"count"` // of the files
	Files   []Entry  `json:"files"` // last, and not read where only the rest matters
}

// Forced is a rule that was set aside so that the site could be published.
type Forced struct {
	Rule     string `json:"rule"`
	Findings int    `json:"findings"`
}

// Manual is a document of the site.
type Manual struct {
	Slug    string `json:"slug"`
	Title   string `json:"title"`
	Code    string `json:"code,omitempty"`
	Version string `json:"version,omitempty"`
	State   string `json:"state,omitempty"`
	Text    string `json:"text"`           // SHA-256 of what it was made from, in hexadecimal
	Says    string `json:"says,omitempty"` // SHA-256 of what readers read, see check.Facts
}

// Entry is a file of the site.
type Entry struct {
	Path  string `json:"path"`
	Size  int64  `json:"size"`
	Sum   string `json:"sha256"`
	Title string `json:"title,omitempty"` // of a page
	// Kept says that the site has it no longer: the release before had it, and a
	// page of that one may still be open and ask for it.
	Kept bool `json:"kept,omitempty"`
}

// contentOf is the sum of a list of files.
func contentSum(files []Entry) string {
	h := sha256.New()
	for _, f := range files {
		_, _ = io.WriteString(h, f.Path+"\x00"+f.Sum+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// whole tells whether a record's list of files is the one that its sum and its name are
// of. Neither knows of notes.
func (r Release) whole(notes func(Release) []Note) bool {
	var own []Note
	if notes != nil {
		own = notes(Release{})
	}
	site := slices.DeleteFunc(slices.Clone(r.Files), func(f Entry) bool {
		return f.Kept || slices.ContainsFunc(own, func(n Note) bool { return n.Path == f.Path })
	})
	for i, f := range site { // the sums that the build knows are the beginnings of these
		site[i].Sum = f.Sum[:min(len(f.Sum), 2*len(output.Hash{}))]
	}
	_, sum, _ := strings.Cut(r.ID, "-")
	return contentSum(site) == r.Content && len(r.Content) > 8 && strings.HasPrefix(sum, r.Content[:8])
}

// idOf names a release.
func idOf(at time.Time, content string) string {
	return at.UTC().Format("20060102T150405Z") + "-" + content[:8]
}

// isID tells whether Folio may have given a release that name.
func isID(name string) bool {
	at, sum, ok := strings.Cut(name, "-")
	if _, err := time.Parse("20060102T150405Z", at); err != nil || !ok || len(sum) < 8 {
		return false
	}
	for _, c := range sum {
		if !strings.ContainsRune("0123456789abcdef-", c) {
			return false
		}
	}
	return true
}

// kept are what the pages of a release ask for after they are open, and another
// release has not under the same name: style, scripts, fonts, parts of the search.
// It is kept for one release.
func kept(old []Entry, site []Entry) []Entry {
	var list []Entry
	for _, f := range old {
		if f.Kept || !strings.HasPrefix(f.Path, "assets/") && !strings.HasPrefix(f.Path, "buscar/") {
			continue
		}
		if _, still := slices.BinarySearchFunc(site, f.Path, byPath); !still {
			f.Kept = true
			list = append(list, f)
		}
	}
	return list
}

func folderOf(id string) string { return releasesName + "/" + id }
func recordOf(id string) string { return releasesName + "/" + id + recordSuffix }

// matches tells whether a file is the one that a build made.
func (f Entry) matches(e output.Entry) bool {
	if f.Size != e.Size || f.Path != e.Path {
		return false
	}
	var sum [2 * len(e.Hash)]byte
	hex.Encode(sum[:], e.Hash[:])
	return len(f.Sum) >= len(sum) && f.Sum[:len(sum)] == string(sum[:])
}

// maxRecord limits a record: a site of a million files.
const maxRecord = 256 << 20

// record reads a release's record. A file that is no record, or lists what no
// site has, is ErrRecord: what it lists is what Folio may remove.
func (p *place) record(name string) (Release, error) {
	var r Release
	data, err := p.read(name)
	if err != nil {
		return r, err
	}
	if r, err = parseRecord(data); err != nil || r.Format < 1 {
		return r, p.fail(ErrRecord, err, name)
	}
	if r.Format > recordFormat {
		return r, p.fail(ErrNewer, nil, name)
	}
	site := p.site // its paths need not be looked at again
	for i, f := range r.Files {
		for len(site) > 0 && site[0].Path < f.Path {
			site = site[1:]
		}
		known := len(site) > 0 && site[0].Path == f.Path
		if !known && output.CheckPath(f.Path) != nil || f.Size < 0 || i > 0 && r.Files[i-1].Path >= f.Path {
			return r, p.fail(ErrRecord, nil, name)
		}
	}
	return r, nil
}

// header reads a record without its files.
func (p *place) header(name string) (Release, error) {
	var r Release
	f, err := p.Open(name)
	if err != nil {
		return r, err
	}
	defer f.Close()
	var head []byte
	for mark := []byte(`"files":[`); ; {
		from := len(head)
		head = slices.Grow(head, 32<<10)[:from+32<<10]
		n, err := readSome(f, head[from:])
		head = head[:from+n]
		if err != nil {
			return r, err
		}
		if i := bytes.Index(head[max(0, from-len(mark)):], mark); i >= 0 {
			head = append(head[:max(0, from-len(mark))+i+len(mark)], "]}"...)
			break
		}
		if n == 0 || len(head) > maxRecord {
			return r, p.fail(ErrRecord, nil, name)
		}
	}
	if err := json.Unmarshal(head, &r); err != nil || r.Format < 1 {
		return r, p.fail(ErrRecord, err, name)
	}
	if r.Format > recordFormat {
		return r, p.fail(ErrNewer, nil, name)
	}
	return r, nil
}

func (p *place) read(name string) ([]byte, error) {
	f, err := p.Open(name)
	if err != nil {
		return nil, err
	}
	var data capped
	if sized, is := f.(interface{ length() int64 }); is {
		data.text.Grow(int(min(max(sized.length(), 0), maxRecord)) + 1)
	}
	_, err = io.Copy(&data, f) // of a server, with many requests on the way
	return data.text.Bytes(), errors.Join(err, f.Close())
}

// replace writes a file in the place of the one that has its name, in one step.
func (p *place) replace(name string, data []byte) error { return p.put(name, data, p.Rename) }

// rewrite is replace where that cannot be done in one step, in two.
func (p *place) rewrite(name string, data []byte) error { return p.put(name, data, p.over) }

func (p *place) put(name string, data []byte, rename func(from, to string) error) error {
	temp := path.Join(path.Dir(name), p.temp())
	if err := p.Create(temp, bytes.NewReader(data)); err != nil {
		return errors.Join(err, p.discard(temp))
	}
	if err := rename(temp, name); err != nil {
		return errors.Join(err, p.discard(temp))
	}
	return nil
}

// discard removes what may be there.
func (p *place) discard(name string) error {
	if err := p.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// folders lists the folders of files, each after the one that it is in.
func folders(files []Entry) []string {
	seen := map[string]bool{}
	var list []string
	last := "."
	for _, f := range files {
		if at := strings.LastIndexByte(f.Path, '/'); at < 0 || f.Path[:at] == last {
			continue
		}
		last = path.Dir(f.Path)
		for d := last; d != "." && !seen[d]; d = path.Dir(d) {
			seen[d] = true
			list = append(list, d)
		}
	}
	slices.Sort(list)
	return list
}
