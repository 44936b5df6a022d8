// A query → units in order. BM25: the index holds each unit's side as an
// impact, this adds the rarity of the words and how exactly they were met.
// Exact, accent apart, n for ñ, inflection; longer word; one letter off.
const EXACT = 1, ACCENT = 0.95, ENYE = 0.8, STEM = 0.8, PREFIX = 0.55, TYPO = 0.4, SYNONYM = 0.55;
const PIECES = 0.7;             // an identifier met by its pieces only
const PAGE = 0.4, MANUAL = 0.5; // a word that only the page's or the manual's title has
const TITLE = 9;                // from which a word is of a cover's title, not its description
const ABOUT = 0.4, MOST = 0.7;   // of a title's word for what has it; of a question's words, by rarity, what is enough
const LONG = 8;                 // words from which a query is a pasted text
const MESSAGE = /^(?=(\S+ +){3}).*([:=<>(){}[\]]|\b(and|for|i[ns]|not|o[fnr]|th\w+|to|was|with)\b)/i; // or else what it has
const OWN = 2.5;                // the manual that the reader is in
const NUMBER = 3;               // what has the number that was asked for
const MAXWORDS = 20, MAXSHARDS = 6, MAXPREFIX = 24, ENOUGH = 10, KEEP = 200;

const VALUES = 62;              // the section of leaves that hold values, not text
let index; // the catalogue, once: {manual, section, ids, titles, starts, shards, …}
let score, best, seen; // scratch, by unit: see rank

const split = s => s.match(/.{5}/g) || [];
let unpack = data => JSON.parse(utf8.decode(data)); // large.js knows more

S.ready = () => S.opened || (S.opened = file(S.config.catalogue).then(data => {
  const c = index = unpack(data), manual = [], section = [];
  Object.assign(c, { titles: c.ids.map((id, m) => c.titles[m] || id), hashes: split(c.hashes), shards: split(c.shards), loaded: [], first: [], own: c.ids.indexOf(location.href.slice(S.root.length).split('/')[0]) });
  c.leaves.forEach((sections, m) => {
    c.first.push(manual.length);
    for (const ch of sections) {
      manual.push(m);
      section.push(ch.charCodeAt(0) - 48);
    }
  });
  const groups = new Map();
  c.groups.forEach((members, g) => members.forEach(m => {
    groups.set(sortKey(m), (groups.get(sortKey(m)) || []).concat('\x02' + String(g).padStart(3, '0')));
  }));
  c.groups = groups;
  c.manual = Int16Array.from(manual);
  c.section = Uint8Array.from(section);
  score = new Float32Array(manual.length * 64);
  best = score.slice();
  seen = new Uint32Array(manual.length * 64);
  return c.section.includes(VALUES) ? S.script(S.config.values).then(() => c) : c;
}).catch(e => { S.opened = null; throw e; }));

// ---- reading the query

const words = text => {
  const out = [];
  scan(normalize(text), (term, role, at) => {
    if (role === 2 || out.length && out[out.length - 1].at === at) {
      if (!stops.has(term)) out[out.length - 1].pieces.add(term);
    } else out.push({ term, at, pieces: new Set() });
  });
  return out;
};

const OPERATORS = /(^|\s)(sistema|secci[oó]n):("[^"]*"|\S*)/gi;

// {words, phrases, not, systems, sections, open}, the words numbers before those
// of the text: open says that the last word
// is still being typed. A word after a hyphen is an option for as long as the
// site may have it: see rare.js.
S.parse = (text, numbers = [], pasted) => {
  const q = { words: numbers, phrases: [], not: [], systems: [], sections: [], open: !pasted && /[^\s"]$/.test(text) };
  text = normalize(text.slice(0, 4000)).replace(OPERATORS, (m, s, op, value) => {
    const v = sortKey(lower(value.replace(/"/g, '')));
    if (v) q[/^si/i.test(op) ? 'systems' : 'sections'].push(v);
    return s;
  }).trim();
  q.command = RegExp('^(' + S.config.commands + ') ').test(text);
  const whole = words(text), n = whole.length;
  // A pasted message: quotes and dashes are part of it, and it says what it says.
  q.message = n >= LONG ? !/^¿|\?$/.test(text) : pasted && n > 1 || MESSAGE.test(text);
  if (q.message && n >= LONG) {
    // Names and numbers first, then long words: those are rare, as a rule.
    const all = new Map();
    whole.forEach(w => { w.quoted = true; if (!stops.has(w.term)) all.set(w.term, w); });
    const weight = w => (w.pieces.size || /\d/.test(w.term) ? 8 : 0) + Math.min(w.term.length, 12);
    q.words = [...all.values()].sort((a, b) => weight(b) - weight(a)).slice(0, MAXWORDS);
    q.long = q.words.length >= LONG;
    q.open = false;
    return q;
  }
  // What is between quotes is as it stands.
  text.split(/"([^"]+)"/).forEach((part, i) => {
    const w = words(part);
    if (i & 1) {
      w.forEach(x => { x.quoted = true; });
      if (w[1]) q.phrases.push(part);
    }
    q.words.push(...w);
  });
  q.words = q.words.slice(0, MAXWORDS);
  return q;
};

// ---- finding terms

const shardOf = (starts, key) => {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const mid = low + high + 1 >> 1;
    if (starts[mid] <= key) low = mid; else high = mid - 1;
  }
  return low;
};

// The terms of the shards in which those that begin with from stand, the shards
// around key first, max of them at most.
async function terms(from, key, max) {
  const { starts } = index, at = shardOf(starts, key), a = shardOf(starts, from), b = shardOf(starts, from + '\uffff');
  const out = starts.length ? [at] : [];
  for (let d = 1; out.length < max && (at - d >= a || at + d <= b); d++) {
    if (at + d <= b) out.push(at + d);
    if (at - d >= a && out.length < max) out.push(at - d);
  }
  return (await Promise.all(out.map(shard))).flat();
}

// What the index has for a word: [{t, w}], w saying how exactly. The last
// answers are kept: while a word is typed, those before it stay.
const answers = new Map();
function lookup(word, open, literal) {
  const key = [word, open, literal] + '', old = answers.get(key);
  if (old) return old;
  if (answers.size > 60) answers.clear();
  const p = find(word, open, literal);
  answers.set(key, p);
  p.catch(() => answers.delete(key));
  return p;
}

const stemOf = t => t.stem || (t.stem = stem(fold(t.term)));

// What only some queries need is loaded by them.
const rare = async () => S.typos || S.script(S.config.rare);

// What the index has under a name that nobody can type.
const named = async name => (await terms(name, name, 1)).filter(t => t.term === name).map(t => ({ t, w: 1 }));

async function find(word, open, literal) {
  const f = fold(word), key = sortKey(f), st = stem(f), stKey = sortKey(st);
  let from = key;
  while (from.length > 2 && !stKey.startsWith(from)) from = from.slice(0, -1);
  const all = await terms(from, key, 2);
  const hits = [], longer = [];
  for (const t of all) {
    if (!t.key.startsWith(from)) continue;
    if (t.term === word) hits.push({ t, w: EXACT });
    else if (t.key === key) hits.push({ t, w: fold(t.term) === f ? ACCENT : ENYE });
    else if (sortKey(stemOf(t)) === stKey) hits.push({ t, w: stemOf(t) === st ? STEM : STEM * ENYE });
    else if (key.length > 1 && t.key.startsWith(key)) longer.push(t);
  }
  if (open || !hits.length && !literal) {
    longer.sort((a, b) => a.key.length - b.key.length);
    for (const t of longer.slice(0, MAXPREFIX)) hits.push({ t, w: PREFIX * (0.5 + 0.5 * key.length / t.key.length) });
  }
  return hits.length || literal || key.length < 5 || /[^a-z]/.test(key) ? hits : rare().then(() => S.typos(key, st, open));
}

// ---- from words to atoms: what a unit has or has not

// An atom is a list of alternatives, each of which is a list of lookups that
// must all be met: the word; the pieces of an identifier; a group of synonyms.
async function atomsOf(q) {
  // «con» alone may become «configurar».
  let content = q.words[1] ? q.words.filter(w => !stops.has(w.term)) : q.words.filter(w => q.open || !stops.has(w.term));
  const said = content.filter(w => !asks.test(fold(w.term)));
  if (said[0] && !q.message) {
    q.asks = said.length < content.length;
    content = said;
  }
  const stems = content.map(w => stem(fold(w.term))), atoms = [];
  await Promise.all(content.map(async (w, i) => {
    const open = q.open && w === q.words[q.words.length - 1], atom = atoms[i] = { word: w.term, alts: [] };
    const number = w.number || /^\d+(\.\d+)+$/.test(w.term) && 's' + w.term;
    const thing = number ? await named('\x03' + number) : [];
    if (thing[0]) atom.alts.push({ w: w.number || !content[1] ? NUMBER : 1, parts: [thing] });
    if (w.number) return;
    atom.alts.push({ w: 1, parts: [await lookup(w.term, open, q.message)] });
    if (w.pieces.size && !hitsOf(atom).some(h => h.w >= ENYE)) {
      atom.alts.push({ w: PIECES, parts: await Promise.all([...w.pieces].map(p => lookup(p, open && w.term.endsWith(p), q.message))) });
    }
  }));
  // What is said to be done with a command's words is no answer to the command.
  if (q.message || q.command && atoms.every(a => hitsOf(a).some(h => h.w === EXACT))) return atoms;
  // A word that was corrected has the synonyms of what it was taken for.
  atoms.forEach((a, i) => {
    const h = hitsOf(a)[0];
    if (h && h.typo) stems[i] = stem(fold(h.t.term));
  });
  // The longest synonyms first; their words become one atom.
  for (let i = 0; i < content.length; i++) {
    for (let n = content.length - i; n; n--) {
      const groups = index.groups.get(sortKey(stems.slice(i, i + n).join(' ')));
      if (!groups || n > 1 && atoms.slice(i, i + n).some(a => !a)) continue;
      const own = atoms.slice(i, i + n);
      // What is everywhere needs no other words for it.
      if (own.every(a => hitsOf(a).some(h => h.t.total))) break;
      const alts = n === 1 ? own[0].alts : [{ w: 1, parts: own.map(hitsOf) }];
      for (const g of groups) {
        const t = await named(g);
        if (t[0]) alts.push({ w: SYNONYM, parts: [t] });
      }
      atoms[i] = { word: own.map(a => a.word).join(' '), alts };
      for (let k = 1; k < n; k++) atoms[i + k] = null;
      i += n - 1;
      break;
    }
  }
  return atoms.filter(Boolean);
}

// Writes the best value of each unit that meets one of the hits into best, and
// returns the units.
function meet(hits, w, touched, m) {
  for (const h of hits) {
    const { keys, impacts } = list(h.t), k = h.w * w;
    for (let i = 0; i < keys.length; i++) {
      const u = keys[i], v = k * impacts[i], b = best[u], leaf = u >> 6;
      if (index.section[leaf] === VALUES || m >= 0 && index.manual[leaf] !== m) continue;
      if (!b) touched.push(u);
      if (v > b) best[u] = v;
    }
  }
  return touched;
}

// What meet leaves behind: units and their values; scratch is clean again.
function drain(units) {
  const values = new Float32Array(units.length);
  for (let i = 0; i < units.length; i++) {
    values[i] = best[units[i]];
    best[units[i]] = 0;
  }
  return { units, values };
}

// An atom's units and values.
function evaluate(atom) {
  const together = new Map();
  for (const alt of atom.alts) {
    if (alt.parts.length < 2) continue;
    let all;
    for (const part of alt.parts) {
      const d = drain(meet(part, alt.w / alt.parts.length, [], alt.m)), mine = new Map();
      d.units.forEach((u, i) => { if (!all || all.has(u)) mine.set(u, d.values[i] + (all ? all.get(u) : 0)); });
      all = mine;
    }
    all.forEach((v, u) => together.set(u, Math.max(v, together.get(u) || 0)));
  }
  const touched = [];
  for (const alt of atom.alts) if (alt.parts.length === 1) meet(alt.parts[0], alt.w, touched, alt.m);
  together.forEach((v, u) => {
    if (!best[u]) touched.push(u);
    best[u] = Math.max(best[u], v);
  });
  return drain(touched);
}

const hitsOf = atom => atom.alts.flatMap(a => a.parts.flat());

// ---- ranking

// An answer without results.
const none = () => ({ full: [], some: [], fullN: 0, someN: 0, systems: [], sections: [], on: [[], []], missing: [], corrected: [], words: [] });

// What is known of the part of a term's units that was not loaded.
const hidden = t => t.total && !t.whole ? Math.max(t.total - list(t).keys.length, 0) : 0;

// Adds the atoms up and gives the units in two lists, best first, KEEP of each
// at most: full, those that have all of the words (in the unit, or else over
// its page), and some. Of all there are it gives the numbers.
function rank(q, atoms, banned) {
  const touched = [], all = 2 ** atoms.length - 1;
  let total = 0;
  atoms.forEach((a, k) => {
    const e = evaluate(a), bit = 1 << k, more = hitsOf(a).reduce((sum, h) => sum + hidden(h.t), 0);
    const df = Math.min(e.units.length + more, index.units);
    a.found = df > 0;
    a.idf = Math.log(1 + (index.units - df + 0.5) / (df + 0.5));
    a.hidden = more > 0;
    a.page = new Float32Array(index.manual.length);
    a.manual = new Float32Array(index.ids.length);
    for (let i = 0; i < e.units.length; i++) {
      const u = e.units[i], v = e.values[i] * a.idf, leaf = u >> 6, m = index.manual[leaf];
      if (!(u & 63)) { a.page[leaf] = v * PAGE; continue; }
      if (index.first[m] === leaf && e.values[i] > TITLE) a.manual[m] = v * MANUAL;
      if (!seen[u]) touched.push(u);
      seen[u] |= bit;
      score[u] += v;
    }
    total += a.found ? a.idf : 0;
  });
  // Words that stand above a unit count for it, weakly; pages are looked at
  // as a whole: their words, best partial unit and one more than its place.
  const out = { ...none(), hidden: atoms.some(a => a.hidden), could: 0 };
  const pageMask = new Uint32Array(index.manual.length), pageBest = pageMask.slice(), n = touched.length, tiers = new Uint8Array(n), scores = new Float32Array(n);
  let full = false, most = 0;
  for (let i = 0; i < n; i++) {
    const u = touched[i], leaf = u >> 6, m = index.manual[leaf];
    let mask = seen[u], s = score[u], got = total, could = 0;
    seen[u] = score[u] = 0;
    if (banned && (banned.has(u) || banned.has(leaf << 6) || banned.has((index.first[m] << 6) + 1))) { tiers[i] = 9; continue; }
    for (let k = 0; k < atoms.length; k++) {
      const a = atoms[k];
      // The manual that is about a word is so where the unit has it, too.
      if (mask & 1 << k) { s += a.manual[m] * ABOUT; continue; }
      const v = a.page[leaf] + a.manual[m];
      if (v) { mask |= 1 << k; s += v; continue; }
      got -= a.found ? a.idf : 0;
      could += a.hidden ? a.idf : -1e9;
    }
    if (could > 0) out.could = Math.max(out.could, s + could);
    if (mask !== all) s *= got / total;
    if (m === index.own) s *= OWN;
    scores[i] = q.long ? s * got / total : s;
    if (mask === all || q.long || q.asks && got > total * MOST) { tiers[i] = 2; full = true; continue; }
    pageMask[leaf] |= mask;
    if (s > most) most = s;
    const p = pageBest[leaf];
    if (!p || s > scores[p - 1]) pageBest[leaf] = i + 1;
  }
  for (let i = 0; i < n; i++) {
    const leaf = touched[i] >> 6;
    // A page that has all of the words, but none of them well, is no answer
    // before a unit that has most of them: its 0.6 is to be half of that at least.
    if (pageMask[leaf] === all && pageBest[leaf] === i + 1 && scores[i] * 1.2 > most) { tiers[i] = 1; scores[i] *= 0.6; full = true; }
  }
  // Numbers by system and section: each as if its own filter were not set.
  const like = q.systems.map(systemsLike), sys = like[0] && index.ids.map((id, m) => like.some(l => l[m]));
  const sec = q.sections.length && index.sections.map((name, x) => q.sections.some(v => sectionIs(x, v)));
  const bySys = new Int32Array(index.ids.length), bySec = new Int32Array(index.sections.length);
  for (let i = 0; i < n; i++) {
    if (tiers[i] > 2) continue;
    const leaf = touched[i] >> 6, m = index.manual[leaf], x = index.section[leaf], inSys = !sys || sys[m], inSec = !sec || sec[x];
    if (!full || tiers[i]) {
      if (inSec) bySys[m]++;
      if (inSys) bySec[x]++;
    }
    if (!inSys || !inSec) tiers[i] = 9;
  }
  for (const want of [1, 0]) {
    let ok = [];
    for (let i = 0; i < n; i++) if (tiers[i] < 3 && !tiers[i] === !want) ok.push(i);
    out[want ? 'fullN' : 'someN'] = ok.length;
    // Sorting all would be the dearest step: those below the mean go first, as
    // long as enough stay.
    for (let better = ok; ;) {
      ok = better;
      let sum = 0;
      for (const i of ok) sum += scores[i];
      better = ok.filter(i => scores[i] * ok.length > sum);
      if (better.length < KEEP || better.length === ok.length) break;
    }
    out[want ? 'full' : 'some'] = ok.sort((a, b) => scores[b] - scores[a] || touched[a] - touched[b]).slice(0, KEEP)
      .map(i => ({ u: touched[i], leaf: touched[i] >> 6, m: index.manual[touched[i] >> 6], tier: tiers[i], score: scores[i] }));
  }
  // The most first; numbers are sorted much faster than pairs.
  const counts = c => {
    const codes = [];
    for (let i = 0; i < c.length; i++) if (c[i]) codes.push(i - c[i] * 65536);
    return Array.from(Float64Array.from(codes).sort(), v => [v & 65535, ((v & 65535) - v) / 65536]);
  };
  out.systems = counts(bySys);
  bySec[0] = 0; // sections of no common name
  out.sections = counts(bySec);
  if (sys) out.on[0] = sys;
  if (sec) out.on[1] = sec;
  // Would the units that were not loaded change the first results?
  out.need = out.hidden && atoms[1] && (out.fullN < ENOUGH || out.could > (out.full[2] || { score: 0 }).score);
  if (out.hidden && (sys || sec) && out.fullN < ENOUGH) out.need = true;
  return out;
}

const slug = s => sortKey(lower(s)).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// Answers a query: {q, full, some, fullN, someN, hidden, systems, sections, on,
// missing, corrected, words}; systems and sections are [number, count], the most
// frequent first; on says which of them are filters. stale() says that nobody
// waits for it any more.
S.search = async (text, stale, pasted) => {
  await S.ready();
  const numbers = [];
  if (/\d/.test(text)) text = await rare().then(() => S.numbers(text, numbers));
  const q = S.parse(text, numbers, pasted), nothing = { ...none(), q, vague: true };
  if (q.words.some(w => w.term[0] === '-')) await rare().then(() => S.exclude(q));
  const atoms = (await atomsOf(q)).slice(0, 30);
  const not = [].concat(...await Promise.all(q.not.map(w => lookup(w, false)))).filter(h => h.w >= STEM);
  if (stale && stale() || !atoms.length) return nothing;
  const environments = S.environmentsOf ? await S.environmentsOf(q, atoms) : new Map();
  const banned = () => not.length && new Set(not.flatMap(h => [...list(h.t).keys]));
  let r = rank(q, atoms, banned());
  if (r.need || not.some(h => hidden(h.t))) {
    // Of each word what says most: itself rather than its relatives.
    const rests = [].concat(not, ...atoms.map(a => {
      const h = hitsOf(a).filter(x => hidden(x.t)), own = h.filter(x => x.w >= ENYE);
      return own.length ? own : h.filter(x => x.w >= SYNONYM);
    }));
    await rare();
    await Promise.all(rests.filter(h => hidden(h.t)).map(h => S.rest(h.t)));
    if (stale && stale()) return nothing;
    r = rank(q, atoms, banned());
  }
  for (const x of r.full.concat(r.some)) x.env = environments.get(x.m);
  if (q.phrases[0]) await rare().then(() => S.phrases(q, r, stale));
  const typo = a => hitsOf(a).filter(h => h.typo).map(h => h.t.term);
  return Object.assign(r, {
    q,
    missing: atoms.filter(a => !a.found).map(a => a.word),
    corrected: atoms.filter(a => a.found && typo(a).length).map(a => [a.word, typo(a)[0]]),
    words: atoms.flatMap(a => typo(a).length ? typo(a).slice(0, 4) : a.word.split(' ')).map(w => w.replace(/^-/, '')),
  });
};

// Which manuals a value of sistema: means: the one of that name, or else those whose
// name begins so, or else those with such a word in their title. Each once for all:
// there may be thousands.
function systemsLike(v) {
  const { ids, titles } = index, begins = id => id.startsWith(v);
  return ids.includes(v) ? ids.map(id => id === v) : ids.some(begins) ? ids.map(begins) : titles.map(t => slug(t).split('-').includes(v));
}
const systemIs = (m, v) => systemsLike(v)[m];
const sectionIs = (s, v) => ('-' + slug(index.sections[s] || '')).includes('-' + slug(v));

// What is known of the index is not of the site's present one.
S.forget = () => { S.opened = null; files.clear(); leaves.clear(); answers.clear(); };

// ---- excerpts

// A leaf's text: {title, code, url, units: [{kind, id, number, title, path, body, code}]}.
const leaves = new Map();
const rawLeaf = leaf => {
  const m = index.manual[leaf], key = 'p/' + index.ids[m] + '-' + index.hashes[m] + '/' + (leaf - index.first[m]);
  return leaves.get(key) || leaves.set(key, file(S.config.dictionary).then(d => file(key, d)).then(data => {
    const [head, ...units] = utf8.decode(data).split('\x1e'), [title, code, url] = head.split('\x1f');
    let above;
    index.titles[m] = title;
    return {
      title, code, url, valued: head.concat(...units).includes('\ufdd0'),
      units: units.map(u => {
        const [id, number, name, path, body, source] = u.slice(1).split('\x1f'), p = path.split('\x1d');
        if (path !== '\x1d') above = [];
        for (let i = 1; p[i]; i += 2) above.push({ number: p[i - 1], title: p[i] });
        return { kind: u[0], id, number, title: name, path: above, body, code: source };
      }),
    };
  })).get(key);
};
S.leaf = rawLeaf; // values.js knows more
S.inner = { OPERATORS, VALUES, MAXPREFIX, MAXSHARDS, TYPO, terms, stemOf, file, reader, streams, decode, EXACT, ENYE, ACCENT, rawLeaf, words, lookup, list, hidden, hitsOf, index: () => index };
