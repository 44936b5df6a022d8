// The words that led to a page, marked on it, with a small bar to go through
// them. The text itself is not touched: <mark> goes around it, and away again.
const W = S.config.words, { icon, fill } = S, { matcher, places } = S.text;

S.mark = query => {
  const main = document.querySelector('main') || document.body;
  const match = matcher(query.split(/\s+/).filter(Boolean).slice(0, 30));
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, {
    acceptNode: n => n.parentElement.closest('script, style, nav, button, svg, .control, .slim') ? 2 : 1,
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let marks = [];
  for (const node of nodes) {
    const p = places(node.data, match);
    for (let i = p.length - 2; i >= 0 && marks.length < 1000; i -= 2) {
      const r = document.createRange(), m = document.createElement('mark');
      r.setStart(node, p[i]);
      r.setEnd(node, p[i + 1]);
      m.className = 'hit';
      r.surroundContents(m);
      marks.push(m);
    }
  }
  marks.sort((a, b) => a.compareDocumentPosition(b) & 4 ? -1 : 1);

  const make = (tag, cls, text) => {
    const e = document.createElement(tag);
    e.className = cls;
    if (text) e.textContent = text;
    return e;
  };
  const bar = make('div', 'hits'), count = make('span', 'hits-count');
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', query);
  count.setAttribute('role', 'status');
  const button = (label, d, act) => {
    const b = make('button', 'hits-button');
    b.type = 'button';
    b.title = label;
    b.setAttribute('aria-label', label);
    b.append(icon(d));
    b.addEventListener('click', act);
    return b;
  };
  // The theme's scripts open what the word is hidden in.
  const reveal = m => m.dispatchEvent(new CustomEvent('folio:reveal', { bubbles: true }));
  let now = -1;
  const go = i => {
    if (now >= 0) marks[now].classList.remove('hit-now');
    now = (i + marks.length) % marks.length;
    const m = marks[now];
    m.classList.add('hit-now');
    reveal(m);
    m.scrollIntoView({ block: 'center' });
    count.textContent = fill(W.marks, now + 1, marks.length);
  };
  const clear = () => {
    for (const m of marks) {
      const p = m.parentNode;
      m.replaceWith(...m.childNodes);
      p.normalize();
    }
    marks = [];
    bar.remove();
    document.removeEventListener('keydown', escape);
    // A disk's pages may not change their address; then it stays.
    try { history.replaceState(null, '', location.pathname + location.hash); } catch (e) { /* stays */ }
  };
  const escape = e => { if (e.key === 'Escape' && !e.defaultPrevented && !document.querySelector('dialog[open]')) clear(); };

  bar.append(make('span', 'hits-words', query), count);
  if (marks.length) {
    bar.append(button(W['marks.prev'], 'M6 15l6-6 6 6', () => go(now - 1)), button(W['marks.next'], 'M6 9l6 6 6-6', () => go(now + 1)));
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) { /* no such place */ }
    const first = target ? marks.findIndex(m => target.contains(m) || target.compareDocumentPosition(m) & 4) : 0;
    if (target && first >= 0) {
      // The place that was chosen stays where the browser put it.
      now = first;
      marks[now].classList.add('hit-now');
      reveal(marks[now]);
      count.textContent = fill(W.marks, now + 1, marks.length);
    } else go(Math.max(first, 0));
  } else count.textContent = W['marks.none'];
  bar.append(button(W['marks.clear'], 'M6 6l12 12M18 6L6 18', clear));
  document.body.append(bar);
  document.addEventListener('keydown', escape);
};
