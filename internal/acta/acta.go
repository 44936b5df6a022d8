// Package acta reads the records of runs that a manual's page makes (ejecutar.html),
// and says whether one is as it was saved and belongs to a manual as it is now.
//
// A record holds its data as JSON, with the SHA-256 of the very bytes of these; the
// document holds a second sum, of the whole file with that sum as zeros. They tell
// that nothing was altered since, by accident or by somebody who does not know how
// they are made. They prove nothing about who wrote the record: whoever can edit it
// can sum it again.
package acta

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"folio/internal/diag"
	"folio/internal/pattern"
)

// MaxSize is how large a record may be, in bytes.
const MaxSize = 64 << 20

// Record is a run as it was recorded.
type Record struct {
	Format    int    `json:"formato"`
	ID        string `json:"id"`
	By        string `json:"ejecuta"`
	Start     string `json:"inicio"` // RFC 3339
	End       string `json:"fin"`    // "" while it goes on
	Result    string `json:"resultado"`
	Manual    Manual `json:"manual"`
	Procedure struct {
		Anchor string `json:"ancla"`
		Title  string `json:"titulo"`
		Sum    string `json:"suma"` // of all that it says; "" in records that have none
	} `json:"procedimiento"`
	Steps []Step `json:"pasos"`
}

// Manual is the document that was followed.
type Manual struct {
	Code    string `json:"codigo"`
	Version string `json:"version"`
	Title   string `json:"titulo"`
	Folder  string `json:"carpeta"`
	Sum     string `json:"suma"` // of its text
}

// Step is a step as it was read.
type Step struct {
	Anchor string `json:"ancla"`
	Number int    `json:"numero"`
	Under  string `json:"apartado"` // the number of its heading; may be ""
	Sum    string `json:"suma"`
	State  string `json:"estado"`
}

// File is a record as it was saved.
type File struct {
	Name     string // as messages show it
	Record   Record
	Rollback *Record // the run that gave back what this one did; nil for none
}

// Now is a manual as it is.
type Now struct {
	Code, Version, Title, Folder, Sum string
	Procedures                        map[string]Procedure // by their anchors
}

// Procedure is one of a manual as it is.
type Procedure struct {
	Sum   string // of all that it says, with the values of its variables
	Steps []Step
}

type envelope struct {
	Folio   string          `json:"folio"`
	Format  int             `json:"formato"`
	Content json.RawMessage `json:"contenido"`
	Sum     string          `json:"sha256"`
}

var (
	dataStart = []byte(`id="folio-acta"`)
	dataEnd   = []byte(`</script>`)
	pageSum   = pattern.Of(`(<meta name="folio-acta" content=")([0-9a-f]{64})(")`)
)

// Read reads a record, a document or its data, and reports what in it is not as it
// was saved. ok is false when it is no record.
func Read(name string, raw []byte) (f File, found diag.List, ok bool) {
	f.Name = name
	at := diag.Pos{Path: name}
	none := func(key string) (File, diag.List, bool) {
		found.Add(diag.Error, key, at)
		return f, found, false
	}
	data, page := raw, false
	if text := bytes.TrimSpace(raw); len(text) > 0 && text[0] == '<' {
		page = true
		if data, ok = between(text); !ok {
			return none("ACT-01")
		}
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil || e.Folio != "acta" {
		return none("ACT-01")
	}
	if e.Format != 1 {
		return none("ACT-01.formato")
	}
	var content struct {
		Record   *Record `json:"acta"`
		Rollback *Record `json:"reversion"`
	}
	if err := json.Unmarshal(e.Content, &content); err != nil || content.Record == nil || len(content.Record.Steps) == 0 {
		return none("ACT-01")
	}
	f.Record, f.Rollback = *content.Record, content.Rollback
	switch {
	case hexSum(e.Content) != e.Sum:
		found.Add(diag.Error, "ACT-02", at)
	case page && !pageIntact(raw):
		found.Add(diag.Error, "ACT-02.pagina", at)
	}
	if f.Record.End == "" || f.Rollback != nil && f.Rollback.End == "" {
		found.Add(diag.Warning, "ACT-03", at)
	}
	return f, found, true
}

// between is the data that a document holds.
func between(page []byte) ([]byte, bool) {
	i := bytes.LastIndex(page, dataStart)
	if i < 0 {
		return nil, false
	}
	page = page[i:]
	from := bytes.IndexByte(page, '>')
	to := bytes.Index(page, dataEnd)
	if from < 0 || to < from {
		return nil, false
	}
	return page[from+1 : to], true
}

func pageIntact(raw []byte) bool {
	m := pageSum.FindSubmatchIndex(raw)
	if m == nil {
		return false
	}
	blank := slices.Concat(raw[:m[4]], bytes.Repeat([]byte("0"), 64), raw[m[5]:])
	return hexSum(blank) == string(raw[m[4]:m[5]])
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Verify says what of a record does not agree with the manuals as they are: none of
// them is the one that was followed, it has another version or another text, its
// steps or what stands around them say something else.
func Verify(f File, manuals []Now) (found diag.List) {
	at := diag.Pos{Path: f.Name}
	m := f.Record.Manual
	i := slices.IndexFunc(manuals, func(n Now) bool { return n.Code == m.Code && n.Folder == m.Folder })
	if i < 0 && m.Code != "" { // its folder has another name since
		i = slices.IndexFunc(manuals, func(n Now) bool { return n.Code == m.Code })
	}
	if i < 0 {
		found.Add(diag.Error, "ACT-04", at, orFolder(m))
		return found
	}
	now := manuals[i]
	if now.Version != m.Version {
		found.Add(diag.Error, "ACT-05", at, m.Version, now.Version)
	}
	runs := []Record{f.Record}
	if f.Rollback != nil {
		runs = append(runs, *f.Rollback)
	}
	var steps, around []string
	for _, r := range runs {
		steps = append(steps, changed(r, now)...)
		if was := r.Procedure.Sum; was != "" && was != now.Procedures[r.Procedure.Anchor].Sum {
			around = append(around, r.Procedure.Title)
		}
	}
	switch {
	case len(steps) > 0:
		found.Add(diag.Error, "ACT-06.pasos", at, strings.Join(steps, ", "))
	case len(around) > 0:
		found.Add(diag.Error, "ACT-06.procedimiento", at, strings.Join(around, ", "))
	case now.Sum != m.Sum:
		found.Add(diag.Error, "ACT-06", at)
	}
	return found
}

func orFolder(m Manual) string {
	if m.Code != "" {
		return m.Code
	}
	return m.Folder
}

// label names a step among those of its procedure: "3", "9.3 · 1".
func (s Step) label() string {
	if s.Under == "" {
		return strconv.Itoa(s.Number)
	}
	return s.Under + " · " + strconv.Itoa(s.Number)
}

// changed names the steps that say something else now, that are gone, and that have
// come.
func changed(r Record, now Now) (list []string) {
	was := map[string]bool{}
	have := map[string]string{}
	for _, s := range now.Procedures[r.Procedure.Anchor].Steps {
		have[s.Anchor] = s.Sum
	}
	for _, s := range r.Steps {
		was[s.Anchor] = true
		if have[s.Anchor] != s.Sum {
			list = append(list, s.label())
		}
	}
	for _, s := range now.Procedures[r.Procedure.Anchor].Steps {
		if !was[s.Anchor] {
			list = append(list, s.label())
		}
	}
	if len(list) > 0 {
		list[0] = r.Procedure.Title + ": " + list[0]
	}
	return list
}
