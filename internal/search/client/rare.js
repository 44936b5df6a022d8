// What only some queries need: numbers, words that are not found, hyphens, quotes,
// all that there is of a frequent word.
const { EXACT, TYPO, MAXSHARDS, MAXPREFIX, terms, stemOf, lookup, list, hidden, file, reader, streams, decode, OPERATORS } = S.inner, { normalize, scan, sortKey, stem } = S.text;

const SOUND = 0.7; // a word that sounds the same, beside one letter off

// How a Spanish word sounds: «vensido» as «vencido», «rebersion» as «reversion».
const sound = s => s.replace(/v/g, 'b').replace(/[cz](?=[ei])|z/g, 's').replace(/h/g, '').replace(/g(?=[ei])/g, 'j').replace(/qu?|k/g, 'c').replace(/ll/g, 'y');

// Whether one insertion, deletion, substitution or transposition of
// neighbours makes a of b.
function near(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  if (b.length - a.length > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
  return a.slice(i + 1) === b.slice(i + 1) ||
    a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

// Terms that sound the same or are one letter off, looked for where the word's
// beginning stands, then wider; a small index is looked at whole.
S.typos = async (key, st, open) => {
  const small = S.inner.index().starts.length <= MAXSHARDS;
  const twin = { b: 'v', v: 'b', s: 'c', c: 's', g: 'j', j: 'g', z: 's', k: 'c' }[key[0]] + key.slice(1), mine = stem(sound(key));
  for (const [from, at] of small ? [['']] : [[key.slice(0, 4), key], [key.slice(0, 2), key], [twin.slice(0, 2), twin], [key[1] + key[0], key[1] + key[0] + key.slice(2)]]) {
    const all = (await terms(from, at || from, MAXSHARDS)).filter(t => t.key > '\x1f' && t.key[3]);
    for (const [w, is] of [
      [SOUND, t => (t.sound = t.sound || stem(sound(t.key))) === mine],
      [TYPO, t => near(t.key, key)],
      [TYPO * 0.8, t => st[4] && near(stemOf(t), st)],
      [TYPO * 0.6, t => open && t.key.length > key.length && near(t.key.slice(0, key.length), key)],
    ]) {
      const hits = all.filter(is).map(t => ({ t, w, typo: true }));
      if (hits[0]) return hits.slice(0, MAXPREFIX);
    }
  }
  return [];
};

// The words of a text in order, an option with its hyphen.
const sequence = text => {
  const out = [];
  let option;
  scan(text, (term, role, at) => {
    if (role === 3) option = at;
    if (role === 3 || role < 2 && at !== option) out.push(sortKey(term));
  });
  return out;
};

// A word after a hyphen is what no result may have, unless the site has it as
// an option of a command: a fifth of its uses or more are with the hyphen.
S.exclude = async q => {
  const last = q.words[q.words.length - 1], own = q.words.filter(w => w.term[0] === '-');
  const uses = hits => hits.filter(h => h.w === EXACT).reduce((sum, h) => sum + list(h.t).keys.length + hidden(h.t), 0);
  await Promise.all(own.map(async w => {
    const word = w.term.slice(1), typed = q.open && w === last, found = await lookup(w.term, typed), bare = await lookup(word);
    if (uses(found) * 5 > uses(bare) || typed && found[0]) return;
    if (w.quoted) w.term = word;
    else {
      q.words = q.words.filter(x => x !== w);
      if (word[2]) q.not.push(word);
    }
  }));
  q.open = q.open && last === q.words[q.words.length - 1];
};

// Keeps the units in whose text the phrases stand. Where the stored text was
// cut before the phrase could be seen, the unit stays, after the others.
S.phrases = async (q, r, stale) => {
  const wanted = q.phrases.map(sequence), sure = [], maybe = [], look = r.full.slice(0, 120);
  for (let i = 0; i < look.length && sure.length < 30; i += 20) {
    const some = look.slice(i, i + 20), leaves = await Promise.all(some.map(x => S.leaf(x.leaf, x.env && x.env.env)));
    if (stale && stale()) return;
    some.forEach((x, k) => {
      const u = leaves[k].units[(x.u & 63) - 1];
      const line = ' ' + sequence([u.title, u.body, u.code].join(' \x1c ')).join(' ') + ' ';
      if (wanted.every(p => line.includes(' ' + p.join(' ') + ' '))) sure.push(x);
      else if (u.body.endsWith('\x1c') || u.code.endsWith('\x1c')) maybe.push(x);
    });
  }
  r.full = sure.concat(maybe);
  r.fullN = r.full.length;
  r.some = [];
  r.someN = 0;
};

// «tabla 14», «numeral 7.4»: the thing that has the number. Takes them out of a
// query, unless a message was pasted, and adds them to words.
S.numbers = (text, words) => {
  if (text.length > 100) return text;
  S.config.numbers.split(';').forEach((names, i) => {
    text = normalize(text).replace(RegExp('(^|\\s)(?:' + names + ')s?\\s*(?:n[^\\s\\d]*\\s*|#)?([a-z]?[.\\d]*\\d)(?![.\\d]*[\\p{L}\\d_-])', 'giu'), (m, s, number) => {
      words.push({ term: m.trim(), pieces: new Set(), number: 'stilp'[i] + number.toLowerCase() });
      return s;
    });
  });
  return text;
};

// What a frequent term has beyond its shard; resolves when it is joined.
// Impacts are not stored there: they are below those that are here.
S.rest = t => file(t.name + '-' + t.place).then(data => {
  if (t.whole) return;
  const more = decode(streams(reader(data), 1)[0]), all = list(t);
  const low = all.impacts.reduce((a, b) => Math.min(a, b), 15) / 2;
  t.list = { keys: Uint32Array.from([...all.keys, ...more.keys]), impacts: Float32Array.from([...all.impacts, ...more.impacts.fill(low)]) };
  t.whole = true;
});

// What stands in the place of results where there are none.
S.nothing = (a, text, set) => {
  const { make, fill, button } = S, W = S.config.words;
  const box = make('div.search-none', {}, make('p', {}, fill(W.none, text.slice(0, 80))), make('p', {}, a.q.not[0] ? fill(W['excluded.hint'], a.q.not[0]) : a.vague ? W.stop : W['none.hint']));
  if (a.q.systems[0] || a.q.sections[0]) box.append(button('button.button-quiet', () => set(text.replace(OPERATORS, '').trim()), W.nofilter));
  return box;
};

S.text.near = near; // for the tests
