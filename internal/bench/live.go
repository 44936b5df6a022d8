package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
	"folio/internal/corpus"
)

// previewed is a preview server with a page of its site open in the browser.
type previewed struct {
	name string
	file string // the section's source, relative to the site
	page string // the section's page, relative to the server
	site string
	// reloads says that the server has the browser load the page anew: then the
	// moment of the message that asks for it is measured too.
	reloads bool
	command func(ctx context.Context, port string) *exec.Cmd

	text    []byte // of the section, as it was generated
	sights  chan sight
	arrived [2][]float64 // by what: ms from the close of the file, per save
}

// sight is what the page tells: that it shows save n, or that a message has
// come that says to load it anew.
type sight struct {
	What string  `json:"what"`
	N    int     `json:"n"`
	At   float64 `json:"at"` // ms since 1970
}

// What can be measured of a save.
const (
	message = iota // the order to load the page anew has come
	shown          // the text of the page is the new one
)

// watching tells of what happens in a page, from its first moment on. It asks
// for nothing but the text, so that it disturbs neither server's script.
const watching = `(() => {
  const tell = (what, n) => folioSaw(JSON.stringify({what, n, at: performance.timeOrigin + performance.now()}));
  let last = '';
  new MutationObserver(() => {
    const main = document.querySelector('main');
    const is = main && /Guardado número (\d+)\./.exec(main.textContent);
    if (is && is[1] !== last) tell('shown', +(last = is[1]));
  }).observe(document, {childList: true, subtree: true, characterData: true});
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', e => { if (/"command":"reload"/.test(e.data)) tell('message', 0); });
    }
  };
})()`

func (f *folio) preview() *previewed {
	return &previewed{
		name: "folio serve", site: f.site, file: filepath.Join("content", corpus.Folder(1), corpus.File(7)),
		page: corpus.Folder(1) + "/procedimiento-de-despliegue.html",
		command: func(ctx context.Context, port string) *exec.Cmd {
			return exec.CommandContext(ctx, f.program, "serve", "--port", port)
		},
	}
}

func (h *hugo) preview() *previewed {
	return &previewed{
		name: "hugo server", site: h.site, file: filepath.Join("content", corpus.Folder(1), corpus.File(7)),
		page:    corpus.Folder(1) + "/" + corpus.File(7)[:len(corpus.File(7))-len(".md")] + ".html",
		reloads: true,
		command: func(ctx context.Context, port string) *exec.Cmd {
			cmd := exec.CommandContext(ctx, h.program, "server", "--bind", "127.0.0.1", "--port", port, "--noBuildLock", "--renderToMemory")
			cmd.Env = append(os.Environ(), "HUGO_CACHEDIR="+h.cache)
			return cmd
		},
	}
}

// measureSaves has an author save a section again and again, and measures how
// long after the file is closed the browser shows it. The pauses between two
// saves vary, so that they meet the servers at any moment. The servers take
// turns, ten saves each: what one does after its page is shown should not
// count against the other.
func measureSaves(ctx context.Context, manuals, saves int) error {
	dir, where, err := workFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	f, err := newFolio(ctx, dir, manuals)
	if err != nil {
		return err
	}
	h, err := newHugo(ctx, dir, manuals)
	if err != nil {
		return err
	}
	r := liveReport{manuals: manuals, saves: saves, where: where, folio: f.version, previews: []*previewed{f.preview()}}
	if h != nil {
		r.hugo = h.version
		r.previews = append(r.previews, h.preview())
	}
	tab, stop, err := browsertest.Open(ctx)
	if err != nil {
		return err
	}
	defer stop()
	version, err := chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	r.browser = version.Product
	for _, p := range r.previews {
		progress("starting %s", p.name)
		end, err := p.start(ctx, tab)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		defer end()
	}
	const turn = 10
	chance := rand.New(rand.NewPCG(1, 1))
	for n := 0; n < saves; n += turn {
		for _, p := range r.previews {
			// The first save of a turn only wakes the server up again.
			for i := n; i <= min(n+turn, saves); i++ {
				progress("save %d of %d: %s", i, saves, p.name)
				pause := 300*time.Millisecond + time.Duration(chance.IntN(1200))*time.Millisecond
				if err := p.save(ctx, i, pause, i > n); err != nil {
					return fmt.Errorf("%s, save %d: %w", p.name, i, err)
				}
			}
			if err := sleep(ctx, 3*time.Second); err != nil {
				return err
			}
		}
	}
	progress("")
	return r.print(os.Stdout)
}

// start starts the server and opens the page in a tab of its own.
func (p *previewed) start(ctx, browser context.Context) (end func(), err error) {
	if p.text, err = os.ReadFile(filepath.Join(p.site, p.file)); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := p.command(ctx, port)
	cmd.Dir = p.site
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	log, err := os.Create(filepath.Join(filepath.Dir(p.site), p.name+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	url := "http://127.0.0.1:" + port + "/" + p.page
	tab, closeTab := chromedp.NewContext(browser)
	end = func() {
		closeTab()
		_ = cmd.Cancel()
		_ = cmd.Wait() // a server that is stopped says so
	}
	err = answers(ctx, url)
	if err == nil {
		err = p.watch(tab, url)
	}
	if err == nil {
		err = sleep(ctx, 3*time.Second) // until its watcher stands
	}
	if err != nil {
		end()
		said, _ := os.ReadFile(log.Name())
		return nil, fmt.Errorf("%w\n%s", err, said)
	}
	return end, nil
}

// watch opens the page in a tab that tells what happens to it.
func (p *previewed) watch(tab context.Context, url string) error {
	p.sights = make(chan sight, 1000)
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		return err
	}
	err := chromedp.Listen(tab, func(ev any) {
		called, ok := ev.(*cdpruntime.EventBindingCalled)
		if !ok || called.Name != "folioSaw" {
			return
		}
		var s sight
		if json.Unmarshal([]byte(called.Payload), &s) == nil {
			select {
			case p.sights <- s:
			default: // nobody waits for so much
			}
		}
	})
	if err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, cdpruntime.AddBinding, cdpruntime.AddBindingParams{Name: "folioSaw"}); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching}); err != nil {
		return err
	}
	// hugo server tells a page's version by the second in which it was made: of
	// two saves within one, the browser's cache would show the first for good.
	if _, err := chromedp.Call(tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return err
	}
	return chromedp.Do(tab, chromedp.Navigate(url))
}

// save writes the section with a number of its own, waits until the page shows
// it, and notes how long that took if it counts.
func (p *previewed) save(ctx context.Context, n int, pause time.Duration, counts bool) error {
	if err := sleep(ctx, pause); err != nil {
		return err
	}
	if !counts {
		n += 1e6 // a number that no other save has
	}
	for len(p.sights) > 0 {
		<-p.sights
	}
	text := fmt.Appendf(nil, "%s\nGuardado número %d.\n", p.text, n)
	if err := os.WriteFile(filepath.Join(p.site, p.file), text, 0o644); err != nil {
		return err
	}
	closed := float64(time.Now().UnixMicro()) / 1000
	late := time.NewTimer(30 * time.Second)
	defer late.Stop()
	told := 0.0
	for {
		select {
		case s := <-p.sights:
			switch {
			case s.What == "message" && told == 0:
				told = s.At
			case s.What == "shown" && s.N == n:
				if counts {
					p.arrived[shown] = append(p.arrived[shown], s.At-closed)
					if told > 0 {
						p.arrived[message] = append(p.arrived[message], told-closed)
					}
				}
				return nil
			}
		case <-late.C:
			return errors.New("the page did not show it within 30 seconds")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func freePort() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	return strconv.Itoa(ln.Addr().(*net.TCPAddr).Port), nil
}

// answers waits until a server has the page.
func answers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		resp, err := http.DefaultClient.Do(req)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			return fmt.Errorf("%s: %s", url, resp.Status)
		}
		if err := sleep(ctx, 100*time.Millisecond); err != nil {
			return errors.New("the server did not start")
		}
	}
}
