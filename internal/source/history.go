package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // git's name for a content, no protection
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/text/unicode/norm"
)

// History is what git tells of the content's Markdown files at the commit that
// is checked out. Authors are not part of it. It is immutable.
type History struct {
	prefix  string // of the content root inside the repository, "" or ending in /
	shallow bool
	files   map[string]tracked // by name from the content root, in NFC
}

// tracked is a Markdown file of the commit.
type tracked struct {
	blob string    // git's name for its content, in hexadecimal
	day  time.Time // of its last change; zero when the clone does not reach it
}

// Change says when a file was last changed.
type Change struct {
	// Day is the author's date of the commit, a day, UTC. It is zero when git
	// does not know it.
	Day time.Time
	// Unsaved says that the content is in no commit yet: Day does not concern
	// it.
	Unsaved bool
	// Cut says that the clone is shallow and the change lies before its start.
	Cut bool
}

// HistoryError says why git tells nothing of a content that is in a repository.
type HistoryError struct {
	// Kind ends the key of its words: "propietario" when the repository is
	// another user's, "falta" when there is no git, "git" for all else.
	Kind string
	// Folder is the repository's, as git or the system calls it.
	Folder string
}

func (e *HistoryError) Error() string { return "git: " + e.Kind + ": " + e.Folder }

// ReadHistory asks git about the content in one pass over its log, which ends
// where every file has been seen. Outside a repository, or in one without a
// commit, it returns nil: a site needs no history. The error is ctx's, a
// *HistoryError, or the system's when it did not let git be asked, which says
// nothing of the content.
//
// git is asked so that nothing but git runs: no hook, pager, filter, file
// monitor, signature check or network; and so that it writes nothing. The work
// tree and the index are not looked at; whether a file is as committed shows
// in its bytes (Change).
func ReadHistory(ctx context.Context, r *Root) (*History, error) {
	c, err := ReadCheckout(ctx, r)
	if c == nil || err != nil {
		return nil, err
	}
	return c.History(ctx)
}

// Checkout is the commit that the content is at. All that History tells follows
// from it, which takes git far less to say.
type Checkout struct {
	dir     string // the content's
	prefix  string // see History
	commit  string
	shallow string // the list of the commits that a shallow clone begins with; "" for a whole one
}

// ReadCheckout is the first step of ReadHistory, with its errors; nil outside a
// repository, or in one without a commit.
func ReadCheckout(ctx context.Context, r *Root) (*Checkout, error) {
	c, err := readCheckout(ctx, r.root.Name())
	return c, historyTrouble(ctx, err, r.root.Name())
}

// History reads what git tells at that commit. Its errors are ReadHistory's.
func (c *Checkout) History(ctx context.Context) (*History, error) {
	h, err := c.history(ctx)
	if err != nil {
		return nil, historyTrouble(ctx, err, c.dir)
	}
	return h, nil
}

// ID is the same for checkouts with the same History; ok is false in a shallow
// clone, which may become deeper.
func (c *Checkout) ID() (id string, ok bool) { return c.prefix + "|" + c.commit, c.shallow == "" }

// historyTrouble is historyFault, unless there was no time.
func historyTrouble(ctx context.Context, err error, dir string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return historyFault(ctx, err, dir)
	}
	return nil
}

// historyFault tells what an author can do about from what is as it should be,
// which is nil.
func historyFault(ctx context.Context, err error, dir string) error {
	var said string
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		said = string(exit.Stderr)
	}
	if i := strings.Index(said, "safe.directory "); i >= 0 {
		folder, _, _ := strings.Cut(said[i+len("safe.directory "):], "\n")
		return &HistoryError{"propietario", strings.Trim(folder, " '")}
	}
	var path *fs.PathError // what git's own file gives is git's matter
	if errors.As(err, &path) && path.Op != "fork/exec" && !Absent(err) {
		return err
	}
	for _, passing := range []syscall.Errno{syscall.EMFILE, syscall.ENFILE, syscall.EIO, syscall.ENOMEM, syscall.EAGAIN} {
		if errors.Is(err, passing) || strings.Contains(strings.ToLower(said), passing.Error()) {
			return &fs.PathError{Op: "git", Path: dir, Err: passing}
		}
	}
	repository := repositoryAbove(dir)
	switch {
	case repository == "", strings.Contains(said, "not a git repository"):
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return &HistoryError{"falta", repository}
	}
	// A repository without a commit has a HEAD that names nothing.
	if strings.Contains(said, "unknown revision") && git(ctx, dir, "rev-parse", "--verify", "--quiet", "HEAD").Run() != nil {
		return nil
	}
	return &HistoryError{"git", repository}
}

// repositoryAbove is the nearest folder that has a .git, from dir upwards; "" when there
// is none.
func repositoryAbove(dir string) string {
	dir, err := filepath.Abs(dir)
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || !Absent(err) {
			return filepath.ToSlash(dir)
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

func readCheckout(ctx context.Context, dir string) (*Checkout, error) {
	out, err := git(ctx, dir, "rev-parse", "--show-prefix", "--is-shallow-repository", "--git-path", "shallow", "HEAD^{commit}").Output()
	if err != nil {
		return nil, err
	}
	facts := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(facts) != 4 {
		return nil, errors.New("git: unexpected answer")
	}
	c := &Checkout{dir: dir, prefix: facts[0], commit: facts[3]}
	if facts[1] == "true" {
		if c.shallow = facts[2]; !filepath.IsAbs(c.shallow) {
			c.shallow = filepath.Join(dir, c.shallow)
		}
	}
	return c, nil
}

func (c *Checkout) history(ctx context.Context) (*History, error) {
	h := &History{prefix: c.prefix, shallow: c.shallow != ""}
	out, err := git(ctx, c.dir, "ls-tree", "-r", "-z", c.commit).Output()
	if err != nil {
		return nil, err
	}
	h.files = markdownBlobs(out)
	start := map[string]bool{}
	if h.shallow {
		list, err := os.ReadFile(c.shallow)
		if err != nil {
			return nil, err
		}
		for _, id := range strings.Fields(string(list)) {
			start[id] = true
		}
	}
	return h, h.dates(ctx, c.dir, c.commit, start)
}

// dates reads the log, the newest commit first.
func (h *History) dates(ctx context.Context, dir, commit string, start map[string]bool) error {
	t := newTracing(h.prefix, h.files)
	if t.left() == 0 {
		return nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// Only renames without a change of content are followed (-M100%): the text
	// is as old as it was. -c lists in a merge what it changed by itself.
	c := git(ctx, dir, "log", "-z", "-c", "-M100%", "--name-status", "--no-relative", "--no-ext-diff", "--no-textconv",
		"--no-show-signature", "--format="+logMark+"%H %ad", "--date=short", commit, "--", ".")
	pipe, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	if err := t.read(bufio.NewReaderSize(pipe, 64<<10), start); err != nil || t.left() == 0 {
		stop() // the rest of the log says nothing new
		_ = c.Wait()
		return err
	}
	return c.Wait()
}

// git prepares a command that depends on the repository alone. Settings of
// the user stay, for they may be what allows reading a repository of another
// owner, but none that runs a program.
func git(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{
		"--no-pager", "--literal-pathspecs", "--no-replace-objects",
		"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "log.showSignature=false",
		"-c", "protocol.allow=never", // a partial clone would fetch what it lacks
	}, args...)...)
	c.Dir = dir
	c.Env = append(gitEnvironment(os.Environ()),
		"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_PAGER=cat", "LC_ALL=C", "LANGUAGE=")
	c.WaitDelay = time.Second
	return c
}

// gitEnvironment drops the variables that send git to another repository,
// such as those that a hook sees, or make it run or write something. Those
// that name configuration stay.
func gitEnvironment(env []string) []string {
	var kept []string
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		switch {
		case !strings.HasPrefix(strings.ToUpper(name), "GIT_"):
		case strings.HasPrefix(name, "GIT_CONFIG_"), name == "GIT_CEILING_DIRECTORIES", name == "GIT_DISCOVERY_ACROSS_FILESYSTEM":
		default:
			continue
		}
		kept = append(kept, v)
	}
	return kept
}

// markdownBlobs reads "git ls-tree -z": mode, type, id, a tab and a name. Links
// are left out, since their content is another file's.
func markdownBlobs(out []byte) map[string]tracked {
	files := map[string]tracked{}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		meta, name, _ := strings.Cut(entry, "\t")
		f := strings.Fields(meta)
		if len(f) == 3 && f[1] == "blob" && f[0] != "120000" && IsMarkdown(name) {
			files[norm.NFC.String(name)] = tracked{blob: f[2]}
		}
	}
	return files
}

// logMark begins the line of a commit in the log.
const logMark = "@"

// tracing follows files back through the log.
type tracing struct {
	prefix string
	files  map[string]tracked
	// wanted are the files not yet dated, by the name from the repository's
	// root that they have at the commit being read.
	wanted map[string][]string
}

func newTracing(prefix string, files map[string]tracked) *tracing {
	t := &tracing{prefix: norm.NFC.String(prefix), files: files, wanted: map[string][]string{}}
	for name := range files {
		t.wanted[t.prefix+name] = []string{name}
	}
	return t
}

func (t *tracing) left() int { return len(t.wanted) }

// read takes in the log until it ends or nothing is wanted. start holds the
// commits that a shallow clone begins with: they seem to add every file.
func (t *tracing) read(log *bufio.Reader, start map[string]bool) error {
	var day time.Time
	cut := false
	for t.left() > 0 {
		token, err := next(log)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token = strings.TrimPrefix(token, "\n"); {
		case token == "":
		case strings.HasPrefix(token, logMark):
			id, date, _ := strings.Cut(token[len(logMark):], " ")
			cut = start[id]
			if day, err = time.Parse(time.DateOnly, date); err != nil {
				day = time.Time{} // a commit that some program made wrongly
			}
		default:
			name, err := next(log)
			if err != nil {
				return err
			}
			to := name
			if renamed(token) {
				if to, err = next(log); err != nil {
					return err
				}
			}
			if !cut {
				t.saw(day, name, to)
			}
		}
	}
	return nil
}

// saw notes that a commit changed a file, or gave it another name.
func (t *tracing) saw(day time.Time, from, to string) {
	from, to = norm.NFC.String(from), norm.NFC.String(to)
	names := t.wanted[to]
	if len(names) == 0 {
		return
	}
	delete(t.wanted, to)
	if from != to {
		t.wanted[from] = append(t.wanted[from], names...)
		return
	}
	for _, name := range names {
		f := t.files[name]
		f.day = day
		t.files[name] = f
	}
}

// renamed tells a status that is followed by two names: "R100". A merge's has
// one letter for each parent and no number.
func renamed(status string) bool {
	if status[0] != 'R' && status[0] != 'C' {
		return false
	}
	_, err := strconv.Atoi(status[1:])
	return err == nil
}

// next reads up to a NUL. What is cut off before it is no token.
func next(r *bufio.Reader) (string, error) {
	s, err := r.ReadString(0)
	if err != nil {
		return "", err
	}
	return s[:len(s)-1], nil
}

// blobName hashes a content with the algorithm that gave like.
func blobName(like string, raw []byte) string {
	var sum hash.Hash
	if len(like) == sha256.Size*2 {
		sum = sha256.New()
	} else {
		sum = sha1.New() //nolint:gosec // see the import
	}
	sum.Write([]byte("blob " + strconv.Itoa(len(raw)) + "\x00"))
	sum.Write(raw)
	return hex.EncodeToString(sum.Sum(nil))
}

// Last tells when a file with a content was last changed; ok is false when git
// knows nothing of the file. h may be nil.
func (h *History) Last(name string, raw []byte) (c Change, ok bool) {
	if h == nil {
		return Change{}, false
	}
	f, ok := h.files[norm.NFC.String(name)]
	switch {
	case !ok:
		return Change{}, false
	case !f.holds(raw):
		return Change{Unsaved: true}, true
	default:
		return Change{Day: f.day, Cut: f.day.IsZero() && h.shallow}, true
	}
}

// holds tells whether a content is the one of the commit. Its line breaks may
// be of this system: git writes them so where it is told to.
func (f tracked) holds(raw []byte) bool {
	return blobName(f.blob, raw) == f.blob ||
		bytes.Contains(raw, []byte("\r\n")) && blobName(f.blob, bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))) == f.blob
}

// Folder is the content root's path inside the repository, with / and without
// a final one; "" when it is the repository's root. ok is false when there is
// no repository.
func (h *History) Folder() (folder string, ok bool) {
	if h == nil {
		return "", false
	}
	return strings.TrimSuffix(h.prefix, "/"), true
}
