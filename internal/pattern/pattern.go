// Package pattern is for regular expressions that packages have at hand. They are
// compiled when they are first needed: most commands need few of the hundreds
// that the program knows, and all of them would wait for the others.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression in the syntax of package regexp. Its methods
// are those of regexp.Regexp; it is safe for concurrent use.
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
}

var all []*Pattern // of package variables; written before main only

// Of is a package variable's expression. It must be valid; a test compiles all.
func Of(expr string) *Pattern {
	p := &Pattern{expr: expr}
	all = append(all, p)
	return p
}

// Get is the expression, compiled.
func (p *Pattern) Get() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re
}

// CompileAll compiles all expressions, and panics at one that is not valid. It
// returns how many there are.
func CompileAll() int {
	for _, p := range all {
		p.Get()
	}
	return len(all)
}

func (p *Pattern) String() string { return p.expr }

func (p *Pattern) Match(b []byte) bool                    { return p.Get().Match(b) }
func (p *Pattern) MatchString(s string) bool              { return p.Get().MatchString(s) }
func (p *Pattern) Find(b []byte) []byte                   { return p.Get().Find(b) }
func (p *Pattern) FindString(s string) string             { return p.Get().FindString(s) }
func (p *Pattern) FindIndex(b []byte) []int               { return p.Get().FindIndex(b) }
func (p *Pattern) FindStringIndex(s string) []int         { return p.Get().FindStringIndex(s) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte         { return p.Get().FindSubmatch(b) }
func (p *Pattern) FindStringSubmatch(s string) []string   { return p.Get().FindStringSubmatch(s) }
func (p *Pattern) FindSubmatchIndex(b []byte) []int       { return p.Get().FindSubmatchIndex(b) }
func (p *Pattern) FindStringSubmatchIndex(s string) []int { return p.Get().FindStringSubmatchIndex(s) }
func (p *Pattern) FindAllIndex(b []byte, n int) [][]int   { return p.Get().FindAllIndex(b, n) }
func (p *Pattern) FindAllString(s string, n int) []string { return p.Get().FindAllString(s, n) }
func (p *Pattern) ReplaceAll(b, repl []byte) []byte       { return p.Get().ReplaceAll(b, repl) }
func (p *Pattern) ReplaceAllString(s, repl string) string { return p.Get().ReplaceAllString(s, repl) }

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.Get().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return p.Get().FindAllSubmatchIndex(b, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.Get().FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.Get().FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllStringFunc(s string, repl func(string) string) string {
	return p.Get().ReplaceAllStringFunc(s, repl)
}

func (p *Pattern) FindAll(b []byte, n int) [][]byte { return p.Get().FindAll(b, n) }

func (p *Pattern) ReplaceAllFunc(b []byte, repl func([]byte) []byte) []byte {
	return p.Get().ReplaceAllFunc(b, repl)
}

func (p *Pattern) FindAllSubmatch(b []byte, n int) [][][]byte { return p.Get().FindAllSubmatch(b, n) }
