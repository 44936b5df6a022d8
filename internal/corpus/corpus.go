// Package corpus writes deployment manuals that nobody wrote, for tests and
// benchmarks that need many of them.
//
// A manual has twelve pages of some 7 KB: prose, tables, callouts, lists,
// footnotes, code in sixteen languages, an image, and links to its own
// sections and to other manuals. The words are Spanish, or look it, and are as
// unevenly frequent as in real prose, so that a search index has the size it
// would have; the sentences mean nothing. The same seed gives the same bytes
// everywhere. It uses no construct that only Folio knows: the same text is
// also written in Hugo's layout, for comparisons. Nothing that ships imports
// it.
package corpus

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Pages is how many pages a manual has, its cover included.
const Pages = 12

var titles = [Pages - 1]string{
	"Objetivo", "Descripción de la solución", "Componentes del sistema", "Requisitos", "Configuración del sistema",
	"Configuraciones de seguridad", "Procedimiento de despliegue", "Errores más comunes", "Pruebas del sistema",
	"Mantenimiento y soporte", "Conclusiones",
}

// coverName is a cover's file in Folio's layout.
const coverName = "index.md"

// Write writes manuals into dir/content in Folio's layout.
func Write(dir string, manuals int, seed uint64) error {
	return write(filepath.Join(dir, "content"), manuals, seed, coverName, control)
}

// WriteHugo writes the same pages into dir/content in Hugo's layout: covers
// have another name, and what Folio has in manual.yaml is not there.
func WriteHugo(dir string, manuals int, seed uint64) error {
	content := filepath.Join(dir, "content")
	if err := write(content, manuals, seed, "_index.md", nil); err != nil {
		return err
	}
	return save(filepath.Join(content, "_index.md"), []byte("---\ntitle: Manuales de despliegue\n---\n"))
}

// Folder is the name of a manual's folder.
func Folder(manual int) string { return fmt.Sprintf("sistema-%04d", manual) }

// File is the name of a section's file, 1 to Pages-1, in its manual's folder.
func File(section int) string {
	title := strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", " ", "-").Replace(strings.ToLower(titles[section-1]))
	return fmt.Sprintf("%02d-%s.md", section, title)
}

// write writes all manuals into a content folder; config, unless nil, makes
// each one's manual.yaml. One manual is in memory at a time: who measures the
// memory of programs that it starts must itself be small.
func write(content string, manuals int, seed uint64, cover string, config func(manual int, title string) []byte) error {
	picture, err := diagram()
	if err != nil {
		return err
	}
	for m := range manuals {
		w := newWriter(seed, m, manuals, cover)
		dir := filepath.Join(content, Folder(m))
		if err := save(filepath.Join(dir, "img", "arquitectura.png"), picture); err != nil {
			return err
		}
		title := w.manualTitle()
		if config != nil {
			if err := save(filepath.Join(dir, "manual.yaml"), config(m, title)); err != nil {
				return err
			}
		}
		if err := save(filepath.Join(dir, cover), w.cover(title)); err != nil {
			return err
		}
		for s := 1; s < Pages; s++ {
			if err := save(filepath.Join(dir, File(s)), w.section(s)); err != nil {
				return err
			}
		}
	}
	return nil
}

// control is a manual's manual.yaml.
func control(manual int, title string) []byte {
	return fmt.Appendf(nil, `titulo: %s
codigo: M-A-GTI-%d
version: "1"
vigencia: 2026-03-02
entidad: Autoridad Ambiental de Ejemplo
proceso: Gestión de Servicios de Información y Soporte Tecnológico
estado: vigente
`, title, manual)
}

func save(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// writer writes the pages of one manual, one after the other.
type writer struct {
	*rand.Rand
	rare    *rand.Zipf
	manual  int
	manuals int
	coverMD string
	page    bytes.Buffer
	notes   []string // footnotes of the page
}

func newWriter(seed uint64, manual, manuals int, cover string) *writer {
	r := rand.New(rand.NewPCG(seed, uint64(manual)))
	return &writer{Rand: r, rare: rand.NewZipf(r, 1.08, 8, rareWords-1), manual: manual, manuals: manuals, coverMD: cover}
}

// chance is true in n cases of a hundred.
func (w *writer) chance(n int) bool { return w.IntN(100) < n }

func (w *writer) manualTitle() string {
	return fmt.Sprintf("Manual de despliegue del sistema de %s %04d", pick(w, nouns), w.manual)
}

func (w *writer) put(format string, args ...any) { fmt.Fprintf(&w.page, format, args...) }

// start begins a page and finish ends it.
func (w *writer) start(title string, order int) {
	w.page.Reset()
	w.put("---\ntitle: %q\nweight: %d\ndescription: %q\n---\n\n", title, order, capital(w.phrase(8)))
}

func (w *writer) finish() []byte {
	for i, text := range w.notes {
		w.put("[^n%d]: %s\n\n", i+1, text)
	}
	w.notes = nil
	// Only now, so that the name's length does not tell on the text's.
	return bytes.ReplaceAll(w.page.Bytes(), []byte("/"+coverName+")"), []byte("/"+w.coverMD+")"))
}

func (w *writer) cover(title string) []byte {
	w.start(title, w.manual+1)
	w.paragraph()
	w.image()
	w.put("## Secciones\n\n")
	for i, t := range titles {
		w.put("%d. [%s](%s): %s\n", i+1, t, File(i+1), w.sentence(false))
	}
	w.put("\n## Resumen\n\n")
	w.paragraph()
	w.table()
	return w.finish()
}

// section writes blocks of every kind in any order, then goes on until the
// page is as long as such pages are.
func (w *writer) section(number int) []byte {
	w.start(titles[number-1], number)
	blocks := []func(){w.steps, w.callout}
	add := func(block func(), times int) {
		for range times {
			blocks = append(blocks, block)
		}
	}
	add(func() { w.code("") }, 1+w.IntN(3))
	add(w.table, 1+w.IntN(3))
	add(w.callout, w.IntN(2))
	add(w.image, w.IntN(2))
	w.Shuffle(len(blocks), func(i, k int) { blocks[i], blocks[k] = blocks[k], blocks[i] })

	w.paragraph()
	length, depth := 4000+w.IntN(4000), 2
	for i := 0; i < len(blocks) || w.page.Len() < length; i++ {
		w.put("%s %s\n\n", strings.Repeat("#", depth), capital(w.phrase(2+w.IntN(4))))
		w.paragraph()
		if i < len(blocks) {
			blocks[i]()
		} else {
			w.paragraph()
		}
		depth = min(depth+1, 2+w.IntN(5)/2)
	}
	w.put("## Cierre {#cierre-%02d}\n\n", number)
	w.paragraph()
	return w.finish()
}
