package pipeline

import (
	"maps"
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/manual"
	"folio/internal/output"
)

// What the site hands on beside its pages, the images and the files that pages
// link to, is known when every manual has been compiled: then it shows whether
// all of it can stand in one folder, and which files are published after all.

// handed lists what is handed on, each file once for each of its addresses.
func (b *build) handed(made []compiled) []manual.Asset {
	list := slices.Clone(b.apartAssets)
	for _, c := range made {
		list = append(list, c.assets...)
	}
	slices.SortFunc(list, manual.Asset.Compare)
	return slices.CompactFunc(list, func(x, y manual.Asset) bool { return x.Out == y.Out && x.Source == y.Source })
}

// clashes reports the files that cannot stand beside another of the site on
// every system: where one of them is linked or shown.
func (b *build) clashes(handed []manual.Asset, made []compiled) diag.List {
	if !slices.ContainsFunc(handed, suspicious) && !repeated(handed) {
		return nil
	}
	owners := map[string]string{"buscar/indice.js": "buscar/"}
	for _, a := range b.in.Theme.Assets() {
		owners[a.Path] = a.Path
	}
	for _, c := range made {
		for _, p := range c.export.Pages {
			owners[p.Out] = first(b.shown(p.Source), p.Out)
		}
	}
	var found diag.List
	files := make(map[string]manual.Asset, len(handed))
	for _, a := range handed {
		other, taken := owners[a.Out]
		switch {
		case a.Out == "":
		case !taken:
			files[a.Out], owners[a.Out] = a, b.shown(a.Source)
		default:
			found.Add(diag.Fatal, "SRC-16", a.Pos, b.shown(a.Source), other)
		}
	}
	for _, pair := range output.Clashes(slices.Sorted(maps.Keys(owners))) {
		a, ok := files[pair[1]]
		other := owners[pair[0]]
		if !ok {
			if a, ok = files[pair[0]]; !ok {
				continue // a matter of the pages' names
			}
			other = owners[pair[1]]
		}
		found.Add(diag.Fatal, "SRC-16", a.Pos, b.shown(a.Source), other)
	}
	b.excerpts(found)
	return found
}

// suspicious says whether a file could be mistaken for another of the site: a
// name in small letters with an ending that no page has is no other's, unless
// that one is suspicious.
func suspicious(a manual.Asset) bool {
	if a.Out == "" {
		return false
	}
	dot := strings.LastIndexByte(a.Out, '.')
	if dot < strings.LastIndexByte(a.Out, '/') {
		return true
	}
	switch a.Out[dot:] {
	case ".html", ".htm", ".xml", ".js":
		return true
	}
	return strings.ContainsFunc(a.Out, func(r rune) bool { return r >= 0x80 || r >= 'A' && r <= 'Z' })
}

func repeated(sorted []manual.Asset) bool {
	for i := 1; i < len(sorted); i++ {
		if sorted[i].Out == sorted[i-1].Out && sorted[i].Out != "" {
			return true
		}
	}
	return false
}

// withoutPublished drops the findings that say of a file that it is not
// published, when some page hands it out or would if its name were another.
func (b *build) withoutPublished(found diag.List, handed []manual.Asset) diag.List {
	var out map[string]bool
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		if d.Code != "SRC-01" {
			return false
		}
		if out == nil {
			out = make(map[string]bool, len(handed))
			for _, a := range handed {
				out[b.shown(a.Source)] = true
			}
		}
		return out[d.Pos.Path]
	})
}
