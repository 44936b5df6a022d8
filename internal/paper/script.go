package paper

// What is asked of a page. Its anchors and its numbers are its own affair: an
// element .paper holds the document, its lists are .paper-contents and
// .paper-figures (each in a .paper-list), its text is .paper-text, and
// data-page-word says how a reference names a sheet. Its style says the size of the
// sheets, and what need not be laid out for a screen when the root has data-press.

// settle waits until everything that the page shows is there. For a picture that
// only its style names the browser waits itself.
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

// number sets the numbers of sheets. Before the pages are known, each has as many
// digits as it will likely have, so that little moves when it comes: a sheet has some
// 1,270 characters, in short manuals and in long ones. It
// tells whether no place of the text is on any sheet, though links lead there.
const number = `((pages) => {
	const paper = document.querySelector('.paper');
	if (!paper) return false;
	const word = paper.dataset.pageWord || ', {0}';
	const guess = new Map();
	if (!pages) {
		const all = document.createTreeWalker(paper, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
		for (let characters = 0; all.nextNode();) {
			const node = all.currentNode;
			if (node.nodeType === Node.TEXT_NODE) characters += node.length;
			else guess.set(node, characters < 98 * 1270 ? 88 : 888);
		}
	}
	let led = 0, there = 0;
	const set = (list, form) => {
		for (const a of list) {
			const id = decodeURIComponent(a.getAttribute('href').slice(1));
			const place = document.getElementById(id);
			if (!place) continue;
			a.dataset.pagina = form(pages ? pages[id] || '' : guess.get(place));
			if (!place.closest('.paper-text')) continue;
			led++;
			if (pages && pages[id]) there++;
		}
	};
	set(paper.querySelectorAll(':is(.paper-contents, .paper-figures) a[href^="#"]'), p => p);
	set(paper.querySelectorAll('.paper-text a[href^="#"]:not(.term, .fn-back, .step-link, .anchor, .fn > a)'), p => p && word.replace('{0}', p));
	return led > 0 && there === 0;
})`

// mark tells a page from its start that it is there to be printed only, so that
// its style need not lay it out for a screen as well.
const mark = `(() => {
	if (window !== top) return;
	new MutationObserver((_, seen) => {
		document.documentElement.dataset.press = '';
		seen.disconnect();
	}).observe(document, { childList: true });
})()`

// slit is how wide the screen is while a page is printed, in pixels: the browser
// lays a document out twice, the first time only to ask for the size of its first
// sheet, and what a style asks of the width is answered for the screen then.
const slit = 64

// dress makes the page ready for one printing. A draft shows nothing: where things
// are depends neither on what they look like nor on what stands in the margins. A
// quick one lays out no more than the cover when only the size of a sheet is asked.
const dress = `((how) => {
	if (!window.folioDress) {
		window.folioDress = new CSSStyleSheet();
		document.adoptedStyleSheets.push(window.folioDress);
	}
	const edges = ['top', 'bottom'].flatMap(e => ['left', 'center', 'right'].map(p => e + '-' + p)).concat('left-middle');
	const bare = (name) => '@page ' + name + '{' + edges.map(e => '@' + e + '{content:none}').join('') + '}';
	window.folioDress.replaceSync(
		// A link with a box of its own is one rectangle of a sheet. Without, the browser
		// makes one of each text in it, or one of all: not the same each time.
		'@media print { .paper a[href] { padding-bottom: 1px } }' +
		(how.quick ? '@media print and (max-width: 100px) { .paper-text, .paper-list { display: none !important } }' : '') +
		(how.draft ? bare('') + bare('ancha') + bare('portada') + ':root { visibility: hidden !important } :root * { visibility: inherit !important }' : ''));
	return true;
})`

// titles are what the places are called that links of the page lead to: as their
// heading or caption says, else as the first link there does, else as they begin.
const titles = `(() => {
	const names = {};
	for (const a of document.querySelectorAll('.paper a[href^="#"]')) {
		const id = decodeURIComponent(a.getAttribute('href').slice(1));
		const place = id in names ? null : document.getElementById(id);
		if (!place) continue;
		const says = place.closest('h1, h2, h3, h4, h5, h6, dt, caption') || place.querySelector('figcaption, caption, dt') || a;
		names[id] = [says, a, place].map(e => e.textContent.replace(/\s+/g, ' ').trim()).find(t => t) || '';
		if (names[id].length > 160) names[id] = names[id].slice(0, 159) + '…';
	}
	return names;
})()`
