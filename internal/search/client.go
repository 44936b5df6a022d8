package search

import (
	"bytes"
	"embed"
	"fmt"

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

// client makes the scripts. It fails only if the embedded source is no script,
// which a test would have seen.
func client(scripts []clientScript) ([]File, error) {
	var files []File
	for _, script := range scripts {
		var source, out bytes.Buffer
		source.WriteString("(function(S){'use strict';")
		for _, name := range script.parts {
			data, err := clientSource.ReadFile("client/" + name)
			if err != nil {
				return nil, err
			}
			source.Write(data)
		}
		source.WriteString("})(window.folioSearch);")
		if err := js.Minify(minify.New(), &out, &source, nil); err != nil {
			return nil, fmt.Errorf("search: client %s: %w", script.name, err)
		}
		files = append(files, File{Path: folder + script.name + "-" + hashOf(out.Bytes()) + ".js", Data: out.Bytes()})
	}
	return files, nil
}

func mustClient(scripts []clientScript) []File {
	files, err := client(scripts)
	if err != nil {
		panic(err) // the embedded scripts are no scripts: Folio itself is broken
	}
	return files
}

// scripts are the client's for a set's catalogue.
func (s *Set) scripts() []File {
	if s.large {
		return s.indexer.large()
	}
	return s.indexer.client()
}
