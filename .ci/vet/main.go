// Command vet holds a module to what go vet holds it to, for other systems:
//
//	go -C .ci/vet run . FOLDER windows darwin
//
// go vet has the compiler compile all that a program imports, the standard
// library too, only to know its types: five sixths of what it takes for a system
// that nothing is built for otherwise. This reads the types from the sources.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/passes/appends"
	"golang.org/x/tools/go/analysis/passes/asmdecl"
	"golang.org/x/tools/go/analysis/passes/assign"
	"golang.org/x/tools/go/analysis/passes/atomic"
	"golang.org/x/tools/go/analysis/passes/bools"
	"golang.org/x/tools/go/analysis/passes/buildtag"
	"golang.org/x/tools/go/analysis/passes/cgocall"
	"golang.org/x/tools/go/analysis/passes/composite"
	"golang.org/x/tools/go/analysis/passes/copylock"
	"golang.org/x/tools/go/analysis/passes/defers"
	"golang.org/x/tools/go/analysis/passes/directive"
	"golang.org/x/tools/go/analysis/passes/errorsas"
	"golang.org/x/tools/go/analysis/passes/framepointer"
	"golang.org/x/tools/go/analysis/passes/hostport"
	"golang.org/x/tools/go/analysis/passes/httpresponse"
	"golang.org/x/tools/go/analysis/passes/ifaceassert"
	"golang.org/x/tools/go/analysis/passes/loopclosure"
	"golang.org/x/tools/go/analysis/passes/lostcancel"
	"golang.org/x/tools/go/analysis/passes/nilfunc"
	"golang.org/x/tools/go/analysis/passes/printf"
	"golang.org/x/tools/go/analysis/passes/shift"
	"golang.org/x/tools/go/analysis/passes/sigchanyzer"
	"golang.org/x/tools/go/analysis/passes/slog"
	"golang.org/x/tools/go/analysis/passes/stdmethods"
	"golang.org/x/tools/go/analysis/passes/stdversion"
	"golang.org/x/tools/go/analysis/passes/stringintconv"
	"golang.org/x/tools/go/analysis/passes/structtag"
	"golang.org/x/tools/go/analysis/passes/testinggoroutine"
	"golang.org/x/tools/go/analysis/passes/tests"
	"golang.org/x/tools/go/analysis/passes/timeformat"
	"golang.org/x/tools/go/analysis/passes/unmarshal"
	"golang.org/x/tools/go/analysis/passes/unreachable"
	"golang.org/x/tools/go/analysis/passes/unsafeptr"
	"golang.org/x/tools/go/analysis/passes/unusedresult"
	"golang.org/x/tools/go/analysis/passes/waitgroup"
	"golang.org/x/tools/go/packages"
)

// suite is go vet's own, as missing makes sure.
var suite = []*analysis.Analyzer{
	appends.Analyzer, asmdecl.Analyzer, assign.Analyzer, atomic.Analyzer, bools.Analyzer, buildtag.Analyzer, cgocall.Analyzer,
	composite.Analyzer, copylock.Analyzer, defers.Analyzer, directive.Analyzer, errorsas.Analyzer, framepointer.Analyzer,
	hostport.Analyzer, httpresponse.Analyzer, ifaceassert.Analyzer, loopclosure.Analyzer, lostcancel.Analyzer, nilfunc.Analyzer,
	printf.Analyzer, shift.Analyzer, sigchanyzer.Analyzer, slog.Analyzer, stdmethods.Analyzer, stdversion.Analyzer,
	stringintconv.Analyzer, structtag.Analyzer, testinggoroutine.Analyzer, tests.Analyzer, timeformat.Analyzer, unmarshal.Analyzer,
	unreachable.Analyzer, unsafeptr.Analyzer, unusedresult.Analyzer, waitgroup.Analyzer,
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: vet FOLDER SYSTEM…")
		os.Exit(2)
	}
	fine, err := true, missing()
	for _, system := range os.Args[2:] {
		if err != nil {
			break
		}
		var clean bool
		clean, err = vet(os.Args[1], system)
		fine = fine && clean
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !fine {
		os.Exit(1)
	}
}

// missing tells whether this Go's vet asks something that the suite does not.
func missing() error {
	help, err := exec.Command("go", "tool", "vet", "help").Output()
	if err != nil {
		return fmt.Errorf("go tool vet help: %w", err)
	}
	named := regexp.MustCompile(`(?m)^    ([a-z]+) +[a-z]`).FindAllSubmatch(help, -1)
	if len(named) < 30 {
		return fmt.Errorf("go tool vet help lists its analyzers in another way than it did")
	}
	for _, n := range named {
		if !slices.ContainsFunc(suite, func(a *analysis.Analyzer) bool { return a.Name == string(n[1]) }) {
			return fmt.Errorf("go vet has an analyzer %s, which .ci/vet has not: add it there", n[1])
		}
	}
	return nil
}

// vet says what is wrong with the packages of a folder, and their tests, for a
// system, and whether nothing is.
func vet(dir, system string) (clean bool, err error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Tests: true,
		Env: append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0"),
	}, "./...")
	if err != nil {
		return false, err
	}
	if packages.PrintErrors(pkgs) > 0 {
		return false, nil
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		return false, err
	}
	clean = true
	for act := range graph.All() {
		clean = clean && act.Err == nil && !(act.IsRoot && len(act.Diagnostics) > 0)
	}
	if !clean {
		fmt.Fprintln(os.Stderr, "for", system+":")
		return false, graph.PrintText(os.Stderr, -1)
	}
	return true, nil
}
