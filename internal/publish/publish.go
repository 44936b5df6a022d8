package publish

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"folio/internal/output"
)

// Site is what is published: the files that a build made, sorted by path.
type Site struct {
	Files []output.Entry
	Open  func(path string) (io.ReadCloser, error)
	// Notes makes the files that tell the site's readers of the release.
	Notes func(Release) []Note
}

// Note is a file of a release that no build made.
type Note struct {
	Path string
	Data []byte
}

// Plan says how to publish.
type Plan struct {
	Who Publisher
	// Release has what is known of it before: the program, the commit, the rules
	// that were forced, the manuals.
	Release   Release
	Keep      int  // how many releases are left; 0 is all
	Resend    bool // nothing of what is there is trusted
	InPlace   bool // no releases: each file takes the place of the old one
	BreakLock bool
	Jobs      int // files on their way at a time; 0 is DefaultJobs
	Now       func() time.Time
	// Wait waits before the connection is made again; nil is a real wait.
	Wait func(context.Context, time.Duration) error
	// Progress, unless nil, is told how many bytes of how many have been dealt
	// with. It is called by many goroutines.
	Progress func(done, total int64)

	many  int // from how many files on the server is asked to help; 0 is worthwhile
	split int // from how many on several commands share the work; 0 is sharing
	spare int // from how many on a spare is kept; 0 is sharing
}

// Report is what was done, or would be.
type Report struct {
	Release   Release
	Before    string // the release that was read; "" for none
	Unchanged bool   // it is the one that is read already
	InPlace   bool
	Switched  bool // readers find it; what comes after that may be left to the next one
	// Of the files: how many were sent, how many taken from the release before, and
	// how many that one had and this one has not.
	Sent, Reused, Gone int
	Bytes              int64    // sent
	Resumed            int      // files that an earlier attempt had left
	Removed            []string // old releases
	Left               []string // what was in a removed release and is not Folio's
	Lost               int      // times that the connection was
}

// mostLost is how often a connection may break before it is given up.
const mostLost = 4

// Publish makes a site the one that readers find. After whatever happens they
// find the old site or the new one; what was sent when the connection breaks is
// not sent again.
func Publish(ctx context.Context, dial func(context.Context) (Target, error), site Site, plan Plan) (Report, error) {
	if plan.Wait == nil {
		plan.Wait = wait
	}
	token := newPlace(nil, 0).token
	site = site.withoutNotes()
	content := sync.OnceValue(func() string { return contentSum(entriesOf(site.Files)) })
	go content() // meanwhile
	var rep Report
	for lost := 0; ; lost++ {
		t, err := dial(ctx)
		if err == nil {
			p := newPlace(t, plan.Jobs)
			p.token = token
			if plan.many > 0 {
				p.many = plan.many
			}
			if plan.split > 0 {
				p.split = plan.split
			}
			if plan.spare > 0 {
				p.spareFrom = plan.spare
			}
			rep, err = p.publish(ctx, site, content, plan)
			err = errors.Join(err, closing(t, err))
		}
		rep.Lost = lost
		if err == nil || !passes(err, lost > 0) || lost == mostLost || ctx.Err() != nil {
			return rep, err
		}
		if err := plan.Wait(ctx, time.Second<<lost); err != nil {
			return rep, err
		}
	}
}

// passes tells whether what failed may go better the next time: a connection that
// broke, and then a server that is not back yet. A server that was never reached is
// the wrong one, most often.
func passes(err error, before bool) bool {
	if !before {
		return errors.Is(err, ErrLost)
	}
	for _, r := range []error{ErrLost, ErrTimeout, ErrRefused, ErrUnreachable, ErrHandshake} {
		if errors.Is(err, r) {
			return true
		}
	}
	return false
}

// closing closes a target; what that says matters only when all else went well.
func closing(t Target, before error) error {
	if err := t.Close(); before == nil {
		return err
	}
	return nil
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *place) publish(ctx context.Context, site Site, content func() string, plan Plan) (rep Report, err error) {
	if err := p.lock(plan.Who, plan.Now(), plan.BreakLock); err != nil {
		return rep, err
	}
	defer func() { err = errors.Join(err, p.unlock()) }()
	go p.helped() // meanwhile
	if err := p.tidy(); err != nil {
		return rep, err
	}
	p.site = site.Files
	j := &job{place: p, ctx: ctx, site: site, content: content, plan: plan, rep: &rep}
	if plan.InPlace {
		err = j.inPlace()
	} else {
		err = j.release()
	}
	if err != nil && !errors.Is(err, ErrLost) {
		if lost := p.mine(); errors.Is(lost, ErrLockLost) {
			err = lost // which explains whatever went wrong
		}
	}
	return rep, err
}

// job is a publication.
type job struct {
	*place
	ctx     context.Context
	site    Site
	content func() string // its sum
	plan    Plan
	rep     *Report
	from    string  // the folder of the release before
	text    []byte  // of the new release's record
	oldest  *oldest // of which a spare may be made
	spared  bool    // it was
	done    atomic.Int64
	total   int64
}

func (j *job) advance(n int64) {
	if j.plan.Progress != nil {
		j.plan.Progress(j.done.Add(n), j.total)
	}
}

// release publishes as a release beside those that are there.
func (j *job) release() error {
	if _, there, err := j.has(inPlaceName); err != nil || there {
		return errors.Join(err, failIf(there, j.fail(ErrInPlace, nil)))
	}
	before, err := j.current()
	if err != nil {
		return err
	}
	if err := j.links(); err != nil {
		return err
	}
	if err := j.mkdirs(j.ctx, []string{releasesName}); err != nil {
		return err
	}
	all, spare, err := j.survey(j.ctx)
	if err != nil {
		return err
	}
	r := j.plan.Release
	r.Time, r.Content = j.plan.Now().UTC().Truncate(time.Second), j.content()
	r.By, r.Host = j.plan.Who.User, j.plan.Who.Host
	j.rep.Before = before
	var old Release
	for _, x := range all {
		r.Serial = max(r.Serial, x.Serial)
		if x.ID == before {
			old = x
		}
	}
	r.Serial++
	if r.Fresh = old.Fresh; j.plan.Resend {
		r.Fresh, old = r.Serial, Release{}
	}
	if old.Content == r.Content {
		j.rep.Release, j.rep.Unchanged = old, true
		return j.prune(all, old)
	}
	incoming := newPrefix + r.Content[:16]
	t, err := j.beginSpare(spare, old, incoming)
	if t == nil && err == nil {
		t, err = j.beginTwin(old.ID, incoming, true)
	}
	if err != nil {
		return err
	}
	defer t.wait() // nothing is made once the lock is gone
	if old.ID != "" {
		if old, err = j.record(recordOf(old.ID)); err != nil {
			return err
		}
	}
	r.ID = idOf(r.Time, r.Content)
	for n := 0; slices.ContainsFunc(all, func(x Release) bool { return x.ID == r.ID }); n++ {
		r.ID = idOf(r.Time, r.Content) + "-" + string(rune('2'+n))
	}
	items, err := j.items(old)
	if err != nil {
		return err
	}
	e := j.foresee(t, items, r)
	j.oldest = j.readOldest(all)
	defer j.oldest.wait()
	left, err := j.send(incoming, t, items, old, &r)
	if err != nil {
		return errors.Join(err, j.drop(e))
	}
	record, err := j.complete(folderOf(incoming), e, items, left, r)
	if err != nil {
		return errors.Join(err, j.discard(record))
	}
	j.rep.Release = r
	// From here on the release is whole; what is left are single steps.
	if err := j.mine(); err != nil {
		return err
	}
	if err := j.Rename(record, recordOf(r.ID)); err != nil {
		return err
	}
	if err := j.Rename(folderOf(incoming), folderOf(r.ID)); err != nil {
		return err
	}
	if err := j.point(r.ID); err != nil {
		return err
	}
	j.rep.Switched = true
	if err := j.prune(append(all, r), r); err != nil {
		return err
	}
	return j.makeSpare(r)
}

func failIf(yes bool, err error) error {
	if yes {
		return err
	}
	return nil
}
