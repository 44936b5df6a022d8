package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"folio/internal/browsertest"
)

// TestValues: whoever has chosen an environment meets no other's values, on the sheet for
// who is on call, in links to who helps, on paper and where procedures are carried out.
func TestValues(t *testing.T) {
	out := siteOf(t, valuedSite)
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	browser := browsertest.Start(t)
	for _, where := range []struct{ name, site string }{{"http", server.URL + "/"}, {"file", "file://" + filepath.ToSlash(out) + "/"}} {
		t.Run(where.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(browser, atMost)
			defer cancel()
			r := &reader{t, ctx, where.site}
			r.reset()
			valuesOnCall(r)
			valuesOnPaper(r)
			valuesInARun(r)
		})
	}
}

func valuesOnCall(r *reader) {
	const moves = `[...document.querySelectorAll('.duty-move')].filter(e => e.offsetHeight).map(e => e.innerText.replace(/\s+/g, ' ').trim()).join(' | ')`
	r.open("alfa/guardia.html")
	eval[any](r, `(() => { const b = document.querySelector('.env input[value=produccion]'); if (!b.checked) b.click(); })()`)
	r.until(`document.querySelector('.env-list').value === 'produccion'`)
	r.want("production has its own", moves, "Primero: Reinicie. Peligro: Se pierden las sesiones. Bash Copiar reiniciar --en prod")
	eval[any](r, `document.querySelector('.env input[value=pruebas]').click()`)
	r.until(`document.querySelector('.env-list').value === 'pruebas'`)
	r.want("and the tests theirs", moves, "Primero: Reinicie. Bash Copiar reiniciar --en pru")
	r.want("so have the links", `[...document.querySelectorAll('.duty-rows a[href^=tel], .duty-rows a[href^=mailto]')].map(a => a.getAttribute('href') + ' ' + a.textContent).join(' | ')`,
		"tel:6010000002 601 000 0002 | mailto:mesa@pru.sis.example mesa@pru.sis.example")
	r.size(360)
	r.want("nothing is wider than a phone", `String(document.documentElement.scrollWidth <= 360)`, "true")
	r.size(1280)
}

// valuesOnPaper: the header and the foot of sheets follow the choice.
func valuesOnPaper(r *reader) {
	r.open("alfa/imprimir.html")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		r.Fatal(err)
	}
	const sheet = `['head', 'foot', 'wide'].map(n => getComputedStyle(document.documentElement).getPropertyValue('--f-' + n).match(/MANUAL DE \w+|M-A-GTI-\d+/g).join()).join(' | ')`
	r.until(`getComputedStyle(document.documentElement).getPropertyValue('--f-head')`)
	r.want("sheets name the environment's", sheet, "MANUAL DE PRU,M-A-GTI-02 | M-A-GTI-02 | MANUAL DE PRU,M-A-GTI-02")
	eval[any](r, `document.querySelector('.env input[value=produccion]').click()`)
	r.want("and the other's", sheet, "MANUAL DE PROD,M-A-GTI-01 | M-A-GTI-01 | MANUAL DE PROD,M-A-GTI-01")
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		r.Fatal(err)
	}
}

// valuesInARun: the procedure and the errors that are like what failed are named as they
// are in the environment of the run.
func valuesInARun(r *reader) {
	r.open("alfa/ejecutar.html#s1.cambio-de-host")
	r.until(`document.querySelector('.run-form')`)
	r.want("as chosen", `document.querySelector('.run-form h1').textContent`, "1.1 Cambio de prod.sis.example")
	eval[any](r, `(() => { const s = document.querySelector('#f\\.ambiente'); s.value = 'pruebas'; s.dispatchEvent(new Event('change', {bubbles: true})); })()`)
	r.want("as in the environment of the run", `document.querySelector('.run-form h1').textContent`, "1.1 Cambio de pru.sis.example")
	eval[any](r, type_+`('#f\\.ejecuta', 'Persona'); `+type_+`('#f\\.numero', 'CAM-1'); document.querySelector('.run-form').requestSubmit()`)
	r.until(`document.querySelector('.is-current')`)
	eval[any](r, `document.querySelector('.run-step [aria-keyshortcuts=f]').click(); document.querySelector('#f\\.motivo').value = 'responde 502'; document.querySelector('.run-ask').requestSubmit()`)
	r.until(`document.querySelector('.run-failed')`)
	r.want("so are the errors like it", `document.querySelector('.run-failed li').innerText.replace(/\s+/g, ' ')`, "El servidor pru.sis.example responde 502 No abre pru.sis.example.")
	r.want("and the record", `folioRun.all()[0].procedimiento.titulo + ' | ' + folioRun.all()[0].manual.titulo`, "Cambio de pru.sis.example | Manual de pru.sis.example")
	eval[any](r, `localStorage.clear()`)
}

// valuedSite says what depends on the environment wherever that may be said.
const valuedSite = `-- folio.yaml --
titulo: Manuales
-- content/alfa/manual.yaml --
titulo: Manual de {{HOST}}
codigo: M-A-GTI-{{NUM}}
plantilla: manual-de-despliegue
soporte: {correo: "mesa@{{HOST}}", telefono: "601 000 00{{NUM}}"}
ambientes:
  - {id: produccion, nombre: Producción, variables: {HOST: prod.sis.example, NUM: "01"}}
  - {id: pruebas, nombre: Pruebas, variables: {HOST: pru.sis.example, NUM: "02"}}
-- content/alfa/07-procedimiento-de-despliegue.md --
# Procedimiento de despliegue

## Cambio de {{HOST}} {ejecutar}

1. Cambie:

` + "   ```bash\n   cambiar {{HOST}}\n   ```" + `

2. Compruebe.
-- content/alfa/08-errores.md --
# Errores técnicos más comunes y su solución

## El servidor {{HOST}} responde 502

**Escenario:** al abrir.

**Síntomas típicos:** no abre {{HOST}}.

**Posibles causas:** varias.

**Diagnóstico:** mire.

**Solución paso a paso:**

::: {pestaña="Producción"}

> [!PELIGRO]
> Se pierden las sesiones.

Reinicie.

` + "```bash\nreiniciar --en prod\n```" + `

:::

::: {pestaña="Pruebas"}

Reinicie.

` + "```bash\nreiniciar --en pru\n```" + `

:::
`
