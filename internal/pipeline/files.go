package pipeline

import (
	"strings"
	"time"

	"folio/internal/output"
	"folio/internal/source"
)

// files are the source files and what is known of their contents: in a preview
// by what the watcher told, between two runs of a command by their stamps.
type files struct {
	root     *source.Root
	names    *source.Names
	contents *Contents
	stamps   *output.Stamps
}

// knownFiles are those of a build.
func knownFiles(in Input) files {
	f := files{root: in.Root, names: source.NewNames(in.Root), contents: in.Contents}
	if in.Cache != nil {
		f.stamps = in.Cache.stamps()
	}
	return f
}

// sourceStamp is what a source file is called among the stamps, where the
// site's files have their paths.
func sourceStamp(name string) string { return "source:" + name }

// listing is what a folder is called among the facts that a page depends on,
// for the names that are in it.
func listing(dir string) string { return dir + "/" }

// sum is the hash of a file's content; zero when it is not a regular file
// inside the root, or cannot be read. That of a listing is of a folder's names.
func (f files) sum(name string) output.Hash {
	if hash, ok := f.contents.known(name); ok {
		return hash
	}
	return f.contents.keep(name, f.look(name))
}

func (f files) look(name string) output.Hash {
	if dir, ok := strings.CutSuffix(name, "/"); ok {
		sum := f.names.Sum(dir)
		return output.Hash(sum[:len(output.Hash{})])
	}
	at := time.Now()
	st, err := f.root.Stat(name)
	if err != nil || !st.Mode().IsRegular() {
		return output.Hash{}
	}
	stamp := output.StampOf(st)
	if hash, ok := f.stamps.Hash(sourceStamp(name), stamp); ok {
		return hash
	}
	raw, err := f.root.ReadFile(name, source.MaxAsset)
	if err != nil {
		return output.Hash{}
	}
	hash := output.Sum(raw)
	f.stamps.Note(sourceStamp(name), stamp, hash, at)
	return hash
}

// read reads a file and remembers its stamp.
func (f files) read(name string, limit int64) ([]byte, error) {
	if f.stamps == nil {
		return f.root.ReadFile(name, limit)
	}
	at := time.Now()
	st, serr := f.root.Stat(name)
	raw, err := f.root.ReadFile(name, limit)
	if err == nil && serr == nil {
		f.stamps.Note(sourceStamp(name), output.StampOf(st), output.Sum(raw), at)
	}
	return raw, err
}
