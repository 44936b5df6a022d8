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

	"golang.org/x/sync/errgroup"

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
func (j *job) send(incoming string, t *twin, old Release, r *Release) (items []item, left *left, err error) {
	if items, err = j.items(old); err != nil {
		return nil, nil, err
	}
	dir := folderOf(incoming)
	if left, err = j.prepare(incoming, t, items, old, *r); err != nil {
		return nil, nil, err
	}
	made, rest := j.stay(items, left)
	if rest, err = j.stream(dir, items, rest, made, left); err != nil {
		return nil, nil, err
	}
	var mu sync.Mutex // of the report
	err = each(j.ctx, j.place, rest, func(i int) error {
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
		return nil, nil, err
	}
	r.Files = j.withNotes(made, *r)
	for _, n := range j.notes(*r) {
		left.came(n.Path)
		if err := j.replace(join(dir, n.Path), n.Data); err != nil {
			return nil, nil, err
		}
	}
	return items, left, nil
}

// complete looks whether a folder is as its record says, while the record is sent
// under a name that it will not keep.
func (j *job) complete(dir string, items []item, l *left, r Release) (record string, err error) {
	record = join(releasesName, j.temp())
	var g errgroup.Group
	g.Go(func() error { return j.Create(record, bytes.NewReader(r.format())) })
	return record, errors.Join(j.mend(dir, items, l, r.Files), g.Wait())
}

// present is what is in a release's folder before it is published. Of a copy it is
// known what came with it; what came since is looked at, name by name when it is
// little.
func (j *job) present(dir string, l *left) (files map[string]Info, others []other, err error) {
	if !l.linked || len(l.since) >= worthwhile {
		return j.walk(j.ctx, dir)
	}
	var mu sync.Mutex
	err = each(j.ctx, j.place, slices.Collect(maps.Keys(l.since)), func(path string) error {
		st, there, err := j.has(join(dir, path))
		mu.Lock()
		defer mu.Unlock()
		if delete(l.files, path); there && st.Kind == File {
			l.files[path] = st
		}
		return err
	})
	for _, d := range l.folders {
		others = append(others, other{d, Folder})
	}
	return l.files, others, err
}

// mend makes a folder what its record says. What has not the size that it should, a
// file of the release before that somebody changed, is sent anew; what somebody put
// there does not come along.
func (j *job) mend(dir string, items []item, l *left, files []Entry) error {
	there, others, err := j.present(dir, l)
	if err != nil {
		return err
	}
	wrong := differing(there, files)
	if len(wrong) == 0 && len(there) == len(files) && slices.Equal(foldersOf(others), folders(files)) && len(others) == len(folders(files)) {
		return nil
	}
	if err := j.clear(dir, there, others, files); err != nil {
		return err
	}
	err = each(j.ctx, j.place, items, func(it item) error {
		if _, bad := slices.BinarySearch(wrong, it.Path); !bad || it.before.Kept {
			return nil
		}
		name := join(dir, it.Path)
		if err := j.discard(name); err != nil {
			return err
		}
		_, err := j.upload(name, it.Entry, j.site.Open)
		return err
	})
	if err != nil {
		return err
	}
	return j.arrived(dir, files)
}

// items are the files of the new release, sorted by path.
func (j *job) items(old Release) ([]item, error) {
	known := make(map[string]Entry, len(old.Files))
	for _, f := range old.Files {
		f.from = folderOf(old.ID)
		known[f.Path] = f
	}
	own := entriesOf(j.site.Files)
	items := make([]item, 0, len(own))
	for _, e := range j.site.Files {
		items = append(items, item{e, known[e.Path]})
		j.total += e.Size
	}
	stays := kept(old.Files, own)
	whole := make([]bool, len(stays)) // else somebody changed it
	err := each(j.ctx, j.place, places(stays), func(i int) error {
		st, there, err := j.has(join(folderOf(old.ID), stays[i].Path))
		whole[i] = there && st.Size == stays[i].Size
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, f := range stays {
		if !whole[i] {
			continue
		}
		f.from = folderOf(old.ID)
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

// left is what a new release's folder has before anything is sent.
type left struct {
	files map[string]Info
	// linked says that what the folder has is the release before's own, but for
	// what came since: of an attempt that broke off nobody knows.
	linked bool

	mu      sync.Mutex
	since   map[string]bool
	folders []string
}

func newLeft(linked bool) *left {
	return &left{linked: linked, files: map[string]Info{}, since: map[string]bool{}}
}

// before tells whether a file that is there is the release before's.
func (l *left) before(path string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.linked && !l.since[path]
}

// came says that a file is no longer what was there before.
func (l *left) came(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.since[path] = true
}

// prepare makes a new release's folders, with what the release before has where the
// target can do that at once, and says what is in them already.
func (j *job) prepare(incoming string, t *twin, items []item, old, draft Release) (l *left, err error) {
	dir := folderOf(incoming)
	files := make([]Entry, len(items))
	for i, it := range items {
		files[i] = Entry{Path: it.Path, Size: it.Size}
	}
	files = j.withNotes(files, draft)
	draft.Files = files
	if t != nil {
		draft.Files = either(files, old.Files)
	}
	if err := j.replace(draftOf(incoming), draft.format()); err != nil {
		return l, err
	}
	began, err := j.begin(dir, t)
	if err != nil {
		return l, err
	}
	var others []other
	switch l = newLeft(began == copied); {
	case began == copied && t.files != nil:
		l.files, others = t.files, t.others
	case began != empty:
		if l.files, others, err = j.walk(j.ctx, dir); err != nil {
			return l, err
		}
	}
	l.folders = folders(files)
	return l, j.clear(dir, l.files, others, files)
}

// clear removes from a release that is not whole what does not belong to it, and
// makes its folders. A link in the place of a folder goes first: what is behind it
// is not the release's.
func (j *job) clear(dir string, there map[string]Info, others []other, files []Entry) error {
	for _, o := range others {
		if o.kind != Folder {
			if err := j.discard(join(dir, o.name)); err != nil {
				return err
			}
		}
	}
	if err := j.clean(dir, there, files); err != nil {
		return err
	}
	want, has := folders(files), foldersOf(others)
	if _, err := j.removeEmpty(dir, without(has, want)); err != nil {
		return err
	}
	missing := without(want, has)
	for i := range missing {
		missing[i] = join(dir, missing[i])
	}
	return j.mkdirs(j.ctx, missing)
}

// without are the names of one sorted list that are not in another.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { _, has := slices.BinarySearch(b, x); return has })
}

// beginning is how the folder of a new release began.
type beginning int

const (
	empty beginning = iota
	copied
	resumed
)

// begin makes the folder of a new release.
func (j *job) begin(dir string, t *twin) (beginning, error) {
	if t != nil {
		whole, there, err := j.become(t, dir)
		switch {
		case err != nil || there && !whole:
			return resumed, err
		case there:
			return copied, nil
		}
	}
	if _, there, err := j.has(dir); err != nil || there {
		return resumed, err
	}
	return empty, j.Mkdir(dir)
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

// either are the files that are in one list or in the other.
func either(a, b []Entry) []Entry {
	all := make([]Entry, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].Path, b[0].Path); {
		case c == 0:
			b = b[1:]
		case c > 0:
			all, b = append(all, Entry{Path: b[0].Path, Size: b[0].Size}), b[1:]
		default:
			all, a = append(all, a[0]), a[1:]
		}
	}
	return slices.Concat(all, a, b)
}

func byPath(e Entry, path string) int { return strings.Compare(e.Path, path) }

// clean removes from a release that is not whole what does not belong to it.
func (j *job) clean(dir string, there map[string]Info, files []Entry) error {
	var foreign []string
	for name, st := range there {
		if i, ok := slices.BinarySearchFunc(files, name, byPath); !ok || files[i].Size != st.Size {
			foreign = append(foreign, name)
		}
	}
	for _, name := range foreign {
		delete(there, name)
	}
	return each(j.ctx, j.place, foreign, func(name string) error { return j.discard(join(dir, name)) })
}

// how a file came to a release.
type how int

const (
	sent how = iota
	linked
	found
)

// one puts a file into a release.
func (j *job) one(dir string, it item, l *left) (how, Entry, error) {
	name := join(dir, it.Path)
	same := it.before.matches(it.Entry)
	if _, there := l.files[it.Path]; there {
		if !same && !l.before(it.Path) { // an earlier attempt sent it
			if got, err := j.sumOf(name, it.Path); err != nil || got.matches(it.Entry) {
				return found, got, err
			}
		}
		if err := j.discard(name); err != nil {
			return 0, it.before, err
		}
	}
	l.came(it.Path)
	open := j.site.Open
	if same {
		err := j.Link(join(it.before.from, it.Path), name)
		if err == nil {
			return linked, it.before, nil
		}
		if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrNotExist) { // somebody removed it
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

// stay deals with what came with a copy and stays. rest are the other items.
func (j *job) stay(items []item, l *left) (made []Entry, rest []int) {
	made = make([]Entry, len(items))
	for i, it := range items {
		if _, there := l.files[it.Path]; !there || !l.linked || !it.before.matches(it.Entry) {
			rest = append(rest, i)
			continue
		}
		made[i] = it.before
		j.advance(it.Size)
		if !it.before.Kept {
			j.rep.Reused++
		}
	}
	return made, rest
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
func (j *job) arrived(dir string, files []Entry) error {
	there, _, err := j.walk(j.ctx, dir)
	if err != nil {
		return err
	}
	if wrong := differing(there, files); len(wrong) > 0 {
		return j.fail(ErrDamaged, nil, join(dir, wrong[0]))
	}
	return nil
}

// differing are the files of a list that are not there, or in another size.
func differing(there map[string]Info, files []Entry) (wrong []string) {
	for _, f := range files {
		if st, ok := there[f.Path]; !ok || st.Size != f.Size {
			wrong = append(wrong, f.Path)
		}
	}
	return wrong
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
