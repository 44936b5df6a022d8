package main

import (
	"bytes"
	"io"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/errgroup"

	"folio/internal/output"
	"folio/internal/publish"
)

// squeezable are the files that servers send compressed; images and fonts are so
// already.
var squeezable = map[string]bool{".html": true, ".css": true, ".js": true, ".json": true, ".svg": true, ".xml": true, ".txt": true}

// leastSqueezed is below how many bytes a file fits one packet anyway.
const leastSqueezed = 1 << 10

// squeezed is a site with a compressed twin, .gz, beside each file that becomes
// smaller by a tenth, for servers that send those instead of compressing at each
// request. The same file gives the same twin.
func squeezed(site publish.Site) (publish.Site, error) {
	has := map[string]bool{}
	for _, e := range site.Files {
		has[e.Path] = true
	}
	open := site.Open
	squeeze := func(name string) ([]byte, error) {
		f, err := open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(w, f); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	}
	twins := make([]output.Entry, len(site.Files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range site.Files {
		if !squeezable[path.Ext(e.Path)] || e.Size < leastSqueezed || has[e.Path+".gz"] {
			continue
		}
		g.Go(func() error {
			data, err := squeeze(e.Path)
			if err == nil && int64(len(data)) < e.Size*9/10 {
				twins[i] = output.Entry{Path: e.Path + ".gz", Size: int64(len(data)), Hash: output.Sum(data)}
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return site, err
	}
	twins = slices.DeleteFunc(twins, func(e output.Entry) bool { return e.Path == "" })
	site.Files = slices.Concat(site.Files, twins)
	slices.SortFunc(site.Files, func(a, b output.Entry) int { return strings.Compare(a.Path, b.Path) })
	site.Open = func(name string) (io.ReadCloser, error) {
		if of, ok := strings.CutSuffix(name, ".gz"); ok && !has[name] {
			data, err := squeeze(of)
			return io.NopCloser(bytes.NewReader(data)), err
		}
		return open(name)
	}
	return site, nil
}
