package main

import "fmt"

// lookAtMatrix: its columns sort, the gravest first; what has nothing to do can be
// left out; without scripts it is whole.
func lookAtMatrix(r *reader) {
	const titles = `Array.from(document.querySelector('.matrix-table').tBodies[0].rows).filter(row => !row.hidden).map(row => row.querySelector('a').textContent.slice(0, 7).trim()).join()`
	const press = `(name => { const th = Array.from(document.querySelectorAll('.matrix-table thead th')).find(th => th.textContent.includes(name)); th.querySelector('button').click(); return th.getAttribute('aria-sort'); })`
	r.open("cumplimiento.html")
	r.size(1280)
	r.want("order of the tree", titles, "Almacén,Sala de,Manual")
	r.want("by the first section", press+`('1. Objetivo')`, "descending")
	r.want("the gravest first", titles, "Sala de,Manual,Almacén")
	r.want("the other way", press+`('1. Objetivo')`, "ascending")
	r.want("the least first", titles, "Almacén,Sala de,Manual")
	r.want("by title", press+`('Manual')`, "ascending")
	r.want("one at a time", `String(document.querySelectorAll('[aria-sort]').length)`, "1")
	r.want("a table of no kind goes", `(() => { document.querySelector('.matrix-open input').click(); return String(Array.from(document.querySelectorAll('.matrix-plan')).map(p => p.hidden)); })()`, "false,true")
	r.want("the title stays while the table scrolls", `(() => { const scroll = document.querySelector('.table-scroll'); scroll.scrollLeft = 400; const at = scroll.getBoundingClientRect().left; return String(Math.round(document.querySelector('tbody .x-title').getBoundingClientRect().left - at)); })()`, "0")
}

// lookAtInventory: its rows are chosen by system and environment, found by words,
// and sorted; a row's name stays while the table scrolls.
func lookAtInventory(r *reader) {
	const left = `String(Array.from(document.querySelectorAll('.board-table tbody tr')).filter(row => !row.hidden).length)`
	const choose = `((key, value) => { const s = document.querySelector('[data-cell=b-' + key + ']'); s.value = value; s.dispatchEvent(new Event('change', {bubbles: true})); return s.value; })`
	const write = `(words => { const i = document.querySelector('.filter input'); i.value = words; i.dispatchEvent(new Event('input', {bubbles: true})); return String(document.querySelector('.board-none').hidden); })`
	r.open("inventario-variables.html")
	r.size(1280)
	r.want("where one is", `document.querySelector('.board-jump [aria-current]').textContent`, "Variables")
	all := eval[string](r, left)
	r.want("choose an environment", choose+`('environment', 'Pruebas')`, "Pruebas")
	r.want("of that environment only", `String(Array.from(document.querySelectorAll('.board-table tbody tr')).filter(row => !row.hidden).every(row => row.querySelector('.b-environment').textContent === 'Pruebas'))`, "true")
	if some := eval[string](r, left); some == all || some == "0" {
		r.Errorf("%s of %s rows are left", some, all)
	}
	r.want("all again", choose+`('environment', '')`, "")
	r.want("nothing is called so", write+`('zzz')`, "false")
	r.want("no row", left, "0")
	r.want("without a word", write+`('')`, "true")
	r.until(left + ` === '` + all + `'`)
	r.want("sorts", `(() => { const th = document.querySelector('.board-table thead th'); th.querySelector('button').click(); return th.getAttribute('aria-sort'); })()`, "ascending")
	r.want("no blank cell", `String(Array.from(document.querySelectorAll('.board-table th, .board-table .b-system, .board-table .b-environment')).filter(c => !c.textContent.trim()).length)`, "0")
	r.size(360)
	r.want("the name stays", `(() => { const scroll = document.querySelector('.table-scroll'); scroll.scrollLeft = 200; return String(Math.round(document.querySelector('tbody th').getBoundingClientRect().left - scroll.getBoundingClientRect().left)); })()`, "0")
	r.size(1280)
}

// lookAtLongTable: of many rows that come back the first are there at once, whoever
// types on is not kept waiting, and none is forgotten.
func lookAtLongTable(r *reader) {
	const left = `Array.from(document.querySelectorAll('.board-table tbody tr')).filter(row => !row.hidden).length`
	const write = `(words => { const i = document.querySelector('.filter input'); i.value = words; i.dispatchEvent(new Event('input', {bubbles: true})); return ` + left + `; })`
	r.open("inventario-variables.html")
	all := eval[int](r, left)
	if all < 300 {
		r.Fatalf("%d rows", all)
	}
	r.want("one is left", `String(`+write+`('ajuste_123'))`, "1")
	r.want("the first come at once", `(n => String(n > 90 && n < 110))(`+write+`(''))`, "true")
	r.want("and go at once", `String(`+write+`('ajuste_12'))`, "10")
	r.want("and come again", `String(`+write+`('ajuste') > 10)`, "true")
	r.until(left + ` === 300`)
	r.want("in their order", `document.querySelector('.board-table tbody tr:not([hidden]) th').textContent`, "AJUSTE_000")
	r.want("all that there are", `String(`+write+`('') >= 300)`, "true")
	r.until(fmt.Sprintf("%s === %d", left, all))
}

// lookAtBoard: many manuals are a line each, sort, and are chosen by state and
// process; when none is left the page says so.
func lookAtBoard(r *reader) {
	const left = `String(Array.from(document.querySelectorAll('.manuals-board tbody tr')).filter(row => !row.hidden).length)`
	const choose = `((cell, value) => { const s = document.querySelector('[data-cell=' + cell + ']'); s.value = value; s.dispatchEvent(new Event('change', {bubbles: true})); return s.value; })`
	r.open("index.html")
	r.size(1280)
	r.want("processes to choose from", `Array.from(document.querySelector('[data-cell=m-process]').options).map(o => o.value).join().slice(0, 14)`, ",Dos,Gestión I")
	r.want("choose a process", choose+`('m-process', 'Dos')`, "Dos")
	r.want("of that process", left, "10")
	r.want("choose a state", choose+`('m-state', 'Borrador')`, "Borrador")
	r.want("of both", left, "5")
	r.want("how many", `document.querySelector('.manuals-count').textContent`, "Se muestran 5 de 36")
	r.want("none", `(() => { const i = document.querySelector('.filter input'); i.value = 'zzz'; i.dispatchEvent(new Event('input', {bubbles: true})); return String(document.querySelector('.board-none').hidden) + document.querySelector('.manuals-board').hidden; })()`, "falsetrue")
	r.open("index.html")
	r.want("by title, backwards", `(() => { const b = Array.from(document.querySelectorAll('.manuals-board th button')).find(b => b.textContent === 'Manual'); b.click(); b.click(); return document.querySelector('.manuals-board tbody tr .m-title a').textContent; })()`, "Simple")
	r.want("overdue", `String(document.querySelectorAll('.manuals-board .late').length)`, "30")
	r.want("no blank cell", `String(Array.from(document.querySelectorAll('.manuals-board td')).filter(td => !td.textContent.trim()).length)`, "0")
	for _, width := range []int64{360, 768, 1280, 1920} {
		r.size(width)
		r.want(fmt.Sprintf("one left edge at %d", width), `(() => { const left = s => Math.round(document.querySelector(s).getBoundingClientRect().left); return String(left('h1') - left('.bar-title')) + (left('.manuals-board') - left('h1')); })()`, "00")
	}
}
