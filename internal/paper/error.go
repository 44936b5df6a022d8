package paper

import (
	"errors"
	"strconv"
)

// Kind is a way in which printing fails.
type Kind int

// The ways.
const (
	NoBrowser Kind = iota // there is none
	NotFound              // the one that is named is not there
	NotStarted
	TooOld
	Late    // it did not answer in time
	Died    // while it printed
	Strange // it made no PDF that can be read
)

// kinds name them; they are parts of keys in the catalogue.
var kinds = [...]string{"ninguno", "no-esta", "no-inicia", "antiguo", "tarda", "muere", "raro"}

// Error is what is wrong with the browser or what it made.
type Error struct {
	Kind    Kind
	Program string
	Detail  string // its version, how long it was waited for, or what it said
	Cause   error
}

// Error implements error, for programmers; Explain finds words for people.
func (e *Error) Error() string {
	s := "paper: " + kinds[e.Kind] + ": " + e.Program
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Explain gives the key of the catalogue and the arguments for an error of this
// package; ok is false for any other.
func Explain(err error) (key string, args []string, ok bool) {
	var e *Error
	if !errors.As(err, &e) {
		return "", nil, false
	}
	return "cli.pdf.navegador." + kinds[e.Kind], []string{e.Program, e.Detail, strconv.Itoa(Oldest)}, true
}
