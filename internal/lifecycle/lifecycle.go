// Package lifecycle knows until when the makers of programs support their
// versions. The data are a dated snapshot that ships with Folio; a site may change
// products or add its own. What they do not know stays unknown: nothing is guessed
// from the versions around.
package lifecycle

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"folio/internal/config"
	"folio/internal/i18n"
	"folio/themes"
)

// Data are the products that are known. It is safe for concurrent use.
type Data struct {
	own  []config.Supported
	once sync.Once
	date time.Time
	by   map[string]*product // by each of its names, folded
}

type product struct {
	name     string
	releases []release
}

type release struct {
	parts []string // of its version: "2012", "r2"
	Release
}

// Release is a version, or a series of them, as its maker supports it.
type Release struct {
	Product string
	Version string    // "17", of a 17.7 too
	End     time.Time // its last day, UTC; zero when none is announced or known
	// Extended is the last day of support that is paid for or given by others;
	// zero for none.
	Extended time.Time
	Ended    bool // it has ended, whenever that was
}

// State is how a release stands on a day.
type State int

// The states.
const (
	Supported State = iota
	OnlyExtended
	Ended
)

// Last is the last day of any support; zero when none is known.
func (r Release) Last() time.Time {
	if r.Extended.After(r.End) {
		return r.Extended
	}
	return r.End
}

// On is how the release stands on a day.
func (r Release) On(day time.Time) State {
	switch {
	case !r.Ended && (r.End.IsZero() || !day.After(r.End)):
		return Supported
	case !r.Extended.IsZero() && !day.After(r.Extended):
		return OnlyExtended
	}
	return Ended
}

// Open knows Folio's products and what a site says of them, or of its own.
func Open(own []config.Supported) *Data { return &Data{own: own} }

// Date is the day of the snapshot.
func (d *Data) Date() time.Time {
	d.load()
	return d.date
}

func (d *Data) load() {
	d.once.Do(func() {
		d.by = map[string]*product{}
		src, err := themes.Files.ReadFile("soporte.txt")
		if err == nil {
			err = d.read(string(src))
		}
		if err != nil {
			panic(err) // it is in the program, and a test has read it
		}
		for _, s := range d.own {
			p := &product{name: s.Name}
			for _, r := range s.Versions {
				p.add(r.Version, Release{End: r.End, Extended: r.Extended, Ended: r.Ended})
			}
			if known := d.by[key(s.Name)]; known != nil {
				p.releases = append(p.releases, known.releases...) // the first of a version counts
			}
			d.name(p, append([]string{s.Name}, s.Aliases...))
		}
	})
}

func (d *Data) name(p *product, names []string) {
	for _, n := range names {
		d.by[key(n)] = p
	}
}

func (p *product) add(version string, r Release) {
	r.Product, r.Version = p.name, version
	p.releases = append(p.releases, release{partsOf(version), r})
}

// read reads themes/soporte.txt, which says how it is written.
func (d *Data) read(src string) error {
	var errs []error
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if note, ok := strings.CutPrefix(line, "#"); ok || line == "" {
			if _, day, ok := strings.Cut(note, "versiones, a "); ok {
				date, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
				d.date, errs = date, append(errs, err)
			}
			continue
		}
		head, list, ok := strings.Cut(line, ": ")
		if !ok {
			errs = append(errs, fmt.Errorf("lifecycle: no versions: %q", line))
			continue
		}
		names := strings.Split(head, " | ")
		p := &product{name: names[0]}
		for one := range strings.SplitSeq(list, ", ") {
			i := strings.LastIndexByte(one, ' ')
			if i < 0 {
				errs = append(errs, fmt.Errorf("lifecycle: %s: no day: %q", p.name, one))
				continue
			}
			r, err := until(one[i+1:])
			errs = append(errs, err)
			p.add(one[:i], r)
		}
		d.name(p, names)
	}
	return errors.Join(errs...)
}

// until reads «2030-11-14/2035-01-01», «-» and «terminado».
func until(s string) (r Release, err error) {
	end, extended, more := strings.Cut(s, "/")
	switch end {
	case "-":
	case "terminado":
		r.Ended = true
	default:
		r.End, err = time.Parse(time.DateOnly, end)
	}
	if more && err == nil {
		r.Extended, err = time.Parse(time.DateOnly, extended)
	}
	return r, err
}

// Find is what is known of a version of a program as a manual names it: "Node.js",
// "v20.11.1". What stands behind a name in brackets is not looked at.
func (d *Data) Find(name, version string) (Release, bool) {
	d.load()
	short, own := Split(name)
	p := d.by[key(short)]
	if p == nil {
		p = d.by[key(strings.ReplaceAll(short, "-", " "))]
	}
	if p == nil {
		return Release{}, false
	}
	if !strings.ContainsAny(version, "0123456789") {
		version = own
	}
	given := partsOf(version)
	var best *release
	for i := range p.releases {
		r := &p.releases[i]
		if begins(given, r.parts) && (best == nil || len(r.parts) > len(best.parts)) {
			best = r
		}
	}
	if best == nil {
		return Release{}, false
	}
	return best.Release, true
}

// Product is what a program is called by its makers, by any of its names or by that
// name as an identifier: "sql-server"; ok is false for one that is not known.
func (d *Data) Product(name string) (string, bool) {
	if d == nil {
		return "", false
	}
	d.load()
	for _, k := range []string{key(name), key(strings.ReplaceAll(name, "-", " "))} {
		if p := d.by[k]; p != nil {
			return p.name, true
		}
	}
	return "", false
}

// Near is the name, as an identifier, of the product that was most likely meant.
func (d *Data) Near(name string) (string, bool) {
	d.load()
	ids := make([]string, 0, len(d.by))
	for _, p := range d.by {
		ids = append(ids, i18n.Slug(p.name))
	}
	slices.Sort(ids)
	return i18n.Nearest(name, ids)
}

func begins(list, with []string) bool {
	if len(list) < len(with) {
		return false
	}
	for i, w := range with {
		if list[i] != w {
			return false
		}
	}
	return true
}

// Split cuts a name from the version that follows it: «Ubuntu Server», «24.04 LTS».
func Split(s string) (name, version string) {
	if i := strings.IndexAny(s, "([,;"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	for i := 1; i < len(s); i++ {
		if s[i-1] == ' ' && digit(strings.TrimPrefix(strings.ToLower(s[i:]), "v")) {
			return strings.TrimSpace(s[:i]), s[i:]
		}
	}
	return s, ""
}

func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// key is a name as it is looked up, without capitals, accents and blanks' number.
func key(s string) string { return strings.Join(strings.Fields(i18n.Fold(s)), " ") }

// partsOf are a version's parts from its first digit: «v20.11.1» is 20, 11 and 1,
// «19c» is 19, «2012 R2» is 2012 and r2.
func partsOf(version string) []string {
	version = strings.ToLower(version)
	if i := strings.IndexAny(version, "0123456789"); i >= 0 {
		version = version[i:]
	}
	parts := strings.FieldsFunc(version, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	for i, p := range parts {
		if digit(p) {
			parts[i] = strings.TrimRight(p, "abcdefghijklmnopqrstuvwxyz")
		}
	}
	return parts
}
