package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

	"folio/internal/diag"
)

// baseline is the file of --baseline: the findings that a site had when it was
// adopted, by what they are and not by where they stand. They do not count; what
// is mended leaves the file. Nobody writes it by hand.
type baseline struct {
	Version  int                   `json:"version"`
	Findings map[string]*adoptions `json:"findings"` // by fingerprint
}

// adoptions are equal findings of one file. Code and Path are for who reads the
// file.
type adoptions struct {
	Code  diag.Code `json:"code"`
	Path  string    `json:"path"`
	Count int       `json:"count"`
}

// baselineVersion is that of the file's form.
const baselineVersion = 1

// beyond gives the findings that a baseline does not have, and takes out of it
// what is found no more. One that is not there is made of all findings. With look
// it writes nothing, and of a baseline that is not there yet it has none.
func (a *app) beyond(name string, found diag.List, look bool) (diag.List, error) {
	old, err := readBaseline(name)
	if errors.Is(err, fs.ErrNotExist) && look {
		return found, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := writeBaseline(name, record(found)); err != nil {
			return nil, err
		}
		a.say("cli.check.adopted", filepath.ToSlash(name), a.texts.N("cli.check.found", len(found)))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	now := baseline{baselineVersion, map[string]*adoptions{}}
	var fresh diag.List
	for _, d := range found {
		key := d.Fingerprint()
		kept := now.Findings[key]
		if was := old.Findings[key]; was == nil || kept != nil && kept.Count == was.Count {
			fresh = append(fresh, d)
			continue
		}
		if kept == nil {
			kept = &adoptions{Code: d.Code, Path: d.Pos.Path}
			now.Findings[key] = kept
		}
		kept.Count++
	}
	if look || reflect.DeepEqual(old, now) {
		return fresh, nil
	}
	return fresh, writeBaseline(name, now)
}

func record(found diag.List) baseline {
	b := baseline{baselineVersion, map[string]*adoptions{}}
	for _, d := range found {
		x := b.Findings[d.Fingerprint()]
		if x == nil {
			x = &adoptions{Code: d.Code, Path: d.Pos.Path}
			b.Findings[d.Fingerprint()] = x
		}
		x.Count++
	}
	return b
}

func readBaseline(name string) (baseline, error) {
	var b baseline
	data, err := os.ReadFile(name)
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(data, &b); err != nil || b.Version != baselineVersion || b.Findings == nil {
		return b, &machineError{"cli.error.baseline", []string{filepath.ToSlash(name)}}
	}
	return b, nil
}

// writeBaseline replaces the file as a whole.
func writeBaseline(name string, b baseline) error {
	data, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(name, append(data, '\n'))
}
