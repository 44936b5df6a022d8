package importer

import (
	"bytes"
	"crypto/sha256"
	pixels "image"
	"image/png"
	"path"
	"slices"
	"strconv"
	"strings"

	_ "image/gif"  // to know what a file is
	_ "image/jpeg" // to know what a file is

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/scaffold"
)

// assets are the files that the manual takes along: pictures in img, other files
// in archivos.
type assets struct {
	load   func(name string) picture
	files  []scaffold.File
	byName map[string]string // of the source → in the manual
	bySum  map[[32]byte]string
	taken  map[string]int
}

// add takes a picture along, and gives where it is. hint says what it shows. What
// cannot be taken has a name all the same: its place says that it is missing.
func (a *assets) add(name, hint string) (to string, found *finding) {
	if to, known := a.byName[name]; known {
		return to, nil
	}
	p := picture{lost: "IMP-05.falta"}
	if !strings.HasPrefix(name, "?") {
		p = a.load(name)
	}
	data, ext := p.data, ""
	if p.lost == "" {
		data, ext = shownAs(data)
		if ext == "" {
			p.lost = "IMP-05.formato"
		}
	}
	shown := strings.TrimPrefix(shownName(name), "?")
	base := firstOf(slugOf(hint), firstOf(slugOf(strings.TrimSuffix(shown, path.Ext(shown))), "imagen"))
	switch {
	case p.lost == "":
		sum := sha256.Sum256(data)
		if to = a.bySum[sum]; to == "" {
			to = a.free("img/"+base, ext)
			a.bySum[sum] = to
			a.files = append(a.files, scaffold.File{Name: to, Data: data})
		}
	default:
		to = a.free("img/"+base, firstOf(pictureExt(shown), ".png"))
		found = about(diag.Warning, p.lost, firstOf(hint, shown), to)
		if len(p.data) > 0 {
			keep := a.free("archivos/"+base, firstOf(strings.ToLower(path.Ext(shown)), ".bin"))
			a.files = append(a.files, scaffold.File{Name: keep, Data: p.data})
			found.args = append(found.args, keep)
		}
	}
	a.byName[name] = to
	return to, found
}

// attach takes another file along; "" when it is not there.
func (a *assets) attach(name string) string {
	key := "@" + name
	if to, known := a.byName[key]; known {
		return to
	}
	to := ""
	if p := a.load(name); p.lost == "" && !readable(name) {
		base := path.Base(name)
		ext := strings.ToLower(path.Ext(base))
		to = a.free("archivos/"+firstOf(slugOf(strings.TrimSuffix(base, path.Ext(base))), "archivo"), ext)
		a.files = append(a.files, scaffold.File{Name: to, Data: p.data})
	}
	a.byName[key] = to
	return to
}

func slugOf(s string) string {
	name, ok := scaffold.Fit(s)
	if !ok {
		return ""
	}
	if words := strings.Split(name, "-"); len(words) > 8 {
		name = strings.Join(words[:8], "-")
	}
	return name
}

func (a *assets) free(base, ext string) string {
	name := base + ext
	for a.taken[name] > 0 {
		a.taken[base+ext]++
		name = base + "-" + strconv.Itoa(a.taken[base+ext]) + ext
	}
	a.taken[name]++
	return name
}

var pictureExts = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

func pictureExt(name string) string {
	if ext := strings.ToLower(path.Ext(name)); slices.Contains(pictureExts, ext) {
		return ext
	}
	return ""
}

// maxPixels bounds what is unpacked to be written in another format.
const maxPixels = 40_000_000

// shownAs is a picture in a format that browsers show, and its extension; "" when
// there is no way.
func shownAs(data []byte) (out []byte, ext string) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return data, ".png"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return data, ".jpg"
	case bytes.HasPrefix(data, []byte("GIF8")):
		return data, ".gif"
	case len(data) > 12 && bytes.HasPrefix(data, []byte("RIFF")) && string(data[8:12]) == "WEBP":
		return data, ".webp"
	case isSVG(data):
		return data, ".svg"
	}
	var picture pixels.Image
	var c pixels.Config
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("BM")):
		if c, err = bmp.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height <= maxPixels {
			picture, err = bmp.Decode(bytes.NewReader(data))
		}
	case bytes.HasPrefix(data, []byte("II*\x00")) || bytes.HasPrefix(data, []byte("MM\x00*")):
		if c, err = tiff.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height <= maxPixels {
			picture, err = tiff.Decode(bytes.NewReader(data))
		}
	}
	var b bytes.Buffer
	if picture == nil || err != nil || png.Encode(&b, picture) != nil {
		return data, ""
	}
	return b.Bytes(), ".png"
}

func isSVG(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 2000)], []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<svg")) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<svg")) ||
		bytes.HasPrefix(head, []byte("<!DOCTYPE svg"))
}

// takeAssets gives every picture its file, in reading order. A caption says what a
// picture is better than its name.
func (d *draft) takeAssets(list []*section) *assets {
	a := &assets{load: d.load, byName: map[string]string{}, bySum: map[[32]byte]string{}, taken: map[string]int{}}
	var blocks func([]block) []block
	blocks = func(in []block) (out []block) {
		for _, b := range in {
			hint := plain(b.caption)
			seen := map[string]bool{}
			eachInline([]block{{text: b.text, caption: b.caption, table: b.table}}, func(x *inline) {
				if x.kind != image || seen[x.target] {
					return
				}
				seen[x.target] = true
				if _, found := a.add(x.target, firstOf(hint, x.text)); found != nil {
					out = append(out, block{kind: remark, found: found})
				}
				hint = ""
			})
			b.blocks = blocks(b.blocks)
			for k := range b.items {
				b.items[k] = blocks(b.items[k])
			}
			out = append(out, b)
		}
		return out
	}
	for _, s := range list {
		s.blocks = blocks(s.blocks)
	}
	for _, name := range slices.Sorted(mapsKeys(d.notes)) {
		d.notes[name] = blocks(d.notes[name])
	}
	return a
}

// figureIDs names the captions.
func figureIDs(list []*section) {
	taken := map[string]int{}
	for _, s := range list {
		eachBlock(s.blocks, func(b *block) {
			if len(b.caption) == 0 {
				return
			}
			prefix := map[kind]string{figure: "img-", codeBlock: "lst-"}[b.kind]
			if prefix == "" {
				prefix = "tbl-"
			}
			b.id = numberedName(taken, prefix+firstOf(slugOf(plain(b.caption)), "1"))
		})
	}
}

// spot is where an anchor of the source is now.
type spot struct {
	file string
	id   string
	has  bool // a number of its own, which Folio writes into links to it
}

// places finds where every anchor of the source is now, and names the headings
// that are led to.
func (d *draft) places(list []*section) (spots map[string]spot, ids map[string]string) {
	wanted := map[string]bool{}
	want := func(x *inline) {
		if x.kind == link && strings.HasPrefix(x.target, "#") {
			wanted[x.target[1:]] = true
		}
	}
	for _, s := range list {
		eachInline(s.blocks, want)
	}
	for _, n := range d.notes {
		eachInline(n, want)
	}
	spots, ids = map[string]spot{}, map[string]string{}
	put := func(anchors []string, x spot) {
		for _, a := range anchors {
			if _, known := spots[a]; !known {
				spots[a] = x
			}
		}
	}
	for _, s := range list {
		put(s.anchors, spot{file: s.file, has: true})
		taken := map[string]int{}
		above := ""
		eachBlock(s.blocks, func(b *block) {
			switch {
			case b.kind == heading:
				above = ""
				if i := slices.IndexFunc(b.anchors, func(a string) bool { return wanted[a] }); i >= 0 {
					above = numberedName(taken, firstOf(i18n.Slug(plain(b.text)), "apartado"))
					ids[s.file+"\x00"+b.anchors[i]] = above
				}
				put(b.anchors, spot{s.file, above, true})
			case b.id != "":
				put(b.anchors, spot{s.file, b.id, true})
			default:
				put(b.anchors, spot{s.file, above, false})
			}
		})
	}
	return spots, ids
}
