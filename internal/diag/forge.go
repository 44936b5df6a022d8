package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// GitHub prints findings as commands of GitHub Actions, which become annotations
// of the lines of a change.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
func (l List) GitHub(w io.Writer, m Messages) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range l {
		level := "error"
		switch d.Severity {
		case Info:
			level = "notice"
		case Warning:
			level = "warning"
		}
		place := "file=" + property.Replace(d.Pos.Path)
		if d.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d,col=%d", d.Pos.Line, max(d.Pos.Col, 1))
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", level, place, property.Replace(string(d.Code)), data.Replace(sentence(d, m))); err != nil {
			return err
		}
	}
	return nil
}

// sentence is a finding's message with its hint.
func sentence(d Diagnostic, m Messages) string {
	message, hint := d.Words(m)
	if hint == "" {
		return message
	}
	label, _ := m.Lookup("diag.hint")
	return message + "; " + label + ": " + hint
}

// GitLab prints findings as a report of code quality, which GitLab shows beside a
// merge request. A fingerprint tells a finding from another of the same file,
// wherever its line moves to.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
func (l List) GitLab(w io.Writer, m Messages) error {
	type lines struct {
		Begin int `json:"begin"`
	}
	type location struct {
		Path  string `json:"path"`
		Lines lines  `json:"lines"`
	}
	type issue struct {
		Description string   `json:"description"`
		CheckName   string   `json:"check_name"`
		Fingerprint string   `json:"fingerprint"`
		Severity    string   `json:"severity"`
		Location    location `json:"location"`
	}
	list := make([]issue, 0, len(l))
	seen := map[string]int{}
	for _, d := range l {
		key := d.Fingerprint()
		seen[key]++
		if n := seen[key]; n > 1 {
			key = hash(fmt.Sprintf("%s %d", key, n))
		}
		list = append(list, issue{
			Description: sentence(d, m), CheckName: string(d.Code), Fingerprint: key,
			Severity: [...]string{Info: "info", Warning: "minor", Error: "major", Fatal: "blocker"}[d.Severity],
			Location: location{Path: d.Pos.Path, Lines: lines{max(d.Pos.Line, 1)}},
		})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}

// Fingerprint identifies a finding by all but its place in the file.
func (d Diagnostic) Fingerprint() string {
	return hash(strings.Join(append([]string{string(d.Code), d.Message, d.Pos.Path, strings.TrimSpace(d.Excerpt)}, d.Args...), "\x00"))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// SARIF prints findings in the Static Analysis Results Interchange Format, 2.1.0.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
func (l List) SARIF(w io.Writer, m Messages, program, version string) error {
	type text struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	type file struct {
		URI string `json:"uri"`
	}
	type physical struct {
		Artifact file    `json:"artifactLocation"`
		Region   *region `json:"region,omitempty"`
	}
	type location struct {
		Physical physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID       string            `json:"ruleId"`
		Level        string            `json:"level"`
		Message      text              `json:"message"`
		Locations    []location        `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	type rule struct {
		ID string `json:"id"`
	}
	type driver struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Rules   []rule `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool    tool     `json:"tool"`
		Columns string   `json:"columnKind"`
		Results []result `json:"results"`
	}
	type report struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	r := run{Tool: tool{driver{Name: program, Version: version, Rules: []rule{}}}, Columns: "unicodeCodePoints", Results: []result{}}
	known := map[Code]bool{}
	for _, d := range l {
		if !known[d.Code] {
			known[d.Code] = true
			r.Tool.Driver.Rules = append(r.Tool.Driver.Rules, rule{string(d.Code)})
		}
		p := physical{Artifact: file{address(d.Pos.Path)}}
		if d.Pos.Line > 0 {
			p.Region = &region{d.Pos.Line, d.Pos.Col}
		}
		r.Results = append(r.Results, result{
			RuleID: string(d.Code), Level: [...]string{Info: "note", Warning: "warning", Error: "error", Fatal: "error"}[d.Severity],
			Message: text{sentence(d, m)}, Locations: []location{{p}}, Fingerprints: map[string]string{"folio/v1": d.Fingerprint()},
		})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(report{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{r}})
}

// address is a path as the reference of a URI.
func address(path string) string { return (&url.URL{Path: path}).EscapedPath() }
