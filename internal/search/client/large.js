// What only a site of very many manuals needs, of which the catalogue has two
// levels (Go: catalogue.go). The first says in which run something is; a run, of
// manuals or of shards, is loaded when one of its is asked for. Till then a manual
// has no name, and a shard the start of its run's first: all starts are in order
// even so, and what is looked for is found to be in its run.
const parse = unpack, narrow = terms, open = S.ready, answer = S.search;
let manuals, shards;

// The runs of a list; put takes what one says: a place, its key and its hash.
function runs(folder, { count, size, firsts, hashes }, put) {
  const names = split(hashes), loaded = [], load = k => loaded[k] || (loaded[k] = file(folder + '/' + k + '-' + names[k]).then(data => {
    const run = parse(data);
    split(run.hashes).forEach((hash, i) => put(k * size + i, run.keys[i], hash));
  }).catch(e => { delete loaded[k]; throw e; }));
  return {
    keys: Array.from({ length: count }, (x, i) => firsts[i / size | 0]),
    // Loads the run of a place, or of a key.
    at: i => load(i / size | 0),
    of: key => load(shardOf(firsts, key)),
  };
}

unpack = data => {
  const c = parse(data), named = (m, id) => {
    c.ids[m] = id;
    c.titles[m] = c.titles[m] || id;
  };
  manuals = runs('m', c.manuals, (m, id, hash) => {
    named(m, id);
    c.hashes[m] = hash;
  });
  shards = runs('s', c.shards, (n, start, hash) => {
    c.starts[n] = start;
    c.shards[n] = hash;
  });
  c.all = () => file(c.names).then(ids => parse(ids).forEach((id, m) => named(m, id)));
  return Object.assign(c, {
    ids: manuals.keys.fill('', 1), titles: [], hashes: '', shards: '', starts: shards.keys,
    leaves: Array.from(c.leaves, ch => {
      const n = ch.codePointAt(0);
      return c.kinds[n - (n < 0xd800 ? 0x30 : 0x830)]; // Go: letter
    }),
  });
};

// The number of a manual, -1 for none.
const manualOf = async id => {
  await manuals.of(id);
  return index.ids.indexOf(id);
};

S.ready = () => S.opened || (S.opened = open().then(async c => {
  const path = location.href.slice(S.root.length).split('/');
  if (path.length > 1) c.own = await manualOf(path[0]);
  return c;
}).catch(e => { S.opened = null; throw e; }));

S.search = async (text, stale, pasted) => {
  await S.ready();
  // A manual's own name is one; any other filter is compared with all.
  for (const name of /sistema:/i.test(text) ? S.parse(text).systems : []) if (await manualOf(name) < 0) await index.all();
  const a = await answer(text, stale, pasted);
  await Promise.all([...a.systems.slice(0, FACETS).map(s => s[0]), ...a.full.concat(a.some).slice(0, SHOWN).map(r => r.m)].map(manuals.at));
  return a;
};

S.leaf = S.inner.rawLeaf = leaf => manuals.at(index.manual[leaf]).then(() => rawLeaf(leaf));

terms = S.inner.terms = async (from, key, max) => {
  const place = k => shardOf(index.starts, k);
  await shards.of(key);
  const at = place(key);
  await Promise.all([Math.max(at - max, place(from)), Math.min(at + max, place(from + '\uffff'))].map(shards.at));
  return narrow(from, key, max);
};
