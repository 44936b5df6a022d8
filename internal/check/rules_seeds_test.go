package check

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestSlipsOfTheSeeds: the documents that the manuals were made from have these
// slips, at these lines.
func TestSlipsOfTheSeeds(t *testing.T) {
	for file, slips := range map[string][]string{
		"000-instructivo-I-A-GTI-04.md": {
			"TXT-01 96", "TXT-02 202", "CMD-03 204", "CMD-03 229", "SEG-03 233", "CMD-02 250", "SEG-02 263", "CMD-02 269", "CMD-02 287",
			"CMD-01 307", "CMD-09 307", "SEG-03 330", "CMD-04 355", "CMD-03 355", "CMD-06 372", "CMD-06 385",
			"TAB-02 13", "EST-09 86", "PH-01 88", "PH-01 105", "PH-01 217", "SEG-01 234", "PH-03 248", "PH-03 307", "PH-03 312", "PH-03 394", "PH-03 396",
			"TXT-01 52", "TXT-03 152", "TAB-06 164", "PH-02 176", "TXT-03 180", "EST-07 138", "EST-07 225", "EST-07 385", "EST-08 388", "EST-08 416",
		},
		"003-docker-clase-12.md": {
			"CMD-09 103", "CMD-05 117", "CMD-09 120", "CMD-05 193", "CMD-09 202", "CMD-05 262", "CMD-05 368", "CMD-05 429", "PH-01 413", "IMG-03 35", "CMD-10 540", "CMD-10 553", "CMD-09 564",
		},
		"004-docker-compose.md": {"TXT-03 6", "IMG-01 27", "IMG-03 27"},
	} {
		src, err := os.ReadFile(filepath.Join("..", "..", "testdata", "semillas", file))
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, d := range findingsOf(subjectOf(file, src)) {
			found[fmt.Sprintf("%s %d", d.Code, d.Pos.Line)] = true
		}
		for _, slip := range slips {
			if !found[slip] {
				t.Errorf("%s: %s is not found", file, slip)
			}
		}
	}
}
