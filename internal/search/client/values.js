// Values that depend on the environment. Texts are indexed with those of the
// first one; the others are in leaves of their own, each once (Go: values.go).
// A query for one of them asks, in that manual, for the first one's value.
const { VALUES, ENYE, ACCENT, rawLeaf, words, lookup, list, hitsOf } = S.inner;
const index = S.inner.index();

// [{name, value, envs: [{number: id, title}]}] of a manual, none for most.
const valuesOf = async m => {
  const end = m + 1 < index.first.length ? index.first[m + 1] : index.manual.length, of = [];
  for (let leaf = end - 1; index.section[leaf] === VALUES; leaf--) of.unshift(rawLeaf(leaf));
  return (await Promise.all(of)).flatMap(l => l.units).map(u => ({ name: u.number, value: u.title, envs: u.path }));
};
const has = (v, env) => v.envs.some(e => e.number === env);
const worth = (values, name, env) => (values.find(v => v.name === name && has(v, env)) || {}).value;

// The environment that the pages of a manual show to this reader (theme: env.js).
const chosen = (m, values) => {
  const stored = key => { try { return localStorage.getItem('folio-ambiente' + key); } catch (e) { return null; } };
  const known = id => values.some(v => has(v, id));
  return [stored('-' + index.ids[m]), stored('')].find(known) || values[0] && values[0].envs[0].number;
};

// A leaf as it reads in an environment, in the reader's own for want of one.
S.leaf = async (leaf, env) => {
  const raw = await rawLeaf(leaf);
  if (!raw.valued) return raw;
  const m = index.manual[leaf], values = await valuesOf(m), is = env || chosen(m, values);
  const put = s => s.replace(/\ufdd0([^\ufdd1]*)\ufdd1([^\ufdd2]*)\ufdd2/g, (all, name, value) => {
    const v = worth(values, name, is);
    return v === undefined ? value : v;
  }).replace(/[\ufdd0-\ufdd2]/g, '');
  return Object.assign({}, raw, {
    units: raw.units.map(u => Object.assign({}, u, {
      title: put(u.title), body: put(u.body), code: put(u.code), path: u.path.map(h => ({ number: h.number, title: put(h.title) })),
    })),
  });
};

// Looks in a query for values, and lets atoms mean the first environment's too.
// The answer says of manuals whose value it is: m → {env, name, also}, env being
// where it is shown, name what to call that where it is not the reader's own,
// also the words that the reader's own page has for it.
S.environmentsOf = async (q, atoms) => {
  const units = new Set(), out = new Map(), terms = q.words.map(w => w.term);
  const last = q.open && terms[terms.length - 1];
  for (const a of atoms) {
    for (const h of hitsOf(a)) for (const u of list(h.t).keys) if (index.section[u >> 6] === VALUES) units.add(u);
  }
  // A value is meant when all of its words are there; a name of several parts
  // also while it is being typed.
  const meant = t => terms.includes(t) || last && last.length > 3 && /[^\p{L}\p{M}]/u.test(last) && t.startsWith(last);
  for (const u of units) {
    const m = index.manual[u >> 6], values = await valuesOf(m), leaf = await rawLeaf(u >> 6);
    const unit = leaf.units[(u & 63) - 1], parts = words(unit.title).map(w => w.term);
    if (!parts.length || !parts.every(meant)) continue;
    const own = chosen(m, values), first = worth(values, unit.number, values[0].envs[0].number);
    const mine = unit.path.some(e => e.number === own);
    if (!out.has(m)) {
      out.set(m, {
        env: mine ? own : unit.path[0].number, name: mine ? '' : unit.path.map(e => e.title).join(', '), also: worth(values, unit.number, own) || '',
      });
    }
    if (first === unit.title) continue;
    const found = await Promise.all(words(first).map(w => lookup(w.term, false)));
    const exact = found.map(hits => hits.filter(h => h.w >= ENYE));
    if (!exact.length || !exact.every(hits => hits.length)) continue;
    for (const a of atoms) if (a.word.split(' ').some(w => parts.some(p => p.startsWith(w)))) a.alts.push({ w: ACCENT, parts: exact, m });
  }
  return out;
};
