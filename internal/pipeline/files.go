package pipeline

import (
	"errors"
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
	troubles *troubles
	sure     map[string]output.Hash // what this build has looked at already; it does not change
}

// knownFiles are those of a build.
func knownFiles(in Input) files {
	t := &troubles{}
	f := files{root: in.Root, names: source.NewNames(in.Root, t.add), contents: in.Contents, troubles: t}
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
// inside the root, is larger than what is read, or cannot be read, which is a
// trouble. That of a listing is of a folder's names.
func (f files) sum(name string) output.Hash {
	if hash, ok := f.sure[name]; ok {
		return hash
	}
	if hash, ok := f.contents.known(name); ok {
		return hash
	}
	hash, ok := f.look(name)
	if !ok {
		return output.Hash{}
	}
	return f.contents.keep(name, hash)
}

// look is sum without the memory; ok is false when nobody knows.
func (f files) look(name string) (hash output.Hash, ok bool) {
	if dir, ok := strings.CutSuffix(name, "/"); ok {
		sum, ok := f.names.Sum(dir)
		return output.Hash(sum[:len(output.Hash{})]), ok
	}
	at := time.Now()
	st, err := f.root.Stat(name)
	if err != nil {
		return hash, f.absent(name, err)
	}
	if !st.Mode().IsRegular() {
		return hash, true
	}
	stamp := output.StampOf(st)
	if hash, ok := f.stamps.Hash(sourceStamp(name), stamp); ok {
		return hash, true
	}
	raw, err := f.root.ReadFile(name, source.MaxAsset)
	if err != nil {
		return hash, f.absent(name, err)
	}
	hash = output.Sum(raw)
	f.stamps.Note(sourceStamp(name), stamp, hash, at)
	return hash, true
}

// absent says whether an error answers the question for a file: that there is
// none that Folio would read. Any other is a trouble.
func (f files) absent(name string, err error) bool {
	var large *source.TooLargeError
	if source.Absent(err) || errors.As(err, &large) {
		return true
	}
	f.troubles.add(name, err)
	return false
}

// size is the number of a regular file's bytes; ok is false when there is none.
func (f files) size(name string) (n int64, ok bool) {
	st, err := f.root.Stat(name)
	if err != nil {
		return 0, !f.absent(name, err)
	}
	return st.Size(), st.Mode().IsRegular()
}

// read reads a file, and remembers its stamp.
func (f files) read(name string, limit int64) (raw []byte, sum output.Hash, err error) {
	if f.stamps == nil {
		if raw, err = f.root.ReadFile(name, limit); err == nil {
			sum = output.Sum(raw)
		}
		return raw, sum, err
	}
	at := time.Now()
	raw, st, err := f.root.ReadStat(name, limit)
	if err == nil {
		sum = output.Sum(raw)
		f.stamps.Note(sourceStamp(name), output.StampOf(st), sum, at)
	}
	return raw, sum, err
}
