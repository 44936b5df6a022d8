package theme

import (
	"fmt"
	"strings"

	"folio/internal/diag"
)

// aa is the contrast that WCAG 2.2 (1.4.3, level AA) asks of text.
const aa = 4.5

// ground is what the accent is read on in one of the two modes. The colours
// are those of colors.css; a test holds the two together.
type ground struct {
	finding string // that the accent is too faint on it
	paper   colour
	all     []colour // every ground that carries accent-coloured text
	toward  colour   // where more contrast lies
	soft    float64  // share of the accent in --accent-soft
}

func lightGround() ground {
	return ground{
		finding: "TEM-02", paper: shade("#FCFCFA"),
		all:    []colour{shade("#FCFCFA"), shade("#FFFFFF"), shade("#F4F6F4")},
		toward: shade("#000000"), soft: 0.09,
	}
}

func darkGround() ground {
	return ground{
		finding: "TEM-02.oscuro", paper: shade("#101613"),
		all:    []colour{shade("#101613"), shade("#161D19"), shade("#1A221E")},
		toward: shade("#FFFFFF"), soft: 0.14,
	}
}

// shade is for the literals above, which are well formed.
func shade(s string) colour {
	c, _ := parseColour(s)
	return c
}

// accentCSS turns the site's accent into the rules that set it, "" for the
// theme's own. An accent that is too faint to read is taken to the nearest
// shade that is not, and a finding says so.
func accentCSS(opt Options) (string, diag.List) {
	if opt.Accent == "" {
		return "", nil
	}
	var found diag.List
	light, ok := parseColour(opt.Accent)
	if !ok {
		found.Add(diag.Error, "TEM-02.forma", opt.AccentPos, opt.Accent)
		return "", found
	}
	lg, dg := lightGround(), darkGround()
	read := lg.readable(light)
	if read != light {
		lg.tooFaint(&found, opt.AccentPos, light, read)
	}

	dark := dg.readable(light)
	if opt.AccentDark != "" {
		own, ok := parseColour(opt.AccentDark)
		switch {
		case !ok:
			found.Add(diag.Error, "TEM-02.forma", opt.AccentPos, opt.AccentDark)
		default:
			dark = dg.readable(own)
			if dark != own {
				dg.tooFaint(&found, opt.AccentPos, own, dark)
			}
		}
	}
	return lg.rule(":root", read) +
		"@media screen{" + dg.rule(":root[data-theme=dark]", dark) + "}" +
		"@media screen and (prefers-color-scheme:dark){" + dg.rule(":root:not([data-theme=light])", dark) + "}", found
}

func (g ground) rule(selector string, accent colour) string {
	return fmt.Sprintf("%s{--accent:%s;--accent-soft:%s}", selector, accent, g.softOf(accent))
}

// softOf is the faint ground of what is current.
func (g ground) softOf(accent colour) colour { return mix(g.paper, accent, g.soft) }

// readable returns c, or the first shade on the way to black or white that
// can be read on every ground.
func (g ground) readable(c colour) colour {
	const steps = 50
	for i := range steps {
		s := mix(c, g.toward, float64(i)/steps)
		if g.weakest(s) >= aa {
			return s
		}
	}
	return g.toward
}

func (g ground) weakest(c colour) float64 {
	w := contrast(c, g.softOf(c))
	for _, on := range g.all {
		w = min(w, contrast(c, on))
	}
	return w
}

// tooFaint says that another colour is used, and how much the one that was
// asked for contrasts: cut and not rounded, so that 4.49 does not pass for 4.5,
// and in two parts, since each language has its own mark between them.
func (g ground) tooFaint(found *diag.List, pos diag.Pos, asked, used colour) {
	whole, rest, _ := strings.Cut(fmt.Sprintf("%.2f", float64(int(contrast(asked, g.paper)*100))/100), ".")
	found.Add(diag.Warning, g.finding, pos, asked.String(), whole, rest, used.String())
}
