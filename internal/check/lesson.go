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

// LessonOf finds the lesson of a rule; ok is false when it has none.
func LessonOf(code diag.Code) (l Lesson, ok bool) {
	data, err := lessons.ReadFile("reglas/" + string(code) + ".txtar")
	if err != nil {
		return l, false
	}
	a := txtar.Parse(data)
	l.Why = strings.TrimSpace(string(a.Comment))
	for _, f := range a.Files {
		switch f.Name {
		case "mal.md":
			l.Wrong = strings.TrimRight(string(f.Data), "\n")
		case "bien.md":
			l.Right = strings.TrimRight(string(f.Data), "\n")
		}
	}
	return l, true
}
