// A run, in which the procedure's own text becomes the list to work through, and its
// record.
(function () {
  'use strict';
  var run = window.folioRun, page = run && run.page;
  if (!page) return;
  var data = run.data, say = run.say, make = run.make, button = run.button, form = page.form;
  var keys = true;
  try { keys = localStorage.getItem('folio-ejecucion-teclas') !== 'no'; } catch (e) { /* as they are */ }

  // act is what a button does, once every text of a step is kept.
  function act(f) { return function () { if (!run.held()) f(); }; }

  function pending(r) { return r.pasos.filter(function (s) { return s.estado === 'pendiente'; }); }

  function perform(r) {
    var p = page.procedureOf(r);
    if (!p) return page.views.overview(say('past.gone'));
    if (r.fin) return page.go('#acta=' + r.id);
    page.current = r;
    page.list.hidden = true;
    page.show(p);
    page.environment(r.ambiente.id);
    page.app.append(bar(r));
    var changed = run.changed(r);
    if (changed.length || run.around(r)) page.app.append(make('p', { class: 'run-alarm' }, changed.length ? say('run.changed', changed.join(', ')) : say('run.around')));
    r.pasos.forEach(function (s) { drawStep(r, s); });
    tick();
    page.timer = setInterval(tick, 1000);
    focusCurrent(false);
  }

  function item(s) {
    var p = page.procedureOf(page.current), known = p && page.find(p.pasos, 'ancla', s.ancla);
    return known && document.getElementById(known.id);
  }

  function confirms(r) { return r.procedimiento.modo === 'hacer-confirmar'; }
  function isCurrent(r, s) { return s.estado === 'pendiente' && (confirms(r) || pending(r)[0] === s) && !stopped(r); }
  // stopped is the step that failed and after which nobody has said how to go on. The
  // order of the log counts and not its hours: a clock may be put back.
  function stopped(r) {
    return r.pasos.filter(function (s) {
      return s.estado === 'fallo' && r.eventos.reduce(function (open, e) { return e.ancla === s.ancla ? e.que !== 'sigue' : open; }, true);
    })[0];
  }

  function bar(r) {
    var select = document.querySelector('.env select'), option = select && page.find(Array.prototype.slice.call(select.options), 'value', r.ambiente.id);
    var back = data.procedimientos.filter(function (p) { return p.reversion && p.ancla !== r.procedimiento.ancla; });
    return make('div', { class: 'run-over' }, make('div', { class: 'run-bar' }, r.ambiente.nombre ? make('strong', { class: 'run-env env-tone', 'data-tone': option ? option.dataset.tone : 'other' }, r.ambiente.nombre) : '',
        make('h1', { class: 'run-name' }, page.name(r.procedimiento)), make('span', { class: 'run-count' }), make('span', { class: 'run-clock', role: 'timer' }),
        back.length && !r.procedimiento.reversion ? button('rollback.do', 'r', act(function () { rollback(r); }), 'danger') : ''),
      make('div', { class: 'run-tools' }, button('pause', '', act(function () { page.go('#'); }), 'quiet'), button('hand', '', act(function () { page.exportOf(r); }), 'quiet'), button('end', '', act(function () { finish(r, true); }), 'quiet'),
        make('button', { type: 'button', class: 'button button-quiet run-keys', 'aria-pressed': String(keys), on: function (e) {
          keys = !keys;
          e.currentTarget.setAttribute('aria-pressed', String(keys));
          try { localStorage.setItem('folio-ejecucion-teclas', keys ? 'si' : 'no'); } catch (x) { /* this page only */ }
        } }, say('keys'))),
      make('div', { class: 'run-questions' }));
  }

  function tick() {
    if (!page.current) return;
    var r = page.current, done = r.pasos.length - pending(r).length, clock = page.app.querySelector('.run-clock');
    page.app.querySelector('.run-count').textContent = say('done.of', done, r.pasos.length);
    var late = r.cambio.minutos && Date.now() - new Date(r.inicio) > r.cambio.minutos * 60000;
    clock.textContent = run.span(r.inicio, run.now()) + (r.cambio.minutos ? ' ' + say('clock.of', r.cambio.minutos) : '');
    clock.classList.toggle('is-late', !!late);
  }

  function drawStep(r, s) {
    var li = item(s);
    if (!li) return;
    var old = li.querySelector(':scope > .run-step');
    if (old) old.remove();
    var on = isCurrent(r, s), failed = stopped(r) === s;
    li.classList.toggle('is-current', on && !confirms(r) || failed);
    li.classList.toggle('is-done', s.estado === 'hecho');
    li.classList.toggle('is-skipped', s.estado === 'omitido');
    li.classList.toggle('is-failed', s.estado === 'fallo');
    li.classList.toggle('is-waiting', s.estado === 'pendiente' && !on);
    var box = make('div', { class: 'run-step', role: 'group', 'aria-label': say('step', run.label(s)), tabindex: '-1' });
    if (s.estado !== 'pendiente') box.append(result(r, s));
    if (failed) box.append(afterFailure(r, s));
    else if (on && s.irreversible && !s.decision) box.append(gate(r, s));
    else if (on) box.append(work(r, s));
    li.append(box);
  }

  function result(r, s) {
    var last = s.estado !== 'pendiente' && !r.fin;
    return make('p', { class: 'run-state' }, make('strong', {}, say('state.' + s.estado)), ' ', s.inicio && s.fin ? run.clock(s.inicio) + '–' + run.clock(s.fin) + ' (' + run.span(s.inicio, s.fin) + ')' : run.clock(s.fin),
      s.motivo ? ' · ' + s.motivo : '', s.notas || s.evidencia ? ' · ' + say('has.notes') : '', ' ',
      last && stopped(r) !== s ? button('reopen', '', act(function () { reopen(r, s); }), 'quiet') : '');
  }

  function work(r, s) {
    var box = make('div', {}, run.field({ id: 'evidencia.' + s.ancla, label: say('evidence'), hint: say('evidence.hint'), mono: true, rows: 3, value: s.evidencia, keep: function (v) { s.evidencia = v; page.save(r); } }),
      run.field({ id: 'notas.' + s.ancla, label: say('notes'), rows: 2, value: s.notas, keep: function (v) { s.notas = v; page.save(r); } }));
    box.append(make('div', { class: 'run-tools' }, button(confirms(r) ? 'confirm' : 'done', 'h', act(function () { settle(r, s, 'hecho', ''); })), fails(r, s, box), skips(r, s, box)));
    return box;
  }

  // fails and skips are the other ends of a step, which have a reason.
  function fails(r, s, place) {
    return button('failed', 'f', act(function () { run.ask(place, say('failed.why'), 'failed', function (why) { settle(r, s, 'fallo', why); }); }), 'danger');
  }
  function skips(r, s, place) {
    return button('skip', 'o', act(function () { run.ask(place, say('skip.why'), 'skip', function (why) { settle(r, s, 'omitido', why); }); }), 'quiet');
  }

  // gate stands before a step that nothing undoes; who does not do it decides nothing.
  function gate(r, s) {
    var box = make('div', { class: 'run-gate' }, make('p', {}, make('strong', {}, say('gate'))), make('p', {}, say('gate.what')));
    box.append(make('div', { class: 'run-tools' }, button('gate.go', '', act(function () {
        s.decision = say('gate.said', r.ejecuta, run.moment(run.now()));
        if (!confirms(r)) s.inicio = run.now();
        page.event(r, 'continua', s);
        page.save(r);
        redraw(r);
      }), 'danger'), button('gate.no', '', act(function () {
        page.event(r, 'detiene', s);
        page.save(r);
        page.go('#');
      }), 'quiet'), fails(r, s, box), skips(r, s, box)));
    return box;
  }

  function afterFailure(r, s) {
    var errors = run.alike(s.texto + ' ' + s.motivo + ' ' + s.evidencia);
    var box = make('div', { class: 'run-failed' }, make('p', {}, make('strong', {}, say('fail.now'))));
    if (errors.length) {
      var ul = make('ul', {});
      errors.forEach(function (e) { ul.append(make('li', {}, make('a', { href: e.url, target: '_blank', rel: 'noopener' }, page.said(e.titulo)), e.sintomas ? make('span', { class: 'run-hint' }, page.said(e.sintomas)) : '')); });
      box.append(make('p', {}, say('fail.errors')), ul);
    } else {
      box.append(make('p', {}, say('fail.none')));
    }
    var back = data.procedimientos.some(function (p) { return p.reversion; }) && !r.procedimiento.reversion;
    box.append(make('div', { class: 'run-tools' }, back ? button('rollback.do', 'r', act(function () { rollback(r); }), 'danger') : '',
      button('retry', '', act(function () { reopen(r, s); }), ''), button('goon', '', act(function () {
        page.event(r, 'sigue', s, s.motivo);
        next(r);
        page.save(r);
        redraw(r);
      }), 'quiet')));
    return box;
  }

  // settle gives a step its result, and the next one its beginning.
  function settle(r, s, state, why) {
    var now = run.now();
    s.estado = state;
    s.motivo = why;
    if (!confirms(r)) s.inicio = s.inicio || now;
    s.fin = now;
    if (state === 'fallo') page.event(r, 'fallo', s, why);
    else next(r);
    page.save(r);
    page.tell(say('step', run.label(s)) + ': ' + say('state.' + state));
    redraw(r);
  }

  // next is the step that waits: it begins, unless it had begun before another was
  // opened again.
  function next(r) {
    var s = pending(r)[0];
    if (s && !confirms(r)) s.inicio = s.inicio || run.now();
  }

  // reopen makes a step one to be done; the log keeps what it was.
  function reopen(r, s) {
    var before = page.event(r, 'reabre', s).antes = {};
    run.ends.forEach(function (k) { before[k] = s[k]; });
    pending(r).forEach(function (x) { if (x.inicio) page.event(r, 'espera', x, run.moment(x.inicio)); });
    s.estado = 'pendiente';
    s.motivo = s.fin = s.decision = '';
    s.inicio = confirms(r) ? '' : run.now();
    page.save(r);
    redraw(r);
  }

  function redraw(r) {
    page.app.querySelector('.run-questions').replaceChildren();
    r.pasos.forEach(function (s) { drawStep(r, s); });
    tick();
    focusCurrent(true);
    if (!pending(r).length && !stopped(r)) finish(r, false);
  }

  function focusCurrent(moved) {
    var li = document.querySelector('.run-page li.is-current');
    if (!li) return;
    var box = li.querySelector(':scope > .run-step');
    box.focus({ preventScroll: true });
    if (moved || li.getBoundingClientRect().top > innerHeight * .6 || li.getBoundingClientRect().top < 0) {
      li.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
  }

  function rollback(r) {
    var ways = data.procedimientos.filter(function (p) { return p.reversion && p.ancla !== r.procedimiento.ancla; });
    var place = page.app.querySelector('.run-questions');
    var s = stopped(r) || pending(r)[0];
    place.replaceChildren(make('div', { class: 'run-ask', role: 'group' }, make('p', {}, make('strong', {}, say('rollback.sure'))), make('p', {}, say('rollback.what', s ? run.label(s) : r.pasos.length)),
      make('div', { class: 'run-tools' })));
    var tools = place.querySelector('.run-tools');
    ways.forEach(function (p) {
      tools.append(make('button', { type: 'button', class: 'button button-danger', on: act(function () { revert(r, p); }) }, page.name(p)));
    });
    tools.append(button('cancel', '', function () { place.replaceChildren(); focusCurrent(false); }, 'quiet'));
    tools.querySelector('button').focus();
    scrollTo({ top: 0 });
  }

  // revert ends a run, and begins the one that gives back what it did.
  function revert(r, p) {
    page.event(r, 'reversion', stopped(r) || pending(r)[0], page.name(p));
    r.fin = run.now();
    r.resultado = 'en-reversion';
    page.save(r);
    page.clear();
    page.views.begin(p, r);
    form.start(p, r, form.before(p));
  }

  // finish asks for what the record still needs.
  function finish(r, early) {
    var place = page.app.querySelector('.run-questions');
    var bad = r.pasos.some(function (s) { return s.estado !== 'hecho'; });
    var ask = make('form', { class: 'run-ask run-close', 'aria-labelledby': 'f.cierre' }, make('h2', { id: 'f.cierre' }, say('close')),
      early && pending(r).length ? make('p', {}, say('close.early', pending(r).length)) : '',
      make('div', { class: 'run-fields' }, form.choose('resultado', say('form.result'), ['exitoso', 'con-desviaciones', 'fallido', 'interrumpido'].map(function (k) { return [k, say('result.' + k)]; }),
        early && pending(r).length ? 'interrumpido' : bad ? 'con-desviaciones' : 'exitoso'),
      form.input('verifica', say('form.verifies'), { value: r.verifica, hint: say('form.verifies.hint') }),
      form.input('pendientes', say('form.pending'), { tag: 'textarea', rows: 2, wide: true })),
      make('div', { class: 'run-tools' }, make('button', { type: 'submit', class: 'button' }, say('close.do')), button('cancel', '', function () { ask.remove(); focusCurrent(false); }, 'quiet')));
    var alarm = make('p', { class: 'run-alarm', role: 'alert', hidden: true });
    ask.querySelector('.run-tools').before(alarm);
    ask.addEventListener('submit', function (e) {
      e.preventDefault();
      if (run.held() || form.warned(ask, alarm)) return;
      r.resultado = form.value('resultado');
      r.verifica = form.value('verifica');
      r.pendientes = form.value('pendientes');
      r.fin = run.now();
      page.save(r);
      var origin = run.origin(r);
      if (origin) {
        origin.resultado = run.outcome(origin, r);
        page.save(origin);
      }
      page.go('#acta=' + (origin || r).id);
    });
    place.replaceChildren(ask);
    ask.querySelector('select').focus();
    scrollTo({ top: 0 });
  }

  // ---- The record

  function record(r) {
    var back = run.back(r);
    page.list.hidden = true;
    page.pages.forEach(function (p) { p.hidden = true; });
    document.body.classList.add('run-on', 'run-record');
    if (page.paper) page.paper.disabled = true;
    var stem = 'acta-' + (r.manual.codigo || r.manual.carpeta).toLowerCase() + '-' + r.id;
    if (!r.fin) page.app.append(make('p', { class: 'run-alarm' }, say('acta.open')));
    if (r.reversion && !back) page.app.append(make('p', { class: 'run-alarm' }, say('acta.back.lost', r.reversion)));
    if (back && !back.fin) page.app.append(make('p', { class: 'run-alarm' }, say('acta.back.open'), ' ', make('a', { href: '#ejecucion=' + back.id }, say('go.on'))));
    page.app.append(make('div', { class: 'run-tools run-acta-tools' }, button('save.html', '', function () { run.save(stem + '.html', 'text/html', run.file(r, back)); }),
      button('save.json', '', function () { run.save(stem + '.json', 'application/json', run.pack(r, back)); }, 'quiet'),
      button('print', '', function () { print(); }, 'quiet'), r.fin ? '' : button('go.on', '', function () { page.go('#ejecucion=' + r.id); }, 'quiet'), button('back', '', function () { page.go('#'); }, 'quiet')),
    run.draw(r, back));
    page.tell(r.acta.titulo);
    scrollTo({ top: 0 });
  }

  page.views.perform = perform;
  page.views.record = record;

  page.route = function () {
    var m = /^#(ejecucion|acta)=([\w-]+)$/.exec(location.hash), r = m && run.read(m[2]);
    page.clear();
    if (r) return m[1] === 'acta' ? page.views.record(run.origin(r) || r) : page.views.perform(r);
    var p = page.find(data.procedimientos, 'id', page.idOf(location.hash));
    if (p) return page.views.begin(p, null);
    page.views.overview(m ? say('lost') : '');
  };

  // ---- Keys

  // A key that is held acts once, and writes nothing where it led.
  var down = '';
  document.addEventListener('keyup', function () { down = ''; });
  document.addEventListener('keydown', function (e) {
    if (e.repeat && e.key === down) return e.preventDefault();
    down = '';
    if (e.repeat || !keys || !page.current || e.ctrlKey || e.altKey || e.metaKey || e.target.closest('input, textarea, select, .env') || document.querySelector('dialog[open]')) return;
    if (e.target !== document.body && !page.root.contains(e.target)) return;
    var key = e.key.toLowerCase();
    var place = key === 'r' ? page.app.querySelector('.run-bar') : document.querySelector('.run-page .is-current > .run-step');
    var b = place && place.querySelector('[aria-keyshortcuts="' + (/^[a-z]$/.test(key) ? key : '-') + '"]');
    if (!b) return;
    e.preventDefault();
    down = e.key;
    b.click();
  });

  // In a preview the manual may have changed: what is known of it is read anew.
  document.addEventListener('folio:update', function () {
    var now = document.querySelector('.run-data');
    if (now && now.textContent !== run.source) location.reload();
    else page.route();
  });
  addEventListener('hashchange', page.route);
  addEventListener('pageshow', function (e) { if (e.persisted) page.route(); });
  run.watch(function (id) { if (page.current && page.current.id === id) page.route(); });
  page.route();
})();
