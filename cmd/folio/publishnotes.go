package main

import (
	"encoding/json"
	"strings"
	"time"

	"folio/internal/i18n"
	"folio/internal/publish"
)

// notes are the files that tell readers, and their programs, of a release, in the
// site's language. Who published it, and from where, is no matter of theirs.
func notes(texts *i18n.Catalog) func(publish.Release) []publish.Note {
	return func(r publish.Release) []publish.Note {
		at := r.Time.Local()
		_, sum, _ := strings.Cut(r.ID, "-")
		words, err := json.Marshal(texts.T("site.released", texts.Date(at), at.Format("15:04"), sum))
		if err != nil {
			panic(err) // of a text
		}
		return []publish.Note{{Path: "publicado.js", Data: append(append([]byte("folioRelease("), words...), ")\n"...)}, {Path: "publicado.json", Data: manualsOf(r)}}
	}
}

// manualsOf is a release as programs read it.
func manualsOf(r publish.Release) []byte {
	type manual struct {
		Slug    string `json:"slug"`
		Title   string `json:"title"`
		Code    string `json:"code,omitempty"`
		Version string `json:"version,omitempty"`
		State   string `json:"state,omitempty"`
	}
	note := struct {
		Release   string    `json:"release"`
		Published time.Time `json:"published"`
		Manuals   []manual  `json:"manuals"`
	}{r.ID, r.Time, []manual{}}
	for _, m := range r.Manuals {
		note.Manuals = append(note.Manuals, manual{m.Slug, m.Title, m.Code, m.Version, m.State})
	}
	data, err := json.MarshalIndent(note, "", "  ")
	if err != nil {
		panic(err) // of strings and times
	}
	return append(data, '\n')
}
