package publish

// Reason is a kind of failure; its text is the key of its words.
type Reason string

func (r Reason) Error() string { return string(r) }

// Error is a failure with what its words need.
type Error struct {
	Reason Reason
	Args   []string
	Err    error
}

func (e *Error) Error() string {
	s := string(e.Reason)
	for _, a := range e.Args {
		s += " " + a
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap makes errors.Is see the reason and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}
