package check

import (
	"embed"
	"strings"

	"golang.org/x/tools/txtar"

	"folio/internal/diag"
)

//go:embed reglas
var lessons embed.FS

// Lesson is what teaches a rule: why it is there, a page that breaks it and one
// that keeps it, in Spanish.
type Lesson struct{ Why, Wrong, Right string }

// LessonOf finds the lesson of a rule; ok is false when it has none. An example
// may have data too, which come first.
func LessonOf(code diag.Code) (l Lesson, ok bool) {
	data, err := lessons.ReadFile("reglas/" + string(code) + ".txtar")
	if err != nil {
		return l, false
	}
	a := txtar.Parse(data)
	l.Why = strings.TrimSpace(string(a.Comment))
	parts := map[string]string{}
	for _, f := range a.Files {
		parts[f.Name] = strings.TrimRight(string(f.Data), "\n")
	}
	example := func(name string) string { return strings.Trim(parts[name+".yaml"]+"\n\n"+parts[name+".md"], "\n") }
	l.Wrong, l.Right = example("mal"), example("bien")
	return l, true
}
