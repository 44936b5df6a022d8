package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"html"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"folio/internal/output"
)

// item is a file of a new release: one that the build made, or one that is kept of
// the release before.
type item struct {
	output.Entry
	before Entry // the same file of the release before; its Path is "" for none
}

// send fills a folder of a new release, and the record's list of files. A file that
// the release before has is not sent but gets a second name; one that an earlier
// attempt left is read back, and stays when it is whole.
func (j *job) send(incoming string, old Release, r *Release) error {
	items, err := j.items(old)
	if err != nil {
		return err
	}
	dir := folderOf(incoming)
	left, err := j.prepare(incoming, items, *r)
	if err != nil {
		return err
	}
	made := make([]Entry, len(items))
	var mu sync.Mutex // of the report
	err = each(j.ctx, j.place, places(items), func(i int) error {
		how, done, err := j.one(dir, items[i], left)
		if err != nil {
			return err
		}
		made[i] = done
		j.advance(done.Size)
		if done.Kept {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		switch how {
		case sent:
			j.rep.Sent++
			j.rep.Bytes += done.Size
		case linked:
			j.rep.Reused++
		case found:
			j.rep.Resumed++
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.Files = j.withNotes(made, *r)
	for _, n := range j.notes(*r) {
		if err := j.replace(join(dir, n.Path), n.Data); err != nil {
			return err
		}
	}
	return j.arrived(dir, r.Files)
}

// items are the files of the new release, sorted by path.
func (j *job) items(old Release) ([]item, error) {
	known, err := j.reusable(old)
	if err != nil {
		return nil, err
	}
	own := entriesOf(j.site.Files)
	items := make([]item, 0, len(own))
	for _, e := range j.site.Files {
		items = append(items, item{e, known[e.Path]})
		j.total += e.Size
	}
	for _, f := range kept(old.Files, own) {
		f.from = known[f.Path].from
		if f.from == "" {
			continue // somebody removed it
		}
		sum, err := hex.DecodeString(f.Sum)
		if err != nil || len(sum) < len(output.Hash{}) {
			continue
		}
		items = append(items, item{output.Entry{Path: f.Path, Size: f.Size, Hash: output.Hash(sum[:len(output.Hash{})])}, f})
	}
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.Path, b.Path) })
	notes := j.notes(Release{})
	for _, f := range old.Files {
		note := slices.ContainsFunc(notes, func(n Note) bool { return n.Path == f.Path })
		if _, still := slices.BinarySearchFunc(own, f.Path, byPath); !still && !note && !f.Kept {
			j.rep.Gone++
		}
	}
	return items, nil
}

// prepare makes a new release's folders and says what is in them already, of an
// earlier attempt.
func (j *job) prepare(incoming string, items []item, draft Release) (left map[string]Info, err error) {
	dir := folderOf(incoming)
	files := make([]Entry, len(items))
	for i, it := range items {
		files[i] = Entry{Path: it.Path, Size: it.Size, Sum: it.Hash.String()}
	}
	draft.Files = j.withNotes(files, draft)
	if err := j.replace(draftOf(incoming), draft.format()); err != nil {
		return nil, err
	}
	if err := j.mkdirs(j.ctx, []string{dir}); err != nil {
		return nil, err
	}
	left, there, err := j.walk(j.ctx, dir)
	if err != nil {
		return nil, err
	}
	if err := j.clean(dir, left, files); err != nil {
		return nil, err
	}
	var want []string
	for _, d := range folders(files) {
		if _, has := slices.BinarySearch(there, d); !has {
			want = append(want, join(dir, d))
		}
	}
	return left, j.mkdirs(j.ctx, want)
}

// places are the places of a list.
func places[T any](list []T) []int {
	at := make([]int, len(list))
	for i := range at {
		at[i] = i
	}
	return at
}

func draftOf(incoming string) string { return folderOf(incoming) + recordSuffix }

// withoutNotes leaves to the notes the files that they stand for.
func (j *job) withoutNotes() {
	for _, n := range j.notes(Release{}) {
		j.site.Files = slices.DeleteFunc(slices.Clone(j.site.Files), func(e output.Entry) bool { return e.Path == n.Path })
	}
}

// notes are the files of a release that no build made.
func (j *job) notes(r Release) []Note {
	if j.site.Notes == nil {
		return nil
	}
	return j.site.Notes(r)
}

// withNotes are a release's files with its notes.
func (j *job) withNotes(files []Entry, r Release) []Entry {
	files = slices.Clone(files)
	for _, n := range j.notes(r) {
		sum := sha256.Sum256(n.Data)
		e := Entry{Path: n.Path, Size: int64(len(n.Data)), Sum: hex.EncodeToString(sum[:])}
		i, _ := slices.BinarySearchFunc(files, n.Path, byPath)
		files = slices.Insert(files, i, e)
	}
	return files
}

func byPath(e Entry, path string) int { return strings.Compare(e.Path, path) }

// clean removes from a release that is not whole what does not belong to it.
func (j *job) clean(dir string, left map[string]Info, files []Entry) error {
	size := make(map[string]int64, len(files))
	for _, f := range files {
		size[f.Path] = f.Size
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		if want, ok := size[name]; !ok || want != left[name].Size {
			if err := j.discard(join(dir, name)); err != nil {
				return err
			}
			delete(left, name)
		}
	}
	return nil
}

// reusable are the files of the release before that are there in their size.
func (j *job) reusable(old Release) (map[string]Entry, error) {
	known := make(map[string]Entry, len(old.Files))
	if old.ID == "" {
		return known, nil
	}
	there, _, err := j.walk(j.ctx, folderOf(old.ID))
	if errors.Is(err, fs.ErrNotExist) {
		return known, nil
	}
	for _, f := range old.Files {
		if st, ok := there[f.Path]; ok && st.Size == f.Size {
			f.from = folderOf(old.ID)
			known[f.Path] = f
		}
	}
	return known, err
}

// how a file came to a release.
type how int

const (
	sent how = iota
	linked
	found
)

// one puts a file into a release.
func (j *job) one(dir string, it item, left map[string]Info) (how, Entry, error) {
	name := join(dir, it.Path)
	if _, there := left[it.Path]; there {
		got, err := j.sumOf(name, it.Path)
		if err != nil {
			return 0, got, err
		}
		if got.matches(it.Entry) {
			got.Kept = it.before.Kept
			return found, got, nil
		}
		if err := j.discard(name); err != nil {
			return 0, got, err
		}
	}
	open := j.site.Open
	if it.before.matches(it.Entry) {
		err := j.Link(join(it.before.from, it.Path), name)
		if err == nil {
			return linked, it.before, nil
		}
		if !errors.Is(err, errors.ErrUnsupported) {
			return 0, it.before, err
		}
		if it.before.Kept {
			open = func(path string) (io.ReadCloser, error) { return j.Open(join(it.before.from, path)) }
		}
	}
	done, err := j.upload(name, it.Entry, open)
	done.Kept = it.before.Kept
	return sent, done, err
}

// upload sends a file as the build left it. One that changed since is ErrChanged.
func (j *job) upload(name string, e output.Entry, open func(string) (io.ReadCloser, error)) (Entry, error) {
	src, err := open(e.Path)
	if err != nil {
		return Entry{}, err
	}
	defer src.Close()
	r := newSummer(e.Path, src)
	if err := j.Create(name, r); err != nil {
		return Entry{}, err
	}
	done := r.entry()
	if !done.matches(e) {
		return done, errors.Join(j.fail(ErrChanged, nil, e.Path), j.discard(name))
	}
	return done, nil
}

// sumOf reads a file that is at the target.
func (p *place) sumOf(name, path string) (Entry, error) {
	f, err := p.Open(name)
	if err != nil {
		return Entry{}, err
	}
	r := newSummer(path, f)
	_, err = io.Copy(io.Discard, r)
	return r.entry(), errors.Join(err, f.Close())
}

// arrived compares a folder with a list of files: names and sizes.
func (p *job) arrived(dir string, files []Entry) error {
	there, _, err := p.walk(p.ctx, dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if st, ok := there[f.Path]; !ok || st.Size != f.Size {
			return p.fail(ErrDamaged, nil, join(dir, f.Path))
		}
	}
	return nil
}

// summer passes a file on, and learns its size, its sum and a page's title.
type summer struct {
	path string
	r    io.Reader
	sum  hash.Hash
	size int64
	head []byte // of a page
}

// maxHead is within how many bytes of a page its title stands.
const maxHead = 4 << 10

func newSummer(path string, r io.Reader) *summer {
	return &summer{path: path, r: r, sum: sha256.New()}
}

func (s *summer) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	_, _ = s.sum.Write(b[:n]) // never fails
	s.size += int64(n)
	if room := maxHead - len(s.head); room > 0 && isPage(s.path) {
		s.head = append(s.head, b[:min(n, room)]...)
	}
	return n, err
}

func (s *summer) entry() Entry {
	return Entry{Path: s.path, Size: s.size, Sum: hex.EncodeToString(s.sum.Sum(nil)), Title: titleOf(s.head)}
}

func isPage(path string) bool { return strings.HasSuffix(path, ".html") }

// titleOf is the title of a page that Folio made; "" when there is none.
func titleOf(head []byte) string {
	_, rest, ok := bytes.Cut(head, []byte("<title>"))
	title, _, closed := bytes.Cut(rest, []byte("</title>"))
	if !ok || !closed {
		return ""
	}
	return html.UnescapeString(string(title))
}

// readSome fills a buffer as far as a reader goes.
func readSome(r io.Reader, b []byte) (int, error) {
	n, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}
