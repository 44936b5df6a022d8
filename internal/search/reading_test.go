package search

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// asked gives the first results of a query, on the page that is open.
func (b *tab) asked(query string) []found {
	b.Helper()
	q, _ := json.Marshal(query)
	return eval[[]found](b, `(`+ask+`)(`+string(q)+`, 20)`)
}

// numbered is a manual with one of each thing that has a number, and a text
// that names a version of the same digits.
func numbered(id string, guide bool) (Manual, []Unit) {
	return Manual{ID: id, Title: "Manual " + id, URL: id + "/index.html", Guide: guide}, []Unit{
		{URL: id + "/a.html", Kind: KindSection, Number: "7", Title: "Versiones", Body: "Redis 7.4 y otra vez 7.4, según la Tabla 14 y el numeral 7.4."},
		{URL: id + "/a.html#b", Kind: KindSection, Number: "7.4", Title: "Reversión", Body: "Se vuelve atrás."},
		{URL: id + "/a.html#c", Kind: KindSection, Number: "7.4.1", Title: "Pasos", Body: "Uno tras otro."},
		{URL: id + "/a.html#t", Kind: KindTable, Number: "Tabla 14", Title: "Criterios", Body: "Situación\tQué se revierte\nFalla total\tTodo\nFalla de una migración\tLa base de datos"},
		{URL: id + "/a.html#i", Kind: KindImage, Number: "Imagen 2", Title: "Diagrama"},
		{URL: id + "/a.html#l", Kind: KindListing, Number: "Listado 9", Title: "Programa", Code: "echo sí"},
		{URL: id + "/a.html#p", Kind: KindStep, Number: "Paso 3", Title: "Detenga el servicio"},
		{URL: id + "/errores.html#e", Kind: KindError, Number: "8.1", Title: "El sitio responde 502"},
	}
}

func TestThingsAreFoundByTheirNumbers(t *testing.T) {
	s := newSite(t)
	for _, id := range []string{"uno", "dos"} {
		m, units := numbered(id, false)
		s.add(t, m, units)
	}
	m, units := numbered("guia", true)
	s.add(t, m, units)
	s.merge(t)
	b := newTab(t)
	for _, from := range []string{"uno", "dos", "guia"} {
		b.open(s.fileURL() + from + "/a.html")
		eval[bool](b, ready)
		for query, id := range map[string]string{
			"7.4": "b", "7.4.1": "c", "numeral 7.4": "b", "Numeral 7.4.1": "c", "ver sección 7.4": "b", "§ 7.4": "b", "section 7.4": "b",
			"tabla 14": "t", "Tabla n.º 14": "t", "tabla número 14": "t", "table 14": "t", "imagen 2": "i", "figura 2": "i",
			"listado 9": "l", "paso 3": "p", "numeral 8.1": "e", "7.4 reversión": "b", "criterios tabla 14": "t",
		} {
			got := b.asked(query)
			if len(got) == 0 || !strings.HasPrefix(got[0].URL, from+"/") || !strings.HasSuffix(got[0].URL, "#"+id) {
				t.Errorf("%s, from %s: %v", query, from, got)
			}
		}
	}
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	got := b.asked("numeral 7.4")
	if len(got) != 3 || got[2].URL != "guia/a.html#b" {
		t.Errorf("at home the guide comes last: %v", got)
	}
	for _, query := range []string{"tabla 99", "numeral 9.9"} {
		if got := b.asked(query); len(got) != 0 {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestGuidesWeighLess(t *testing.T) {
	s := newSite(t)
	text := Unit{Kind: KindSection, Title: "Respaldo", Body: "La copia se guarda."}
	code := Unit{Kind: KindSection, Title: "Ejemplo", Code: "restaurar la copia en la bodega"}
	for _, m := range []Manual{{ID: "a", Title: "Guía", URL: "a/index.html", Guide: true}, {ID: "b", Title: "Manual", URL: "b/index.html"}} {
		text.URL, code.URL = m.ID+"/t.html", m.ID+"/c.html"
		s.add(t, m, []Unit{text, code})
	}
	s.merge(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for _, query := range []string{"respaldo", "restaurar bodega"} {
		got := b.asked(query)
		if len(got) < 2 || !strings.HasPrefix(got[0].URL, "b/") || got[0].Score <= got[1].Score {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestWordsThatSoundAlikeMeet(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for query, title := range map[string]string{
		"sertificado vensido": "El certificado del sitio venció", "rebersion": "Reversión", "berificacion semanal": "Verificación semanal",
		"restaurasion": "Restauración", "expiró el certificado": "El certificado del sitio venció",
	} {
		got := b.asked(query)
		at := -1
		for i, r := range got[:min(len(got), 3)] {
			if r.Title == title {
				at = i
			}
		}
		if at < 0 {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestAPastedMessageIsTakenAsItStands(t *testing.T) {
	s := newSite(t)
	s.add(t, Manual{ID: "m", Title: "M", URL: "m/index.html"}, []Unit{
		{URL: "m/a.html", Kind: KindSection, Title: "Carácter", Body: "Cada carácter y las notificaciones."},
		{URL: "m/b.html", Kind: KindSection, Title: "Fallo", Body: "El registro muestra invalid byte sequence."},
	})
	s.merge(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for _, query := range []string{
		"error: character not allowed", "invalid character in the sequence", "FATAL: not a character (5)",
		"ERROR at line 1: character not found in any of the given byte sequences today",
	} {
		q, _ := json.Marshal(query)
		if got := eval[int](b, `folioSearch.search(`+string(q)+`).then(a => a.corrected.length)`); got != 0 {
			t.Errorf("%s: %d words are corrected", query, got)
		}
		for _, r := range b.asked(query) {
			if r.URL == "m/a.html" {
				t.Errorf("%s: a word was completed or taken for another: %v", query, r)
			}
		}
	}
	if got := eval[int](b, `folioSearch.search('byte not', null, true).then(a => a.fullN + a.corrected.length)`); got != 0 {
		t.Error("the end of what was pasted is completed")
	}
	if got := b.asked("caracter"); len(got) == 0 {
		t.Error("what is typed is not corrected any more")
	}
}

func TestExcerptOfATableIsItsRow(t *testing.T) {
	s := newSite(t)
	s.add(t, Manual{ID: "m", Title: "M", URL: "m/index.html"}, []Unit{
		{URL: "m/a.html", Kind: KindSection, Title: "Requisitos", Body: "Estos son.\nUno\tDos\nNginx  estable\t 1.24 \nFin de la tabla."},
		{URL: "m/a.html#t", Kind: KindTable, Number: "Tabla 6", Title: "Servidor de aplicación", Body: "Descripción\tProducción\tPruebas\nCantidad de servidores\t1\t1\nMemoria RAM\t16 GB\t8 GB\nDisco\t120 GB\t80 GB"},
	})
	s.merge(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	for query, want := range map[string]string{
		"memoria":                     "Memoria RAM · 16 GB · 8 GB",
		"memoria servidor producción": "Memoria RAM · 16 GB · 8 GB",
		"disco servidor":              "Disco · 120 GB · 80 GB",
		"pruebas":                     "Descripción · Producción · Pruebas",
		"tabla 6":                     "Descripción · Producción · Pruebas",
		"nginx":                       "Nginx estable · 1.24",
		"fin tabla":                   "Fin de la tabla.",
	} {
		b.ask(query)
		if got := b.text(".sr-text"); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestTheReadersManualComesFirst narrows to it and widens again.
func TestTheReadersManualComesFirst(t *testing.T) {
	everywhere(t, sampleSite(t), func(t *testing.T, b *tab, base string) {
		first := `document.querySelector('.search-option').pathname`
		for _, id := range []string{"docker", "vertia"} {
			b.open(base + id + "/glosario.html")
			eval[bool](b, ready)
			b.ask("docker compose")
			if got := eval[string](b, first); !strings.Contains(got, "/"+id+"/") {
				t.Errorf("from %s, the first result is %s", id, got)
			}
		}
		chip := `document.querySelector('.search-within')`
		if got := b.text(".search-within"); got != "En VERTIA" {
			t.Errorf("the button says %q", got)
		}
		press := func(want, settled string) {
			t.Helper()
			eval[bool](b, chip+`.click(), true`)
			b.settled(settled)
			if got := eval[string](b, chip+`.getAttribute('aria-pressed')`); got != want {
				t.Errorf("%s: it is pressed: %s", settled, got)
			}
		}
		press("true", "docker compose sistema:vertia")
		if n := eval[int](b, `[...document.querySelectorAll('.search-option')].filter(o => !o.href.includes('/vertia/')).length`); n != 0 {
			t.Errorf("%d results of other manuals", n)
		}
		press("false", "docker compose")
		b.open(base + "index.html")
		eval[bool](b, ready)
		b.ask("docker compose")
		if !eval[bool](b, chip+`.hidden && getComputedStyle(`+chip+`).display === 'none'`) {
			t.Error("at home there is a manual to narrow to")
		}
	})
}

// TestFirstScreen offers the errors, the procedure and the support of the
// manual that the reader is in, then what was sought before, then hints.
func TestFirstScreen(t *testing.T) {
	everywhere(t, sampleSite(t), func(t *testing.T, b *tab, base string) {
		b.open(base + "vertia/glosario.html")
		eval[bool](b, `localStorage.setItem('folio-busquedas', '["copia anterior"]'), true`)
		eval[bool](b, ready)
		b.until(`document.querySelector('.search-recent')`)
		rows := eval[[]string](b, `[...document.querySelectorAll('.search-option')].map(o => o.textContent)`)
		want := "8 Errores técnicos más comunes y su solución|8.1 El sitio responde 502 Bad Gateway"
		if got := strings.Join(rows, "|"); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "|7 Procedimiento de despliegue|10.5 Soporte") {
			t.Errorf("it offers %q", got)
		}
		if !eval[bool](b, `document.querySelector('.search-list').compareDocumentPosition(document.querySelector('.search-recent')) & 4 &&
			document.querySelector('.search-recent').compareDocumentPosition(document.querySelector('.search-tips dl')) & 4`+` ? true : false`) {
			t.Error("the order is another")
		}
		b.keys(kb.ArrowDown)
		b.until(activeOption + `.id === 'so0'`)
		b.keys(kb.ArrowDown)
		b.keys(kb.Enter)
		b.until(`location.pathname.endsWith('` + errorsPage + `') && location.hash === '#el-sitio-responde-502-bad-gateway'`)
		b.until(`!document.querySelector('dialog[open]')`)

		b.open(base + "index.html")
		eval[bool](b, ready)
		b.until(`document.querySelector('.search-recent')`)
		if n := b.count(".search-option"); n != 0 {
			t.Errorf("at home it offers %d places", n)
		}
		eval[bool](b, `document.querySelector('.search-link').click(), true`)
		b.until(`!document.querySelector('.search-recent') && document.querySelector('.search-tips')`)
	})
}

func TestWhatIsSaidOfResults(t *testing.T) {
	s := sampleSite(t)
	b := newTab(t)
	b.open(s.fileURL() + "index.html")
	eval[bool](b, ready)
	b.ask("xyzzyplugh nginx")
	if got := b.text(".search-status"); !strings.Contains(got, " resultados con solo algunas de las palabras, sin «xyzzyplugh», se muestran 10") || strings.Contains(got, ".") {
		t.Errorf("the screen says %q", got)
	}
	b.ask("bad gateway")
	if got := eval[string](b, `document.querySelector('.search-title').textContent`); !strings.HasSuffix(got, "Bad Gateway, Error") {
		t.Errorf("a result is called %q", got)
	}
}
