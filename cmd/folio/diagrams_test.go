package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"

	"folio/internal/browsertest"
)

const diagramSite = `
-- folio.yaml --
titulo: Diagramas
-- content/m/manual.yaml --
titulo: M
codigo: A
version: "1"
vigencia: 2026-01-01
proceso: p
entidad: e
-- content/m/01-dibujos.md --
# Dibujos

` + "```mermaid" + `
C4Context
Person(u, "<img src=x onerror=alert(1)>", "' onload='alert(1)")
System(s, "Sistema", $link="02-otra.md")
Rel(u, s, "</text><script>alert(1)</script>", "HTTPS")
` + "```" + `

Imagen: Contexto

` + "```mermaid" + `
flowchart LR
  A["<img src=x onerror=parent.postMessage('x','*')>"] --> B["<script>alert(1)</script>"]
  click A "javascript:alert(1)"
` + "```" + `

Imagen: Flujo

` + "```mermaid" + `
flowchart LR
  A[sin cerrar --> B
` + "```" + `
-- content/m/02-otra.md --
# Otra

Texto.
`

// TestDiagramsInTheBrowser: from a folder, what Folio drew and what the frame
// drew enlarge, what is hostile in either does nothing, what is wrong is said,
// and pages without a diagram load nothing for them.
func TestDiagramsInTheBrowser(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(diagramSite)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	out := filepath.Join(dir, "public")
	getenv := func(key string) string { return map[string]string{"LANG": "es_CO.UTF-8", "HOME": dir}[key] }
	if status := Run([]string{"build", "--content", filepath.Join(dir, "content"), "--out", out}, Streams{Out: &said, Err: &said, Getenv: getenv}); status != exitFine {
		t.Fatalf("status %d\n%s", status, said.String())
	}
	plain, err := os.ReadFile(filepath.Join(out, "m", "otra.html"))
	if err != nil || bytes.Contains(plain, []byte("diagrama.")) || bytes.Contains(plain, []byte("frame-src")) {
		t.Errorf("a page without a diagram loads something for them (%v)", err)
	}
	ctx := browsertest.Start(t)
	if _, err := chromedp.Run(ctx, chromedp.Navigate("file://"+filepath.ToSlash(out)+"/m/dibujos.html")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, script, want string }{
		{"all is drawn, or said to be wrong", `(async () => {
			window.broken = [];
			window.alert = () => broken.push('alert');
			document.addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective));
			for (let i = 0; i < 1200 && (!window.folioDiagrams || folioDiagrams()); i++) await new Promise(r => setTimeout(r, 25));
			return [document.querySelectorAll('.c4').length, document.querySelectorAll('.is-drawn').length, document.querySelectorAll('.is-faulty').length].join();
		})()`, "1,1,1"},
		{"the fault is named", `String(/^El diagrama no se pudo dibujar: Parse error/.test(document.querySelector(".diagram-error").textContent))`, "true"},
		{"its text shows", `String(document.querySelector('.is-faulty pre').offsetHeight > 0)`, "true"},
		{"a picture, no markup", `Array.from(document.querySelectorAll('.is-drawn .table-scroll > *'), e => e.nodeName + e.src.slice(0, 18)).join()`, "IMGdata:image/svg+xml,IMGdata:image/svg+xml"},
		{"one of them shows", `String(Array.from(document.querySelectorAll('.is-drawn img')).filter(i => i.offsetWidth > 50).length)`, "1"},
		{"the frame is in a sandbox", `(f => f.getAttribute('sandbox') + (f.contentDocument === null))(document.querySelector('iframe'))`, "allow-scriptstrue"},
		{"nothing ran", `String(broken) + document.querySelectorAll('figure script, figure img[onerror], figure [onload]').length`, "0"},
		{"words are words", `document.querySelector('.c4 .p .n').textContent`, "<img src=x onerror=alert(1)>"},
		{"elements lead on", `document.querySelector('.c4 a').getAttribute('href')`, "otra.html"},
		{"drawings enlarge", `(async () => {
			const seen = [];
			for (const b of document.querySelectorAll('.diagram-open')) {
				b.click();
				const d = document.querySelector('dialog.viewer');
				seen.push(d.open, d.querySelector('.viewer-stage').firstChild.nodeName, d.querySelector('p').textContent);
				d.close();
			}
			return seen.join('|');
		})()`, "true|svg|Imagen 1. Contexto|true|IMG|Imagen 2. Flujo"},
	} {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](c.script, chromedp.EvalAwaitPromise))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, not %q (%v)", c.what, got, c.want, err)
		}
	}
}
