// The search screen: a dialog over any page, or the page buscar.html. All text
// of manuals goes into the document as text, never as markup.
const W = S.config.words;

const icon = d => make('svg.icon', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, make('path', { d }));
const fill = (text, ...args) => text.replace(/\{(\d)\}/g, (m, i) => args[i]);
S.icon = icon;
S.fill = fill;
S.make = make;
S.button = button;

const SHOWN = 10, FACETS = 8, KEY = 'folio-busquedas';

// make('a.name', {href}, child, …): a falsy child is left out.
function make(tag, attrs, ...children) {
  const [name, ...classes] = tag.split('.'), e = document.createElementNS('http://www.w3.org/' + (/svg|path/.test(name) ? '2000/svg' : '1999/xhtml'), name);
  if (classes[0]) e.setAttribute('class', classes.join(' '));
  for (const k in attrs) e.setAttribute(k, attrs[k]);
  e.append(...children.filter(Boolean));
  return e;
}
const on = (e, type, act) => e.addEventListener(type, act);
function button(name, act, ...children) {
  const b = make('button.' + name, { type: 'button' }, ...children);
  on(b, 'click', act);
  return b;
}
const number = n => format.format(n), format = new Intl.NumberFormat(document.documentElement.lang || undefined);

// What is on the screen stays there while it says the same: an element knows
// what it was made from, and only what differs is touched. Most letters of a
// word change little, and layout and paint are dearer than all of the script.
const reuse = (old, sig, build) => old && old.sig === sig ? old : Object.assign(build(), { sig });
const put = (e, name, value) => { if (e.getAttribute(name) !== '' + value) e.setAttribute(name, value); };
const say = (e, text) => { if (e.textContent !== text) e.textContent = text; };

function place(parent, wanted) {
  const now = parent.childNodes; // live
  for (const e of [...now]) if (!wanted.includes(e)) e.remove();
  wanted.forEach((e, i) => { if (now[i] !== e) parent.insertBefore(e, now[i] || null); });
}

// Text in which what matches stands between \x02 and \x03; the children that
// such a text becomes.
function marked(text, match) {
  const p = places(text, match);
  let out = '', at = 0;
  for (let i = 0; i < p.length; i += 2) {
    out += text.slice(at, p[i]) + '\x02' + text.slice(p[i], p[i + 1]) + '\x03';
    at = p[i + 1];
  }
  return out + text.slice(at);
}
const rich = text => text.split(/[\x02\x03]/).map((t, i) => i % 2 ? make('mark.hit', {}, t) : t);

// Where the stretch of a text begins that has the most different words that
// match, and how many; those that the title has count little.
function richest(text, match, size, title) {
  const p = places(text, match);
  let from = 0, most = 0;
  for (let i = 0; i < p.length; i += 2) {
    const kinds = new Set();
    let n = 0;
    for (let k = i; k < p.length && p[k + 1] - p[i] < size; k += 2) kinds.add(text.slice(p[k], p[k + 1]).toLowerCase());
    kinds.forEach(w => { n += title.includes(w.slice(0, 5)) ? 0.1 : 1; });
    if (n > most) { most = n; from = p[i]; }
  }
  return { from, most };
}

// A stretch of a text, cut at words, with an ellipsis where it was cut.
function stretch(text, match, at, before, size) {
  let from = Math.max(0, at - before), to = Math.min(text.length, from + size);
  if (from) from = text.indexOf(' ', from) + 1 || from;
  if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + before);
  return (from ? '… ' : '') + marked(text.slice(from, to), match) + (to < text.length ? ' …' : '');
}

// Of the lines of a text the one that has the most, in a table its row rather
// than its head: {line, most, from}. Without any it is the first, for most = -1.
function richestLine(text, match, size, most, title) {
  let best = { line: '' }, head;
  text.replace(/\x1c$/, ' …').split('\n').forEach((line, i) => {
    const w = richest(line = line.trim().replace(/\t/g, ' · '), match, size, title);
    if (w.most > most || head && w.most && w.most === most) {
      head = !i && text.includes('\t');
      most = w.most;
      best = { line, from: w.from };
    }
  });
  return { ...best, most };
}

// The lines of a unit's text and code that are shown, either may be ''.
function excerpt(unit, match) {
  const title = unit.title.toLowerCase(), a = richestLine(unit.body, match, 170, -1, title), b = richestLine(unit.code, match, 200, 0, title);
  return [a.line && (a.most >= b.most || !b.line) ? stretch(a.line, match, a.from, 60, 190) : '', b.line && stretch(b.line, match, b.from, 40, 160)];
}

const recents = {
  get() {
    try { return JSON.parse(localStorage.getItem(KEY) || '[]').filter(s => typeof s === 'string'); } catch (e) { return []; }
  },
  set(list) {
    try { localStorage.setItem(KEY, JSON.stringify(list)); } catch (e) { /* not kept */ }
  },
  add(q) { if (q && q.length < 200) recents.set([q, ...recents.get().filter(x => x !== q)].slice(0, 6)); },
};

// A system or kind of section as it stands after sistema: or seccion:, as short
// as is clear among all.
function operator(which, i) {
  if (!which) return ' sistema:' + index.ids[i];
  const words = slug(index.sections[i]).split('-');
  let v = words.shift();
  while (words[0] && index.sections.some((s, x) => x !== i && sectionIs(x, v))) v += '-' + words.shift();
  return ' seccion:' + v;
}
// A manual as its readers call it: the word of its title that its folder has.
const shortName = m => index.titles[m].split(' ').find(w => slug(w) === index.ids[m]) || index.titles[m];

function screen(host, dialog) {
  const list = make('div.search-list', { id: 'search-list', role: 'listbox', 'aria-label': W['results.many'].replace('{0} ', '') });
  const input = make('input.search-input', {
    type: 'search', role: 'combobox', 'aria-label': W.label, placeholder: W.placeholder, 'aria-expanded': 'false',
    'aria-controls': 'search-list', 'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '20000',
  });
  const clear = make('button.search-clear', { type: 'button', 'aria-label': W.clear, hidden: '' }, icon('M6 6l12 12M18 6L6 18'));
  const head = make('div.search-head', {}, icon('M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L20 20'), input, clear);
  const status = make('p.search-status'), live = make('p.unseen', { role: 'status' });
  const facets = make('div.search-facets', { role: 'group', 'aria-label': W.filters });
  // Narrows to the manual that the reader is in, or widens again.
  const within = button('search-chip search-within', () => narrow(0, index.own));
  const body = make('div.search-body'), extra = make('div'), side = make('div.search-results', {}, within, status, list, extra);
  body.append(facets, side);
  host.append(head, live, body);
  if (dialog) {
    const close = button('search-close', () => dialog.close(), make('span.unseen', {}, W.close + ' '), make('kbd', {}, 'Esc'), icon('M20 12H5M11 6l-6 6 6 6'));
    head.append(close);
    const key = (k, w) => make('span', {}, make('kbd', {}, k), ' ' + w);
    host.append(make('div.search-foot', { 'aria-hidden': 'true' }, key('↑ ↓', W['key.move']), key('↵', W['key.open']), key('Esc', W['key.close'])));
  }

  let turn = 0, shown = SHOWN, answer = null, active = null, timer = 0, speak = 0, scrolled = 0, open = {}, pasted;
  let rows = [], drawn = new Map(); // the options in order; all that is shown by its key
  // Of what is found only what fits the screen is drawn, until somebody goes
  // further: complete draws the others. room: there is nothing below what is drawn.
  let complete = () => {}, first = 4, room = true;
  const divider = make('div.search-divider', { role: 'presentation' }, W.rest), more = button('search-more', grow, W.more);

  function choose(option, scroll) {
    if (active && active !== option) active.setAttribute('aria-selected', 'false');
    active = option;
    if (active) {
      put(active, 'aria-selected', 'true');
      if (scroll) active.scrollIntoView({ block: 'nearest' });
      put(input, 'aria-activedescendant', active.id);
    } else input.removeAttribute('aria-activedescendant');
  }
  function announce(text) {
    clearTimeout(speak);
    speak = setTimeout(() => say(live, text), 600);
  }
  // Whether a system (0) or a kind of section (1) is a filter; sets it or takes it back.
  const narrowed = (which, i) => S.parse(input.value)[which ? 'sections' : 'systems'].some(v => (which ? sectionIs : systemIs)(i, v));
  const narrow = (which, i) => set(input.value.replace(OPERATORS, (m, s, o) => /^si/i.test(o) === !which ? s : m).trim() + (narrowed(which, i) ? '' : operator(which, i)));
  function set(q) {
    input.value = q;
    input.focus();
    run();
  }

  function run(e) {
    cancelAnimationFrame(timer);
    pasted = e && e.inputType === 'insertFromPaste';
    clear.hidden = !input.value;
    shown = SHOWN;
    open = {};
    if (!dialog) {
      // A disk's pages may not change their address; then it stays.
      try { history.replaceState(null, '', input.value.trim() ? '?q=' + encodeURIComponent(input.value.trim()) : location.pathname); } catch (e) { /* stays */ }
    }
    // With the letter, in one frame, when all that it takes is there.
    timer = requestAnimationFrame(ask);
  }

  async function ask() {
    const mine = ++turn, text = input.value, stale = () => mine !== turn;
    within.hidden = !index || index.own < 0;
    if (!within.hidden) {
      say(within, fill(W.within, shortName(index.own)));
      put(within, 'aria-pressed', narrowed(0, index.own));
    }
    const slow = setTimeout(() => { if (!stale()) status.textContent = W.loading; }, 300);
    try {
      if (text.replace(OPERATORS, '').trim().length < 2) return await welcome(stale);
      const a = await S.search(text, stale, pasted);
      if (stale()) return;
      answer = a;
      await draw(stale);
      if (!stale()) S.drawn = text;
    } catch (e) {
      if (stale()) return;
      empty();
      status.replaceChildren(W.failed + ' ', button('search-link', () => { S.forget(); S.again().then(ask, ask); }, W.reload));
      announce(W.failed);
    } finally { clearTimeout(slow); }
  }

  async function draw(stale) {
    const a = answer, all = a.full.length < SHOWN ? a.full.concat(a.some) : a.full;
    const part = all.slice(0, shown);
    const leaves = await Promise.all(part.map(r => S.leaf(r.leaf, r.env && r.env.env)));
    if (stale()) return;
    const match = matcher(a.words), words = a.words.join(' ').slice(0, 200), old = rows.indexOf(active);
    // Results of one system stand together, where its best one is.
    const groups = new Map();
    part.forEach((r, i) => {
      const id = (a.full.length && !r.tier ? 'sgs' : 'sg') + r.m;
      groups.set(id, (groups.get(id) || []).concat([[r, leaves[i]]]));
    });
    const paint = count => {
      const next = new Map(), out = [];
      rows = [];
      groups.forEach((found, id) => {
        const { title, code } = found[0][1], mine = found.slice(0, count - rows.length).map(([r, leaf]) => {
          const o = option(r, leaf, match, words);
          put(o, 'id', 'so' + rows.length);
          rows.push(o);
          next.set(r.u, o);
          return o;
        });
        if (!mine[0]) return;
        const g = reuse(drawn.get(id), title + '\n' + code, () => make('div.search-group', { role: 'group', 'aria-labelledby': id },
          make('div.search-system', { id, role: 'presentation' }, make('span', {}, title), code && make('span.search-code', {}, code))));
        place(g, [g.firstChild, ...mine]);
        next.set(id, g);
        if (id[2] === 's' && !out.includes(divider)) out.push(divider);
        out.push(g);
      });
      drawn = next;
      place(list, out);
    };
    complete = () => { if (rows.length < part.length) paint(part.length); };
    paint(room || shown > SHOWN ? part.length : first);
    const n = part.length;
    put(input, 'aria-expanded', n > 0);
    choose(rows[shown > SHOWN ? Math.max(old, 0) : 0]);
    if (shown === SHOWN && scrolled) side.scrollTop = scrolled = 0;
    said(a, all.length, n);
    filters(a);
    if (n) place(extra, all.length > shown ? [more] : []);
    else {
      status.textContent = '';
      extra.replaceChildren(await rare().then(() => S.nothing(a, input.value, set)), tips());
    }
  }
  function grow() {
    shown += SHOWN;
    const mine = turn;
    return draw(() => mine !== turn).then(() => input.focus());
  }

  // What is read aloud needs more than a frame between a title and its kind.
  const label = text => text ? [make('span.unseen', {}, ', '), make('span.search-kind', {}, text)] : [];

  function option(r, leaf, match, words) {
    const u = leaf.units[(r.u & 63) - 1], path = u.path.map(h => (h.number ? h.number + ' ' : '') + h.title).join(' › ');
    const title = marked(u.title, match), [body, code] = excerpt(u, match);
    const o = reuse(drawn.get(r.u), [leaf.url, u.id, u.kind, path, u.number, title, body, code, r.env && r.env.name].join('\n'), () =>
      make('a.search-option', { role: 'option', 'aria-selected': 'false', tabindex: '-1' },
        path && make('span.search-path', {}, path),
        // A step's or a caption's number says what it is.
        make('span.search-title', {}, u.number && make('span.num', {}, u.number + ' '), ...rich(title), ...label(/[emg]/.test(u.kind) && W['kind.' + u.kind]),
          ...label(r.env && r.env.name && fill(W.environment, r.env.name))),
        body && make('span.sr-text', {}, ...rich(body)), code && make('code.sr-code', {}, ...rich(code))));
    // What comes after the site's root can lead nowhere else.
    put(o, 'href', S.root + leaf.url + '?resaltar=' + encodeURIComponent(r.env && r.env.name ? words + ' ' + r.env.also : words) + (u.id && '#' + u.id));
    return o;
  }

  function said(a, total, now) {
    const n = a.fullN || a.someN, names = list => list.map(w => '«' + w + '»').slice(0, 6).join(', ');
    let text = n === 0 ? W['results.none'] : n === 1 ? W['results.one'] : fill(W[a.hidden ? 'results.more' : 'results.many'], number(n));
    if (n) {
      if (!a.full[0]) text = fill(W.some, text);
      if (a.missing[0]) text += fill(W.missing, names(a.missing));
      if (now < n) text += ', ' + fill(W.showing, now);
    }
    const notes = a.corrected.map(c => fill(W.corrected, ...c));
    if (a.q.not[0]) notes.push(fill(W.excluded, names(a.q.not)));
    text = [text + (notes[0] ? '.' : ''), ...notes].join(' ');
    say(status, text);
    announce(text);
  }

  // The chips stay, what they say follows.
  const panels = [['systems', 'titles'], ['sections', 'sections']].map(([field, titles], which) => {
    const name = W[field], chips = [], label = make('p.search-facet-name', { 'aria-hidden': 'true' }, name);
    const f = make('div.search-facet', { role: 'group', 'aria-label': name }, label), all = button('search-link', async () => {
      open[field] = true;
      if (index.all) await index.all(); // see large.js
      filters(answer);
    });
    on(f, 'click', e => {
      const b = e.target.closest('.search-chip');
      if (b) narrow(which, b.of);
    });
    return a => {
      const c = a[field], o = a.on[which];
      const visible = open[field] ? c : c.filter(([i], k) => k < FACETS || o[i]);
      const now = visible.map(([i, n], k) => {
        const b = chips[k] = chips[k] || button('search-chip', null, make('span'), make('span.search-n'));
        b.of = i;
        put(b, 'aria-pressed', !!o[i]);
        say(b.firstChild, index[titles][i]);
        say(b.lastChild, number(n));
        return b;
      });
      if (now.length < c.length) {
        say(all, W.all + ' (' + c.length + ')');
        now.push(all);
      }
      place(f, [label, ...now]);
      return c.length > 1 || c.some(([i]) => o[i]) ? [f] : [];
    };
  });
  const filters = a => place(facets, panels.flatMap(p => p(a)));

  function tips() {
    const rows = make('dl');
    for (const k of ['number', 'phrase', 'exclude', 'system', 'section', 'paste']) {
      rows.append(make('div', {}, make('dt', {}, make('code', {}, fill(W['example.' + k], index && (index.ids[index.own] || index.ids.find(id => id[0] > '_')) || ''))), make('dd', {}, W['tip.' + k])));
    }
    return make('div.search-tips', {}, make('p.search-facet-name', {}, W.tips), rows);
  }

  function empty() {
    choose();
    rows = [];
    put(input, 'aria-expanded', 'false');
    drawn = new Map();
    complete = () => {};
    for (const e of [list, extra, facets]) e.replaceChildren();
  }

  // What an operator in need opens first, of the manual that the reader is in:
  // its errors, its procedure, its support.
  async function firstAid() {
    const units = [];
    for (const v of W.first.split(' ')) {
      const at = [...index.manual.keys()].filter(l => index.manual[l] === index.own && sectionIs(index.section[l], v));
      const all = (await Promise.all(at.map(l => S.leaf(l)))).flatMap(l => l.units.map(u => ({ ...u, url: l.url })));
      if (all[0]) units.push(all.find(u => slug(u.title).startsWith(v)) || all[0], ...all.filter(u => u.kind === 'e').slice(0, 6));
    }
    return units.map((u, i) => make('a.search-option' + (u.kind === 'e' ? '.search-deep' : ''),
      { id: 'so' + i, role: 'option', 'aria-selected': 'false', tabindex: '-1', href: S.root + u.url + (u.id && '#' + u.id) },
      make('span.search-title', {}, make('span.num', {}, u.number + ' '), u.title)));
  }

  async function welcome(stale) {
    const found = await firstAid(), old = recents.get();
    if (stale()) return;
    empty();
    status.textContent = live.textContent = '';
    rows = found;
    put(input, 'aria-expanded', !!rows[0]);
    if (rows[0]) {
      list.append(make('div.search-group', { role: 'group', 'aria-labelledby': 'sgw' },
        make('div.search-system', { id: 'sgw', role: 'presentation' }, index.titles[index.own]), ...rows));
    }
    if (old[0]) {
      extra.append(make('div.search-tips', {}, make('p.search-facet-name', {}, W.recent), ...old.map(q => button('search-recent', () => set(q), q)),
        button('search-link', () => { recents.set([]); set(''); }, W.forget)));
    }
    extra.append(tips());
  }

  // Asking for the place of the scroll bar costs a layout: remember it.
  on(side, 'scroll', () => { scrolled = 1; });
  on(input, 'input', run);
  new IntersectionObserver(seen => {
    room = seen.pop().isIntersecting;
    // A screen that had room before it was moved will have it again.
    if (room && !scrolled && rows.length === first) first += 3;
    if (room) complete();
  }).observe(extra);
  const optionAt = e => e.target.closest('.search-option');
  on(list, 'click', e => {
    if (!optionAt(e)) return;
    recents.add(input.value.trim());
    if (dialog) setTimeout(() => dialog.close());
  });
  on(list, 'pointermove', e => {
    if (optionAt(e)) choose(optionAt(e));
  });
  on(clear, 'click', () => set(''));
  on(host, 'keydown', e => {
    if (e.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], end = e.ctrlKey && /^(Home|End)$/.test(e.key);
    if (step || end) {
      complete();
      const n = rows.length, i = rows.indexOf(active);
      if (!n) return;
      e.preventDefault();
      input.focus();
      if (step > 0 && i === n - 1 && more.isConnected) grow().then(() => choose(rows[n], true));
      else choose(rows[step ? (i + step + n) % n : e.key === 'Home' ? 0 : n - 1], true);
    } else if (e.key === 'Enter' && e.target === input) {
      e.preventDefault();
      if (!active) return;
      active.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: e.ctrlKey, metaKey: e.metaKey }));
    } else if (e.key === 'Escape' && !dialog && input.value) {
      e.preventDefault();
      set('');
    }
  });
  return {
    show(q) {
      if (q) input.value = q;
      input.focus();
      input.select();
      clear.hidden = !input.value;
      return S.ready().then(ask, ask);
    },
  };
}

let panel = null, view = null;
S.open = () => {
  if (!panel) {
    panel = make('dialog.search', { 'aria-label': W.title });
    document.body.append(panel);
    view = screen(panel, panel);
    on(panel, 'click', e => { if (e.target === panel) panel.close(); });
    on(panel, 'close', () => document.documentElement.classList.remove('searching'));
  }
  if (panel.open) return;
  panel.showModal();
  document.documentElement.classList.add('searching');
  return view.show();
};
S.mount = host => {
  view = screen(host, null);
  S.focus = () => host.querySelector('input').select();
  return view.show(new URLSearchParams(location.search).get('q') || '');
};
