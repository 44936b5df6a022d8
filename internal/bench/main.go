// Command bench builds one site with Folio and with Hugo, in turn, and prints
// how long each took and how much memory it needed, as a Markdown table.
//
//	go run ./internal/bench [-manuals 100] [-runs 5]
//	go run ./internal/bench -saves 40 [-manuals 100]
//
// The site is generated (package corpus). Folio builds it cold, warm with
// nothing changed and warm with one section changed; Hugo, which has no such
// cache, builds it cold with a minimal theme of our own (folder hugo): the
// navigation of the manual, the page's contents, highlighted code and one JSON
// file for a search. Hugo is the program in $HUGO or the one in the PATH;
// without it only Folio is measured.
//
// With -saves it measures previews instead: how long after the save of a section
// a real Chromium shows it, with «folio serve» and with «hugo server».
//
// It measures programs as a user starts them. Where the time goes inside Folio
// is for the benchmarks of package pipeline.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"golang.org/x/term"
)

func main() {
	manuals := flag.Int("manuals", 100, "manuals in the site, of 12 pages each")
	runs := flag.Int("runs", 5, "measured runs of each program, after one that is not")
	saves := flag.Int("saves", 0, "measure previews, with so many saves of a section, instead of builds")
	flag.Parse()
	if flag.NArg() > 0 || *manuals < 2 || *runs < 1 || *saves < 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var err error
	if *saves > 0 {
		err = measureSaves(ctx, *manuals, *saves)
	} else {
		err = compare(ctx, *manuals, *runs)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// compare prepares a folder with everything, runs all contestants in turn and
// prints what was measured.
func compare(ctx context.Context, manuals, runs int) error {
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
	all := f.contestants()
	if h != nil {
		all = append(all, h.contestant())
	}
	results := make([][]cost, len(all))
	for round := range runs + 1 {
		for i, c := range all {
			progress("round %d of %d: %s", round, runs, c.name)
			spent, err := c.run(ctx, round)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if round > 0 { // the first one only warms the disk's cache
				results[i] = append(results[i], spent)
			}
		}
	}
	progress("")
	r := report{
		manuals: manuals, runs: runs, where: where, folio: f.version, contestants: all, results: results,
	}
	if h != nil {
		r.hugo = h.version
	}
	return r.print(os.Stdout)
}

// progress shows one line in place of the last, on a terminal.
func progress(format string, args ...any) {
	if term.IsTerminal(int(os.Stderr.Fd())) {
		fmt.Fprintf(os.Stderr, "\r\033[K"+format, args...)
	}
}

// workFolder makes a temporary folder, in memory where the system offers that,
// so that no disk is measured.
func workFolder() (dir, where string, err error) {
	if dir, err := os.MkdirTemp("/dev/shm", "folio-bench-"); err == nil {
		return dir, "in memory (/dev/shm)", nil
	}
	dir, err = os.MkdirTemp("", "folio-bench-")
	return dir, "on the disk (" + os.TempDir() + ")", err
}
