package paper

// What is asked of a page. Its anchors and its numbers are its own affair: an
// element .paper holds the document, its lists are .paper-contents and
// .paper-figures, its text is .paper-text, and data-page-word says how a
// reference names a sheet.

// settle waits until everything that the page shows is there.
const settle = `(async () => {
	while (window.folioDiagrams && folioDiagrams()) await new Promise(r => setTimeout(r, 20));
	for (const img of document.images) img.loading = 'eager';
	await Promise.all(Array.from(document.fonts, f => { f.display = 'swap'; return f.load().catch(() => 0); }));
	await document.fonts.ready;
	await Promise.all(Array.from(document.images, i => i.decode().catch(() => 0)));
	return true;
})()`

// prepare makes the page ready: the day that stands on the sheets, addresses as
// they are from elsewhere, and a number for each place where one will be, of the
// usual length, so that setting them moves nothing.
const prepare = `((job) => {
	const root = document.documentElement;
	root.dataset.fixed = '';
	if (job.printed) root.dataset.printed = job.printed;
	else delete root.dataset.printed;
	for (const a of document.querySelectorAll('a[href]')) {
		if (a.getAttribute('href').startsWith('#') || a.origin !== location.origin) continue;
		if (job.base && a.pathname.startsWith(job.root)) a.href = job.base + a.pathname.slice(job.root.length) + a.search + a.hash;
		else a.removeAttribute('href');
	}
	document.querySelector('.skip')?.remove();
	document.querySelector('.bar')?.remove();
	return true;
})`

// number sets the numbers of sheets: what is not in pages is on sheet 88.
const number = `((pages) => {
	const paper = document.querySelector('.paper');
	if (!paper) return 0;
	const word = paper.dataset.pageWord || ', {0}';
	let n = 0;
	const set = (list, form) => {
		for (const a of list) {
			const id = decodeURIComponent(a.getAttribute('href').slice(1));
			if (!document.getElementById(id)) continue;
			a.dataset.pagina = form(pages ? pages[id] || '' : 88);
			n++;
		}
	};
	set(paper.querySelectorAll(':is(.paper-contents, .paper-figures) a[href^="#"]'), p => p);
	set(paper.querySelectorAll('.paper-text a[href^="#"]:not(.term, .fn-back, .step-link, .anchor, .fn > a)'), p => p && word.replace('{0}', p));
	return n;
})`

// draft empties the margins of the sheets, or gives them back.
const draft = `((on) => {
	if (!window.folioDraft) {
		window.folioDraft = new CSSStyleSheet();
		document.adoptedStyleSheets.push(window.folioDraft);
	}
	const edges = ['top', 'bottom'].flatMap(e => ['left', 'center', 'right'].map(p => e + '-' + p)).concat('left-middle');
	const rule = (name) => '@page ' + name + '{' + edges.map(e => '@' + e + '{content:none}').join('') + '}';
	window.folioDraft.replaceSync(on ? rule('') + rule('ancha') + rule('portada') : '');
	return true;
})`
