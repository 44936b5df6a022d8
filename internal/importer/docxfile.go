package importer

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// What a file that is an archive may have.
const (
	maxEntries = 20_000
	maxPicture = 25 << 20
	maxMedia   = 400 << 20 // all pictures together
)

// archive is an open zip. Its entries have no names on the disk: nothing of it is
// ever unpacked.
type archive struct {
	files map[string]*zip.File
	spent int64
}

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fault("IMP-01.zip")
	}
	if len(z.File) > maxEntries {
		return nil, fault("IMP-01.complejo")
	}
	a := &archive{files: map[string]*zip.File{}}
	for _, f := range z.File {
		a.files[strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")] = f
	}
	return a, nil
}

// read gives an entry's data; nil when there is none. Whatever its head says of
// its size, no more than limit is read.
func (a *archive) read(name string, limit int64) (data []byte, large bool, err error) {
	f := a.files[name]
	if f == nil {
		return nil, false, nil
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, true, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, false, fault("IMP-01.zip")
	}
	defer r.Close()
	data, err = io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, false, fault("IMP-01.zip")
	}
	a.spent += int64(len(data))
	return data, int64(len(data)) > limit || a.spent > maxMedia, nil
}

// part reads an entry that is XML; an empty node when there is none.
func (a *archive) part(name string) (*node, error) {
	data, large, err := a.read(name, maxXML)
	switch {
	case err != nil:
		return nil, err
	case large:
		return nil, fault("IMP-01.grande")
	case data == nil:
		return &node{}, nil
	}
	return parseXML(data)
}

// relation is what a part of a document names by an id.
type relation struct {
	kind     string // the last word of its type
	target   string // a part's name, or an address
	external bool
}

// relations are those of a part.
func (a *archive) relations(name string) (map[string]relation, error) {
	dir, base := path.Split(name)
	root, err := a.part(path.Join(dir, "_rels", base+".rels"))
	if err != nil {
		return nil, err
	}
	list := map[string]relation{}
	root.find("Relationship", func(n *node) {
		r := relation{kind: path.Base(n.attr("Type")), target: n.attr("Target"), external: n.attr("TargetMode") == "External"}
		if !r.external {
			if !strings.HasPrefix(r.target, "/") {
				r.target = dir + r.target
			}
			r.target = strings.TrimPrefix(path.Clean("/"+r.target), "/")
		}
		list[n.attr("Id")] = r
	})
	return list, nil
}
