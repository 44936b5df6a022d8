// The index's files: fetched as scripts, inflated, decoded; each once.
const utf8 = new TextDecoder();

// A string of two bytes a character (Go: pack.go) → bytes.
function bytesOf(s) {
  const out = new Uint8Array(2 * s.length);
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    let c = s.charCodeAt(i);
    if (c === 1) c = s.charCodeAt(++i) ^ 0x8000;
    out[n++] = c;
    out[n++] = c >> 8;
  }
  return out.subarray(0, n);
}

// A Huffman table by RFC 1951: the lengths of codes → what the next bits mean,
// as many as the longest code has: symbol * 16 + its code's length.
function huffman(lengths) {
  const longest = Math.max(...lengths), table = new Uint16Array(1 << longest);
  let code = 0;
  for (let l = 1; l <= longest; l++, code <<= 1) {
    lengths.forEach((length, symbol) => {
      if (length !== l) return;
      let r = 0;
      for (let b = 0; b < l; b++) r |= (code >> b & 1) << l - 1 - b;
      for (; r < table.length; r += 1 << l) table[r] = symbol << 4 | l;
      code++;
    });
  }
  return table;
}

const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// The tables of text and of distances, by the lengths of both, n of text.
const tables = (lengths, n) => [huffman(lengths.slice(0, n)), huffman(lengths.slice(n))];

// Inflates data that a varint of its length precedes; before is the
// dictionary. Not DecompressionStream, which has no dictionaries, is
// asynchronous, and is missing on the older browsers of an intranet.
function inflate(src, before = []) {
  const start = before.length, r = reader(src), size = r.number();
  let hold = 0, have = 0, pos = 0;
  src = r.rest();
  const out = new Uint8Array(start + size);
  out.set(before);
  let n = start;
  const need = k => {
    while (have < k) { hold |= src[pos++] << have; have += 8; }
  };
  const bits = k => {
    need(k);
    const v = hold & (1 << k) - 1;
    hold >>>= k;
    have -= k;
    return v;
  };
  const symbol = h => {
    need(15);
    const q = h[hold & h.length - 1];
    if (!q) throw Error('inflate');
    hold >>>= q & 15;
    have -= q & 15;
    return q >> 4;
  };
  // What a symbol of lengths or distances means (Go: steps).
  const step = (i, fine) => {
    const more = (i >> fine) - 1;
    return more < 1 ? i : (i - (more << fine) << more) + bits(more);
  };
  for (let last = 0; !last;) {
    last = bits(1);
    const type = bits(2);
    if (type === 0) {
      pos -= have >> 3;
      hold = have = 0;
      const l = src[pos] | src[pos + 1] << 8;
      out.set(src.subarray(pos + 4, pos + 4 + l), n);
      n += l;
      pos += 4 + l;
      continue;
    }
    const l = [];
    let lens, dists;
    if (type === 1) {
      for (let i = 0; i < 318; i++) l.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : i < 288 ? 8 : 5);
      [lens, dists] = tables(l, 288);
    } else {
      const nl = bits(5) + 257, nd = bits(5) + 1, nc = bits(4) + 4, cl = Array(19).fill(0);
      for (let i = 0; i < nc; i++) cl[order[i]] = bits(3);
      const h = huffman(cl);
      for (let v; l.length < nl + nd;) {
        const s = symbol(h);
        if (s < 16) l.push(v = s);
        else {
          if (s > 16) v = 0;
          for (let r = s < 17 ? 3 + bits(2) : s < 18 ? 3 + bits(3) : 11 + bits(7); r--;) l.push(v);
        }
      }
      [lens, dists] = tables(l, nl);
    }
    for (let s; (s = symbol(lens)) !== 256;) {
      if (s < 256) { out[n++] = s; continue; }
      const len = s > 284 ? 258 : 3 + step(s - 257, 2), from = n - 1 - step(symbol(dists), 1);
      for (let i = 0; i < len; i++) out[n++] = out[from + i];
    }
  }
  return out.subarray(start);
}

// ---- files, by key; a failed one may be asked for again
const files = new Map();
function file(key, before) {
  let p = files.get(key);
  if (!p) {
    p = S.script('buscar/' + key + '.js').then(() => {
      const s = S.raw[key];
      delete S.raw[key];
      return inflate(bytesOf(s), before);
    });
    files.set(key, p);
    p.catch(() => files.delete(key));
  }
  return p;
}

function reader(b) {
  let i = 0;
  return {
    number() {
      let v = 0, c, shift = 0;
      do { c = b[i++]; v |= (c & 127) << shift; shift += 7; } while (c > 127);
      return v;
    },
    byte: () => b[i++],
    take(n) { i += n; return b.subarray(i - n, i); },
    rest: () => b.subarray(i),
    more: () => i < b.length,
  };
}

// Cuts the two streams of n terms apart (Go: appendStreams).
function streams(r, n) {
  const heads = [], units = [];
  for (let i = 0; i < n; i++) heads.push(r.number());
  for (let i = 0; i < n; i++) units.push(r.number());
  const h = heads.map(l => r.take(l));
  return units.map((l, i) => [h[i], r.take(l)]);
}

// Postings → units (leaf*64 + ordinal) and their impacts (Go: postings.go).
function decode([heads, units]) {
  // A unit takes a byte at least.
  const keys = new Uint32Array(units.length), impacts = new Float32Array(units.length);
  let count = 0;
  const h = reader(heads), r = reader(units);
  for (let leaf = 0; h.more();) {
    const head = h.number();
    leaf += head >> 2;
    let n = (head & 3) + 1, ord = 0;
    if (n === 4) n += h.number();
    for (; n; n--) {
      const b = r.byte();
      ord += b >> 4;
      if (b > 239) ord += r.number();
      keys[count] = leaf * 64 + ord;
      impacts[count++] = b & 15;
    }
  }
  return { keys: keys.subarray(0, count), impacts: impacts.subarray(0, count) };
}

// The terms of a shard, in order: {term, key, total, place, …}.
function shard(n) {
  const { loaded, shards } = index, name = 't/' + n + '-' + shards[n];
  return loaded[n] || (loaded[n] = file(name).then(data => {
    const r = reader(data), count = r.number(), terms = [];
    let prev = new Uint8Array(0);
    for (let i = 0; i < count; i++) {
      const shared = r.number(), own = r.take(r.number()), t = new Uint8Array(shared + own.length);
      t.set(prev.subarray(0, shared));
      t.set(own, shared);
      prev = t;
      const term = utf8.decode(t);
      terms.push({ term, key: sortKey(term), name });
    }
    let divided = 0;
    for (const t of terms) if ((t.total = r.number())) t.place = divided++;
    streams(r, count).forEach((s, i) => { terms[i].packed = s; });
    return terms;
  }).catch(e => { delete loaded[n]; throw e; }));
}

// The postings of a term, decoded once.
const list = t => t.list || (t.list = decode(t.packed));
