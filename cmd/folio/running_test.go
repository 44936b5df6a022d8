package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"folio/internal/browsertest"
)

// runningSite is the site of this repository with a few manuals more, built, on a
// server and in a folder. folio is the command on its content.
type runningSite struct {
	content string
	folio   func(args ...string) (said string, status int)
	site    map[string]string // by "http" and "file"
}

func newRunningSite(t *testing.T, more map[string]string) runningSite {
	t.Helper()
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.CopyFS(content, os.DirFS(filepath.Join("..", "..", "content"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range more {
		name = filepath.Join(content, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	folio := func(args ...string) (string, int) {
		var said bytes.Buffer
		getenv := func(key string) string { return map[string]string{"LANG": "es_CO.UTF-8", "HOME": dir}[key] }
		status := Run(append(args, "--content", content), Streams{Out: &said, Err: &said, Getenv: getenv})
		return said.String(), status
	}
	out := filepath.Join(dir, "public")
	if said, status := folio("build", "--out", out); status != exitFine {
		t.Fatal(said)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	return runningSite{content, folio, map[string]string{"http": server.URL + "/", "file": "file://" + filepath.ToSlash(out) + "/"}}
}

// each plays stories on the server and from the folder.
func (s runningSite) each(t *testing.T, play func(where string, r *reader)) {
	t.Helper()
	browser := browsertest.Start(t)
	for _, where := range []string{"http", "file"} {
		t.Run(where, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(browser, atMost)
			defer cancel()
			r := &reader{t, ctx, s.site[where]}
			r.reset()
			play(where, r)
		})
	}
}

// TestRunning carries out VERTIA's deployment from its beginning to its record, on a
// server and from a folder: a reload in the middle, a step that fails, the rollback,
// and the file that folio acta verificar reads.
func TestRunning(t *testing.T) {
	site := newRunningSite(t, map[string]string{"suelto/manual.yaml": "titulo: Suelto\n", "suelto/01-uno.md": looseCode})
	saved := map[string]string{}
	site.each(t, func(where string, r *reader) {
		runLooseCode(r)
		confirmSteps(r)
		saved[where] = carryOut(r)
		carryHostile(r)
	})
	if t.Failed() {
		return
	}
	file := filepath.Join(t.TempDir(), "acta.html")
	verify := func(text, want string, status int) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		said, got := site.folio("acta", "verificar", file)
		if got != status || !strings.Contains(said, want) {
			t.Errorf("exit status %d, want %d\n%s\nwant\n%s", got, status, said, want)
		}
	}
	text := saved["http"]
	verify(text, "está como se guardó y corresponde a M-A-GTI-90, versión 2", exitFine)
	if said, _ := site.folio("acta", "verificar", "--format", "json", file, file); strings.Count(said, `"state":"fine","manual-code":"M-A-GTI-90","manual-version":"2"`) != 2 {
		t.Errorf("to another program: %s", said)
	}
	// The evidence stands twice: as the reader sees it, and in the data.
	last := strings.LastIndex(text, "4 healthy")
	verify(text[:last]+"5 healthy"+text[last+len("4 healthy"):], "los datos del acta fueron modificados", exitContent)
	verify(strings.Replace(text, "4 healthy", "5 healthy", 1), "el documento fue modificado", exitContent)
	edit := func(name, was, is string) {
		t.Helper()
		name = filepath.Join(site.content, "vertia", name)
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(src), was) {
			t.Fatalf("%s does not have %q", name, was)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(src), was, is, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// A value of what stands before the first step, in a file that the section takes in.
	edit("manual.yaml", "SERVIDOR_APP: app1.pruebas.vertia.example", "SERVIDOR_APP: otro-equipo.vertia.example")
	verify(text, "o el valor de sus variables, es otro: Procedimiento de despliegue [ACT-06]", exitContent)
	edit("07-procedimiento-de-despliegue.md", "sudo docker compose pull", "sudo docker compose pull --quiet")
	verify(text, "Pasos distintos, nuevos o retirados: Procedimiento de despliegue: 6 [ACT-06]", exitContent)
}

const (
	stepNow = `String(document.querySelector('.is-current > .step-link')?.getAttribute('href'))`
	type_   = `((s, v) => { const e = document.querySelector(s); e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})); })`
)

// looseCode is a procedure whose code is not indented, as many write it.
const looseCode = "# Rotación {ejecutar}\n\n1. Genere la llave:\n\n```bash\nssh-keygen\n```\n\n2. Retire la anterior:\n\n```bash\nrm vieja\n```\n\n3. Avise.\n\nFin del texto.\n"

// runLooseCode: code that stands between two steps is the first one's, in the run and
// in its record.
func runLooseCode(r *reader) {
	r.open("suelto/ejecutar.html?3#s1")
	r.until(`document.querySelector('.run-form')`)
	eval[any](r, type_+`('#f\\.ejecuta', 'Persona'); `+type_+`('#f\\.numero', 'CAM-16'); document.querySelector('.run-form').requestSubmit()`)
	r.until(`document.querySelector('.is-current')`)
	r.want("a step has its code, above what can be done", `document.querySelector('.is-current').innerText.replace(/\s+/g, ' ').replace(/ Hecho.*/, '')`,
		"Genere la llave: Bash Copiar ssh-keygen Evidencia Pegue lo que mostró el comando. Notas")
	r.want("the record, too", `folioRun.all()[0].pasos.map(p => p.texto + p.comandos).join('|')`, "Genere la llave:ssh-keygen|Retire la anterior:rm vieja|Avise.")
	eval[any](r, `localStorage.clear()`)
}

// confirmSteps: where steps are done and then confirmed, in any order, those of
// another heading that have the same number are others.
func confirmSteps(r *reader) {
	r.open("vertia/ejecutar.html?2#s9")
	r.until(`document.querySelector('.run-form')`)
	eval[any](r, type_+`('#f\\.ejecuta', 'Persona'); `+type_+`('#f\\.numero', 'CAM-15'); document.querySelector('.run-form').requestSubmit()`)
	r.until(`document.querySelector('.run-bar')`)
	r.want("every step can be confirmed", `String(document.querySelectorAll('.run-step [aria-keyshortcuts=h]').length)`, "12")
	r.want("no id is there twice", `String((ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id)))`, "0")
	eval[any](r, `[...document.querySelectorAll('.run-step [aria-keyshortcuts=f]')][2].click(); document.querySelector('#f\\.motivo').value = 'no responde'; document.querySelector('.run-ask').requestSubmit()`)
	r.until(`document.querySelector('.run-failed')`)
	eval[any](r, `[...document.querySelectorAll('.run-failed button')].pop().click()`)
	r.until(`!document.querySelector('.run-failed')`)
	r.want("one step failed, and no other", `[...document.querySelectorAll('.is-failed')].map(e => e.id).join() + ' ' + document.querySelectorAll('.run-step [aria-keyshortcuts=h]').length`, "s9.certificados-paso-1 11")
	eval[any](r, `[...document.querySelectorAll('.run-tools .button')].find(b => b.textContent === 'Terminar').click()`)
	r.until(`document.querySelector('.run-close')`)
	eval[any](r, `document.querySelector('.run-close').requestSubmit()`)
	r.until(`document.querySelector('.acta')`)
	r.want("the record says under which heading", `[...document.querySelectorAll('.acta li')].map(e => e.textContent).find(t => t.includes('no responde'))`, "El paso 9.3 · 1 falló: no responde")
}

// carryOut plays the run, and returns the record as a file.
func carryOut(r *reader) (record string) {
	r.open("vertia/procedimiento-de-despliegue.html")
	r.want("the section leads there", `[...document.querySelectorAll('.run-links a')].map(a => a.getAttribute('href') + ' ' + a.textContent).join(' | ')`,
		"ejecutar.html#s7 Procedimiento de despliegue | ejecutar.html#s7.reversion Reversión")
	r.open("vertia/ejecutar.html?1#s7")
	r.until(`document.querySelector('.run-form')`)
	eval[any](r, type_+`('#f\\.ejecuta', 'Persona de turno'); `+type_+`('#f\\.numero', 'CAM-14'); const e = document.querySelector('#f\\.ambiente'); e.value = 'pruebas'; e.dispatchEvent(new Event('change', {bubbles: true}));`)
	eval[any](r, `document.querySelector('.run-form').requestSubmit()`)
	r.want("what must hold before is asked for", `document.querySelector('.run-form .run-alarm').textContent`, "Puntos sin cumplir: 5. Si comienza de todos modos, el acta lo dirá.")
	eval[any](r, `document.querySelectorAll('.run-before input').forEach((e, i) => { e.checked = i > 0; }); document.querySelector('.run-form').requestSubmit(); document.querySelector('.run-form')?.requestSubmit();`)
	r.until(`document.querySelector('.is-current')`)
	r.want("the first step is the current one", stepNow, "#s7.paso-1")
	r.want("its commands have the environment's values", `[...document.querySelectorAll('#s7\\.paso-8 pre .v')].map(v => v.textContent).join()`, "operador,bd1.pruebas.vertia.example")
	r.want("what it refers to opens beside it", `(() => { let to = ''; window.open = url => { to = url; }; document.querySelector('#s7\\.paso-2 p:last-of-type a').click(); document.querySelector('#s7\\.paso-10 p:last-of-type a').click(); return to.split('/').pop() + ' ' + !!document.querySelector('.run-bar'); })()`,
		"procedimiento-de-despliegue.html#reversion true")
	r.want("and the rollback is not there", `String([...document.querySelectorAll('.run-page h3')].filter(h => h.checkVisibility()).map(h => h.querySelector('.num').textContent))`, "7.1,7.2,7.3")
	const kept = `(JSON.parse(localStorage.getItem('folio-ejecucion/M-A-GTI-90/' + location.hash.split('=')[1])).pasos[0].evidencia)`
	eval[any](r, type_+`('.is-current .run-mono', 'DB_PASS=S3cr3to!2026')`)
	r.want("a secret is not kept", kept, "")
	eval[any](r, `document.querySelector('.is-current .run-alarm button').click()`)
	r.want("but covered", kept, "DB_PASS=•••••")
	eval[any](r, type_+`('.is-current .run-mono', 'api 2.2.4 healthy\u001b[0m')`)
	r.want("signs that nobody sees are shown", kept, "api 2.2.4 healthy␛[0m")
	eval[any](r, `document.querySelector('.is-current > .run-step').focus()`)
	for n := 1; n < 10; n++ {
		r.keys("h")
		r.until(stepNow + ` === '#s7.paso-` + []string{"", "2", "3", "4", "5", "6", "7", "8", "9", "10"}[n] + `'`)
	}

	// Meanwhile somebody reads the manual in another environment.
	eval[any](r, `localStorage.setItem('folio-ambiente-vertia', 'desarrollo'); window.old = true; location.reload()`)
	r.until(`!window.old && document.readyState === 'complete' && !document.querySelector('.waits') && document.querySelector('.run-gate')`)
	r.want("after a reload it goes on where it was", stepNow, "#s7.paso-10")
	r.want("and its environment", `document.querySelector('.run-env').textContent + ' ' + document.querySelector('#s7\\.paso-8 pre .v:last-of-type').textContent`, "Pruebas bd1.pruebas.vertia.example")
	r.want("a step that cannot be undone asks first", `String(!!document.querySelector('.is-current [aria-keyshortcuts=h]'))`, "false")
	eval[any](r, `document.querySelector('.run-gate .button-danger').click()`)
	r.until(`document.querySelector('.is-current [aria-keyshortcuts=h]')`)
	eval[any](r, `document.querySelector('.is-current > .run-step').focus()`)
	r.keys("f")
	r.until(`document.activeElement.id === 'f.motivo'`)
	eval[any](r, `document.activeElement.value = ''; document.querySelector('.run-ask').requestSubmit()`) // the tests' key types its letter, too
	r.want("a failure has a reason", `String(document.querySelector('.run-ask .run-alarm').hidden)`, "false")
	eval[any](r, `document.querySelector('#f\\.motivo').value = 'no se conecta a la base de datos'; document.querySelector('.run-ask').requestSubmit()`)
	r.until(`document.querySelector('.run-failed')`)
	r.want("errors like it are named", `document.querySelector('.run-failed li a').textContent`, "La API no se conecta a la base de datos")
	r.keys("r")
	r.until(`document.querySelector('.run-questions .button-danger')`)
	eval[any](r, `document.querySelector('.run-questions .button-danger').click()`)
	r.until(stepNow + ` === '#s7.pasos-de-la-reversion-paso-1'`)
	for n := 2; n <= 6; n++ {
		eval[any](r, `document.querySelector('.is-current > .run-step').focus()`)
		r.keys("h")
		r.until(stepNow + ` === '#s7.pasos-de-la-reversion-paso-` + []string{"", "", "2", "3", "4", "5", "6"}[n] + `'`)
	}
	eval[any](r, `document.querySelector('.is-current > .run-step').focus()`)
	r.keys("h")
	r.until(`document.querySelector('.run-close')`)
	eval[any](r, type_+`('.run-close #f\\.verifica', 'Otra persona'); document.querySelector('.run-close').requestSubmit()`)
	r.until(`document.querySelector('.acta')`)
	r.want("the record has the run and the rollback", `[...document.querySelectorAll('.acta h2')].map(h => h.textContent).join()`,
		"Cambio,Documento que se siguió,Antes de comenzar,Ejecución,Reversión,Desviaciones,Bitácora,Resultado,Firmas")
	r.want("and says what went otherwise", `[...document.querySelectorAll('.acta section')].find(s => s.firstChild.textContent === 'Desviaciones').querySelectorAll('li')[1].textContent`,
		"El paso 10 falló: no se conecta a la base de datos")
	eval[any](r, `window.saved = []; folioRun.save = (name, type, text) => saved.push(name, text); document.querySelectorAll('.run-acta-tools .button')[0].click(); document.querySelectorAll('.run-acta-tools .button')[1].click()`)
	record = eval[string](r, `saved[1]`)
	r.want("what another browser takes in is what was kept", `(() => { const f = folioRun.open(saved[3]), g = folioRun.open(saved[1]); return String(f.altered || g.altered || JSON.stringify(f.acta) !== JSON.stringify(folioRun.read(f.acta.id)) || JSON.stringify(f) !== JSON.stringify(g)); })()`, "false")
	r.want("the sum is SHA-256", `folioRun.sum('abc') + ' ' + folioRun.sum('ñ'.repeat(100)).slice(0, 8)`,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3a08bcbf")
	return record
}

// carryHostile: what somebody typed or put into a file is text, on the page and in
// the record.
func carryHostile(r *reader) {
	const vector = `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{APP_HOST}}]]>--><!--style-->`
	eval[any](r, `window.hurt = 0; window.vector = `+"`"+strings.ReplaceAll(vector, "</script>", "<\\/script>")+"`"+`;
		const f = folioRun.open(saved[3]), a = f.acta;
		a.ejecuta = a.cambio.numero = a.pendientes = a.manual.titulo = a.acta.titulo = a.ambiente.nombre = a.procedimiento.titulo = vector;
		a.pasos.forEach(s => { s.notas = s.evidencia = s.motivo = s.texto = s.esperado = vector; s.comandos = [vector]; });
		a.eventos.push({a: a.inicio, que: vector, paso: vector, ancla: '', texto: vector});
		a.id = 'hostil-' + location.protocol.slice(0, 4); a.reversion = '';
		const again = folioRun.open(folioRun.pack(a, null));
		window.round = JSON.stringify(again.acta) === JSON.stringify(a) && !again.altered;
		folioRun.write(again.acta);
		location.hash = '#acta=' + a.id;`)
	r.until(`document.querySelector('.acta h1')?.textContent === vector`)
	r.want("a file keeps every sign", `String(round)`, "true")
	r.want("nothing of it runs or becomes an element", `String(window.hurt) + document.querySelectorAll('.acta img, .acta script').length`, "00")
	eval[any](r, `document.querySelectorAll('.run-acta-tools .button')[0].click()`)
	r.want("nor in the file", `(() => { const d = new DOMParser().parseFromString(saved.at(-1), 'text/html'); return d.querySelectorAll('img').length + ' ' + d.querySelectorAll('script').length + ' ' + (d.querySelector('.acta h1').textContent === vector) + ' ' + folioRun.open(saved.at(-1)).altered; })()`, "0 1 true false")
	r.want("what is no run is none", `[{}, [], null, 1, {folio: 'acta', contenido: {acta: {pasos: []}}}].map(x => folioRun.open(JSON.stringify(x))).join() + folioRun.open('') + folioRun.open('<p>')`, ",,,,nullnull")
	eval[any](r, `localStorage.clear()`)
}
