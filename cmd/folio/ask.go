package main

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"

	"folio/internal/i18n"
	"folio/internal/scaffold"
)

// tries is how often an empty answer is asked for again.
const tries = 3

// ask puts a question to the person at the terminal. Without one, or without an
// answer, it is the usage error of lacking.
func (a *app) ask(ctx context.Context, question string, lacking error) (string, error) {
	if !a.Asks {
		return "", lacking
	}
	if a.answers == nil {
		a.answers = bufio.NewReader(a.In)
	}
	for range tries {
		fmt.Fprint(a.Err, question+" ")
		line, err := a.line(ctx)
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if answer := scaffold.OneLine(line); answer != "" {
			return answer, nil
		}
		if err != nil { // the end of what is typed
			fmt.Fprintln(a.Err)
			return "", lacking
		}
	}
	return "", lacking
}

// line reads a line; who interrupts the command does not have to end it first.
func (a *app) line(ctx context.Context) (string, error) {
	type read struct {
		line string
		err  error
	}
	got := make(chan read, 1)
	go func() {
		line, err := a.answers.ReadString('\n')
		got <- read{line, err}
	}()
	select {
	case r := <-got:
		return r.line, r.err
	case <-ctx.Done():
		fmt.Fprintln(a.Err)
		return "", ctx.Err()
	}
}

// choose lets the person pick one of a list, by its number or its name; another
// answer is returned as it is.
func (a *app) choose(ctx context.Context, title, question string, names []string, lacking error) (string, error) {
	if !a.Asks {
		return "", lacking
	}
	var b strings.Builder
	b.WriteString(title + "\n")
	for i, name := range names {
		fmt.Fprintf(&b, "  %2d. %s\n", i+1, name)
	}
	fmt.Fprint(a.Err, b.String())
	answer, err := a.ask(ctx, question, lacking)
	if err != nil {
		return "", err
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(answer, ".")); err == nil && n >= 1 && n <= len(names) {
		return names[n-1], nil
	}
	for _, name := range names {
		if i18n.Slug(name) == i18n.Slug(answer) {
			return name, nil
		}
	}
	return answer, nil
}
