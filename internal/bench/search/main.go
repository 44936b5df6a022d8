// Command search puts Folio's search, Pagefind and MiniSearch over one site, in
// one run and one browser, and prints what each costs, as a Markdown table.
//
//	go run ./internal/bench/search [-manuals 1000]
//
// The site is generated (package corpus) and built by Folio. PAGEFIND names the
// program of Pagefind, MINISEARCH the file dist/umd/index.js of MiniSearch's
// package; what is not there is said and left out. All are asked over HTTP,
// since Pagefind needs that. What a browser receives is counted as a server
// sends it that compresses with gzip; a file that does not get smaller, as it
// is. MiniSearch indexes the text of the pages' sections, read off the HTML.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"folio/internal/corpus"
)

func main() {
	manuals := flag.Int("manuals", 1000, "manuals in the site, of 12 pages each")
	flag.Parse()
	if flag.NArg() > 0 || *manuals < 2 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *manuals)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/search:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, manuals int) error {
	dir, err := os.MkdirTemp("", "folio-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	site := filepath.Join(dir, "site")
	if err := corpus.Write(site, manuals, 1); err != nil {
		return err
	}
	program := filepath.Join(dir, "folio")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "folio/cmd/folio").CombinedOutput(); err != nil {
		return fmt.Errorf("building folio: %w\n%s", err, out)
	}
	public := filepath.Join(dir, "public")
	build := exec.CommandContext(ctx, program, "build", "--quiet", "--no-cache", "--content", filepath.Join(site, "content"), "--out", public)
	built, err := timed(build)
	if err != nil {
		return err
	}
	version, err := exec.CommandContext(ctx, program, "version").Output()
	if err != nil {
		return err
	}
	engines, notes, err := others(ctx, public, dir)
	if err != nil {
		return err
	}
	engines = append([]engine{{name: strings.TrimSpace(string(version)), page: "index.html", start: startFolio, ask: askFolio, index: []string{"buscar"}, took: "in the build: " + built}}, engines...)

	count := &counter{dir: public}
	server := httptest.NewServer(count)
	defer server.Close()
	tab, end, err := browser(dir)
	if err != nil {
		return err
	}
	defer end()
	var rows []row
	for _, e := range engines {
		r, err := measure(tab, count, server.URL+"/", e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		r.perPage, err = indexSize(public, e.index)
		if err != nil {
			return err
		}
		r.perPage /= int64(manuals * corpus.Pages)
		rows = append(rows, r)
	}
	fmt.Print(table(manuals*corpus.Pages, rows, notes))
	return nil
}

// timed runs a program and says what it took.
func timed(cmd *exec.Cmd) (string, error) {
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), err, out)
	}
	s := cmd.ProcessState
	return fmt.Sprintf("%.1f s, CPU %.1f s", time.Since(start).Seconds(), (s.UserTime() + s.SystemTime()).Seconds()), nil
}

// browser starts Chromium, the program in $CHROMIUM or in the PATH.
func browser(dir string) (context.Context, func(), error) {
	program := os.Getenv("CHROMIUM")
	if program == "" {
		program = "chromium"
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(program), chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU, chromedp.WindowSize(1280, 900))
	tab, cancel := chromedp.NewContext(alloc)
	end := func() { cancel(); stop() }
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		end()
		return nil, nil, fmt.Errorf("the browser did not start: %w", err)
	}
	return tab, end, nil
}
