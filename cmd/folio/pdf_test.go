package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"folio/internal/paper"
)

// printer runs folio with the browser of the tests, on a fixed day.
func printer(t *testing.T, args ...string) (out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := Run(args, Streams{Out: &stdout, Err: &stderr, Getenv: func(key string) string {
		switch key {
		case "SOURCE_DATE_EPOCH":
			return strconv.FormatInt(time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC).Unix(), 10)
		case "FOLIO_BROWSER":
			return os.Getenv("CHROMIUM")
		}
		return ""
	}})
	if status != exitFine {
		t.Fatalf("folio %v: exit status %d\n%s%s", args, status, stdout.String(), stderr.String())
	}
	return stdout.String()
}

// sheetsOf is the text of each sheet of a PDF, as pdftotext (poppler) reads it.
func sheetsOf(t *testing.T, name string) []string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", name, "-").Output()
	if err != nil {
		t.Fatalf("this needs pdftotext, of poppler-utils: %v", err)
	}
	sheets := strings.Split(string(out), "\f")
	return sheets[:len(sheets)-1]
}

// listed is an entry of a list: its words, leaders, and the sheet that it names.
var listed = regexp.MustCompile(`(?m)^ *((?:\d+(?:\.\d+)?|Tabla \d+\.|Imagen \d+\.|Listado \d+\.) +\S.*?) *(?:\. ){3,}\.? *(\d+)$`)

// squeeze is a text without its blanks, in small letters: sheets set headings in
// capitals and break lines.
func squeeze(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

// TestPDFOfTheInstruction: the control header is on every sheet after the cover,
// and what the three lists say of a sheet is there.
func TestPDFOfTheInstruction(t *testing.T) {
	dir := t.TempDir()
	printer(t, "pdf", "instructivo", "vertia", "--content", "../../content", "--out", dir, "--base-url", "https://manuales.example/")
	for _, m := range []struct {
		file, code string
		entries    int
	}{{"I-A-GTI-04_v1.pdf", "I-A-GTI-04", 20}, {"M-A-GTI-90_v2.pdf", "M-A-GTI-90", 108}} {
		sheets := sheetsOf(t, filepath.Join(dir, m.file))
		total := "de " + strconv.Itoa(len(sheets))
		for i, s := range sheets {
			if !strings.Contains(s, "Página "+strconv.Itoa(i+1)+" "+total) || !strings.Contains(s, "Copia no controlada") || !strings.Contains(s, "29/11/2026") {
				t.Errorf("%s: sheet %d has another foot", m.file, i+1)
			}
			header := strings.Contains(s, "Código: "+m.code) && strings.Contains(s, "SOMOSIG") && strings.Contains(s, "Proceso: Gestión de Servicios")
			if header != (i > 0) {
				t.Errorf("%s: sheet %d: the control header is there: %v", m.file, i+1, header)
			}
		}
		entries := 0
		for i, s := range sheets {
			if i == 0 || i > 5 {
				continue
			}
			for _, e := range listed.FindAllStringSubmatch(s, -1) {
				n, _ := strconv.Atoi(e[2])
				if n <= i+1 || n > len(sheets) {
					continue // no entry
				}
				entries++
				if !strings.Contains(squeeze(sheets[n-1]), squeeze(e[1])) {
					t.Errorf("%s: «%s» is not on sheet %d", m.file, e[1], n)
				}
			}
		}
		pdf, err := os.ReadFile(filepath.Join(dir, m.file))
		if err != nil {
			t.Fatal(err)
		}
		if faults, err := paper.Faults(pdf); err != nil || len(faults) > 0 {
			t.Errorf("%s: what its tags lack: %q, %v", m.file, faults, err)
		}
		if entries != m.entries {
			t.Errorf("%s: %d entries of lists, not %d", m.file, entries, m.entries)
		}
	}
}

// TestPDFIsTheSameAgain: two runs make the same file.
func TestPDFIsTheSameAgain(t *testing.T) {
	var files [2][]byte
	for i := range files {
		dir := t.TempDir()
		printer(t, "pdf", "instructivo", "--content", "../../content", "--out", dir)
		data, err := os.ReadFile(filepath.Join(dir, "I-A-GTI-04_v1.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		files[i] = data
	}
	if !bytes.Equal(files[0], files[1]) {
		at := 0
		for at < min(len(files[0]), len(files[1])) && files[0][at] == files[1][at] {
			at++
		}
		t.Errorf("%d and %d bytes; from %d on %.200q, %.200q", len(files[0]), len(files[1]), at, files[0][at:], files[1][at:])
	}
}

// TestPDFShowsWhatItMust: the values are those that were asked for, and the
// cover and the name say whose they are.
func TestPDFShowsWhatItMust(t *testing.T) {
	site := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("content/m/manual.yaml", "titulo: Despliegue de M\nestado: obsoleto\ncodigo: M/1\nversion: \"3\"\nambientes:\n"+
		"  - {id: produccion, nombre: Producción, variables: {SITIO: uno.example}}\n  - {id: pruebas, nombre: Pruebas, variables: {SITIO: dos.example}}\n")
	row := strings.Repeat("| 12345 ", 14) + "|\n"
	wide := strings.Repeat("| 98765 ", 45) + "|\n"
	write("content/m/01-uno.md", "# Uno\n\nEntre a {{SITIO}}.\n\n## Ancha\n\n"+row+strings.Repeat("|---", 14)+"|\n"+row+"\n"+wide+strings.Repeat("|---", 45)+"|\n"+wide+"\n```mermaid\nflowchart LR\n  S[Solicitud] --> R[Radicar]\n```\n\nFin.\n")
	printer(t, "pdf", "--content", filepath.Join(site, "content"), "--out", site, "--ambiente", "pruebas")
	sheets := sheetsOf(t, filepath.Join(site, "M-1_v3_pruebas.pdf"))
	all := strings.Join(sheets, "")
	if !strings.Contains(sheets[0], "Ambiente: Pruebas") || !strings.Contains(all, "Entre a dos.example") || strings.Contains(all, "uno.example") {
		t.Error(all)
	}

	if !strings.Contains(all, "Solicitud") || !strings.Contains(all, "Radicar") || strings.Contains(all, "flowchart") {
		t.Error("the diagram that the browser draws is not there: ", all)
	}

	// The tables with many columns have a sheet turned on its side, with its own
	// header and their heading, nothing in them is broken, and the document is tagged and marked as what it is.
	info, err := exec.Command("pdfinfo", "-f", "1", "-l", "9", filepath.Join(site, "M-1_v3_pruebas.pdf")).Output()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(info), "841.92 x 594.96"); n != 1 || !regexp.MustCompile(`Tagged: +yes`).Match(info) {
		t.Errorf("%d sheets on their side\n%s", n, info)
	}
	for i, s := range sheets {
		if strings.Contains(s, "12345") && (!strings.Contains(s, "Código: M/1") || !strings.Contains(s, "Ancha") || strings.Count(s, "98765") != 90) {
			t.Errorf("sheet %d has no header, no heading or not all numbers: %s", i+1, s)
		}
	}
}

// TestBuildWithPDF puts the PDF beside the cover, and does not print again what
// has not changed.
func TestBuildWithPDF(t *testing.T) {
	if os.PathSeparator != '/' {
		t.Skip("the browser here is a script")
	}
	site := t.TempDir()
	real, err := paper.Find(os.Getenv("CHROMIUM"), os.Getenv)
	if err != nil {
		t.Fatalf("%v; sh .ci/prepare installs a browser", err)
	}
	browser, log := filepath.Join(site, "navegador"), filepath.Join(site, "log")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\necho x >> "+log+"\nexec "+real+" \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	starts := func() int {
		data, _ := os.ReadFile(log)
		return len(data) / 2
	}
	for _, m := range []string{"a", "b"} {
		write("content/"+m+"/manual.yaml", "titulo: Manual "+m+"\ncodigo: "+m+"\nversion: \"1\"\n")
		write("content/"+m+"/01-uno.md", "# Uno\n\nTexto.\n")
	}
	build := func() {
		t.Helper()
		printer(t, "build", "--quiet", "--pdf", "--browser", browser, "--content", filepath.Join(site, "content"), "--out", filepath.Join(site, "public"), "--cache", filepath.Join(site, "cache"))
	}
	read := func(name string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(site, "public", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	build()
	a, b := read("a/a_v1.pdf"), read("b/b_v1.pdf")
	if !bytes.Contains(read("a/index.html"), []byte(`<a href="a_v1.pdf">Descargar el PDF</a>`)) || starts() != 1 {
		t.Errorf("%d starts; %s", starts(), read("a/index.html"))
	}
	build()
	if starts() != 1 || !bytes.Equal(a, read("a/a_v1.pdf")) {
		t.Errorf("nothing changed, and the browser was started %d times", starts())
	}
	write("content/a/01-uno.md", "# Uno\n\nOtro texto.\n")
	build()
	if starts() != 2 || bytes.Equal(a, read("a/a_v1.pdf")) || !bytes.Equal(b, read("b/b_v1.pdf")) {
		t.Errorf("one changed, and the browser was started %d times", starts())
	}
}
