package markdown

import (
	"testing"

	"folio/internal/source"
)

// TestPassagesSayWhatAReaderSees: words are cut by heading, figure and step,
// none stands in two passages, and an empty reference has its filled words.
func TestPassagesSayWhatAReaderSees(t *testing.T) {
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte(
		"# Instalación\n\nCumpla la [](05-red.md).\n\n## Pasos\n\n1. Abra `ssh`.\n\n   ```bash\n   ls\n   ```\n2. Cierre.\n\nTabla: Puertos\n\n| A |\n|---|\n| 443 |\n")}, Env{})
	got := d.Passages(plainResolver{d})
	want := []Passage{
		{HeadingPassage, -1, -1, "Cumpla la numeral 1.", ""},
		{HeadingPassage, 0, -1, "", ""},
		{StepPassage, 0, 0, "Abra ssh.", "ls"},
		{StepPassage, 1, 0, "Cierre.", ""},
		{FigurePassage, 0, 0, "A 443", ""},
	}
	if len(got) != len(want) {
		t.Fatalf("%d passages: %+v", len(got), got)
	}
	for i := range want {
		if got[i] != want[i] && !(want[i].Kind == HeadingPassage && got[i].Text == want[i].Text && got[i].Index == want[i].Index) {
			t.Errorf("passage %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}
