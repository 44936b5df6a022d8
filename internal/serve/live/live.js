// The preview on the page: hears of every build, and shows what it changed.

var tag = document.getElementById('folio-live');
var page = {
  path: tag.dataset.page,
  token: tag.dataset.token,
  hash: tag.dataset.hash,
  version: Number(tag.dataset.version),
  missing: 'missing' in tag.dataset,
};
var panel = newPanel('editor' in tag.dataset ? openEditor : null);
var here = location.pathname + location.search;

// The document as the server sent it, before any script ran on it; and the
// kinds of elements that scripts have added things to since.
var base = null;
var kinds = new Set();
var loaded = read().then(function (doc) {
  if (!doc || tagOf(doc).dataset.hash !== page.hash) return;
  base = doc;
  kinds = furnished(base);
}, function () {});

function tagOf(doc) { return doc.getElementById('folio-live'); }

// read fetches this page; an answer that is none of this server's is null.
function read() {
  return fetch(here, { cache: 'no-cache' }).then(function (r) { return r.text(); }).then(function (html) {
    var doc = parse(html);
    return tagOf(doc) ? doc : null;
  });
}

/* The stream of events. A hidden tab has none: browsers allow few at once. */

var stream = null;
var retry = 0;
var lostTimer = 0;

function connect() {
  if (stream || document.hidden) return;
  var q = new URLSearchParams({ token: page.token, page: page.path, hash: page.hash, version: String(page.version) });
  stream = new EventSource('/_folio/events?' + q);
  stream.onopen = found;
  stream.onmessage = function (e) { take(JSON.parse(e.data)); };
  stream.onerror = function () {
    lose();
    // Closed for good: another process is there, and knows another token.
    if (stream && stream.readyState === EventSource.CLOSED) {
      disconnect();
      again();
    }
  };
}

function disconnect() {
  if (stream) stream.close();
  stream = null;
  clearTimeout(retry);
}

function again() {
  clearTimeout(retry);
  retry = setTimeout(function () {
    read().then(function (doc) {
      if (!doc) return again();
      page.version = 0;
      show(doc);
      connect();
    }, again);
  }, 500);
}

function lose() {
  if (!lostTimer) lostTimer = setTimeout(function () { panel.lose(true); }, 1500);
}

function found() {
  clearTimeout(lostTimer);
  lostTimer = 0;
  panel.lose(false);
}

document.addEventListener('visibilitychange', function () {
  if (document.hidden) disconnect();
  else connect();
});
window.addEventListener('pagehide', disconnect);
window.addEventListener('pageshow', function (e) { if (e.persisted) connect(); });

/* What a message leads to. Only the last one counts. */

var waiting = null;
var busy = false;

function take(news) {
  waiting = news;
  if (busy) return;
  busy = true;
  loaded.then(work).then(function () {
    busy = false;
    judge();
    if (waiting) take(waiting);
  });
}

function work() {
  var news = waiting;
  waiting = null;
  var since = page.version;
  page.version = news.version;
  panel.tell(news);
  live = news.live || [];
  if (news.missing && !page.missing && news.to) {
    leave(news);
    return;
  }
  if (since < news.version) refresh(news.assets || [], news.version);
  if (news.hash === page.hash && !news.missing === !page.missing) return;
  if (news.page) return show(parse(news.page));
  return read().then(function (doc) { if (doc) show(doc); }, function () {});
}

// leave goes where a page went that is gone. The word is said over there.
function leave(news) {
  var title = (document.querySelector('h1') || {}).textContent || document.title;
  sessionStorage.setItem('folio-live-word', fill(news.moved ? texts.moved : texts.gone, [title.trim()]));
  location.replace(address(news.to) + (news.moved ? location.hash : ''));
}

// show makes the page what the server sends now.
function show(doc) {
  var now = tagOf(doc).dataset;
  page.token = now.token;
  if (now.hash === page.hash && ('missing' in now) === page.missing) return;
  page.hash = now.hash;
  page.missing = 'missing' in now;
  unmark();
  var done = base ? merge(base, doc) : null;
  base = doc;
  // The theme's scripts may furnish what is new, and say so by cancelling the
  // event. If they do not, and it is of a kind that they furnish, only loading
  // the page anew helps; the browser keeps the place.
  if (done && !document.dispatchEvent(new CustomEvent('folio:update', { detail: done, cancelable: true }))) {
    kinds = new Set();
  }
  if (!done || done.added.some(unfurnished)) {
    location.reload();
    return;
  }
  point(done.changed);
}

function unfurnished(e) {
  return kinds.has(kind(e)) || Array.from(e.querySelectorAll('*')).some(function (d) { return kinds.has(kind(d)); });
}

// refresh shows images and style sheets anew that changed under their name.
function refresh(paths, version) {
  if (!paths.length) return;
  var known = new Set(paths);
  document.querySelectorAll('img[src], source[src], link[rel="stylesheet"][href]').forEach(function (e) {
    var name = e.nodeName === 'LINK' ? 'href' : 'src';
    var url = new URL(e.getAttribute(name), location.href);
    if (url.origin !== location.origin || !known.has(decodeURIComponent(url.pathname.slice(1)))) return;
    url.searchParams.set('folio', String(version));
    e.setAttribute(name, url.href);
  });
}

/* Diagrams that the browser draws, which says what is wrong with one. */

var wrong = new Map(); // by their places in the page
var live = []; // what is to be said of each, in the order of the page

document.addEventListener('folio:drawn', function (e) {
  if (e.detail) wrong.set(e.target, e.detail);
  else wrong.delete(e.target);
  judge();
});

// judge shows the findings about this page's diagrams.
function judge() {
  var list = [];
  Array.from(document.querySelectorAll('.diagram-live')).forEach(function (place, i) {
    var w = wrong.get(place);
    if (!w || !live[i]) return;
    list.push(Object.assign({}, live[i], { line: live[i].line + w.line, message: fill(live[i].message, [w.error]) }));
  });
  panel.judge(list);
}

/* Where the change is. */

var marked = null;
var markTimer = 0;
var following = true; // until the reader goes elsewhere
var last = null; // the block that changed last

function unmark() {
  clearTimeout(markTimer);
  if (marked) {
    marked.classList.remove('folio-live-changed');
    if (!marked.classList.length) marked.removeAttribute('class');
  }
  marked = null;
}

var blocks = 'p,li,dt,dd,pre,tr,caption,h1,h2,h3,h4,h5,h6,figure,blockquote,img,table,details';

// point marks the first block of the text that changed, and brings it into
// view for a reader who follows the writing.
function point(changed) {
  var main = document.querySelector('main') || document.body;
  var text = function (e) {
    return main.contains(e) && e !== main && !e.closest('nav, aside, header, footer, [role="navigation"]') && e.getClientRects().length;
  };
  var list = changed.filter(function (e) { return e && e.isConnected; })
    .map(function (e) { return e.closest(blocks) || e; }).filter(text);
  if (!list.length) return;
  var block = list.reduce(function (a, b) {
    return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? b : a;
  });
  if (following && !inView(block)) {
    block.scrollIntoView({ block: 'center', behavior: 'instant' });
    moved = scrollY;
  }
  last = marked = block;
  marked.classList.add('folio-live-changed');
  markTimer = setTimeout(unmark, 1000);
}

function inView(e) {
  var r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < innerHeight;
}

// A reader who scrolls away from the last change no longer follows, and one
// who comes back to it does again.
var moved = scrollY; // where the page was put by point
window.addEventListener('scroll', function () {
  if (scrollY === moved) return;
  moved = NaN;
  following = last !== null && last.isConnected && inView(last);
}, { passive: true });

function openEditor(f) {
  var q = new URLSearchParams({ token: page.token, path: f.path, line: String(f.line), col: String(f.col) });
  fetch('/_folio/open?' + q, { method: 'POST' });
}

var sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = '/_folio/live.css';
document.head.append(sheet);

var word = sessionStorage.getItem('folio-live-word');
if (word) {
  sessionStorage.removeItem('folio-live-word');
  panel.say(word);
}
connect();
