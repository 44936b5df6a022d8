// The search screen: a dialog over any page, or the page buscar.html. All text
// of manuals goes into the document as text, never as markup.
const W = S.config.words;

const icon = d => {
  const ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), p = document.createElementNS(ns, 'path');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  p.setAttribute('d', d);
  svg.append(p);
  return svg;
};
const fill = (text, ...args) => text.replace(/\{(\d)\}/g, (m, i) => args[i]);
S.icon = icon;
S.fill = fill;

const SHOWN = 10, FACETS = 8, KEY = 'folio-busquedas';

// make('a.name', {href}, child, …): a falsy child is left out.
function make(tag, attrs, ...children) {
  const [name, ...classes] = tag.split('.'), e = document.createElement(name);
  if (classes.length) e.className = classes.join(' ');
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
const put = (e, name, value) => { if (e.getAttribute(name) !== value) e.setAttribute(name, value); };
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
// match, and how many.
function richest(text, match, size) {
  const p = places(text, match);
  let from = 0, most = 0;
  for (let i = 0; i < p.length; i += 2) {
    const kinds = new Set();
    for (let k = i; k < p.length && p[k + 1] - p[i] < size; k += 2) kinds.add(text.slice(p[k], p[k + 1]).toLowerCase());
    if (kinds.size > most) { most = kinds.size; from = p[i]; }
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

// The lines of a unit's text and code that are shown, either may be ''.
function excerpt(unit, match) {
  const body = unit.body.replace(/\x1c$/, ' …'), a = richest(body, match, 170);
  let line = '', most = 0, at = 0;
  for (let l of unit.code.replace(/\x1c$/, '…').split('\n')) {
    const w = richest(l = l.trim(), match, 200);
    if (w.most > most) { most = w.most; line = l; at = w.from; }
  }
  return [body && (a.most >= most || !line) ? stretch(body, match, a.from, 60, 190) : '', line && stretch(line, match, at, 40, 160)];
}

const recents = {
  get() {
    try { return JSON.parse(localStorage.getItem(KEY) || '[]').filter(s => typeof s === 'string'); } catch (e) { return []; }
  },
  set(list) {
    try { localStorage.setItem(KEY, JSON.stringify(list)); } catch (e) { /* not kept */ }
  },
  add(q) { if (q.length < 200) recents.set([q, ...recents.get().filter(x => x !== q)].slice(0, 6)); },
};

// A system or kind of section as it stands after sistema: or seccion:, as short
// as is clear among all.
const idOf = (op, i) => op === 'sistema' ? index.ids[i] : slug(index.sections[i]);
const operator = (op, i, all) => {
  const id = idOf(op, i), parts = op === 'sistema' ? [id] : id.split('-');
  let v = parts[0], n = 1;
  while (n < parts.length && all.some(f => f[0] !== i && ('-' + idOf(op, f[0])).includes('-' + v))) v += '-' + parts[n++];
  return op + ':' + v;
};

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
  const body = make('div.search-body'), extra = make('div'), side = make('div.search-results', {}, status, list, extra);
  body.append(facets, side);
  host.append(head, live, body);
  if (dialog) {
    const close = button('search-close', () => dialog.close(), make('span.unseen', {}, W.close + ' '), make('kbd', {}, 'Esc'), icon('M20 12H5M11 6l-6 6 6 6'));
    head.append(close);
    const key = (k, w) => make('span', {}, make('kbd', {}, k), ' ' + w);
    host.append(make('div.search-foot', { 'aria-hidden': 'true' }, key('↑ ↓', W['key.move']), key('↵', W['key.open']), key('Esc', W['key.close'])));
  }

  let turn = 0, shown = SHOWN, answer = null, active = null, timer = 0, speak = 0, scrolled = 0, open = {};
  let rows = [], drawn = new Map(); // the options in order; all that is shown by its key
  // Of what is found only what fits the screen is drawn, until somebody goes
  // further: complete draws the others. room: there is nothing below what is drawn.
  let complete = () => {}, first = 4, room = true;
  const divider = make('div.search-divider', { role: 'presentation' }, W.some), more = button('search-more', grow, W.more);

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
  function set(q) {
    input.value = q;
    input.focus();
    run();
  }

  function run() {
    cancelAnimationFrame(timer);
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
    if (text.trim().length < 2) return welcome();
    const slow = setTimeout(() => { if (!stale()) status.textContent = W.loading; }, 300);
    try {
      const a = await S.search(text, stale);
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
    side.classList.remove('search-welcome');
    put(input, 'aria-expanded', String(n > 0));
    choose(rows[shown > SHOWN ? Math.max(old, 0) : 0]);
    if (shown === SHOWN && scrolled) side.scrollTop = scrolled = 0;
    said(a, all.length, n);
    filters(a);
    if (n) place(extra, all.length > shown ? [more] : []);
    else nothing(a);
  }
  function grow() {
    shown += SHOWN;
    const mine = turn;
    return draw(() => mine !== turn).then(() => input.focus());
  }

  const label = text => text ? [' ', make('span.search-kind', {}, text)] : [];

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
    const n = a.fullN || a.someN;
    let text = n === 0 ? W['results.none'] : n === 1 ? W['results.one'] : fill(W[a.hidden ? 'results.more' : 'results.many'], number(n));
    if (a.full.length === 0 && n) text = W.some + ': ' + text;
    const notes = a.corrected.map(c => fill(W.corrected, ...c));
    if (a.missing.length && n) notes.push(fill(W.missing, a.missing.map(w => '«' + w + '»').slice(0, 6).join(', ')));
    if (a.q.not[0]) notes.push(fill(W.excluded, a.q.not.map(w => '«' + w + '»').join(', ')));
    text = [text + (n && now < n ? ', ' + fill(W.showing, now) : '')].concat(notes).join('. ').replace(/\.\./g, '.');
    say(status, text);
    announce(text);
  }

  function nothing(a) {
    const box = make('div.search-none', {}, make('p', {}, fill(W.none, input.value.slice(0, 80))), make('p', {}, a.q.not[0] ? fill(W['excluded.hint'], a.q.not[0]) : a.vague ? W.stop : W['none.hint']));
    if (a.q.systems.length || a.q.sections.length) {
      box.append(button('button.button-quiet', () => set(input.value.replace(OPERATORS, '').trim()), W.nofilter));
    }
    status.textContent = '';
    extra.replaceChildren(box, tips());
  }

  // The chips stay, what they say follows.
  const panels = [['sistema', 'systems', 'titles'], ['seccion', 'sections', 'sections']].map(([op, field, titles], which) => {
    const name = W[field], chips = [], label = make('p.search-facet-name', { 'aria-hidden': 'true' }, name);
    const f = make('div.search-facet', { role: 'group', 'aria-label': name }, label), all = button('search-link', () => { open[op] = true; filters(answer); });
    let counts, pressed;
    on(f, 'click', e => {
      const b = e.target.closest('.search-chip');
      if (!b) return;
      const rest = input.value.replace(OPERATORS, (m, s, o) => o.toLowerCase()[1] === op[1] ? s : m).trim();
      set(pressed[b.of] ? rest : rest + ' ' + operator(op, b.of, counts));
    });
    return a => {
      const c = counts = a[field], o = pressed = a.on[which];
      const visible = open[op] ? c : c.filter(([i], k) => k < FACETS || o[i]);
      const now = visible.map(([i, n], k) => {
        const b = chips[k] = chips[k] || button('search-chip', null, make('span'), make('span.search-n'));
        b.of = i;
        put(b, 'aria-pressed', String(!!o[i]));
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
    for (const [example, text] of [['"copia de seguridad"', W['tip.phrase']], ['puerto -ssh', W['tip.exclude']],
      ['puerto sistema:' + (index ? index.ids[0] : ''), W['tip.system']], ['conexión seccion:errores', W['tip.section']], ['ORA-00942: …', W['tip.paste']]]) {
      rows.append(make('div', {}, make('dt', {}, make('code', {}, example)), make('dd', {}, text)));
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

  function welcome() {
    empty();
    status.textContent = live.textContent = '';
    const parts = [], old = recents.get();
    if (old[0]) {
      const box = make('div.search-tips', {}, make('p.search-facet-name', {}, W.recent));
      for (const q of old) {
        box.append(button('search-recent', () => set(q), q));
      }
      box.append(button('search-link', () => { recents.set([]); welcome(); input.focus(); }, W.forget));
      parts.push(box);
    }
    parts.push(tips());
    side.classList.add('search-welcome');
    extra.replaceChildren(...parts);
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
