package search

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// clientSource is the browser's half of this package. It is here and not in the
// theme because it reads this package's files: the two change together.
//
//go:embed client/*.js
var clientSource embed.FS

// clientScripts are the scripts that the browser gets: the client, what
// marks the words on the page that a result leads to, what knows values that
// depend on the environment, for sites that have any, and what only some
// queries need. The parts of one share a
// function, whose S is the object that the theme's js/search.js made.
func clientScripts() []clientScript {
	return []clientScript{
		{"c", []string{"text.js", "index.js", "rank.js", "view.js"}},
		{"r", []string{"marks.js"}},
		{"v", []string{"values.js"}},
		{"o", []string{"rare.js"}},
	}
}

// largeScripts are those of a site whose catalogue has two levels: its client
// knows more.
func largeScripts() []clientScript {
	scripts := clientScripts()
	scripts[0].parts = append(scripts[0].parts, "large.js")
	return scripts
}

type clientScript struct {
	name  string
	parts []string
}

// clientFile is a script of the client. It is named by its source, and made small
// when somebody needs it: after most builds it is there.
type clientFile struct {
	path string
	sum  [16]byte // of the source
	data func() []byte
}

// minifier is what makes scripts small; a test compares it with go.mod. With another
// the same source becomes another file.
const minifier = "github.com/tdewolff/minify/v2 v2.24.25\n"

// client prepares the scripts.
func client(scripts []clientScript) []clientFile {
	files := make([]clientFile, len(scripts))
	for i, script := range scripts {
		source := script.source()
		sum := sha256.Sum256(append([]byte(minifier), source...))
		files[i] = clientFile{
			path: folder + script.name + "-" + shortHash(sum[:]) + ".js", sum: [16]byte(sum[:16]),
			data: sync.OnceValue(func() []byte { return minified(script.name, source) }),
		}
	}
	return files
}

// source is the parts of a script in a function of their own.
func (c clientScript) source() []byte {
	source := []byte("(function(S){'use strict';")
	for _, name := range c.parts {
		data, err := clientSource.ReadFile("client/" + name)
		if err != nil {
			panic(err) // it is not embedded: Folio itself is broken
		}
		source = append(source, data...)
	}
	return append(source, "})(window.folioSearch);"...)
}

func minified(name string, source []byte) []byte {
	var out bytes.Buffer
	if err := js.Minify(minify.New(), &out, bytes.NewReader(source), nil); err != nil {
		panic(fmt.Errorf("search: client %s: %w", name, err)) // the embedded script is none: Folio itself is broken
	}
	return out.Bytes()
}

// scripts are the client's for a set's catalogue, without data where they are there.
func (s *Set) scripts(has Has) []File {
	client := s.indexer.client
	if s.large {
		client = s.indexer.large
	}
	var files []File
	for _, c := range client() {
		f := File{Path: c.path, Sum: c.sum}
		if !has(f.Path, f.Sum) {
			f.Data = c.data()
		}
		files = append(files, f)
	}
	return files
}
