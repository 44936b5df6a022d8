// A step of a run on the page: its text is the manual's own element, and below it
// stand what was done and what can be done.
(function () {
  'use strict';
  var run = window.folioRun;
  var say = run.say;

  // make builds an element; what it says is text, never HTML.
  function make(tag, attributes) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) {
      var v = attributes[k];
      if (k === 'on') e.addEventListener('click', v);
      else if (v === true) e.setAttribute(k, '');
      else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
    });
    for (var i = 2; i < arguments.length; i++) {
      var c = arguments[i];
      if (c !== null && c !== undefined && c !== '') e.append(c);
    }
    return e;
  }
  run.make = make;

  // clock is the hour of a moment, day its day.
  run.clock = function (iso) { return iso.slice(11, 16); };
  run.day = function (iso) { return iso ? iso.slice(8, 10) + '/' + iso.slice(5, 7) + '/' + iso.slice(0, 4) : ''; };
  run.moment = function (iso) { return iso ? run.day(iso) + ' ' + run.clock(iso) : ''; };
  // span is the time between two moments; a clock that was put back meanwhile has
  // measured none.
  run.span = function (from, to) {
    var s = Math.round((new Date(to) - new Date(from)) / 1000);
    if (s < 0) return '—';
    var two = function (n) { return String(n).padStart(2, '0'); };
    return (s >= 3600 ? Math.floor(s / 3600) + ':' + two(Math.floor(s / 60) % 60) : Math.floor(s / 60)) + ':' + two(s % 60);
  };

  run.button = function (word, key, on, look) {
    return make('button', { type: 'button', class: 'button' + (look ? ' button-' + look : ''), on: on, 'aria-keyshortcuts': key || null },
      say(word), key ? make('kbd', { 'aria-hidden': 'true' }, key.toUpperCase()) : '');
  };

  // adopt takes into a step what stands between it and the next because it was not
  // indented: Markdown ends a list there, the numbers go on.
  function adopt(item) {
    if (item.parentNode.lastElementChild !== item) return;
    var between = [];
    for (var n = item.parentNode.nextElementSibling; n && !/^H[1-6]$/.test(n.tagName); n = n.nextElementSibling) {
      if (n.matches('ol.steps')) {
        if (n.start > 1) item.append.apply(item, between);
        return;
      }
      between.push(n);
    }
  }
  run.data.procedimientos.forEach(function (p) {
    p.pasos.forEach(function (s) { adopt(document.getElementById(s.id)); });
  });

  // words are those of an element without what is not the manual's.
  run.words = function (e) {
    var c = e.cloneNode(true);
    c.querySelectorAll('.run-step, .step-link, .step-mark, .fn, button, .code-tools').forEach(function (x) { x.remove(); });
    c.querySelectorAll('del, s').forEach(function (x) { x.remove(); });
    c.querySelectorAll('sup, sub').forEach(function (x) { // 10³ is not 103; the data has the same (Go: marked)
      var low = x.matches('sub'), text = x.textContent;
      if (/^[-+=()\d]*$/.test(text)) x.textContent = text.replace(/./g, function (c) { return (low ? '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' : '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾')['0123456789+-=()'.indexOf(c)]; });
      else if (!low && /[^\p{L}.]/u.test(text)) x.textContent = '^' + text;
    });
    return c.textContent.replace(/\s+/g, ' ').trim();
  };

  // wordsBut are the words of an element without some that it holds.
  function wordsBut(e, others) {
    var c = e.cloneNode(true);
    c.querySelectorAll(others).forEach(function (x) { x.remove(); });
    return run.words(c);
  }

  // firstWords are those of an item up to its first block.
  function firstWords(item) { return wordsBut(item, '.code, .tabs, ol, ul, table, .callout'); }

  // parts are the items of the lists of a step, with the numbers that they show.
  function parts(item) {
    return Array.prototype.filter.call(item.querySelectorAll('li'), function (li) { return !li.closest('.callout'); }).map(function (li) {
      var all = li.parentNode, n = Array.prototype.indexOf.call(all.children, li);
      return (all.matches('ol') ? all.start + n + '. ' : '– ') + firstWords(li);
    });
  }

  function warnings(item) {
    return Array.prototype.map.call(item.querySelectorAll('.callout'), function (c) {
      return [c.getAttribute('aria-label'), wordsBut(c, '.callout-title, .code')].filter(Boolean).join(': ');
    });
  }

  // readStep is what a step says now, in the environment that shows.
  run.readStep = function (s) {
    var item = document.getElementById(s.id), first = '', expected = '', commands = [], tabs = [];
    item.querySelectorAll('pre').forEach(function (p) {
      if (p.closest('.diagram')) return;
      var text = p.querySelector('code') || p;
      commands.push(folioTyped(text).replace(/\n$/, '')); // of js/copy.js
      var tab = p.closest('.tab');
      tabs.push(tab ? run.words(tab.querySelector('.tab-title')) : '');
    });
    var blocks = Array.prototype.filter.call(item.children, function (b) { return b.matches('p'); });
    first = blocks[0] ? run.words(blocks[0]) : firstWords(item);
    blocks.forEach(function (b) {
      var strong = b.firstElementChild;
      if (!strong || !strong.matches('strong') || !/esperad|expected/i.test(strong.textContent)) return;
      expected = run.words(b).slice(run.words(strong).length).replace(/^[\s:.]+/, '');
    });
    return {
      ancla: s.ancla, numero: s.numero, apartado: s.apartado, suma: s.suma, texto: first, subpasos: parts(item), comandos: commands, pestanas: tabs, avisos: warnings(item),
      esperado: expected, irreversible: !!s.irreversible,
      estado: 'pendiente', inicio: '', fin: '', motivo: '', notas: '', evidencia: '', decision: ''
    };
  };

  // field is a text that is kept as it is typed, unless it shows a secret or is too
  // long.
  run.field = function (o) {
    var id = 'f.' + o.id;
    var area = make(o.line ? 'input' : 'textarea', { id: id, class: o.mono ? 'run-mono' : null, rows: o.line ? null : o.rows || 2, autocomplete: 'off', spellcheck: o.mono ? 'false' : null });
    var alarm = make('p', { class: 'run-alarm', role: 'alert', hidden: true });
    var permitted = '';
    area.value = o.value;
    function input() {
      var value = area.value, long = value.length > run.limit, secret = !long && value !== permitted && run.secret(value);
      alarm.hidden = !long && !secret;
      alarm.replaceChildren();
      area.removeAttribute('aria-invalid');
      if (alarm.hidden) {
        permitted = value;
        return o.keep(run.clean(value));
      }
      area.setAttribute('aria-invalid', 'true');
      alarm.append(long ? say('long', run.limit) : say('secret'));
      if (secret) alarm.append(' ', choice('secret.hide', function () { area.value = run.hide(area.value); }), ' ', choice('secret.keep', function () { permitted = area.value; }));
    }
    function choice(word, decide) {
      return run.button(word, '', function () { decide(); input(); area.focus(); }, 'quiet');
    }
    area.addEventListener('input', input);
    return make('div', { class: 'run-field' }, make('label', { for: id }, o.label), o.hint ? make('span', { class: 'run-hint' }, o.hint) : '', area, alarm);
  };

  // held tells whether a step has a text that is not kept, and leads there: whatever
  // draws the steps anew would lose it.
  run.held = function () {
    var area = document.querySelector('.run-step [aria-invalid]');
    if (!area) return false;
    var alarm = area.parentNode.querySelector('.run-alarm');
    if (!alarm.querySelector('strong')) alarm.prepend(make('strong', {}, say('held')), ' ');
    area.focus();
    return true;
  };

  // ask shows a question in a place, for an answer in words; it is given up with
  // Escape.
  run.ask = function (place, label, word, done) {
    var field = make('textarea', { rows: 2, id: 'f.motivo' });
    var no = make('p', { class: 'run-alarm', role: 'alert', hidden: true });
    var box = make('form', { class: 'run-ask' }, make('label', { for: 'f.motivo' }, label), field, no,
      make('div', { class: 'run-tools' }, make('button', { type: 'submit', class: 'button' }, say(word)), run.button('cancel', '', function () { shut(); }, 'quiet')));
    var back = document.activeElement;
    function shut() {
      box.remove();
      if (back && back.isConnected) back.focus();
    }
    function refuse(why) {
      no.textContent = why;
      no.hidden = false;
      field.focus();
    }
    box.addEventListener('submit', function (e) {
      e.preventDefault();
      var text = run.clean(field.value.trim());
      if (!text) return refuse(say('reason.needed'));
      if (run.secret(text) && no.textContent !== say('secret.twice')) return refuse(say('secret.twice')); // the second time it is covered
      text = run.hide(text);
      if (text.length > run.limit) return refuse(say('long', run.limit));
      if (run.held()) return;
      box.remove();
      done(text);
    });
    box.addEventListener('keydown', function (e) { if (e.key === 'Escape') { e.stopPropagation(); shut(); } });
    place.querySelectorAll('.run-ask').forEach(function (old) { old.remove(); });
    place.append(box);
    field.focus();
  };

  // alike are the errors of the manual that have words of a text, the likeliest
  // first.
  run.alike = function (text) {
    function words(s) {
      return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').split(/[^a-z0-9_-]+/).filter(function (w) { return w.length > 3; });
    }
    var seen = {};
    words(text).forEach(function (w) { seen[w] = true; });
    return run.data.errores.map(function (e) {
      var n = 0, had = {};
      words(run.page.said(e.titulo) + ' ' + run.page.said(e.sintomas)).forEach(function (w) { if (seen[w] && !had[w]) { had[w] = true; n++; } });
      return { error: e, n: n };
    }).filter(function (x) { return x.n > 0; }).sort(function (a, b) { return b.n - a.n; }).slice(0, 3).map(function (x) { return x.error; });
  };
})();
