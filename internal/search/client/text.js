// What a word is: the browser's half of Go's package search (token.go, fold.go,
// stem.go). Both pass internal/search/testdata/vectors.jsonl.
const normalize = s => s.replace(/[\u00ad\u200b-\u200d\ufeff]/g, '').normalize('NFC');
const lower = s => s.replace(/\u0130/g, 'i').toLowerCase().replace(/ς/g, 'σ');
const ascii = s => /^[\0-\x7f]*$/.test(s);
// Accents dropped, ñ kept.
const fold = s => ascii(s) ? s : s.normalize('NFD').replace(/n\u0303/g, 'ñ').replace(/\p{Mn}/gu, '');
// The order of the index: ñ as n too.
const sortKey = s => ascii(s) ? s : fold(s).replace(/ñ/g, 'n');

const stops = new Set(('a al como con cual cuando de del e el ella en es esta este esto la las le les lo los más me o para ' +
  'pero por que qué se si sí su sus también u un una unas uno unos y ya ' +
  'and for in is of on or that the this to was with').split(' '));

// Words that ask: beside others, a query has them for nothing.
const asks = RegExp('^(' + S.config.asks + ')$');

const chunks = /[\p{L}\p{M}\p{N}_.~\-/\\:@]+/gu;
const trim = s => s.replace(/^[.~\-/\\:@]+/, '').replace(/[._~\-/\\:@]+$/, '');
const bytes = s => new TextEncoder().encode(s).length;

function humps(w) {
  const cuts = [];
  let last = 0;
  for (let i = 1; i < w.length; i++) {
    if (/[A-Z]/.test(w[i]) && (!/[A-Z]/.test(w[i - 1]) || /^[a-z]{2}/.test(w.slice(i + 1)))) {
      if (i - last < 2 || cuts.length === 8) return [w];
      cuts.push(w.slice(last, i));
      last = i;
    }
  }
  return last && w.length - last > 1 ? cuts.concat(w.slice(last)) : [w];
}

// What follows a chunk and belongs to its name: C++, C#.
const symbol = /(?<=[\p{L}\p{M}\p{N}])(?:\+\+|#)(?![\p{L}\p{M}\p{N}+#])/uy;
const symbolAt = (text, i) => (symbol.lastIndex = i, symbol.exec(text) || [''])[0];

// Calls emit(term, role, index): role 0 a word, 1 an identifier, 2 a piece of
// one, 3 an option of a command, which the word without its hyphen follows.
function scan(text, emit) {
  for (const m of text.matchAll(chunks)) {
    const s = trim(m[0]), sign = symbolAt(text, m.index + m[0].length);
    if (!s) continue;
    const put = (t, role) => {
      const term = lower(t), size = bytes(term);
      if (size > 64 || role === 1 && bytes(t) > 64 || [...t.replace(/\p{M}/gu, '')].length < 2) return;
      emit(term, role, m.index);
    };
    const segment = (t, inside) => {
      const words = t.split(/[._~-]+/).filter(Boolean).reduce((all, w) => all.concat(humps(w)), []);
      if (words.length === 1 && words[0] === t) return put(t, inside ? 2 : 0);
      put(t, 1);
      if (!words.every(w => /^\d+$/.test(w))) words.forEach(w => put(w, 2));
    };
    if (sign && /^[\p{L}\p{M}\p{N}]+$/u.test(m[0]) && !/.[A-Z]/.test(s)) {
      put(s + sign, 0);
      put(s, 2);
      continue;
    }
    if (/^-[a-z]/i.test(m[0])) put('-' + s, 3);
    if (/[/\\:@]/.test(s)) {
      put(s, 1);
      s.split(/[/\\:@]/).map(trim).filter(Boolean).forEach(t => segment(t, true));
    } else segment(s, false);
  }
}

// The endings that Go lists; the longest is the one found, and what must be
// left of the word is 3 letters, 4 or 5.
const endings = /([ai]miento|(?:ie|a)ndolo|arl[oa]s|[ei]rlos|[ai]cion|ie(?:ndo|ron)|[aei]rse|arl[oa]|[ei]rlo|ar)$|(a?mente|ando|[aei]ran|aron|aban|ador|[ai]d[ao]|aba|[ai]ra|[ei]r|[ae]n)$|era$/;

function stem(w) {
  if (w.length < 4 || !/^[a-zñ]+$/.test(w)) return w;
  if (w.endsWith('s')) {
    if (w.length > 4 && w.endsWith('ces')) w = w.slice(0, -3) + 'z';
    else if (w.length > 4 && /[^aeiou]es$/.test(w)) w = w.slice(0, -2);
    else if (!/[sui]s$/.test(w)) w = w.slice(0, -1);
  }
  const e = endings.exec(w);
  if (e && e.index >= (e[1] ? 3 : e[2] ? 4 : 5)) w = w.slice(0, e.index);
  if (w.length > 3) w = w.replace(/[aeo]$/, '');
  return w.length > 4 && !/[ao]ri$/.test(w) ? w.replace(/([^aeiou])i$/, '$1') : w;
}

// Finds in a text what was looked for: the same word, accents apart, an
// inflection, or a longer word that begins so. One expression finds the few
// places where such a word may begin; only those are looked at closely.
const letters = 'aáàâäã cç eéèêë iíìîï nñ oóòôöõ uúùûü'.split(' ');
function matcher(words) {
  const keys = [], exact = new Set(), stems = new Set(), begins = new Set(), known = new Map();
  for (const w of words) {
    const f = fold(lower(w)), key = sortKey(f), st = stem(f);
    exact.add(key);
    stems.add(st);
    if (key.length > 2) keys.push(key);
    let n = 0;
    while (n < key.length && key[n] === sortKey(st)[n]) n++;
    begins.add(key.slice(0, n).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/[aceinou]/g, c => '[' + letters.find(l => l[0] === c) + ']'));
  }
  begins.delete('');
  return {
    is: w => exact.has(sortKey(fold(lower(normalize(w))))),
    at: begins.size ? new RegExp('(^|[^\\p{L}\\p{M}\\p{N}])(?:' + [...begins].join('|') + ')', 'giu') : null,
    test(w) {
      let yes = known.get(w);
      if (yes === undefined) {
        const f = fold(lower(normalize(w))), key = sortKey(f);
        known.set(w, yes = exact.has(key) || stems.has(stem(f)) || keys.some(k => key.startsWith(k)));
      }
      return yes;
    },
  };
}

// The places in a text that match: [start, end, …].
const chunkAt = new RegExp(chunks.source, 'uy'), wordAt = /[\p{L}\p{M}\p{N}]+/uy;
function places(text, { at, is, test }) {
  const out = [];
  if (at) at.lastIndex = 0;
  for (let m; at && (m = at.exec(text));) {
    const start = chunkAt.lastIndex = wordAt.lastIndex = m.index + m[1].length;
    const chunk = (chunkAt.exec(text) || [''])[0], sign = symbolAt(text, start + chunk.length), whole = trim(chunk) + sign, word = (wordAt.exec(text) || [''])[0];
    const w = is(whole) ? whole : word.length > 1 && test(word) ? word : '';
    if (w) out.push(start, start + w.length);
    // The character after a match may be the one before the next.
    at.lastIndex = start + (w || word || ' ').length;
  }
  return out;
}

S.text = { normalize, fold, sortKey, stops, scan, stem, matcher, places }; // for the tests
