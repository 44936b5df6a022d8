package pipeline

import (
	"context"
	"errors"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/source"
	"folio/internal/theme"
)

// gitPatience is how long git may take to tell about the content. A log of a
// hundred thousand commits takes some seconds.
const gitPatience = 30 * time.Second

// past is what git tells of the content. It is asked while the manuals are
// read; their pages wait for the answer.
type past struct {
	stop    context.CancelFunc
	at      chan struct{} // closed when id is known
	id      string        // of what git would tell; "" when that cannot be said
	wanted  chan struct{} // closed when more is asked than that
	done    chan struct{}
	history *source.History // nil when there is none
	late    bool            // git took too long
	fault   *source.HistoryError
	cut     atomic.Int32 // pages that a shallow clone leaves without a date
}

// recall starts to ask git, if the input says so, for what want asks for. The
// caller stops it.
func (b *build) recall(ctx context.Context) *past {
	p := &past{at: make(chan struct{}), wanted: make(chan struct{}), done: make(chan struct{})}
	ctx, p.stop = context.WithTimeout(ctx, gitPatience)
	if !b.in.History {
		p.id = "-"
		close(p.at)
		close(p.done)
		return p
	}
	go func() {
		defer close(p.done)
		var err error
		p.history, err = b.files.contents.past(func() (*source.History, error) { return p.ask(ctx, b.in.Root) })
		p.late = errors.Is(err, context.DeadlineExceeded)
		if !errors.As(err, &p.fault) && err != nil && ctx.Err() == nil {
			b.files.troubles.add(".", err)
		}
	}()
	return p
}

// ask asks git where the content is, and if more is wanted for its history.
func (p *past) ask(ctx context.Context, root *source.Root) (*source.History, error) {
	c, err := source.ReadCheckout(ctx, root)
	var fault *source.HistoryError
	switch {
	case errors.As(err, &fault):
		p.id = "fault " + fault.Kind + " " + fault.Folder
	case err == nil && c == nil:
		p.id = "none"
	case err == nil:
		if id, ok := c.ID(); ok {
			p.id = "at " + id
		}
	}
	close(p.at)
	if c == nil {
		return nil, err
	}
	select {
	case <-p.wanted:
		return c.History(ctx)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// want asks for the history itself, once.
func (p *past) want() { close(p.wanted) }

// findings are what the author can do about missing dates.
func (p *past) findings(root *source.Root) diag.List {
	<-p.done
	var found diag.List
	pos := diag.Pos{Path: root.Shown(".")}
	if p.late {
		found.Add(diag.Info, "SIT-03", pos, strconv.Itoa(int(gitPatience.Seconds())))
	}
	if p.fault != nil {
		found.Add(diag.Info, "SIT-03."+p.fault.Kind, pos, p.fault.Folder)
	}
	if n := p.cut.Load(); n > 0 {
		found.Add(diag.Info, "SIT-02", pos, strconv.Itoa(int(n)))
	}
	return found
}

// trace tells where a page's text comes from. A page is as new as the newest
// of the files it is made of, so one of them without a date leaves it without.
func (b *build) trace(p *manual.Page) theme.Trace {
	if p.Source == "" {
		return theme.Trace{}
	}
	<-b.past.done
	t := theme.Trace{Edit: editURL(b.in.Site.Edit, b.repositoryPath(p.Source))}
	files := []string{p.Source}
	if p.Doc != nil {
		files = append(files, p.Doc.Includes...)
	}
	var newest time.Time
	dated, cut := true, false
	for _, name := range files {
		c, known := b.lastChange(name)
		t.Unsaved = t.Unsaved || c.Unsaved
		cut = cut || c.Cut
		dated = dated && known && !c.Day.IsZero()
		if c.Day.After(newest) {
			newest = c.Day
		}
	}
	switch {
	case t.Unsaved:
	case dated:
		t.Day, t.ISO = b.in.Texts.LongDate(newest), newest.Format(time.DateOnly)
	case cut:
		b.past.cut.Add(1)
	}
	return t
}

// lastChange compares a file as it is now with what git has of it.
func (b *build) lastChange(name string) (c source.Change, known bool) {
	if b.past.history == nil {
		return c, false
	}
	return b.files.contents.lastChange(name, func() (c source.Change, known, sure bool) {
		spelled, there := b.files.names.Find(name)
		if !there {
			return c, false, true // a link or an inclusion asked for it
		}
		raw, err := b.in.Root.ReadFile(spelled, source.MaxPage)
		if err != nil {
			return c, false, b.files.absent(spelled, err)
		}
		c, known = b.past.history.Last(name, raw)
		return c, known, true
	})
}

// repositoryPath is a source file's path from the repository's root: by
// «raiz» of folio.yaml, which stands beside the content folder; else as git
// says; else as if folio.yaml stood at the root.
func (b *build) repositoryPath(name string) string {
	content := path.Base(b.in.Root.Shown("."))
	if content == ".." {
		content = ""
	}
	if b.in.Site.Edit.Root == "" {
		if folder, ok := b.past.history.Folder(); ok {
			return path.Join(folder, name)
		}
	}
	return path.Join(b.in.Site.Edit.Root, content, name)
}

// editURL is where a forge lets people propose a change to a file; "" when the
// site names no forge.
func editURL(e config.Edit, file string) string {
	way := map[config.Forge]string{config.GitLab: "/-/edit/", config.GitHub: "/edit/", config.Gitea: "/_edit/"}[e.Forge]
	if way == "" || e.URL == "" {
		return ""
	}
	return strings.TrimRight(e.URL, "/") + way + escapePath(first(e.Branch, "main")) + "/" + escapePath(file)
}

// escapePath escapes a path for a URL, segment by segment.
func escapePath(p string) string {
	parts := strings.Split(p, "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}
