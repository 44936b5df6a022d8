package check

import (
	"path"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// destructiveRule: an order that destroys data has its warning beside it.
func destructiveRule() Rule {
	return Rule{Codes: []diag.Code{"CMD-08"}, Since: "0.1", Asked: true, check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			w := &warned{}
			w.walk(x.Outline.Blocks, false)
			for _, u := range w.units {
				if !u.guarded && !w.near(u.place) {
					w.report(x, u.b, r)
				}
			}
		}
	}}
}

// warned is a page as its reader goes through it: what says something, one after
// another, and where the warnings are.
type warned struct {
	units    []unit
	place    int
	warnings map[int]bool
}

// unit is a block of code.
type unit struct {
	b       *markdown.Block
	place   int
	guarded bool // a warning is in the same step
}

func (w *warned) walk(list []markdown.Block, guarded bool) {
	for i := range list {
		b := &list[i]
		switch {
		case b.Kind == markdown.CommentBlock:
			continue
		case isWarning(b):
			if w.warnings == nil {
				w.warnings = map[int]bool{}
			}
			at := w.place
			w.warnings[at] = true
			w.walk(b.Blocks, true)
			w.place = at + 1 // however long it is
			continue
		case b.Kind == markdown.CodeBlock:
			w.units = append(w.units, unit{b, w.place, guarded})
		case b.Kind == markdown.ItemBlock:
			w.walk(b.Blocks, guarded || holdsWarning(b.Blocks))
			continue
		}
		if b.Text != "" {
			w.place++
		}
		w.walk(b.Blocks, guarded)
	}
}

// near tells whether a warning stands right before or after a place: at most the
// words that lead to the order, or its expected result, are between them.
func (w *warned) near(place int) bool {
	for d := -2; d <= 2; d++ {
		if w.warnings[place+d] {
			return true
		}
	}
	return false
}

func holdsWarning(list []markdown.Block) bool {
	for i := range list {
		if isWarning(&list[i]) {
			return true
		}
	}
	return false
}

// isWarning tells a callout that warns, or a paragraph that begins as one.
func isWarning(b *markdown.Block) bool {
	if b.Kind == markdown.QuoteBlock {
		return b.Lang == "warning" || b.Lang == "danger"
	}
	if b.Kind != markdown.ParagraphBlock || b.Label == "" {
		return false
	}
	first, _, _ := strings.Cut(b.Label, " ")
	switch strings.ToLower(strings.Trim(first, "¡!:.")) {
	case "advertencia", "precaución", "precaucion", "peligro", "cuidado", "atención", "atencion", "warning", "caution", "danger":
		return true
	}
	return false
}

func (w *warned) report(x *Section, b *markdown.Block, r *reporter) {
	switch {
	case strings.Contains(b.Lang, "sql"):
		eachLine(b.Typed(), func(at int, line string) {
			if what := destroysData(line); what != "" {
				r.at(x, b, at+len(line)-len(strings.TrimLeft(line, " \t")), diag.Warning, "CMD-08", what)
			}
		})
	default:
		for _, o := range x.ordersOf(b) {
			if what := destroys(o); what != "" {
				r.at(x, b, o.first, diag.Warning, "CMD-08", what)
			}
		}
	}
}

// destroys is what an order does that cannot be undone, in its own words; "" for
// nothing of the kind.
func destroys(o order) string {
	first := o.arg(0)
	switch o.tool() {
	case "rm":
		recursive := o.flag('r') || o.flag('R') || o.has("--recursive")
		if recursive && (o.flag('f') || o.has("--force")) && !o.flag('i') && !o.flag('I') && !madeAgain(o) {
			return "rm -rf"
		}
	case "docker", "podman", "docker-compose":
		return destroysVolumes(o)
	case "dropdb":
		if !o.has("--interactive", "-i", "--help") {
			return "dropdb"
		}
	case "mkfs", "wipefs", "lvremove", "vgremove", "pvremove":
		return o.tool()
	case "dd":
		for _, w := range o.args() {
			if strings.HasPrefix(w.text, "of=/dev/") && w.text != "of=/dev/null" {
				return "dd"
			}
		}
	case "zfs", "zpool", "terraform", "vagrant":
		if first == "destroy" {
			return o.tool() + " destroy"
		}
	case "kubectl", "oc":
		if kind := o.arg(1); first == "delete" && set("pvc pv ns namespace namespaces persistentvolumeclaim persistentvolume project")[kind] {
			return o.tool() + " delete " + kind
		}
	case "redis-cli":
		if o.has("FLUSHALL", "FLUSHDB", "flushall", "flushdb") {
			return "redis-cli flush"
		}
	case "Remove-Item":
		if o.has("-Recurse", "-recurse") && o.has("-Force", "-force") {
			return "Remove-Item -Recurse -Force"
		}
	case "rd", "rmdir":
		if o.has("/s", "/S") {
			return o.tool() + " /s"
		}
	case "psql", "mysql", "mariadb", "sqlcmd", "sqlplus":
		for _, w := range o.args() {
			if what := destroysData(strings.Trim(w.text[strings.IndexByte(w.text, '=')+1:], `'"`)); what != "" {
				return what
			}
		}
	}
	if strings.HasPrefix(o.tool(), "mkfs.") {
		return "mkfs"
	}
	return ""
}

// destroysVolumes finds docker orders that take volumes with them.
func destroysVolumes(o order) string {
	compose := o.tool() == "docker-compose" || o.has("compose")
	switch {
	case compose && o.has("down") && (o.flag('v') || o.has("--volumes")):
		return "down --volumes"
	case compose && o.has("rm") && o.flag('v'):
		return "compose rm -v"
	case o.arg(0) == "volume" && (o.arg(1) == "rm" || o.arg(1) == "remove" || o.arg(1) == "prune"):
		return "volume " + o.arg(1)
	case o.arg(0) == "system" && o.arg(1) == "prune" && o.has("--volumes"):
		return "system prune --volumes"
	}
	return ""
}

// madeAgain tells whether all that an rm removes is made again by itself.
func madeAgain(o order) bool {
	for _, w := range o.args() {
		if strings.HasPrefix(w.text, "-") {
			continue
		}
		switch path.Base(w.text) {
		case "node_modules", "dist", "build", "target", "__pycache__", ".cache", ".venv", "venv", "coverage", ".next":
		default:
			name := strings.ToLower(w.text)
			passing := strings.Contains(name, "$") && (strings.Contains(name, "tmp") || strings.Contains(name, "temp"))
			if !passing && !strings.HasPrefix(name, "/tmp/") && !strings.HasPrefix(name, "/var/tmp/") {
				return false
			}
		}
	}
	return true
}

// destroysData finds a statement that drops or empties.
func destroysData(s string) string {
	f := strings.Fields(s[:min(len(s), 200)])
	if len(f) < 2 {
		return ""
	}
	verb, what := strings.ToUpper(f[0]), strings.ToUpper(strings.TrimSuffix(f[1], ";"))
	switch {
	case verb == "DROP" && (what == "DATABASE" || what == "TABLE" || what == "SCHEMA" || what == "TABLESPACE" || what == "OWNED"):
		return verb + " " + what
	case verb == "TRUNCATE" && !strings.HasPrefix(what, "-"):
		return verb
	case verb == "DELETE" && what == "FROM" && strings.HasSuffix(strings.TrimSpace(s), ";") && !strings.Contains(strings.ToUpper(s), " WHERE "):
		return "DELETE"
	}
	return ""
}
