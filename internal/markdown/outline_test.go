package markdown

import (
	"testing"

	"folio/internal/source"
)

// TestPassagesSayWhatAReaderSees: words are cut by heading, figure and step,
// none stands in two passages, and an empty reference has its filled words.
func TestPassagesSayWhatAReaderSees(t *testing.T) {
	d, _ := spanish().Parse(source.Text{Path: "x.md", BodyLine: 1, Body: []byte(
		"# Instalación\n\nCumpla la [](05-red.md).\n\n## Pasos\n\n1. Abra `ssh`.\n\n   ```bash\n   ls\n   ```\n2. Cierre.\n\nTabla: Puertos\n\n| A | B |\n|---|---|\n| 443 | de\tmás |\n\nFin.\n\n| C |\n|---|\n| 1 |\n\nMás.\n")}, Env{})
	got := d.Passages(plainResolver{d})
	want := []Passage{
		{HeadingPassage, -1, -1, "Cumpla la numeral 1.", ""},
		{HeadingPassage, 0, -1, "Fin.\nC\n1\nMás.", ""},
		{StepPassage, 0, 0, "Abra ssh.", "ls"},
		{StepPassage, 1, 0, "Cierre.", ""},
		{FigurePassage, 0, 0, "A\tB\n443\tde más", ""},
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
