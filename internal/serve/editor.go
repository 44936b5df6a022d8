package serve

import (
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// editor opens a file at a line in the author's editor.
type editor struct {
	command []string
	dir     string
}

// newEditor reads an editor's command, or returns nil when there is none that
// could be used from here: an editor that runs in the terminal would fight
// for it with the preview.
func newEditor(command, dir string) *editor {
	words := splitWords(command)
	if len(words) == 0 || slices.Contains(terminalEditors(), program(words[0])) {
		return nil
	}
	return &editor{words, dir}
}

// program is a command's name without folder and extension.
func program(command string) string {
	name := filepath.Base(filepath.ToSlash(command))
	return strings.TrimSuffix(strings.ToLower(name), ".exe")
}

func terminalEditors() []string {
	return []string{"vi", "vim", "nvim", "nano", "pico", "micro", "hx", "helix", "kak", "joe", "ed", "ne", "mcedit"}
}

// args is the command that opens file at line and col, which count from 1.
// {file}, {line} and {col} in the command are replaced; without {file}, each
// editor is told in its own way, and one that is not known only the file.
func (e *editor) args(file string, line, col int) []string {
	line, col = max(line, 1), max(col, 1)
	l, c := strconv.Itoa(line), strconv.Itoa(col)
	r := strings.NewReplacer("{file}", file, "{line}", l, "{col}", c)
	args := make([]string, 0, len(e.command)+3)
	named := false
	for _, w := range e.command {
		named = named || strings.Contains(w, "{file}")
		args = append(args, r.Replace(w))
	}
	if named {
		return args
	}
	switch program(e.command[0]) {
	case "code", "code-insiders", "codium", "vscodium", "cursor", "windsurf":
		return append(args, "--goto", file+":"+l+":"+c)
	case "subl", "sublime_text", "zed", "zeditor", "lapce":
		return append(args, file+":"+l+":"+c)
	case "gvim", "mvim", "emacs", "emacsclient", "gedit", "mousepad", "pluma", "xed":
		return append(args, "+"+l, file)
	case "kate", "kwrite":
		return append(args, "--line", l, "--column", c, file)
	case "idea", "webstorm", "pycharm", "goland", "phpstorm", "rider", "clion":
		return append(args, "--line", l, file)
	case "notepad++":
		return append(args, "-n"+l, "-c"+c, file)
	}
	return append(args, file)
}

// open starts the editor and does not wait for it.
func (e *editor) open(file string, line, col int) error {
	args := e.args(file, line, col)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = e.dir
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // so that the system can forget the process
	return nil
}

// splitWords splits a command at spaces, but not inside quotes.
func splitWords(s string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	inside := false
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, inside = r, true
		case r == ' ' || r == '\t':
			if inside {
				words = append(words, word.String())
			}
			word.Reset()
			inside = false
		default:
			word.WriteRune(r)
			inside = true
		}
	}
	if inside {
		words = append(words, word.String())
	}
	return words
}

// serveOpen opens the place of a finding in the editor. Only the places of
// findings can be asked for: the request names a place, not a file to open.
func (s *server) serveOpen(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if !s.trusted(w, r) {
		return
	}
	q := r.URL.Query()
	line, _ := strconv.Atoi(q.Get("line")) // what is no number is no place
	col, _ := strconv.Atoi(q.Get("col"))
	for _, d := range s.board.current().findings {
		if d.Pos.Path == "" || d.Pos.Path != q.Get("path") || d.Pos.Line != line || d.Pos.Col != col {
			continue
		}
		if s.editor == nil {
			break
		}
		file, err := filepath.Abs(filepath.Join(s.editor.dir, filepath.FromSlash(d.Pos.Path)))
		if err == nil {
			err = s.editor.open(file, line, col)
		}
		if err != nil {
			s.log.note("serve.no-editor", s.editor.command[0])
			http.Error(w, "the editor did not start", http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.NotFound(w, r)
}
