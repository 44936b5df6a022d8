// Command folio builds controlled operations manuals, written in Markdown,
// into a site that is read over an intranet or straight from a disk.
package main

import "os"

func main() {
	os.Exit(Run(os.Args[1:], Streams{
		Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Terminal: isTerminal(os.Stderr),
	}))
}
