package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"folio/internal/output"
	"folio/internal/paper"
	"folio/internal/publish"
	"folio/internal/scaffold"
	"folio/internal/serve"
	"folio/internal/source"
)

// machineError is an error of the environment with words of its own.
type machineError struct {
	key  string
	args []string
}

func (e *machineError) Error() string { return e.key }

// explain finds words for an error of the environment.
func (a *app) explain(err error) (message, hint string) {
	words := func(key string, args ...string) (string, string) {
		hint, _ := a.texts.Lookup(key+".pista", args...)
		return a.texts.T(key, args...), hint
	}
	for _, explain := range []func(error) (string, []string, bool){output.Explain, serve.Explain, paper.Explain, publish.Explain} {
		if key, args, ok := explain(err); ok {
			if key == string(publish.ErrLocked) {
				key, args = a.locked(args)
			}
			if a.place != "" { // a hint is a command that can be copied
				args = append(slices.Clip(args), a.place)
			}
			return words(key, args...)
		}
	}
	var me *machineError
	var large *source.TooLargeError
	var exists *scaffold.ExistsError
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &me):
		return words(me.key, me.args...)
	case errors.As(err, &exists):
		return words("cli.new.exists", filepath.ToSlash(exists.Name))
	case errors.As(err, &large):
		return words("cli.error.large", large.Name, a.texts.Bytes(large.Limit))
	case errors.As(err, &pe):
		return words(cause(err), filepath.ToSlash(pe.Path))
	case errors.As(err, &le):
		return words(cause(err), filepath.ToSlash(le.New))
	}
	return words("cli.error", err.Error())
}

// cause is the key of the words for what the system said of a path.
func cause(err error) string {
	key := "cli.error.path"
	if c := source.Cause(err); c != "" {
		key += "." + c
	}
	return key
}

// noContent finds the words for a content folder that cannot be opened, with
// what the user can write instead.
func noContent(dir string, err error) error {
	shown := filepath.ToSlash(filepath.Clean(dir))
	st, serr := os.Stat(dir)
	switch {
	case errors.Is(serr, fs.ErrNotExist):
		if link, err := os.Readlink(dir); err == nil {
			return &machineError{"cli.error.content.enlace", []string{shown, filepath.ToSlash(link)}}
		}
		above := filepath.Dir(filepath.Clean(dir))
		if other := withMarkdown(above); other != "" {
			return &machineError{"cli.error.content.otra", []string{shown, filepath.ToSlash(filepath.Join(above, other))}}
		}
		if hasMarkdown(above) {
			return &machineError{"cli.error.content.sueltos", []string{shown, filepath.ToSlash(above)}}
		}
		return &machineError{"cli.error.content", []string{shown}}
	case serr == nil && !st.IsDir():
		return &machineError{"cli.error.content.archivo", []string{shown, filepath.ToSlash(filepath.Dir(filepath.Clean(dir)))}}
	case errors.Is(err, fs.ErrPermission):
		return &machineError{"cli.error.content.permiso", []string{shown}}
	}
	return err
}

// withMarkdown is a folder of dir in which manuals may be: one that is usually
// called so, or the only one with Markdown in it; "" for none.
func withMarkdown(dir string) string {
	list, _ := os.ReadDir(dir) // one that cannot be read has nothing to propose
	var found []string
	for _, e := range list {
		if !e.IsDir() || source.PassedOver(e.Name()) {
			continue
		}
		inside, _ := os.ReadDir(filepath.Join(dir, e.Name()))
		if hasMarkdown(filepath.Join(dir, e.Name())) || slices.ContainsFunc(inside, func(sub fs.DirEntry) bool {
			return sub.IsDir() && !source.PassedOver(sub.Name()) && hasMarkdown(filepath.Join(dir, e.Name(), sub.Name()))
		}) {
			found = append(found, e.Name())
		}
	}
	for _, usual := range []string{"contenido", "manuales", "docs", "doc", "documentacion", "manuals", "documentation"} {
		if i := slices.IndexFunc(found, func(name string) bool { return strings.EqualFold(name, usual) }); i >= 0 {
			return found[i]
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// hasMarkdown says whether pages lie in a folder itself.
func hasMarkdown(dir string) bool {
	list, _ := os.ReadDir(dir)
	return slices.ContainsFunc(list, func(e fs.DirEntry) bool {
		return !e.IsDir() && source.IsMarkdown(e.Name()) && !source.PassedOver(e.Name()) && !strings.EqualFold(e.Name(), "README.md")
	})
}
