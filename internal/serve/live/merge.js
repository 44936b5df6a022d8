// Merging what the server changed into the page, so that what the reader and
// the page's own scripts changed stays: open details, chosen tabs, typed text,
// buttons that a script added.
//
// It is a merge of three: the document as the server sent it before (from), as
// it sends it now (to), and as it stands (live). The difference from → to is
// made in live, and nothing else is touched. Knowing from is what morphing
// libraries lack: they take all that a script did for a difference, and undo it.

function parse(html) {
  return new DOMParser().parseFromString(html, 'text/html');
}

// merge changes the document. It returns the elements that changed and those
// that are new, or null when the page has to be loaded anew.
function merge(from, to) {
  if (scripts(from) !== scripts(to) || policy(from) !== policy(to)) return null;
  var done = { changed: [], added: [], whole: true };
  mergeNode(document.body, from.body, to.body, done);
  mergeHead(from, to);
  mergeAttributes(document.documentElement, from.documentElement, to.documentElement);
  return done.whole ? done : null;
}

// A script that has run cannot be taken back.
function scripts(doc) {
  return Array.from(doc.scripts, function (s) { return s.src ? s.getAttribute('src') : s.text; }).join('\n');
}

function policy(doc) {
  var meta = doc.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return meta ? meta.content : '';
}

// mergeNode makes of live, which was sent as from, what is sent as to. The
// three are alike.
function mergeNode(live, from, to, done) {
  if (from.isEqualNode(to)) return;
  if (live.nodeType !== Node.ELEMENT_NODE) {
    live.nodeValue = to.nodeValue;
    if (!blank(from) || !blank(to)) done.changed.push(live.parentElement);
    return;
  }
  if (mergeAttributes(live, from, to) && live.id !== 'folio-live') done.changed.push(live);
  if (live.nodeName === 'TEXTAREA') live.value = to.value;
  else mergeChildren(live, from, to, done);
}

function mergeChildren(live, from, to, done) {
  var before = pairUp(live, from);
  if (!before.whole) done.whole = false;
  var liveOf = new Map();
  before.pairs.forEach(function (b, l) { liveOf.set(b, l); });
  var kept = compare(Array.from(from.childNodes), Array.from(to.childNodes)); // to's children → from's
  var stay = new Set(kept.values());
  var start = from.firstChild && liveOf.get(from.firstChild); // scripts may have put things before it

  var last = null;
  to.childNodes.forEach(function (t) {
    var b = kept.get(t);
    var l = b && liveOf.get(b);
    if (l) {
      mergeNode(l, b, t, done);
    } else {
      l = document.importNode(t, true);
      if (last) last.after(l);
      else live.insertBefore(l, start || live.firstChild);
      if (l.nodeType === Node.ELEMENT_NODE) done.added.push(l);
      if (!blank(l)) done.changed.push(l.nodeType === Node.ELEMENT_NODE ? l : live);
    }
    last = l;
  });
  from.childNodes.forEach(function (b) {
    var l = liveOf.get(b);
    if (!l || stay.has(b)) return;
    if (!blank(b)) done.changed.push(l.previousElementSibling || live);
    l.remove();
  });
}

// compare finds which of the new children is which of the old, in order.
function compare(old, now) {
  var kept = new Map();
  var head = 0;
  while (head < old.length && head < now.length && old[head].isEqualNode(now[head])) {
    kept.set(now[head], old[head]);
    head++;
  }
  var tail = 0;
  while (tail < old.length - head && tail < now.length - head &&
    old[old.length - 1 - tail].isEqualNode(now[now.length - 1 - tail])) {
    tail++;
    kept.set(now[now.length - tail], old[old.length - tail]);
  }
  old = old.slice(head, old.length - tail);
  now = now.slice(head, now.length - tail);
  // Between those that are equal, those that are alike.
  var i = 0;
  var j = 0;
  common(old.map(content), now.map(content)).concat([[old.length, now.length]]).forEach(function (at) {
    resemble(old.slice(i, at[0]), now.slice(j, at[1]), kept);
    if (at[0] < old.length) kept.set(now[at[1]], old[at[0]]);
    i = at[0] + 1;
    j = at[1] + 1;
  });
  return kept;
}

// blank nodes show nothing: white space between elements, comments.
function blank(node) {
  return node.nodeType === Node.COMMENT_NODE || node.nodeType === Node.TEXT_NODE && !node.nodeValue.trim();
}

function content(node) { return node.outerHTML || node.nodeType + node.nodeValue; }

// common is the longest common subsequence of two lists of strings, as pairs
// of positions. Of very long lists it is none: then all are compared by kind.
function common(a, b) {
  if (a.length * b.length > 1e6) return [];
  var length = a.map(function () { return new Uint32Array(b.length + 1); });
  length.push(new Uint32Array(b.length + 1));
  for (var i = a.length - 1; i >= 0; i--) {
    for (var j = b.length - 1; j >= 0; j--) {
      length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  var pairs = [];
  for (i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (length[i + 1][j] >= length[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}

// resemble pairs what is left over between two equal neighbours: first those
// of much the same text, then those of the same kind.
function resemble(old, now, kept) {
  if (!old.length || !now.length) return;
  var best = null;
  old.forEach(function (b, i) {
    now.forEach(function (t, j) {
      if (!alike(b, t)) return;
      var score = likeness(b, t);
      if (!best || score > best.score) best = { i: i, j: j, score: score };
    });
  });
  if (!best) return;
  kept.set(now[best.j], old[best.i]);
  resemble(old.slice(0, best.i), now.slice(0, best.j), kept);
  resemble(old.slice(best.i + 1), now.slice(best.j + 1), kept);
}

// likeness is how much of two texts is equal at their ends, from 0 to 1.
function likeness(a, b) {
  if (a.id && a.id === b.id) return 1;
  var x = a.textContent;
  var y = b.textContent;
  var most = Math.min(x.length, y.length);
  var n = 0;
  while (n < most && x[n] === y[n]) n++;
  var m = 0;
  while (m < most - n && x[x.length - 1 - m] === y[y.length - 1 - m]) m++;
  return (n + m) / (Math.max(x.length, y.length) || 1);
}

// alike says whether one node can become the other. What scripts made of a
// block of one class would not fit another.
function alike(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (a.nodeType !== Node.ELEMENT_NODE) return true;
  return (!a.id || !b.id || a.id === b.id) && a.classList[0] === b.classList[0] &&
    a.nodeName !== 'TEMPLATE' && a.nodeName !== 'SCRIPT';
}

// pairUp pairs the children of a live node with those that were sent. extra
// are those of live that scripts added; whole is that none is missing.
function pairUp(live, from) {
  var kids = Array.from(live.childNodes);
  var sent = Array.from(from.childNodes);
  var pairs = new Map();
  var whole = true;
  var at = 0;
  function search(b, end, fits) {
    for (var i = at; i < end; i++) if (fits(kids[i], b)) return i;
    return -1;
  }
  sent.forEach(function (b, n) {
    // Only as many may be passed over as there are too many, so that of two
    // that are alike the right one is taken.
    var end = Math.min(kids.length, Math.max(at, kids.length - (sent.length - n)) + 1);
    var hit = search(b, end, function (k, b) { return k.isEqualNode(b); });
    if (hit < 0) hit = search(b, end, was);
    if (hit < 0) hit = search(b, kids.length, was);
    if (hit >= 0) {
      pairs.set(kids[hit], b);
      at = hit + 1;
    } else if (b.nodeType === Node.ELEMENT_NODE) {
      whole = false; // a script took it away or wrapped it
    }
  });
  return { pairs: pairs, extra: kids.filter(function (k) { return !pairs.has(k); }), whole: whole };
}

// was says whether live may be what was sent as from.
function was(live, from) {
  return live.nodeType === from.nodeType && live.nodeName === from.nodeName &&
    (live.nodeType !== Node.ELEMENT_NODE || !from.id || live.id === from.id);
}

// furnished lists the kinds of elements to which scripts added something when
// the page was loaded, such as a button to copy. A new element of such a kind
// lacks it.
function furnished(base) {
  var kinds = new Set();
  (function visit(live, from) {
    if (live.isEqualNode(from)) return;
    var found = pairUp(live, from);
    if (live !== document.body && found.extra.some(function (e) { return e.nodeType === Node.ELEMENT_NODE; })) {
      kinds.add(kind(from));
    }
    found.pairs.forEach(function (b, kid) { if (kid.nodeType === Node.ELEMENT_NODE) visit(kid, b); });
  })(document.body, base.body);
  return kinds;
}

function kind(e) { return e.nodeName + '.' + (e.getAttribute('class') || ''); }

// mergeAttributes says whether there was anything to do.
function mergeAttributes(live, from, to) {
  var some = false;
  new Set(from.getAttributeNames().concat(to.getAttributeNames())).forEach(function (name) {
    var before = from.getAttribute(name);
    var now = to.getAttribute(name);
    if (before === now) return;
    some = true;
    if (name === 'class') mergeClass(live, before, now);
    else if (now === null) live.removeAttribute(name);
    else live.setAttribute(name, now);
    if (name === 'value' && 'value' in live) live.value = now || '';
    if (name === 'checked') live.checked = now !== null;
  });
  return some;
}

function mergeClass(live, before, now) {
  var old = (before || '').split(/\s+/).filter(Boolean);
  var next = (now || '').split(/\s+/).filter(Boolean);
  old.forEach(function (c) { if (!next.includes(c)) live.classList.remove(c); });
  next.forEach(function (c) { if (!old.includes(c)) live.classList.add(c); });
  if (now === null && !live.classList.length) live.removeAttribute('class');
}

// mergeHead swaps style sheets when the new ones have come, so that the page
// is never without.
function mergeHead(from, to) {
  var has = function (list, node) { return list.some(function (n) { return n.isEqualNode(node); }); };
  var before = Array.from(from.head.children);
  var now = Array.from(to.head.children);
  var gone = before.filter(function (n) { return !has(now, n); });
  var come = now.filter(function (n) { return !has(before, n); });
  var away = [];
  gone.forEach(function (n) {
    var live = Array.from(document.head.children).find(function (l) { return l.isEqualNode(n); });
    if (live && live.nodeName !== 'TITLE') away.push(live);
  });
  var last = away.length ? away[away.length - 1] : document.head.lastElementChild;
  var sheets = [];
  come.forEach(function (n) {
    if (n.nodeName === 'TITLE') {
      document.head.querySelector('title').replaceWith(document.importNode(n, true));
      return;
    }
    var live = document.importNode(n, true);
    if (live.rel === 'stylesheet') {
      sheets.push(new Promise(function (done) { live.onload = live.onerror = done; }));
    }
    last.after(live);
    last = live;
  });
  Promise.all(sheets).then(function () {
    away.forEach(function (n) { n.remove(); });
  });
}
