package output

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxName is the longest name of a file or folder, in bytes, that the common
// file systems can hold.
const maxName = 255

// CheckPath says whether a path can name a file of the site on every system:
// relative, slash-separated, clean, valid UTF-8, without characters, endings
// and device names that Windows reserves. Otherwise the error is ErrPath.
func CheckPath(path string) error {
	if !fs.ValidPath(path) || path == "." {
		return fail(ErrPath, path)
	}
	for name := range strings.SplitSeq(path, "/") {
		if !portable(name) {
			return fail(ErrPath, path)
		}
	}
	if top, _, _ := strings.Cut(path, "/"); strings.EqualFold(top, ManifestName) || strings.EqualFold(top, insideName) {
		return fail(ErrPath, path)
	}
	return nil
}

func portable(name string) bool {
	if len(name) > maxName || !utf8.ValidString(name) {
		return false
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; c < ' ' || c == 0x7f || strings.IndexByte(`\:*?"<>|`, c) >= 0 {
			return false
		}
	}
	if last := name[len(name)-1]; last == '.' || last == ' ' {
		return false
	}
	base, _, _ := strings.Cut(name, ".")
	return !reserved(strings.ToUpper(strings.TrimRight(base, " ")))
}

// reserved says whether Windows takes a name, in capitals and without its
// extension, for a device.
func reserved(base string) bool {
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && slices.Contains([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"}, port)
}

// checkNames says whether a set of paths, sorted, can stand together in one
// folder on every system; see Clashes. The error, ErrCollision, names the first
// two that cannot.
func checkNames(sorted []string) (err error) {
	clashes(sorted, func(a, b string) bool {
		err = collision(a, b)
		return false
	})
	return err
}

// Clashes lists the pairs of paths, of a sorted set, that cannot stand together
// in one folder on every system: no two may be equal under NFC and case
// folding, neither as files nor as folders on the way to a file. The second of
// a pair is the one that comes later in the set.
func Clashes(sorted []string) [][2]string {
	var pairs [][2]string
	clashes(sorted, func(a, b string) bool {
		pairs = append(pairs, [2]string{a, b})
		return true
	})
	return pairs
}

// clashes calls found for each path that cannot stand beside an earlier one, at
// most once for each, until it says that it has heard enough.
func clashes(sorted []string, found func(earlier, path string) (more bool)) {
	files := make(map[string]string, len(sorted)) // key → path
	folders := map[string]folder{}                // key → the folder so called
	fold := cases.Fold()
	for _, path := range sorted {
		key := path
		if !lowASCII(path) {
			key = norm.NFC.String(fold.String(norm.NFC.String(path)))
		}
		other, clash := files[key]
		if !clash {
			var f folder
			f, clash = folders[key]
			other = f.file
		}
		if clash {
			if !found(other, path) {
				return
			}
			continue
		}
		files[key] = path
		// Upwards, until a folder that is known, and with it those above.
		for name := path; ; {
			i, j := strings.LastIndexByte(name, '/'), strings.LastIndexByte(key, '/')
			if i < 0 {
				break
			}
			name, key = name[:i], key[:j]
			if other, clash = files[key]; !clash {
				if f, known := folders[key]; known {
					if f.name == name {
						break
					}
					other, clash = f.file, true
				}
			}
			if clash {
				if !found(other, path) {
					return
				}
				break
			}
			folders[key] = folder{name, path}
		}
	}
}

// folder is a folder of the site: its path as spelled, and a file below it.
type folder struct{ name, file string }

func collision(a, b string) error {
	return fail(ErrCollision, min(a, b), max(a, b))
}

// lowASCII says whether folding and normalising would leave s as it is.
func lowASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] >= 'A' && s[i] <= 'Z' {
			return false
		}
	}
	return true
}
