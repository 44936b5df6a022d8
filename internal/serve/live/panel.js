// The panel at the foot of the page: findings, and a word when something about
// the preview needs one. It lives in a shadow tree beside <body>, so that
// neither the theme's styles nor a merge reaches it.

function fill(text, args) {
  return text.replace(/\{(\d)\}/g, function (_, i) { return args[i]; });
}

function count(key, n) {
  return fill(texts[key + (n === 1 ? '.uno' : '.varios')], [n]);
}

function make(tag, name, text) {
  var e = document.createElement(tag);
  if (name) e.className = name;
  if (text) e.textContent = text;
  return e;
}

// address is where the preview has a page, by its path in the site.
function address(page) { return '/' + page.split('/').map(encodeURIComponent).join('/'); }

// newPanel makes the panel. open(finding), if given, shows a finding's place.
function newPanel(open) {
  var host = make('folio-live-panel');
  var root = host.attachShadow({ mode: 'open' });
  var sheet = make('link');
  sheet.rel = 'stylesheet';
  sheet.href = '/_folio/panel.css';
  var box = make('aside', 'panel');
  box.setAttribute('aria-label', texts.panel);
  box.hidden = true;
  var word = make('p', 'word');
  word.setAttribute('role', 'status');
  word.hidden = true;
  var state = make('p', 'state');
  state.setAttribute('role', 'status');
  var head = make('button', 'head');
  head.type = 'button';
  var list = make('ol', 'list');
  list.id = 'list';
  head.setAttribute('aria-controls', 'list');
  box.append(state, head, list);
  root.append(sheet, word, box);
  document.documentElement.append(host);

  var told = { findings: [], others: [], total: 0 };
  var judged = []; // findings of this page that the browser has made
  var lost = false;
  var unfolded = sessionStorage.getItem('folio-live-panel') === 'open';
  head.addEventListener('click', function () {
    unfolded = !unfolded;
    sessionStorage.setItem('folio-live-panel', unfolded ? 'open' : '');
    draw();
  });

  // The explanations of codes that were asked for, and the findings under which
  // they are shown.
  var known = new Map();
  var asked = new Set();

  function explain(code) {
    if (!known.has(code)) {
      var answer = fetch('/_folio/explain?' + new URLSearchParams({ code: code })).then(function (r) {
        if (!r.ok) throw new Error(r.status);
        return r.json();
      });
      known.set(code, answer);
      answer.catch(function () { known.delete(code); }); // it may be there the next time
    }
    return known.get(code);
  }

  // lesson is what stands under a finding whose code is explained.
  function lesson(code) {
    var e = make('div', 'lesson');
    e.setAttribute('role', 'status');
    explain(code).then(function (x) {
      (x.why ? x.why.split('\n') : []).forEach(function (line) { e.append(make('p', '', line)); });
      if (!x.why) {
        x.says.forEach(function (s) {
          e.append(make('p', '', s.message));
          if (s.hint) e.append(make('p', 'hint', s.hint));
        });
      }
      [['wrong', x.wrong], ['right', x.right]].forEach(function (part) {
        if (!part[1]) return;
        var pre = make('pre', part[0], part[1]);
        pre.tabIndex = 0; // it may have to be scrolled
        pre.setAttribute('role', 'group');
        pre.setAttribute('aria-label', texts[part[0]]);
        e.append(make('p', 'which', texts[part[0]]), pre);
      });
    }, function () { e.append(make('p', '', texts.unexplained)); });
    return e;
  }

  // codeButton shows and hides the explanation in the item of a finding.
  function codeButton(f, li) {
    var key = f.code + ' ' + f.path + ':' + f.line + ':' + f.col;
    var b = make('button', 'code', f.code);
    b.type = 'button';
    b.title = fill(texts.explain, [f.code]);
    var shown = null;
    function toggle() {
      if (shown) shown.remove();
      shown = shown ? null : lesson(f.code);
      if (shown) li.append(shown);
      b.setAttribute('aria-expanded', String(!!shown));
      if (shown) asked.add(key);
      else asked.delete(key);
    }
    b.setAttribute('aria-expanded', 'false');
    b.addEventListener('click', toggle);
    return { button: b, restore: function () { if (asked.has(key)) toggle(); } };
  }

  function item(f) {
    var li = make('li', f.severity);
    var place = f.path + (f.line ? ':' + f.line : '');
    var code = codeButton(f, li);
    var top = make('p', 'place', f.label + ' · ');
    top.append(code.button, ' · ');
    if (f.page) {
      var a = make('a', 'go', place);
      a.href = address(f.page);
      top.append(a);
    } else if (open && f.path) {
      var b = make('button', 'go', place);
      b.type = 'button';
      b.title = texts.open;
      b.addEventListener('click', function () { open(f); });
      top.append(b);
    } else {
      top.append(make('span', 'at', place));
    }
    li.append(top, make('p', 'message', f.message));
    if (f.hint) li.append(make('p', 'hint', f.hint));
    code.restore();
    return li;
  }

  function draw() {
    var own = told.findings.concat(judged);
    var n = own.length;
    var elsewhere = told.total - told.findings.length;
    state.textContent = lost ? texts.lost : told.failure || (told.broken ? texts.broken : '');
    state.hidden = !state.textContent;
    // A page without findings is left in peace, unless another has an error.
    var grave = told.others.some(function (f) { return f.severity === 'error' || f.severity === 'fatal'; });
    var seen = n ? own : told.others;
    var worst = ['fatal', 'error', 'warning', 'info'].find(function (s) {
      return seen.some(function (f) { return f.severity === s; });
    });
    head.className = 'head ' + (worst || '');
    head.textContent = (n ? count('title', n) : texts.clean) + (elsewhere > 0 ? ' ' + count('elsewhere', elsewhere) : '');
    head.hidden = n === 0 && !grave;
    head.setAttribute('aria-expanded', String(unfolded));
    list.hidden = !unfolded || head.hidden;
    list.replaceChildren.apply(list, own.map(item));
    if (told.cut) list.append(make('li', 'more', fill(texts.more, [n])));
    if (told.others.length) list.append(make('li', 'others', texts.others));
    list.append.apply(list, told.others.map(item));
    if (elsewhere > told.others.length && !told.cut) list.append(make('li', 'more', fill(texts.more, [told.others.length])));
    box.hidden = state.hidden && head.hidden;
  }

  var drawn = '';
  var timer = 0;
  return {
    tell: function (news) {
      var same = JSON.stringify([news.findings, news.others, news.total, news.broken, news.failure]);
      told = news;
      if (same !== drawn) draw();
      drawn = same;
    },
    judge: function (list) {
      if (JSON.stringify(list) === JSON.stringify(judged)) return;
      judged = list;
      draw();
    },
    lose: function (yes) { if (yes !== lost) { lost = yes; draw(); } },
    say: function (text) {
      word.textContent = text;
      word.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(function () { word.hidden = true; }, 6000);
    },
  };
}
