package main

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// shortRun is a manual with all that a run can meet, in three steps, and its rollback
// in three more.
var shortRun = map[string]string{
	"turno/manual.yaml": "titulo: Turno\ncodigo: M-7\nversion: \"1\"\nplantilla: manual-de-despliegue\n",
	"turno/01-procedimiento-de-despliegue.md": `# Procedimiento de despliegue

1. Detenga el servicio:

   ~~~bash {pestaña="Linux"}
   sudo systemctl stop app
   ~~~

   ~~~powershell {pestaña="Windows"}
   Stop-Service app
   ~~~

   1. Avise en el canal.
   2. Espere un minuto.

   > [!PELIGRO]
   > Los usuarios quedan sin servicio.

2. Borre la base anterior: {irreversible}

   ~~~bash
   dropdb vieja
   ~~~

3. Inicie el servicio.

## Reversión

1. Restaure la base.
2. Compruebe el servicio.
3. Avise en el canal.
`,
}

// TestRunningKeepsWhatHappened tells what a run must never lose or say wrongly: a
// story for each.
func TestRunningKeepsWhatHappened(t *testing.T) {
	site := newRunningSite(t, shortRun)
	site.each(t, func(_ string, r *reader) {
		for _, play := range []func(*reader){failedRollback, textThatIsNotKept, heldKeys, handedOver, rollbackIsPartOfItsRun, openedAgain, clockPutBack, skippedBeforeDeciding, windowThatEndsFirst, changedAround, stepsAsTheyWereRead} {
			play(r)
			eval[any](r, `localStorage.clear()`)
		}
	})
}

// at sets the clock of the page.
func (r *reader) at(clock string) {
	r.Helper()
	eval[any](r, `folioRun.now = () => '2026-03-02T`+clock+`:00-05:00'`)
}

// begin begins the short procedure at two in the morning.
func (r *reader) begin() {
	r.Helper()
	r.open("turno/ejecutar.html?" + r.Name() + "#s1")
	r.until(`document.querySelector('.run-form')`)
	r.at("02:00")
	eval[any](r, type_+`('#f\\.ejecuta', 'Ana Turno'); `+type_+`('#f\\.numero', 'CAM-7'); document.querySelector('.run-form').requestSubmit()`)
	r.until(`document.querySelector('.is-current')`)
}

// press clicks the button of the page that says something.
func (r *reader) press(word string) {
	r.Helper()
	button := `[...document.querySelectorAll('.run button')].find(b => b.checkVisibility() && b.firstChild.textContent === '` + word + `')`
	r.until(button)
	eval[any](r, button+`.click()`)
}

// settle ends the current step otherwise than well.
func (r *reader) settle(word, why string) {
	r.Helper()
	eval[any](r, `document.querySelector('.is-current > .run-step').focus()`)
	r.keys(map[string]string{"Falló": "f", "Omitir": "o"}[word])
	r.until(`document.querySelector('#f\\.motivo')`)
	eval[any](r, `document.querySelector('#f\\.motivo').value = '`+why+`'; document.querySelector('.run-step .run-ask').requestSubmit()`)
}

// revert begins the rollback.
func (r *reader) revert() {
	r.Helper()
	r.press("Reversión")
	r.until(`document.querySelector('.run-questions .button-danger')`)
	eval[any](r, `document.querySelector('.run-questions .button-danger').click()`)
	r.until(stepNow + `.startsWith('#s1.reversion-paso-1')`)
}

// end ends a run early, with a result.
func (r *reader) end(result, verifies, pending string) {
	r.Helper()
	r.press("Terminar")
	r.until(`document.querySelector('.run-close')`)
	eval[any](r, `document.querySelector('#f\\.resultado').value = '`+result+`'; `+type_+`('#f\\.verifica', '`+verifies+`'); `+type_+`('#f\\.pendientes', '`+pending+`'); document.querySelector('.run-close').requestSubmit()`)
	r.until(`document.querySelector('.acta')`)
}

// take imports a file.
func (r *reader) take(text string) {
	r.Helper()
	eval[any](r, `(text => { const files = new DataTransfer(), input = document.querySelector('#f\\.importar'); files.items.add(new File([text], 'e.json')); input.files = files.files; input.dispatchEvent(new Event('change')); })(`+text+`)`)
}

// section is what a section of the record says.
func section(title string) string {
	return `[...document.querySelectorAll('.acta section')].find(s => s.firstChild.textContent === '` + title + `').innerText.replace(/\s+/g, ' ')`
}

// failedRollback: what the rollback ended with is the result of the run.
func failedRollback(r *reader) {
	r.begin()
	r.settle("Falló", "no se detiene")
	r.revert()
	r.end("fallido", "Vera Verificadora", "Restaurar a mano la base")
	r.want("the result is that of the rollback", section("Resultado"),
		"Resultado Resultado Sin revertir: la reversión no terminó bien Se usó la reversión Sí Resultado de la reversión Fallido Trabajo pendiente después de la reversión Restaurar a mano la base")
	r.want("who verified it is named", section("Firmas"), "Firmas Acto Nombre Firma Fecha Ejecutó Ana Turno Verificó Aprobó Ejecutó la reversión Ana Turno Verificó la reversión Vera Verificadora")
	r.want("the data say so, too", `(f => f.acta.resultado + ' ' + f.reversion.resultado)(folioRun.open(folioRun.pack(...(r => [r, folioRun.back(r)])(folioRun.read(location.hash.split('=')[1])))))`, "sin-revertir fallido")
	r.press("Volver a la lista")
	r.want("and so does the list", `[...document.querySelectorAll('.run-past .run-result')].map(e => e.textContent).sort().join(' | ')`, "Fallido | Sin revertir: la reversión no terminó bien")
}

// textThatIsNotKept: a step does not end, nor is it left, while a text of it waits for
// a decision, and no text is so long that the run could not be read again.
func textThatIsNotKept(r *reader) {
	const now = `document.activeElement.className + ' ' + document.querySelector('.is-current .run-alarm:not([hidden])').textContent.slice(0, 36) + ' ' + folioRun.all()[0].pasos[0].estado`
	r.begin()
	eval[any](r, type_+`('.is-current .run-mono', 'entró con password=Zx9kQw77Lm y salió')`)
	for _, word := range []string{"Hecho", "Falló", "Omitir", "Reversión", "Terminar", "Entregar turno", "Salir y seguir después"} {
		eval[any](r, `document.activeElement.blur()`)
		r.press(word)
		r.want(word+" waits for the decision", now, "run-mono Antes de seguir, resuelva esto. Esto pendiente")
	}
	r.press("Taparla con puntos")
	r.press("Hecho")
	r.until(stepNow + ` === '#s1.paso-2'`)
	r.want("the evidence is kept", `folioRun.all()[0].pasos[0].evidencia`, "entró con password=••••• y salió")
	r.press("Volver a abrir")
	eval[any](r, type_+`('.is-current textarea:not(.run-mono)', 'ñ'.repeat(folioRun.limit + 1))`)
	r.press("Hecho")
	r.want("too long a note, too", `document.activeElement.id + ' ' + folioRun.all()[0].pasos[0].estado`, "f.notas.paso-1 pendiente")
	eval[any](r, type_+`('.is-current textarea:not(.run-mono)', 'corta')`)
	r.settle("Falló", "")
	r.want("a reason is asked for", `document.querySelector('.run-step .run-ask .run-alarm').textContent`, "Escriba el motivo: queda en el acta.")
	eval[any](r, `document.querySelector('#f\\.motivo').value = 'x'.repeat(folioRun.limit + 1); document.querySelector('.run-step .run-ask').requestSubmit()`)
	r.want("of a length that can be kept", `document.querySelector('.run-step .run-ask .run-alarm').textContent.slice(0, 20) + folioRun.all()[0].pasos[0].estado`, "El texto es más largpendiente")
	eval[any](r, `document.querySelector('#f\\.motivo').value = 'no'; document.querySelector('.run-step .run-ask').requestSubmit()`)
	r.press("Terminar")
	eval[any](r, `document.querySelector('#f\\.pendientes').value = 'y'.repeat(folioRun.limit + 1); document.querySelector('.run-close').requestSubmit()`)
	r.want("so has what is left", `document.activeElement.id + ' ' + document.activeElement.nextElementSibling.textContent.slice(0, 20)`, "f.pendientes El texto es más larg")
}

// heldKeys: a key that is held acts once.
func heldKeys(r *reader) {
	r.begin()
	hold := func(key string) {
		r.Helper()
		for n := range 4 {
			again := n > 0
			press := input.DispatchKeyEventParams{Type: "keyDown", Key: key, Text: key, AutoRepeat: &again}
			if _, err := chromedp.Call(r.ctx, input.DispatchKeyEvent, press); err != nil {
				r.Fatal(err)
			}
		}
		if _, err := chromedp.Call(r.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyUp", Key: key}); err != nil {
			r.Fatal(err)
		}
	}
	hold("f")
	r.want("F asks why, and writes nothing", `document.activeElement.id + ':' + document.activeElement.value`, "f.motivo:")
	hold("f")
	r.want("what is typed there is", `document.activeElement.value`, "ffff")
	eval[any](r, `document.querySelector('.run-step .run-ask').requestSubmit()`)
	r.revert()
	hold("h")
	r.want("H ends one step", `folioRun.all().find(r => r.origen).pasos.map(p => p.estado).join(' ')`, "hecho pendiente pendiente")
}

// handedOver: who goes on with a rollback on another computer has the run that it
// gives back, and its record.
func handedOver(r *reader) {
	r.begin()
	r.settle("Falló", "no se detiene")
	r.revert()
	eval[any](r, `folioRun.save = (name, type, text) => sessionStorage.setItem('file', text)`)
	r.press("Entregar turno")
	r.press("Salir y seguir después")
	eval[any](r, `localStorage.clear()`)
	r.open("turno/ejecutar.html?other")
	r.until(`document.querySelector('#f\\.importar')`)
	r.take(`sessionStorage.getItem('file')`)
	r.until(stepNow + `.startsWith('#s1.reversion-paso-1')`)
	r.end("exitoso", "Vera", "")
	r.want("the record has both", `[...document.querySelectorAll('.acta h2')].map(h => h.textContent).slice(2, 4).join() + ' ' + folioRun.read(location.hash.split('=')[1]).resultado`, "Ejecución,Reversión revertido")
	r.press("Volver a la lista")
	r.until(`document.querySelector('#f\\.importar')`)
	r.take(`(o => { o.reversion = ''; return folioRun.pack(o, null); })(folioRun.all().find(o => o.reversion))`)
	r.until(`document.querySelector('.run-app > .run-alarm')`)
	r.want("a file from before the rollback does not take it away", `document.querySelector('.run-app > .run-alarm').textContent + !!folioRun.all().find(o => o.reversion)`,
		"La ejecución de este navegador tiene una reversión que el archivo no tiene: se perdería. No se importó.true")
}

// rollbackIsPartOfItsRun: neither is deleted without the other, and a record that
// lacks one says so.
func rollbackIsPartOfItsRun(r *reader) {
	const items = `[...document.querySelectorAll('.run-past li')]`
	r.begin()
	r.settle("Falló", "no se detiene")
	r.revert()
	r.end("exitoso", "Vera", "")
	id := eval[string](r, `location.hash.split('=')[1]`)
	r.press("Volver a la lista")
	r.until(items + `.length === 2`)
	r.want("the rollback cannot be deleted alone", items+`.map(li => li.querySelector('.run-of:nth-of-type(3)')?.textContent + [...li.querySelectorAll('button')].map(b => b.textContent).join(' ')).sort().join(' | ')`,
		"Es la reversión de la ejecución del 02/03/2026 02:00, y se elimina con ella.Exportar | undefinedExportar Eliminar")
	eval[any](r, items+`[0].querySelector('a').click()`)
	r.until(`document.querySelector('.acta')`)
	r.want("and leads to the record of both", `document.querySelector('.acta-id').textContent`, "Registro "+id)
	eval[any](r, `window.back = folioRun.read(folioRun.read('`+id+`').reversion); folioRun.remove(back.id); location.hash = '#'`)
	r.until(items + `.length === 1`)
	eval[any](r, items+`[0].querySelector('a').click()`)
	r.until(`document.querySelector('.acta')`)
	r.want("a record without it says so", `(t => t.includes('El registro ' + back.id + ', de la reversión, no está') + ' ' + t.includes('Se usó la reversión Sí'))(`+section("Resultado")+`)`, "true true")
	eval[any](r, `folioRun.write(back); location.hash = '#'`)
	r.press("Eliminar")
	r.until(`document.querySelector('.run-past .run-ask')`)
	r.want("what is lost is said", `document.querySelector('.run-past .run-ask p').textContent.slice(0, 62)`, "¿Eliminar de este navegador esta ejecución y su reversión? No")
	eval[any](r, `document.querySelector('.run-past .run-ask button').click()`)
	r.until(items + `.length === 0`)
	r.want("nothing is left", `String(folioRun.all().length)`, "0")
}

// openedAgain: the log keeps what a step was before it was opened again, and the step
// that waited meanwhile keeps its beginning.
func openedAgain(r *reader) {
	r.begin()
	eval[any](r, type_+`('.is-current .run-mono', 'inactive (dead)')`)
	r.at("02:05")
	r.press("Hecho")
	r.at("02:30")
	r.press("Volver a abrir")
	r.until(stepNow + ` === '#s1.paso-1'`)
	eval[any](r, type_+`('.is-current .run-mono', 'otra')`)
	r.at("02:31")
	r.press("Hecho")
	r.until(stepNow + ` === '#s1.paso-2'`)
	r.end("interrumpido", "Vera", "")
	r.want("the log has both", section("Bitácora"), "Bitácora 02/03/2026 02:30 · Paso 1: se volvió a abrir Antes: Hecho, de 02:00 a 02:05. Evidencia inactive (dead) 02/03/2026 02:30 · Paso 2: se dejó en espera; comienzo: 02/03/2026 02:05")
	r.want("the steps have the last", `[...document.querySelectorAll('.acta-steps tr:not(.acta-more)')].slice(1, 3).map(tr => [...tr.children].slice(2).map(td => td.textContent).join(' ')).join(' | ')`, "02:30 02:31 1:00 Hecho | 02:05 — — Sin hacer")
	r.want("and a file takes it along", `(r => JSON.stringify(folioRun.open(folioRun.pack(r, null)).acta) === JSON.stringify(r))(folioRun.all()[0]) + ''`, "true")
	r.want("what is no such thing is no run", `(r => { r.eventos[0].antes = {estado: 'otro'}; return folioRun.check(r) + ''; })(folioRun.all()[0])`, "null")
}

// clockPutBack: a run goes on when the clock is put right.
func clockPutBack(r *reader) {
	r.begin()
	r.at("02:10")
	r.settle("Falló", "no se detiene")
	r.until(`document.querySelector('.run-failed')`)
	r.at("02:05")
	r.press("Seguir con el siguiente")
	r.until(stepNow + ` === '#s1.paso-2'`)
	r.at("02:04")
	r.press("Continuar con el paso")
	r.at("02:03")
	r.press("Hecho")
	r.until(stepNow + ` === '#s1.paso-3'`)
	r.end("interrumpido", "Vera", "")
	r.want("no time was measured that was not", `[...document.querySelectorAll('.acta-steps tr:not(.acta-more)')].slice(1, 3).map(tr => tr.children[4].textContent).join(' ')`, "10:00 —")
	r.want("and the record says why", section("Desviaciones")+`.includes('El reloj del equipo se atrasó') + ''`, "true")
}

// skippedBeforeDeciding: who leaves out a step that nothing undoes has not decided to
// go on with it.
func skippedBeforeDeciding(r *reader) {
	r.begin()
	r.press("Hecho")
	r.until(`document.querySelector('.run-gate')`)
	r.settle("Omitir", "no hay base anterior")
	r.until(stepNow + ` === '#s1.paso-3'`)
	r.want("the log has no decision", `(r => r.pasos[1].estado + r.pasos[1].decision + r.eventos.length)(folioRun.all()[0])`, "omitido0")
}

// windowThatEndsFirst is said at its field.
func windowThatEndsFirst(r *reader) {
	r.open("turno/ejecutar.html?" + r.Name() + "#s1")
	r.until(`document.querySelector('.run-form')`)
	eval[any](r, type_+`('#f\\.ejecuta', 'Ana Turno'); `+type_+`('#f\\.numero', 'CAM-7'); `+type_+`('#f\\.desde', '2026-03-02T22:00'); `+type_+`('#f\\.hasta', '2026-03-02T21:00'); document.querySelector('.run-form').requestSubmit()`)
	r.want("it is refused at the field", `(e => e.id + ' ' + e.getAttribute('aria-invalid') + ' ' + document.getElementById(e.getAttribute('aria-describedby'))?.textContent)(document.activeElement)`,
		"f.hasta true La ventana no puede terminar antes de comenzar. Corrija una de las dos horas.")
	eval[any](r, type_+`('#f\\.hasta', '2026-03-02T23:00'); document.querySelector('.run-form').requestSubmit()`)
	r.until(`document.querySelector('.is-current')`)
}

// changedAround: what changed around the steps is told to who goes on, and later.
func changedAround(r *reader) {
	r.begin()
	r.press("Salir y seguir después")
	eval[any](r, `const e = folioRun.all()[0]; e.procedimiento.suma = 'otra'; folioRun.write(e); history.pushState(null, '', '#ejecucion=' + e.id); dispatchEvent(new Event('hashchange'))`)
	r.until(`document.querySelector('.run-bar')`)
	r.want("the run says so", `document.querySelector('.run-app > .run-alarm').textContent.slice(0, 73)`, "El texto que acompaña los pasos, o el valor de sus variables, cambió desd")
	r.press("Salir y seguir después")
	r.until(`document.querySelector('.run-past li')`)
	r.want("and the list", `document.querySelector('.run-past li').textContent.includes('Desde entonces cambió el texto que acompaña los pasos') + ''`, "true")
}

// stepsAsTheyWereRead: the record has a step's parts, what it warns of, and of which
// tab a command is.
func stepsAsTheyWereRead(r *reader) {
	r.begin()
	r.press("Hecho")
	r.end("interrumpido", "Vera", "")
	r.want("the step is all there", `document.querySelector('.acta-more').innerText.replace(/\s+/g, ' ')`,
		"Partes del paso 1. Avise en el canal. 2. Espere un minuto. Comando, en la pestaña «Linux» sudo systemctl stop app Comando, en la pestaña «Windows» Stop-Service app Avisos del paso Peligro: Los usuarios quedan sin servicio.")
	r.want("a run without these is a run", `(r => { r.pasos.forEach(s => { delete s.pestanas; delete s.subpasos; delete s.avisos; }); return !!folioRun.check(r) && folioRun.draw(r, null).querySelector('.acta-more').textContent; })(folioRun.all()[0])`,
		"Comandosudo systemctl stop app\nStop-Service app")
	r.want("one with others is none", `(r => { r.pasos[0].subpasos = [1]; return folioRun.check(r) + ''; })(folioRun.all()[0])`, "null")
}
