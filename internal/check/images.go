package check

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// untaggedImages finds images without a version of their own: what runs tomorrow
// would not be what was tested today.
func untaggedImages(x *Section, b *markdown.Block, r *reporter) {
	lang := b.Lang
	if lang == "" {
		lang = guess(b.Text)
	}
	switch {
	case lang == "dockerfile" || lang == "yaml" && guess(b.Text) == "dockerfile":
		fromLines(x, b, r)
	case lang == "yaml":
		composeLines(x, b, r)
	default:
		for _, o := range x.ordersOf(b) {
			if w, ok := runImage(o); ok && unpinned(w.text) {
				r.at(x, b, w.at, diag.Warning, "CMD-10", w.text)
			}
		}
	}
}

// unpinned tells whether an image has no version: no tag and no digest, or
// latest. A variable or a blank to fill in is no image.
func unpinned(image string) bool {
	image = strings.Trim(image, `"'`)
	name := image[strings.LastIndexByte(image, '/')+1:]
	if name == "" || strings.ContainsAny(name, "$<>{}@[]…*%") || strings.Trim(name, "0123456789abcdef") == "" && len(name) >= 8 {
		return false
	}
	base, tag, tagged := strings.Cut(name, ":")
	return base != "" && (!tagged || tag == "latest" || tag == "") && base != "scratch"
}

func eachLine(text string, f func(at int, line string)) {
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		f(at, line)
		at += len(line) + 1
	}
}

// fromLines looks at FROM of a Dockerfile; a stage of its own is no image.
func fromLines(x *Section, b *markdown.Block, r *reporter) {
	stages := map[string]bool{}
	eachLine(b.Typed(), func(at int, line string) {
		f := strings.Fields(line)
		if len(f) < 2 || !strings.EqualFold(f[0], "FROM") {
			return
		}
		image := f[1]
		if strings.HasPrefix(image, "--") && len(f) > 2 {
			image = f[2]
		}
		if !stages[image] && unpinned(image) {
			r.at(x, b, at+strings.Index(line, " "+image)+1, diag.Warning, "CMD-10", image)
		}
		if n := len(f); n > 3 && strings.EqualFold(f[n-2], "AS") {
			stages[f[n-1]] = true
		}
	})
}

// composeLines looks at image: of services and of containers, and at version: of
// a compose file.
func composeLines(x *Section, b *markdown.Block, r *reporter) {
	services := strings.HasPrefix(b.Text, "services:") || strings.Contains(b.Text, "\nservices:")
	eachLine(b.Typed(), func(at int, line string) {
		rest := strings.TrimLeft(line, " \t-")
		if services && strings.HasPrefix(line, "version:") {
			r.at(x, b, at, diag.Warning, "CMD-10.compose")
			return
		}
		value, ok := strings.CutPrefix(rest, "image:")
		if !ok {
			return
		}
		value, _, _ = strings.Cut(value, " #")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		for _, picture := range []string{".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"} {
			if strings.HasSuffix(value, picture) {
				return
			}
		}
		if value != "" && !strings.ContainsAny(value, " ,") && unpinned(value) {
			r.at(x, b, at+strings.Index(line, value), diag.Warning, "CMD-10", value)
		}
	})
}

// runSwitches are the long options of docker run after which no value stands.
var runSwitches = set(`--rm --detach --interactive --tty --privileged --init --read-only --publish-all --no-healthcheck
--oom-kill-disable --sig-proxy --quiet --disable-content-trust --all-tags --replace`)

// runImage is the image of a docker run, create or pull.
func runImage(o order) (word, bool) {
	if t := o.tool(); t != "docker" && t != "podman" {
		return word{}, false
	}
	args := o.args()
	if o.arg(0) == "container" || o.arg(0) == "image" {
		args = args[1:]
	}
	if len(args) == 0 || args[0].text != "run" && args[0].text != "create" && args[0].text != "pull" {
		return word{}, false
	}
	for i := 1; i < len(args); i++ {
		w := args[i].text
		switch {
		case !strings.HasPrefix(w, "-"):
			return args[i], isImageName(w)
		case strings.Contains(w, "=") || runSwitches[w]:
		case strings.HasPrefix(w, "--"):
			i++
		case strings.Trim(w, "-ditPqa") == "" && w != "-a":
		case len(w) == 2:
			i++
		case strings.Trim(w[1:len(w)-1], "ditPq") == "" && strings.ContainsAny(w[len(w)-1:], "pvewu"):
			i++ // -dp 80:80
		case !strings.ContainsAny(w, ":=/"):
			return word{}, false // -name, which is none
		}
	}
	return word{}, false
}

// isImageName tells a name that may be an image's from words of the text.
func isImageName(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789._-/:") == "" && isLetter(s[0]) && !strings.HasPrefix(s, "nombre")
}
