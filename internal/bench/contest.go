package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"folio/internal/corpus"
)

// contestant is one row of the table. run does what is to be done before a
// run, then runs and measures; rounds count from 0.
type contestant struct {
	name string
	run  func(ctx context.Context, round int) (cost, error)
}

// cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration // cpu: of all cores, user and system
	peak      int64         // most bytes of memory at once; 0 where the system does not tell
}

// measure runs a program to its end. One that fails is not measured.
func measure(ctx context.Context, dir string, env []string, program string, args ...string) (cost, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%w\n%s", err, said.Bytes())
	}
	s := cmd.ProcessState
	return cost{wall: wall, cpu: s.UserTime() + s.SystemTime(), peak: peakMemory(s)}, nil
}

// folio is Folio as it stands in this repository, and its site.
type folio struct {
	program, version string
	site, cache      string
}

func newFolio(ctx context.Context, dir string, manuals int) (*folio, error) {
	f := &folio{program: filepath.Join(dir, "folio"), site: filepath.Join(dir, "folio-site"), cache: filepath.Join(dir, "cache")}
	if runtime.GOOS == "windows" {
		f.program += ".exe"
	}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", f.program, "folio/cmd/folio")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("building folio: %w", err)
	}
	version, err := exec.CommandContext(ctx, f.program, "version").Output()
	if err != nil {
		return nil, fmt.Errorf("folio version: %w", err)
	}
	f.version = strings.TrimSpace(string(version))
	return f, corpus.Write(f.site, manuals, 1)
}

// contestants are Folio's three rows. They come in this order in each round:
// the second row finds what the third left in the round before.
func (f *folio) contestants() []contestant {
	warm := func(ctx context.Context) (cost, error) {
		return measure(ctx, f.site, nil, f.program, "build", "--quiet", "--out", "warm", "--cache", f.cache)
	}
	return []contestant{
		{"folio, cold", func(ctx context.Context, _ int) (cost, error) {
			c, err := measure(ctx, f.site, nil, f.program, "build", "--quiet", "--out", "cold", "--no-cache")
			return c, errors.Join(err, os.RemoveAll(filepath.Join(f.site, "cold")))
		}},
		{"folio, nothing changed", func(ctx context.Context, round int) (cost, error) {
			if round == 0 {
				if _, err := warm(ctx); err != nil {
					return cost{}, err
				}
			}
			return warm(ctx)
		}},
		{"folio, one section changed", func(ctx context.Context, round int) (cost, error) {
			sentence := fmt.Sprintf("Cambio número %d.", round)
			if err := appendTo(filepath.Join(f.site, "content", corpus.Folder(1), corpus.File(7)), sentence); err != nil {
				return cost{}, err
			}
			c, err := warm(ctx)
			if err != nil {
				return c, err
			}
			return c, occurs(filepath.Join(f.site, "warm", corpus.Folder(1)), sentence)
		}},
	}
}

func appendTo(name, text string) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, fmt.Appendf(raw, "\n%s\n", text), 0o644)
}

// occurs fails unless a page in a folder has a sentence: a build that leaves a
// change out is fast and worth nothing.
func occurs(dir, sentence string) error {
	pages, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil {
		return err
	}
	for _, p := range pages {
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if bytes.Contains(raw, []byte(sentence)) {
			return nil
		}
	}
	return fmt.Errorf("no page in %s says %q", dir, sentence)
}

//go:embed all:hugo
var hugoTheme embed.FS

// hugo is Hugo and its site.
type hugo struct {
	program, version string
	site, cache      string
}

// newHugo looks for Hugo; without it there is nil.
func newHugo(ctx context.Context, dir string, manuals int) (*hugo, error) {
	program := os.Getenv("HUGO")
	if program == "" {
		found, err := exec.LookPath("hugo")
		if err != nil {
			return nil, nil
		}
		program = found
	}
	program, err := filepath.Abs(program)
	if err != nil {
		return nil, err
	}
	said, err := exec.CommandContext(ctx, program, "version").Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", program, err)
	}
	version, _, _ := strings.Cut(strings.TrimSpace(string(said)), " BuildDate")
	h := &hugo{program: program, version: version, site: filepath.Join(dir, "hugo-site"), cache: filepath.Join(dir, "hugo-cache")}
	theme, err := fs.Sub(hugoTheme, "hugo")
	if err != nil {
		return nil, err
	}
	return h, errors.Join(corpus.WriteHugo(h.site, manuals, 1), os.CopyFS(h.site, theme))
}

func (h *hugo) contestant() contestant {
	return contestant{"hugo, minimal theme", func(ctx context.Context, _ int) (cost, error) {
		c, err := measure(ctx, h.site, []string{"HUGO_CACHEDIR=" + h.cache}, h.program, "--quiet", "--noBuildLock")
		return c, errors.Join(err, os.RemoveAll(filepath.Join(h.site, "public")))
	}}
}
