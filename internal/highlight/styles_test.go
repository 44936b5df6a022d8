package highlight

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// luminance and contrast are those of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(n>>(16-8*i)&0xFF) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestEveryColourCanBeReadOnEveryGround(t *testing.T) {
	grounds := map[string]bool{"ground": true, "marked": true, "added": true, "removed": true}
	type pair struct{ name, light, dark string }
	var colours, backs []pair
	for _, b := range base {
		if grounds[b.name] {
			backs = append(backs, b)
		} else {
			colours = append(colours, b)
		}
	}
	for _, p := range palette {
		if p.name != "" {
			colours = append(colours, pair{p.name, p.light, p.dark})
		}
	}
	if len(backs) != len(grounds) || backs[0].light != "#F4F6F4" || backs[0].dark != "#1A221E" {
		t.Fatalf("grounds %v", backs)
	}
	least := 21.0
	for _, back := range backs {
		for _, c := range colours {
			light, dark := contrast(t, c.light, back.light), contrast(t, c.dark, back.dark)
			if light < 4.5 || dark < 4.5 {
				t.Errorf("%s on %s: %.2f light, %.2f dark", c.name, back.name, light, dark)
			}
			least = min(least, light, dark)
		}
	}
	t.Logf("least contrast %.2f", least)
}

func TestEveryClassIsStyled(t *testing.T) {
	css := CSS()
	for _, k := range kinds {
		if k.class == "" {
			if k.ink != plain {
				t.Errorf("%s has an ink and no class", k.of)
			}
			continue
		}
		rule := regexp.MustCompile(regexp.QuoteMeta(".chroma ."+k.class) + `[,{]`)
		if len(rule.FindAllString(css, -1)) != 1 {
			t.Errorf(".%s is not styled once", k.class)
		}
	}
	for _, m := range regexp.MustCompile(`var\(--hl-([a-z-]+)\)`).FindAllStringSubmatch(css, -1) {
		if n := strings.Count(css, "--hl-"+m[1]+":"); n != 4 {
			t.Errorf("--hl-%s is set %d times, want light, dark, dark by system, paper", m[1], n)
		}
	}
	if css != CSS() {
		t.Error("not the same twice")
	}
}

// TestClassesAreChromas holds the classes to chroma's, so that its style sheets serve too. A type that chroma has no class for goes
// by its parent's.
func TestClassesAreChromas(t *testing.T) {
	seen := map[chroma.TokenType]bool{}
	for _, k := range kinds {
		if seen[k.of] {
			t.Errorf("%s is there twice", k.of)
		}
		seen[k.of] = true
		want, ok := chroma.StandardTypes[k.of]
		for of := k.of; !ok && of.Parent() != 0; want, ok = chroma.StandardTypes[of] {
			of = of.Parent()
		}
		if k.class != "" && k.class != want {
			t.Errorf("%s: class %q, chroma's is %q", k.of, k.class, want)
		}
	}
	if kinds[textKind].of != chroma.Text || kinds[errorKind].of != chroma.Error {
		t.Error("the kinds with a name are not where they belong")
	}
}
