// Command folio builds controlled operations manuals, written in Markdown,
// into a site that is read over an intranet or straight from a disk.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	debug.SetGCPercent(leastGrow) // see roomy
	os.Exit(Run(os.Args[1:], Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Terminal: isTerminal(os.Stderr), Asks: isTerminal(os.Stdin) && isTerminal(os.Stderr),
	}))
}
