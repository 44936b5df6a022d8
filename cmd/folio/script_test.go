package main

import (
	"archive/zip"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected files inside the scripts")

// parts are what this program does when a test starts it again, by the variable
// that asks for it.
var parts = map[string]func() error{}

func TestMain(m *testing.M) {
	for name, play := range parts {
		if os.Getenv(name) != "" {
			if err := play(); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return
		}
	}
	testscript.Main(m, map[string]func(){"folio": main})
}

// TestScripts plays the stories in testdata: what a user types, what is
// printed, the exit status, and what is on the disk afterwards.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status,
			"bytes":  writeBytes,
			"docx":   packDocument,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // files can be given to another user
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPO", root)
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("LANG", "es_CO.UTF-8")
			e.Setenv("GORACE", os.Getenv("GORACE")) // see Makefile
			return nil
		},
	})
}

// packDocument makes a document of Word's of a folder with its parts:
//
//	docx parts manual.docx
func packDocument(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: docx FOLDER FILE")
	}
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[0]))))
	ts.Check(z.Close())
}

// status runs a command that must end with a given exit status:
//
//	status 1 folio build
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args…")
	}
	want := args[0]
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%v", err)
		}
		got = strconv.Itoa(e.ExitCode())
	}
	if got != want {
		ts.Fatalf("exit status %s, want %s", got, want)
	}
}

// writeBytes writes a file from Go-quoted text, for bytes that a script cannot
// hold:
//
//	bytes content/x.md "\xff"
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE QUOTED")
	}
	s, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(os.WriteFile(name, []byte(s), 0o666))
}
