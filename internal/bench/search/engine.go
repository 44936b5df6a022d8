package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// engine is one way to search the site.
type engine struct {
	name  string
	page  string   // that is opened to search, from the site's root
	start string   // script: a promise that is kept when it can be asked
	ask   string   // script: q → a promise of how many results are shown
	index []string // files and folders that are its index
	took  string   // making the index
}

const startFolio = `(async () => {
	document.querySelector('.search-open').click();
	for (let i = 0; !folioSearch.opened; i++) { if (i > 1000) throw new Error('no client'); await new Promise(r => setTimeout(r, 10)); }
	await folioSearch.ready();
})()`

const askFolio = `async q => {
	const i = document.querySelector('.search-input');
	i.value = q;
	i.dispatchEvent(new Event('input'));
	for (let n = 0; folioSearch.drawn !== q && q.trim().length > 1; n++) { if (n > 2000) throw new Error('no answer'); await new Promise(r => setTimeout(r, 5)); }
	return document.querySelectorAll('.search-option').length;
}`

// Both others draw the first ten results as Folio's rows are: a title and an
// excerpt, as plainly as can be.
const drawn = `(rows => { const l = document.querySelector('ol'); l.replaceChildren(...rows.map(([t, x]) => {
	const i = document.createElement('li'), a = document.createElement('a'), p = document.createElement('p');
	a.textContent = t; p.innerHTML = x; i.append(a, p); return i; })); return rows.length; })`

const startPagefind = `(async () => { window.pf = await import('/pagefind/pagefind.js'); await pf.init(); })()`

const askPagefind = `async q => {
	const s = await pf.search(q), list = await Promise.all(s.results.slice(0, 10).map(r => r.data()));
	return ` + drawn + `(list.map(d => [d.meta.title || d.url, d.excerpt]));
}`

const startMiniSearch = `(async () => {
	const load = src => new Promise((yes, no) => { const s = document.createElement('script'); s.src = src; s.onload = yes; s.onerror = no; document.head.append(s); });
	await load('/minisearch.js');
	const text = await (await fetch('/minisearch.json')).text();
	window.ms = MiniSearch.loadJSON(text, ` + miniOptions + `);
})()`

const askMiniSearch = `async q => ` + drawn + `(ms.search(q, { prefix: true, fuzzy: 0.2, combineWith: 'AND' }).slice(0, 10).map(r => [r.title, r.url]))`

const miniOptions = `{ fields: ['title', 'text'], storeFields: ['title', 'url'] }`

// indexMini makes MiniSearch's index in Node: a unit for each heading down to
// level 3, with the text up to the next.
const indexMini = `const fs = require('fs'), path = require('path'), [lib, site, out] = process.argv.slice(2), MiniSearch = require(lib);
const ms = new MiniSearch(` + miniOptions + `), plain = s => s.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
let id = 0;
for (const m of fs.readdirSync(site)) {
	if (!m.startsWith('sistema-')) continue;
	for (const f of fs.readdirSync(path.join(site, m))) {
		if (!f.endsWith('.html')) continue;
		const html = (fs.readFileSync(path.join(site, m, f), 'utf8').match(/<main[\s\S]*<\/main>/) || [''])[0];
		for (const part of html.split(/(?=<h[123][ >])/).slice(1)) {
			const cut = part.search(/<\/h[123]>/);
			ms.add({ id: id++, title: plain(part.slice(0, cut)), text: plain(part.slice(cut)), url: m + '/' + f });
		}
	}
}
fs.writeFileSync(out, JSON.stringify(ms));
`

// others are the engines that are installed; notes say which are not.
func others(ctx context.Context, public, dir string) (list []engine, notes []string, err error) {
	empty := []byte("<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>x</title><body><ol></ol></body></html>")
	if err := os.WriteFile(filepath.Join(public, "plain.html"), empty, 0o644); err != nil {
		return nil, nil, err
	}
	if program := os.Getenv("PAGEFIND"); program == "" {
		notes = append(notes, "no Pagefind: PAGEFIND does not name its program")
	} else {
		version, err := exec.CommandContext(ctx, program, "--version").Output()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", program, err)
		}
		took, err := timed(exec.CommandContext(ctx, program, "--site", public, "--glob", "sistema-*/*.html", "--force-language", "es"))
		if err != nil {
			return nil, nil, err
		}
		list = append(list, engine{firstLine(version), "plain.html", startPagefind, askPagefind, []string{"pagefind"}, took})
	}
	node, nodeErr := exec.LookPath("node")
	switch lib := os.Getenv("MINISEARCH"); {
	case lib == "" || nodeErr != nil:
		notes = append(notes, "no MiniSearch: MINISEARCH does not name its dist/umd/index.js, or there is no Node")
	default:
		code, err := os.ReadFile(lib)
		if err != nil {
			return nil, nil, err
		}
		// Node takes a file of this name for what it is, whatever its package says.
		lib = filepath.Join(dir, "minisearch.cjs")
		if err := os.WriteFile(lib, code, 0o644); err != nil {
			return nil, nil, err
		}
		script := filepath.Join(dir, "index.cjs")
		if err := os.WriteFile(script, []byte(indexMini), 0o644); err != nil {
			return nil, nil, err
		}
		took, err := timed(exec.CommandContext(ctx, node, "--max-old-space-size=8000", script, lib, public, filepath.Join(public, "minisearch.json")))
		if err != nil {
			return nil, nil, err
		}
		if err := os.WriteFile(filepath.Join(public, "minisearch.js"), code, 0o644); err != nil {
			return nil, nil, err
		}
		list = append(list, engine{"MiniSearch (sections)", "plain.html", startMiniSearch, askMiniSearch, []string{"minisearch.json"}, took})
	}
	return list, notes, nil
}
