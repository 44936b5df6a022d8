package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"folio/internal/i18n"
)

// answering runs a command line at a terminal where somebody types answers.
func answering(t *testing.T, answers string, args ...string) (status int, out, said string) {
	t.Helper()
	var o, e bytes.Buffer
	status = Run(args, Streams{In: strings.NewReader(answers), Out: &o, Err: &e, Getenv: func(string) string { return "" }, Asks: true})
	return status, o.String(), e.String()
}

// TestNewAsksAtATerminal: what is missing is asked for, by number or by name, and
// again when the answer is empty; what is there is not.
func TestNewAsksAtATerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	wants := func(text string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q does not say %q", text, w)
			}
		}
	}
	is := func(name string) {
		t.Helper()
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	status, out, said := answering(t, "1\n\n  Mis   manuales \n", "new")
	wants(said, "¿Qué quiere comenzar?", " 1. sitio", "¿Cómo se llama el sitio?")
	wants(out, "Sitio «Mis manuales» en la carpeta «mis-manuales»")
	if status != exitFine || strings.Count(said, "¿Cómo se llama") != 2 {
		t.Errorf("status %d: %s", status, said)
	}
	t.Chdir("mis-manuales")
	if status, _, said = answering(t, "Registro\r\n", "nuevo", "manual"); status != exitFine {
		t.Errorf("status %d: %s", status, said)
	}
	wants(said, "¿De qué sistema es el manual?")
	is("content/registro/manual.yaml")
	status, out, said = answering(t, "registro\n1", "new", "seccion") // no line break at the end
	wants(said, "¿De cuál manual es la sección?", " 2. registro", " 1. Glosario")
	wants(out, "content/registro/12-glosario.md")
	if status != exitFine {
		t.Errorf("status %d: %s", status, said)
	}
	// Whoever says it all is asked nothing.
	if _, _, said = answering(t, "", "new", "seccion", "Red", "--manual", "registro"); said != "" {
		t.Errorf("asked %q", said)
	}
	is("content/registro/13-red.md")
	// Another kind by its name, a wrong one, and no answer at all.
	status, _, said = answering(t, "sección\n1\nAnexo\n", "new")
	wants(said, "Escriba el número, o el título de otra sección")
	is("content/mi-sistema/12-anexo.md")
	if status != exitFine {
		t.Errorf("status %d: %s", status, said)
	}
	for answers, word := range map[string]string{"pagina\n": "no sabe comenzar «pagina»", "": "falta decir qué se comienza", "1\n": "falta el nombre del sitio", "2\n\n\n\n\nX\n": "falta el nombre del manual"} {
		status, _, said = answering(t, answers, "new")
		wants(said, word)
		if status != exitUsage {
			t.Errorf("%q: status %d", answers, status)
		}
	}
	if left, _ := filepath.Glob("content/*/.folio-nuevo*"); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// TestAQuestionCanBeInterrupted: a command that waits for an answer ends at once,
// and nothing is begun.
func TestAQuestionCanBeInterrupted(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	a := &app{Streams: Streams{In: r, Out: io.Discard, Err: io.Discard, Asks: true}, texts: i18n.For(i18n.Spanish)}
	got := make(chan error, 1)
	go func() {
		_, err := a.ask(ctx, "¿?", a.usage("cli.new.which"))
		got <- err
	}()
	cancel()
	select {
	case err := <-got:
		if a.finish(err) != exitInterrupted {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it waits on")
	}
}
