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
  for (const k in attrs) if (attrs[k] !== null) e.setAttribute(k, attrs[k]);
  e.append(...children.filter(c => c || c === 0));
  return e;
}
const number = n => format.format(n), format = new Intl.NumberFormat(document.documentElement.lang || undefined);

// Text with what matches marked.
function marked(text, match) {
  const out = document.createDocumentFragment(), p = places(text, match);
  let at = 0;
  for (let i = 0; i < p.length; i += 2) {
    out.append(text.slice(at, p[i]), make('mark.hit', {}, text.slice(p[i], p[i + 1])));
    at = p[i + 1];
  }
  out.append(text.slice(at));
  return out;
}

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
  return [from ? '… ' : '', marked(text.slice(from, to), match), to < text.length ? ' …' : ''];
}

function excerpt(unit, match) {
  const body = unit.body.replace(/\x1c$/, ' …'), lines = unit.code.replace(/\x1c$/, '…').split('\n').map(l => l.trim()).filter(Boolean);
  const a = richest(body, match, 170), out = [];
  let line = null, most = 0, at = 0;
  for (const l of lines) {
    const w = richest(l, match, 200);
    if (w.most > most) { most = w.most; line = l; at = w.from; }
  }
  if (body && (a.most >= most || !line)) out.push(make('span.sr-text', {}, ...stretch(body, match, a.from, 60, 190)));
  if (line) out.push(make('code.sr-code', {}, ...stretch(line, match, at, 40, 160)));
  return out;
}

const recents = {
  get() {
    try { return JSON.parse(localStorage.getItem(KEY) || '[]').filter(s => typeof s === 'string').slice(0, 6); } catch (e) { return []; }
  },
  set(list) {
    try { localStorage.setItem(KEY, JSON.stringify(list)); } catch (e) { /* not kept */ }
  },
  add(q) { if (q.length < 200) recents.set([q, ...recents.get().filter(x => x !== q)].slice(0, 6)); },
};

// A value as it stands after sistema: or seccion:, as short as is clear.
const operator = (op, facet, all) => {
  const parts = op === 'sistema' ? [facet.id] : facet.id.split('-');
  let v = parts[0], i = 1;
  while (i < parts.length && all.some(f => f !== facet && ('-' + f.id).includes('-' + v))) v += '-' + parts[i++];
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
  const status = make('p.search-status', {}), live = make('p.sr', { role: 'status' });
  const facets = make('div.search-facets', { role: 'group', 'aria-label': W.filters });
  const body = make('div.search-body', {}), extra = make('div.search-extra', {}), side = make('div.search-results', {}, status, list, extra);
  body.append(facets, side);
  host.append(head, live, body);
  if (dialog) {
    const close = make('button.search-close', { type: 'button' }, make('span.sr', {}, W.close + ' '), make('kbd', {}, 'Esc'), icon('M20 12H5M11 6l-6 6 6 6'));
    close.addEventListener('click', () => dialog.close());
    head.append(close);
    const key = (k, w) => make('span', {}, make('kbd', {}, k), ' ' + w);
    host.append(make('div.search-foot', { 'aria-hidden': 'true' }, key('↑ ↓', W['key.move']), key('↵', W['key.open']), key('Esc', W['key.close'])));
  }

  let turn = 0, shown = SHOWN, answer = null, active = null, timer = 0, speak = 0, scrolled = 0, open = {};

  const options = () => [...list.querySelectorAll('[role=option]')];
  function choose(option, scroll) {
    if (active) active.setAttribute('aria-selected', 'false');
    active = option || null;
    if (active) {
      active.setAttribute('aria-selected', 'true');
      if (scroll) active.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', active.id);
    } else input.removeAttribute('aria-activedescendant');
  }
  function announce(text) {
    clearTimeout(speak);
    speak = setTimeout(() => { live.textContent = text; }, 600);
  }
  function set(q) {
    input.value = q;
    input.focus();
    run();
  }

  function run() {
    clearTimeout(timer);
    clear.hidden = !input.value;
    shown = SHOWN;
    open = {};
    if (!dialog) {
      // A disk's pages may not change their address; then it stays.
      try { history.replaceState(null, '', input.value.trim() ? '?q=' + encodeURIComponent(input.value.trim()) : location.pathname); } catch (e) { /* stays */ }
    }
    // Half a word is not worth files: wait for a breath once some are needed.
    timer = setTimeout(ask, 40);
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
      S.drawn = { query: text };
    } catch (e) {
      if (stale()) return;
      list.replaceChildren();
      extra.replaceChildren();
      facets.replaceChildren();
      input.setAttribute('aria-expanded', 'false');
      const again = make('button.search-link', { type: 'button' }, W.reload);
      again.addEventListener('click', () => { S.forget(); S.again().then(ask, ask); });
      status.replaceChildren(W.failed + ' ', again);
      announce(W.failed);
    } finally { clearTimeout(slow); }
  }

  async function draw(stale) {
    const a = answer, all = a.full.length ? a.full.concat(a.full.length < SHOWN ? a.some : []) : a.some;
    const part = all.slice(0, shown);
    const leaves = await Promise.all(part.map(r => S.leaf(r.leaf)));
    if (stale()) return;
    const match = matcher(a.words), groups = [], by = new Map();
    part.forEach((r, i) => {
      const some = a.full.length > 0 && !r.tier, id = (some ? '?' : '') + r.m;
      let g = by.get(id);
      if (!g) {
        by.set(id, g = { some, leaf: leaves[i], rows: [] });
        groups.push(g);
      }
      g.rows.push([r, leaves[i]]);
    });
    let n = 0, divided = false;
    const rows = document.createDocumentFragment();
    extra.replaceChildren();
    for (const g of groups) {
      if (g.some && !divided) {
        divided = true;
        rows.append(make('div.search-divider', { role: 'presentation' }, W.some));
      }
      const id = 'sg' + n, group = make('div.search-group', { role: 'group', 'aria-labelledby': id });
      group.append(make('div.search-system', { id, role: 'presentation' }, make('span', {}, g.leaf.title), g.leaf.code && make('span.search-code', {}, g.leaf.code)));
      for (const [r, leaf] of g.rows) group.append(option(r, leaf, match, n++, a.words));
      rows.append(group);
    }
    if (all.length > shown) {
      const more = make('button.search-more', { type: 'button' }, W.more);
      more.addEventListener('click', () => grow());
      extra.append(more);
    }
    const at = active ? options().indexOf(active) : -1;
    list.replaceChildren(rows);
    side.classList.remove('search-welcome');
    input.setAttribute('aria-expanded', String(n > 0));
    choose(options()[shown > SHOWN ? Math.max(at, 0) : 0]);
    if (shown === SHOWN && scrolled) side.scrollTop = scrolled = 0;
    said(a, all.length, part.length);
    filters(a);
    if (!n) nothing(a);
  }
  function grow() {
    shown += SHOWN;
    const mine = turn;
    return draw(() => mine !== turn).then(() => input.focus());
  }

  function option(r, leaf, match, n, words) {
    const u = leaf.units[(r.u & 63) - 1];
    // What comes after the site's root can lead nowhere else.
    const href = S.root + leaf.url + '?resaltar=' + encodeURIComponent(words.join(' ').slice(0, 200)) + (u.id && '#' + u.id);
    const path = u.path.map(h => (h.number ? h.number + ' ' : '') + h.title).join(' › ');
    // A step's or a caption's number says what it is.
    const kind = /[emg]/.test(u.kind) && make('span.search-kind', {}, W['kind.' + u.kind]);
    const o = make('a.search-option', { id: 'so' + n, role: 'option', 'aria-selected': 'false', tabindex: '-1', href },
      path && make('span.search-path', {}, path),
      make('span.search-title', {}, u.number && make('span.num', {}, u.number + ' '), marked(u.title, match), kind),
      ...excerpt(u, match));
    o.addEventListener('click', () => {
      recents.add(input.value.trim());
      if (dialog) setTimeout(() => dialog.close());
    });
    o.addEventListener('pointermove', () => { if (active !== o) choose(o); });
    return o;
  }

  function said(a, total, now) {
    const n = a.fullN || a.someN;
    let text = n === 0 ? W['results.none'] : n === 1 ? W['results.one'] : fill(W[a.hidden ? 'results.more' : 'results.many'], number(n));
    if (a.full.length === 0 && n) text = W.some + ': ' + text;
    const notes = a.corrected.map(c => fill(W.corrected, ...c));
    if (a.missing.length && n) notes.push(fill(W.missing, a.missing.map(w => '«' + w + '»').slice(0, 6).join(', ')));
    status.textContent = [text + (n && now < n ? ', ' + fill(W.showing, now) : '')].concat(notes).join('. ').replace(/\.\./g, '.');
    announce(status.textContent);
  }

  function nothing(a) {
    const box = make('div.search-none', {}, make('p', {}, fill(W.none, input.value.trim().slice(0, 80))), make('p', {}, a.vague ? W.stop : W['none.hint']));
    if (a.q.systems.length || a.q.sections.length) {
      const b = make('button.button.button-quiet', { type: 'button' }, W.nofilter);
      b.addEventListener('click', () => set(input.value.replace(/(^|\s)(sistema|secci[oó]n):("[^"]*"|\S*)/gi, '').trim()));
      box.append(b);
    }
    status.textContent = '';
    extra.append(box, tips());
  }

  function filters(a) {
    const panel = (name, op, rows) => {
      const f = make('div.search-facet', { role: 'group', 'aria-label': name }, make('p.search-facet-name', { 'aria-hidden': 'true' }, name));
      const visible = open[op] ? rows : rows.filter((x, i) => i < FACETS || x.on);
      for (const x of visible) {
        const b = make('button.search-chip', { type: 'button', 'aria-pressed': String(!!x.on) }, make('span', {}, x.title), make('span.search-n', {}, number(x.n)));
        b.addEventListener('click', () => {
          const rest = input.value.replace(new RegExp('(^|\\s)' + (op === 'sistema' ? op : 'secci[oó]n') + ':("[^"]*"|\\S*)', 'gi'), '').trim();
          set(x.on ? rest : rest + ' ' + operator(op, x, rows));
        });
        f.append(b);
      }
      if (visible.length < rows.length) {
        const b = make('button.search-link', { type: 'button' }, W.all + ' (' + rows.length + ')');
        b.addEventListener('click', () => { open[op] = true; filters(a); });
        f.append(b);
      }
      return rows.length > 1 || rows.some(x => x.on) ? f : null;
    };
    facets.replaceChildren(...[panel(W.systems, 'sistema', a.systems), panel(W.sections, 'seccion', a.sections)].filter(Boolean));
  }

  function tips() {
    const rows = make('dl', {});
    for (const [example, text] of [['"copia de seguridad"', W['tip.phrase']], ['puerto -ssh', W['tip.exclude']],
      ['puerto sistema:' + S.systems()[0], W['tip.system']], ['conexión seccion:errores', W['tip.section']], ['ORA-00942: …', W['tip.paste']]]) {
      rows.append(make('div', {}, make('dt', {}, make('code', {}, example)), make('dd', {}, text)));
    }
    return make('div.search-tips', {}, make('p.search-facet-name', {}, W.tips), rows);
  }

  function welcome() {
    choose(null);
    facets.replaceChildren();
    status.textContent = '';
    live.textContent = '';
    input.setAttribute('aria-expanded', 'false');
    const parts = [], old = recents.get();
    if (old.length) {
      const box = make('div.search-tips', {}, make('p.search-facet-name', {}, W.recent));
      for (const q of old) {
        const b = make('button.search-recent', { type: 'button' }, q);
        b.addEventListener('click', () => set(q));
        box.append(b);
      }
      const forget = make('button.search-link', { type: 'button' }, W.forget);
      forget.addEventListener('click', () => { recents.set([]); welcome(); input.focus(); });
      box.append(forget);
      parts.push(box);
    }
    parts.push(tips());
    list.replaceChildren();
    side.classList.add('search-welcome');
    extra.replaceChildren(...parts);
  }

  // Asking for the place of the scroll bar costs a layout: remember it.
  side.addEventListener('scroll', () => { scrolled = 1; }, { passive: true });
  input.addEventListener('input', run);
  clear.addEventListener('click', () => set(''));
  host.addEventListener('keydown', e => {
    if (e.isComposing) return;
    const o = options(), i = o.indexOf(active);
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!o.length) return;
      e.preventDefault();
      input.focus();
      if (e.key === 'ArrowDown' && i === o.length - 1 && extra.querySelector('.search-more')) grow().then(() => choose(options()[i + 1], true));
      else choose(o[(i + (e.key === 'ArrowDown' ? 1 : -1) + o.length) % o.length], true);
    } else if ((e.key === 'Home' || e.key === 'End') && e.ctrlKey && o.length) {
      e.preventDefault();
      choose(o[e.key === 'Home' ? 0 : o.length - 1], true);
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
      return S.ready().then(() => ask(), () => ask());
    },
  };
}

let panel = null, view = null;
S.open = () => {
  if (!panel) {
    panel = make('dialog.search', { 'aria-label': W.title });
    document.body.append(panel);
    view = screen(panel, panel);
    panel.addEventListener('click', e => { if (e.target === panel) panel.close(); });
    panel.addEventListener('close', () => document.documentElement.classList.remove('searching'));
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
