package main

import (
	"path/filepath"
	"testing"

	"folio/internal/browsertest"
)

// TestWhatARecordSays of a step is what its reader types and reads: no marks of
// footnotes, no numbers of lines, no prompts, nothing that the block takes out.
func TestWhatARecordSays(t *testing.T) {
	out := siteOf(t, `
-- content/m/manual.yaml --
titulo: M
plantilla: guia
-- content/m/01-uno.md --
# Uno {ejecutar}

1. Abra el puerto 8443[^1] y espere 10<sup>3</sup> ms, el 1<sup>er</sup> turno:

   `+"```bash {lineas inicio=10 quitadas=\"1\" marcas}"+`
   rm -rf /viejo
   cp a b  # (1)
   `+"```"+`

   1. Explicación.

2. Consulte:

   `+"```console"+`
   $ systemctl status vertia
   active (running)
   `+"```"+`

   **Resultado esperado:** responde en 8443[^1].

[^1]: Nota.
`)
	r := &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(out) + "/"}
	r.open("m/ejecutar.html")
	r.want("the steps", `folioRun.data.procedimientos[0].pasos.map(s => { const x = folioRun.readStep(s); return [x.texto, x.comandos.join('|'), x.esperado].join(' · '); }).join('\n')`,
		"Abra el puerto 8443 y espere 10³ ms, el 1er turno: · cp a b · \nConsulte: · systemctl status vertia · responde en 8443.")
}
