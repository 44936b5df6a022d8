package publish

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func publishTo(t *testing.T, d Target, edition, second int) Report {
	t.Helper()
	rep, err := Publish(context.Background(), dialled(unclosed{d}), siteOf(editions[edition]), plan(second))
	must(t, err)
	return rep
}

// unclosed is a target that outlives a publication.
type unclosed struct{ Target }

func (unclosed) Close() error { return nil }

func openDir(t *testing.T) Target {
	t.Helper()
	d, err := OpenDir(t.TempDir())
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func TestWhatIsThereIsNotSentAgain(t *testing.T) {
	d := openDir(t)
	if rep := publishTo(t, d, 0, 0); rep.Sent != 7 || rep.Reused != 0 || rep.Before != "" {
		t.Errorf("%+v", rep)
	}
	rep := publishTo(t, d, 1, 1)
	if rep.Sent != 6 || rep.Reused != 2 || rep.Gone != 2 || rep.Before == "" {
		t.Errorf("%+v", rep)
	}
	if again := publishTo(t, d, 1, 2); !again.Unchanged || again.Release.ID != rep.Release.ID {
		t.Errorf("%+v", again)
	}
	if !is(filesBelow(t, d, "current"), editions[1]) {
		t.Error("it is not the second edition")
	}
}

// TestAnAttemptIsGoneOnWith: what was sent before the connection broke stays, when
// it is whole.
func TestAnAttemptIsGoneOnWith(t *testing.T) {
	m := newMemory()
	bad := &faulty{Target: m, at: 20, fault: cut}
	dials := 0
	rep, err := Publish(context.Background(), func(context.Context) (Target, error) {
		if dials++; dials == 1 {
			return bad, nil
		}
		return m, nil
	}, siteOf(editions[0]), plan(0))
	must(t, err)
	if rep.Lost != 1 || rep.Resumed == 0 || rep.Sent+rep.Resumed != 7 {
		t.Errorf("%+v", rep)
	}
	// A file that is whole in size alone is sent again.
	m = newMemory()
	bad = &faulty{Target: m, at: 1000, fault: cut}
	sends := siteOf(editions[0])
	open := sends.Open
	sends.Open = func(p string) (io.ReadCloser, error) {
		if p == "index.html" {
			return nil, ErrLost
		}
		return open(p)
	}
	if _, err := Publish(context.Background(), dialled(bad), sends, plan(0)); !errors.Is(err, ErrLost) {
		t.Fatal(err)
	}
	spoilt := 0
	for p, n := range m.nodes {
		if strings.HasSuffix(p, "a/uno.html") {
			n.data = []byte(strings.Repeat("?", len(n.data)))
			spoilt++
		}
	}
	if spoilt != 1 {
		t.Fatal("nothing was left of the attempt")
	}
	publishTo(t, m, 0, 1)
	if !is(filesBelow(t, m, "current"), editions[0]) {
		t.Error("what was spoilt was kept")
	}
}

func TestAConnectionThatIsAlwaysLostIsGivenUp(t *testing.T) {
	waits := []time.Duration{}
	p := plan(0)
	p.Wait = func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }
	_, err := Publish(context.Background(), func(context.Context) (Target, error) { return nil, ErrLost }, siteOf(editions[0]), p)
	if !errors.Is(err, ErrLost) || len(waits) != mostLost || waits[3] != 8*time.Second {
		t.Errorf("%v, %v", err, waits)
	}
}

// TestTwoPublishersAtOnce: one of them has the target, the other is told who.
func TestTwoPublishersAtOnce(t *testing.T) {
	m := newMemory()
	inside, goOn := make(chan bool), make(chan bool)
	slow := siteOf(editions[0])
	open := slow.Open
	var once sync.Once
	slow.Open = func(p string) (io.ReadCloser, error) {
		once.Do(func() { inside <- true; <-goOn })
		return open(p)
	}
	alive := plan(0)
	alive.Who = Publisher{User: "ana", Host: hostname(), PID: os.Getpid()}
	done := make(chan error)
	go func() {
		_, err := Publish(context.Background(), dialled(m), slow, alive)
		done <- err
	}()
	<-inside
	_, err := Publish(context.Background(), dialled(m), siteOf(editions[1]), plan(90))
	var e *Error
	if !errors.As(err, &e) || e.Reason != ErrLocked || e.Args[1] != "ana" || e.Args[4] != "2m0s" {
		t.Errorf("%v", err)
	}
	// Who breaks the lock publishes; the first finds it broken and changes nothing.
	broken := plan(90)
	broken.BreakLock = true
	_, err = Publish(context.Background(), dialled(m), siteOf(editions[1]), broken)
	must(t, err)
	close(goOn)
	if err := <-done; !errors.Is(err, ErrLockLost) {
		t.Errorf("%v", err)
	}
	if !is(filesBelow(t, m, "current"), editions[1]) {
		t.Error("the first one took the place of the second")
	}
}

// published is a target at which the first edition was published, with what and how.
func published(t *testing.T, inPlace bool) (*memory, Plan, Report) {
	t.Helper()
	m, p := newMemory(), plan(0)
	p.InPlace = inPlace
	rep, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), p)
	must(t, err)
	return m, p, rep
}

// TestALockThatIsBrokenBeforeTheSwitch: who lost the target does not switch it, also
// when all has been sent.
func TestALockThatIsBrokenBeforeTheSwitch(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		m, p, _ := published(t, inPlace)
		site := siteOf(editions[1])
		notes := site.Notes
		site.Notes = func(r Release) []Note {
			if r.Files != nil { // all has been sent
				m.nodes[lockName].data = []byte(`{"user":"ana","token":"otra"}`)
			}
			return notes(r)
		}
		p.Now = plan(1).Now
		if _, err := Publish(context.Background(), dialled(m), site, p); !errors.Is(err, ErrLockLost) {
			t.Errorf("in place %v: %v", inPlace, err)
		}
		if !inPlace && !is(filesBelow(t, m, "current"), editions[0]) {
			t.Error("it was switched")
		}
		if inPlace && m.nodes["b/viejo/z.html"] == nil {
			t.Error("what is the other's was removed")
		}
	}
}

// TestALockOfAnotherMachineIsNotBroken, and one of a process that has ended is.
func TestALockOfAnotherMachineIsNotBroken(t *testing.T) {
	m := newMemory()
	p := newPlace(m, 1)
	other := plan(0)
	must(t, p.lock(Publisher{User: "ana", Host: "otro", PID: 1 << 30}, other.Now(), false))
	if _, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), other); !errors.Is(err, ErrLocked) {
		t.Errorf("%v", err)
	}
	must(t, p.unlock())
	must(t, p.lock(other.Who, other.Now(), false))
	publishTo(t, m, 0, 0)
}

// TestAClockThatGoesBack: the order of releases is that of their publication.
func TestAClockThatGoesBack(t *testing.T) {
	m := newMemory()
	publishTo(t, m, 0, 50)
	second := publishTo(t, m, 1, 10)
	third := publishTo(t, m, 0, 5)
	s, err := Look(context.Background(), m)
	must(t, err)
	if s.Current != third.Release.ID || len(s.Releases) != 2 || s.Releases[0].ID != second.Release.ID || !slices.Equal(third.Removed, []string{firstOf(t, third)}) {
		t.Errorf("%+v, removed %v", s, third.Removed)
	}
}

func firstOf(t *testing.T, r Report) string {
	t.Helper()
	if len(r.Removed) != 1 {
		t.Fatalf("%d releases were removed", len(r.Removed))
	}
	return r.Removed[0]
}

// TestASecondOfTheSameTime: two releases of one moment and one content have two
// names.
func TestReleasesOfOneMoment(t *testing.T) {
	m := newMemory()
	a := publishTo(t, m, 0, 0)
	publishTo(t, m, 1, 0)
	keep := plan(0)
	keep.Keep = 9
	b, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), keep)
	must(t, err)
	if a.Release.ID == b.Release.ID {
		t.Error(a.Release.ID)
	}
}

func TestAFileThatChangesMeanwhile(t *testing.T) {
	d := openDir(t)
	publishTo(t, d, 0, 0)
	site := siteOf(editions[1])
	open := site.Open
	site.Open = func(p string) (io.ReadCloser, error) {
		if p == "c/y.png" {
			return io.NopCloser(strings.NewReader("PNG 3")), nil
		}
		return open(p)
	}
	_, err := Publish(context.Background(), dialled(unclosed{d}), site, plan(1))
	var e *Error
	if !errors.As(err, &e) || e.Reason != ErrChanged || e.Args[1] != "c/y.png" {
		t.Errorf("%v", err)
	}
	if !is(filesBelow(t, d, "current"), editions[0]) {
		t.Error("something was published")
	}
}

func TestGoingBack(t *testing.T) {
	d := openDir(t)
	at := plan(0)
	back := func(id string) (Release, Release, error) {
		return Rollback(context.Background(), d, id, at.Who, at.Now(), false)
	}
	if _, _, err := back(""); !errors.Is(err, ErrEmpty) {
		t.Errorf("%v", err)
	}
	first := publishTo(t, d, 0, 0).Release
	if _, _, err := back(""); !errors.Is(err, ErrOnly) {
		t.Errorf("%v", err)
	}
	second := publishTo(t, d, 1, 1).Release
	from, to, err := back("")
	must(t, err)
	if from.ID != second.ID || to.ID != first.ID || !is(filesBelow(t, d, "current"), editions[0]) {
		t.Errorf("from %s to %s", from.ID, to.ID)
	}
	if _, _, err := back("20261129"); !errors.Is(err, ErrSeveral) {
		t.Errorf("two releases begin so: %v", err)
	}
	if _, _, err := back(second.ID[:len(second.ID)-3]); err != nil || !is(filesBelow(t, d, "current"), editions[1]) {
		t.Errorf("%v", err)
	}
	if _, _, err := back("1999"); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v", err)
	}
	must(t, d.Remove("releases/"+first.ID+"/b/viejo/z.html"))
	if _, _, err := back(first.ID); !errors.Is(err, ErrSpoilt) || !is(filesBelow(t, d, "current"), editions[1]) {
		t.Errorf("to one that is not whole: %v", err)
	}
}

// TestNothingOfOthersIsTouched: what stands where a site would go is left alone, and
// said.
func TestNothingOfOthersIsTouched(t *testing.T) {
	for name, story := range map[string]struct {
		there   string // a file; a folder when it ends so
		inPlace bool
		want    Reason
	}{
		"a folder that is called as the link":  {"current/", false, ErrForeign},
		"a file that is called as the folder":  {"releases", false, ErrForeign},
		"a page of somebody else":              {"a/uno.html", true, ErrForeign},
		"a file where a folder must be":        {"assets", true, ErrForeign},
		"a folder where a page must be":        {"index.html/", true, ErrForeign},
		"releases, and to publish in place":    {"releases/", true, ErrReleases},
		"a site in place, and to make release": {inPlaceName, false, ErrInPlace},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			file, folder := strings.CutSuffix(story.there, "/")
			must(t, newPlace(m, 1).mkdirs(context.Background(), folders([]Entry{{Path: file + "/x"}})[:strings.Count(file, "/")]))
			if folder {
				must(t, m.Mkdir(file))
			} else {
				must(t, m.Create(file, strings.NewReader("ajeno")))
			}
			before := maps.Clone(m.nodes)
			p := plan(0)
			p.InPlace = story.inPlace
			_, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), p)
			if !errors.Is(err, story.want) {
				t.Errorf("%v", err)
			}
			for path, n := range before {
				if m.nodes[path] != n {
					t.Errorf("%s has changed", path)
				}
			}
			if len(m.nodes) > len(before)+1 {
				t.Errorf("%d things are left", len(m.nodes)-len(before))
			}
		})
	}
}

func TestPlacesWithoutLinksAreSaid(t *testing.T) {
	m := newMemory()
	m.fat = true
	if _, err := Publish(context.Background(), dialled(m), siteOf(editions[0]), plan(0)); !errors.Is(err, ErrNoLinks) {
		t.Errorf("%v", err)
	}
	if len(m.nodes) > 1 {
		t.Errorf("%v", slices.Collect(maps.Keys(m.nodes)))
	}
}

// TestWhatIsInOldReleasesAndNotFoliosStays: an old release goes, and what somebody
// put into it does not.
func TestWhatIsInOldReleasesAndNotFoliosStays(t *testing.T) {
	d := openDir(t)
	first := publishTo(t, d, 0, 0).Release
	must(t, d.Create("releases/"+first.ID+"/a/nota.txt", strings.NewReader("ajena")))
	publishTo(t, d, 1, 1)
	rep := publishTo(t, d, 0, 2)
	if !slices.Equal(rep.Removed, []string{first.ID}) || !slices.Equal(rep.Left, []string{"releases/" + first.ID}) {
		t.Errorf("%+v", rep)
	}
	if got := contentOf(t, d, "releases/"+first.ID+"/a/nota.txt"); got != "ajena" {
		t.Errorf("%q", got)
	}
}

// TestRecordsAreNotTrusted: one that lists what no site has may not have it removed.
func TestRecordsAreNotTrusted(t *testing.T) {
	for _, record := range []string{
		"{", "[]", `{"folio-release":1,"id":"otra","files":[]}`, `{"folio-release":1,"id":"ID","files":[{"path":"../../etc/passwd","size":1}]}`,
		`{"folio-release":1,"id":"ID","files":[{"path":"b","size":1},{"path":"a","size":1}]}`,
		`{"folio-release":9,"id":"ID","files":[]}`, `{"folio-release":1,"id":"ID","files":[{"path":"/x","size":1}]}`, `{"folio-release":1,"id":"ID","files":[`,
	} {
		m := newMemory()
		first := publishTo(t, m, 0, 0).Release
		m.nodes[recordOf(first.ID)].data = []byte(strings.ReplaceAll(record, "ID", first.ID))
		_, err := Publish(context.Background(), dialled(m), siteOf(editions[1]), plan(1))
		if !errors.Is(err, ErrRecord) && !errors.Is(err, ErrNewer) {
			t.Errorf("%s: %v", record, err)
		}
		if !is(filesBelow(t, m, "current"), editions[0]) {
			t.Errorf("%s: the site has changed", record)
		}
	}
}

// TestAPageThatWasOpenFindsItsParts: the style of the release before is kept for
// one release, and then goes.
func TestAPageThatWasOpenFindsItsParts(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		for _, fat := range []bool{false, true} {
			if fat && !inPlace {
				continue
			}
			m := newMemory()
			m.fat = fat
			dir := "current"
			if inPlace {
				dir = "."
			}
			third := map[string]string{"index.html": "3 assets/tema.ccc.css", "assets/tema.ccc.css": "color: green"}
			for n, edition := range []map[string]string{editions[0], editions[1], third} {
				p := plan(n)
				p.InPlace = inPlace
				_, err := Publish(context.Background(), dialled(m), siteOf(edition), p)
				must(t, err)
				var got []string
				for name := range filesBelow(t, m, dir) {
					if strings.HasPrefix(name, "assets/") {
						got = append(got, strings.TrimSuffix(strings.TrimPrefix(name, "assets/tema."), ".css"))
					}
				}
				slices.Sort(got)
				if want := [][]string{{"aaa"}, {"aaa", "bbb"}, {"bbb", "ccc"}}[n]; !slices.Equal(got, want) {
					t.Errorf("in place %v, edition %d: %q, want %q", inPlace, n, got, want)
				}
				if _, f, err := Verify(context.Background(), m, "", 1, noted, nil); err != nil || len(f.Changed)+len(f.Missing) > 0 {
					t.Errorf("%+v, %v", f, err)
				}
			}
		}
	}
}

// TestAFileOfTheReleaseBeforeThatSomebodyChanged is sent anew when its size tells,
// or when it is gone.
func TestAFileOfTheReleaseBeforeThatSomebodyChanged(t *testing.T) {
	m := newMemory()
	first := publishTo(t, m, 0, 0).Release
	m.nodes["releases/"+first.ID+"/a/uno.html"].data = []byte("otra cosa, y más larga")
	must(t, m.Remove("releases/"+first.ID+"/a/img/x.png"))
	publishTo(t, m, 1, 1)
	if !is(filesBelow(t, m, "current"), editions[1]) {
		t.Error("it is not the second edition")
	}
}
