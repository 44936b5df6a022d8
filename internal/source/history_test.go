package source_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"folio/internal/source"
)

// repo is a git repository in the making, each commit a day later than the
// one before, in Bogotá and late in the evening.
type repo struct {
	t    *testing.T
	dir  string
	time time.Time
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	bogota := time.FixedZone("", -5*60*60)
	r := &repo{t, t.TempDir(), time.Date(2026, 1, 1, 22, 30, 0, 0, bogota)}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repo) git(args ...string) string {
	r.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = r.dir
	date := r.time.Format(time.RFC3339)
	c.Env = append(os.Environ(),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@a.example", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@a.example",
		"GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
	out, err := c.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (r *repo) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// commit records everything; the first one is on 2 January.
func (r *repo) commit() {
	r.t.Helper()
	r.time = r.time.AddDate(0, 0, 1)
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "x")
}

// history reads the history of a folder of the repository, as Root.
func (r *repo) history(folder string) (*source.Root, *source.History) {
	r.t.Helper()
	root, err := source.Open(filepath.Join(r.dir, folder))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { root.Close() })
	h, err := source.ReadHistory(context.Background(), root)
	if err != nil {
		r.t.Fatal(err)
	}
	return root, h
}

// last says in a word what is known of a file as it is in the work tree.
func last(t *testing.T, root *source.Root, h *source.History, name string) string {
	t.Helper()
	raw, err := root.ReadFile(name, source.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	switch c, ok := h.Last(name, raw); {
	case !ok:
		return "unknown"
	case c.Unsaved:
		return "unsaved"
	case c.Cut:
		return "cut"
	default:
		return c.Day.Format(time.DateOnly)
	}
}

func expect(t *testing.T, root *source.Root, h *source.History, want map[string]string) {
	t.Helper()
	for name, day := range want {
		if got := last(t, root, h, name); got != day {
			t.Errorf("%s: %s, want %s", name, got, day)
		}
	}
}

func TestHistoryGivesTheDayOfTheLastChange(t *testing.T) {
	r := newRepo(t)
	r.write("sitio/content/vertia/01-objetivo.md", "uno")
	r.write("sitio/content/vertia/02-año de inicio.md", "dos")
	r.write("sitio/content/vertia/03-\"comillas\"\ty @ signos.md", "tres")
	r.write("LEEME.md", "fuera del contenido")
	r.commit() // 2
	r.write("sitio/content/vertia/02-año de inicio.md", "dos, corregido")
	r.commit() // 3
	r.write("LEEME.md", "otra cosa")
	r.write("sitio/content/vertia/img/x.txt", "no es Markdown")
	r.commit() // 4

	root, h := r.history("sitio/content")
	expect(t, root, h, map[string]string{
		"vertia/01-objetivo.md":                 "2026-01-02",
		"vertia/02-año de inicio.md":            "2026-01-03",
		"vertia/03-\"comillas\"\ty @ signos.md": "2026-01-02",
		"vertia/img/x.txt":                      "unknown",
	})
	if folder, ok := h.Folder(); !ok || folder != "sitio/content" {
		t.Errorf("folder %q %v", folder, ok)
	}
	// The repository's root can be the content, and so can a linked folder.
	root, h = r.history(".")
	expect(t, root, h, map[string]string{"LEEME.md": "2026-01-04", "sitio/content/vertia/01-objetivo.md": "2026-01-02"})
	if folder, ok := h.Folder(); !ok || folder != "" {
		t.Errorf("folder %q %v", folder, ok)
	}
}

func TestANewNameIsNoChangeOfTheText(t *testing.T) {
	r := newRepo(t)
	text := strings.Repeat("Un renglón del manual.\n", 50)
	r.write("c/m/05-instalación.md", text+"a")
	r.write("c/m/06-copias.md", text+"b")
	r.write("c/m/viejo.md", text+"c")
	r.commit() // 2
	r.git("mv", "c/m/05-instalación.md", "c/m/07-instalación.md")
	r.git("mv", "c/m/06-copias.md", "c/m/05-copias.md")
	r.write("c/m/05-copias.md", text+"b, y algo más")
	r.commit() // 3
	// The old name comes back with another text, and the new one moves on.
	r.git("mv", "c/m/07-instalación.md", "c/m/08-instalación.md")
	r.write("c/m/05-instalación.md", "otra sección")
	r.commit() // 4

	root, h := r.history("c")
	expect(t, root, h, map[string]string{
		"m/08-instalación.md": "2026-01-02", // renamed twice, as it was
		"m/05-copias.md":      "2026-01-03", // renamed and changed
		"m/05-instalación.md": "2026-01-04",
		"m/viejo.md":          "2026-01-02",
	})
}

func TestHistoryOfMerges(t *testing.T) {
	r := newRepo(t)
	r.write("m/a.md", "1\n2\n3\n")
	r.write("m/b.md", "b")
	r.commit() // 2
	r.git("checkout", "-q", "-b", "rama")
	r.write("m/a.md", "uno\n2\n3\n")
	r.write("m/c.md", "c")
	r.commit() // 3
	r.git("checkout", "-q", "main")
	r.write("m/a.md", "1\n2\ntres\n")
	r.write("m/b.md", "bb")
	r.commit() // 4
	r.time = r.time.AddDate(0, 0, 1)
	r.git("merge", "-q", "-m", "x", "rama") // 5: a.md is what neither side had
	root, h := r.history("m")
	expect(t, root, h, map[string]string{"a.md": "2026-01-05", "b.md": "2026-01-04", "c.md": "2026-01-03"})
}

func TestWhatIsNotCommitted(t *testing.T) {
	r := newRepo(t)
	for _, name := range []string{"igual", "cambiado", "preparado", "renglones"} {
		r.write("m/"+name+".md", "uno\ndos\n")
	}
	r.commit() // 2
	r.write("m/cambiado.md", "otro")
	r.write("m/preparado.md", "otro")
	r.git("add", "m/preparado.md")
	r.write("m/renglones.md", "uno\r\ndos\r\n")
	r.write("m/nuevo.md", "nuevo")
	if err := os.Symlink("igual.md", filepath.Join(r.dir, "m", "enlace.md")); err != nil {
		t.Fatal(err)
	}
	root, h := r.history("m")
	expect(t, root, h, map[string]string{
		"igual.md": "2026-01-02", "renglones.md": "2026-01-02",
		"cambiado.md": "unsaved", "preparado.md": "unsaved",
		"nuevo.md": "unknown", "enlace.md": "unknown",
	})
	r.commit() // 3; a link's own history is not its content's
	root, h = r.history("m")
	expect(t, root, h, map[string]string{"enlace.md": "unknown", "cambiado.md": "2026-01-03"})
}

func TestAShallowCloneKnowsOnlyWhatItHas(t *testing.T) {
	r := newRepo(t)
	r.write("content/m/antes.md", "a")
	r.write("content/m/limite.md", "l")
	r.commit() // 2
	r.write("content/m/limite.md", "ll")
	r.commit() // 3: where the clone begins
	r.write("content/m/despues.md", "d")
	r.commit() // 4

	clone := &repo{t, filepath.Join(t.TempDir(), "copia"), r.time}
	r.git("clone", "-q", "--depth=2", "file://"+filepath.ToSlash(r.dir), clone.dir)
	root, h := clone.history("content")
	expect(t, root, h, map[string]string{"m/antes.md": "cut", "m/limite.md": "cut", "m/despues.md": "2026-01-04"})

	// A work tree of its own finds the shallow repository too.
	clone.git("worktree", "add", "-q", filepath.Join(clone.dir, "arbol"))
	root, h = clone.history("arbol/content")
	expect(t, root, h, map[string]string{"m/antes.md": "cut", "m/despues.md": "2026-01-04"})

	clone.git("fetch", "-q", "--unshallow")
	root, h = clone.history("content")
	expect(t, root, h, map[string]string{"m/antes.md": "2026-01-02", "m/limite.md": "2026-01-03"})
}

func TestWithoutARepositoryThereIsNoHistory(t *testing.T) {
	r := newRepo(t)
	r.write("m/a.md", "a")
	root, h := r.history("m") // no commit yet
	expect(t, root, h, map[string]string{"a.md": "unknown"})

	r.dir = t.TempDir()
	r.write("m/a.md", "a")
	root, h = r.history("m") // no repository
	expect(t, root, h, map[string]string{"a.md": "unknown"})
	if _, ok := h.Folder(); ok || h != nil {
		t.Error("a history from nowhere")
	}

	t.Setenv("PATH", t.TempDir()) // no git
	root, h = r.history("m")
	expect(t, root, h, map[string]string{"a.md": "unknown"})
}

func TestAStoppedBuildDoesNotWaitForGit(t *testing.T) {
	r := newRepo(t)
	r.write("m/a.md", "a")
	r.commit()
	root, _ := r.history("m")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if h, err := source.ReadHistory(ctx, root); !errors.Is(err, context.Canceled) || h != nil {
		t.Errorf("%v, %v", h, err)
	}
}

// TestGitRunsNothingElse: the repository's own settings and the environment
// name programs, and another repository; none is used, nothing is written.
func TestGitRunsNothingElse(t *testing.T) {
	r := newRepo(t)
	r.write("m/a.md", "a")
	r.write(".gitattributes", "*.md filter=espia diff=espia\n")
	r.commit()
	trace := filepath.Join(t.TempDir(), "huella")
	spy := filepath.Join(t.TempDir(), "espia")
	if err := os.WriteFile(spy, []byte("#!/bin/sh\necho \"$0 $@\" >> '"+trace+"'\nexec cat\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.espia.command", "diff.espia.textconv",
		"filter.espia.clean", "filter.espia.smudge", "gpg.program", "core.sshCommand",
	} {
		r.git("config", key, spy)
	}
	r.git("config", "log.showSignature", "true")
	r.git("config", "diff.relative", "true")
	r.write(".git/hooks/post-index-change", "#!/bin/sh\n"+spy+"\n")
	if err := os.Chmod(filepath.Join(r.dir, ".git/hooks/post-index-change"), 0o777); err != nil {
		t.Fatal(err)
	}
	// A changed time would make a look at the index write it anew.
	if err := os.Chtimes(filepath.Join(r.dir, "m/a.md"), time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(trace); err != nil {
		t.Fatal(err)
	}
	index := filepath.Join(r.dir, ".git", "index")
	before, err := os.Stat(index)
	if err != nil {
		t.Fatal(err)
	}
	other := newRepo(t)
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_EXTERNAL_DIFF", spy)
	t.Setenv("GIT_PAGER", spy)
	t.Setenv("GIT_TRACE", trace)

	root, h := r.history("m")
	expect(t, root, h, map[string]string{"a.md": "2026-01-02"})
	if ran, err := os.ReadFile(trace); err == nil {
		t.Errorf("something ran:\n%s", ran)
	}
	after, err := os.Stat(index)
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the index was written (%v)", err)
	}
}

// TestAGitThatCannotWorkSaysNothing: a git that ran out of files or met a fault
// of the disk has not said that it knows nothing; one that refuses has.
func TestAGitThatCannotWorkSaysNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a script")
	}
	bin := t.TempDir()
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	for said, passing := range map[string]bool{
		"fatal: cannot open '.git/HEAD': Too many open files":                 true,
		"error: read error while indexing: Input/output error":                true,
		"error: cannot fork() for rev-list: Resource temporarily unavailable": true,
		"fatal: bad object HEAD":                                              false,
	} {
		script := "#!/bin/sh\necho \"" + said + "\" >&2\nexit 128\n"
		if err := os.WriteFile(filepath.Join(bin, "git"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
			t.Fatal(err)
		}
		root, err := source.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, err = source.ReadHistory(context.Background(), root)
		var fault *source.HistoryError
		if known := errors.As(err, &fault); err == nil || known == passing {
			t.Errorf("%q: %v", said, err)
		}
		if err := root.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
