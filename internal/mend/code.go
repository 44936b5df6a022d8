package mend

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// fence is a line that opens a block of code: what it stands in, the marks, the
// language.
var fence = pattern.Of("^((?:[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*(?:`{3,}|~{3,}))([ \t]*)([^\\s{]*)")

// fenceLanguage writes the language of a block of code where it belongs.
func fenceLanguage(p *page, d diag.Diagnostic) change {
	b, n := p.blocks[d.Pos], d.Pos.Line-1
	if b == nil || b.Kind != markdown.CodeBlock || n < 1 || len(d.Args) == 0 {
		return change{}
	}
	m := fence.FindStringSubmatch(p.line(n))
	if m == nil || (m[3] == "") != (d.Message == "CMD-09.falta") {
		return change{}
	}
	from, text := p.starts[n-1]+len(m[1]), d.Args[0]
	switch {
	case m[3] != "":
		from += len(m[2])
	case m[2] == "" && len(p.line(n)) > len(m[0]):
		text += " " // before its attributes
	}
	return change{edits: []Edit{{from, from + len(m[3]), text}}}
}

// programs are names that nothing else has when they open a line of code.
var programs = map[string]bool{"docker": true, "docker-compose": true, "systemctl": true, "kubectl": true, "sudo": true}

// prompt is what may stand before a program on its line.
var prompt = pattern.Of(`^[ \t>]*(?:\$ )?(?:sudo )?$`)

// misspelt writes an address or a program as it is called. Other names may be
// somebody's own.
func misspelt(p *page, d diag.Diagnostic) change {
	if len(d.Args) < 2 {
		return change{}
	}
	start := p.at(d.Pos.Line, d.Pos.Col)
	if start < 0 {
		return change{}
	}
	before := p.line(d.Pos.Line)[:start-p.starts[d.Pos.Line-1]]
	switch {
	case strings.HasSuffix(d.Args[1], "://"), d.Args[1] == "host.docker.internal":
	case programs[d.Args[1]] && prompt.MatchString(before) && p.code[d.Pos.Line]:
	default:
		return change{}
	}
	return p.replace(d)
}

// cutWord writes a word with its end.
func cutWord(p *page, d diag.Diagnostic) change { return p.replace(d) }

// replace puts a finding's second word where its first one stands.
func (p *page) replace(d diag.Diagnostic) change {
	start := p.at(d.Pos.Line, d.Pos.Col)
	if len(d.Args) < 2 || start < 0 || !strings.HasPrefix(string(p.text[start:p.end(d.Pos.Line)]), d.Args[0]) {
		return change{}
	}
	return change{edits: []Edit{{start, start + len(d.Args[0]), d.Args[1]}}, swaps: []swap{{d.Args[0], d.Args[1]}}}
}
