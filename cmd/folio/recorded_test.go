package main

import (
	"path/filepath"
	"testing"

	"folio/internal/browsertest"
)

// TestWhatARecordSays of a step is what its reader types and reads: no marks of
// footnotes, no numbers of lines, no prompts, nothing that the block or the text
// takes out; powers are those of the data.
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

3. Espere 10<sup>-6</sup> s, 2<sup>n</sup> veces y x<sup>2n</sup>; agregue H<sub>2</sub>O y ~~8080~~ <del>80</del> <s>81</s> 443:

   Lea 5.

   **Resultado esperado**: x<sup>2n</sup>, CO<sub>2</sub> y CO<sub>dos</sub> ~~no~~.

[^1]: Nota.
`)
	r := &reader{t, browsertest.Start(t), "file://" + filepath.ToSlash(out) + "/"}
	r.open("m/ejecutar.html")
	r.want("the steps", `folioRun.data.procedimientos[0].pasos.map(s => { const x = folioRun.readStep(s); return [x.texto, x.comandos.join('|'), x.esperado].join(' · '); }).join('\n')`,
		"Abra el puerto 8443 y espere 10³ ms, el 1er turno: · cp a b · \nConsulte: · systemctl status vertia · responde en 8443.\n"+
			"Espere 10⁻⁶ s, 2n veces y x^2n; agregue H₂O y 443: ·  · x^2n, CO₂ y COdos .")
}
