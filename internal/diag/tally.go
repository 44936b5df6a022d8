package diag

// Tally is how many findings there are of each severity. Who only counts need not
// have the findings.
type Tally [Fatal + 1]int

// Tally counts a list.
func (l List) Tally() Tally {
	var t Tally
	for i := range l {
		t[l[i].Severity]++
	}
	return t
}

// Add counts others too.
func (t *Tally) Add(others Tally) {
	for s, n := range others {
		t[s] += n
	}
}

// Errors is how many are errors, fatal or not.
func (t Tally) Errors() int { return t[Error] + t[Fatal] }

// Worst returns the gravest severity, and false when there is no finding.
func (t Tally) Worst() (Severity, bool) {
	for s := Fatal; ; s-- {
		if t[s] > 0 {
			return s, true
		}
		if s == Info {
			return Info, false
		}
	}
}
