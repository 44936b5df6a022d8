// The page of a manual's procedures: which there are, what this browser knows of
// their runs, and a run itself, in which the procedure's own text becomes the list
// to work through.
(function () {
  'use strict';
  var run = window.folioRun;
  if (!run || !run.make) return;
  var data = run.data, say = run.say, make = run.make, button = run.button;
  var root = document.querySelector('.run');
  var app = document.querySelector('.run-app');
  var list = document.querySelector('.run-list');
  var pages = Array.prototype.slice.call(document.querySelectorAll('.run-page'));
  var paper = document.querySelector('link[media=print]');
  var live = make('p', { class: 'unseen', role: 'status' });
  var current = null; // the run on the page
  var keys = true;
  var timer = 0;
  root.append(live);
  document.querySelector('.run-none').hidden = true;
  try { keys = localStorage.getItem('folio-ejecucion-teclas') !== 'no'; } catch (e) { /* as they are */ }

  function tell(text) { live.textContent = text; }
  function find(all, key, value) { return all.filter(function (x) { return x[key] === value; })[0]; }
  function procedureOf(r) { return find(data.procedimientos, 'ancla', r.procedimiento.ancla); }
  function name(p) { return (p.numero + ' ' + p.titulo).trim(); }
  function pending(r) { return r.pasos.filter(function (s) { return s.estado === 'pendiente'; }); }
  function event(r, what, s, text) { r.eventos.push({ a: run.now(), que: what, paso: s ? run.label(s) : '', ancla: s ? s.ancla : '', texto: text || '' }); }

  function save(r) {
    if (!run.write(r) && !document.querySelector('.run-unkept')) root.prepend(make('p', { class: 'run-alarm run-unkept', role: 'alert' }, say('unkept')));
  }

  // ---- What shows

  // owners gives each block of a section to the procedure that it stands in.
  function owners(page) {
    var main = { id: page.id, level: 0 }, open = main;
    return Array.prototype.map.call(page.querySelector('.prose').children, function (e) {
      if (/^H[2-6]$/.test(e.tagName)) {
        var level = +e.tagName[1];
        if (level <= open.level) open = main;
        if (find(data.procedimientos, 'id', e.id)) open = { id: e.id, level: level };
      }
      return { e: e, id: e.matches('.footnotes') ? '' : open.id };
    });
  }

  // showPages shows a procedure and nothing else; all of them for none.
  function showPages(p) {
    pages.forEach(function (page) {
      page.hidden = !!p && page.id !== p.pagina;
      owners(page).forEach(function (o) { o.e.hidden = !!p && !!o.id && o.id !== p.id; });
    });
    document.body.classList.toggle('run-on', !!p);
    dispatchEvent(new Event('resize')); // what scrolls is measured again
  }

  function clear() {
    clearInterval(timer);
    current = null;
    app.replaceChildren();
    document.querySelectorAll('.run-step').forEach(function (e) { e.remove(); });
    document.querySelectorAll('.run-pages-of, .is-current, .is-done, .is-skipped, .is-failed, .is-waiting').forEach(function (e) {
      e.classList.remove('is-current', 'is-done', 'is-skipped', 'is-failed', 'is-waiting');
    });
    document.body.classList.remove('run-record');
    if (paper) paper.disabled = false;
  }

  function environment(id) {
    var select = document.querySelector('.env select');
    if (!select || !id || select.value === id) return;
    select.value = id;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function idOf(hash) {
    try { return decodeURIComponent(hash.slice(1)); } catch (e) { return ''; }
  }

  // What a step refers to opens beside the run, where the manual has it; images and
  // terms have had their turn.
  document.addEventListener('click', function (e) {
    var a = e.target.closest('.run-page a[href]');
    if (!a || !document.body.classList.contains('run-on') || e.defaultPrevented || a.hasAttribute('download')) return;
    var url = a.href, id = a.getAttribute('href')[0] === '#' ? idOf(a.hash) : '';
    var page = id && document.getElementById(id.split('.')[0]);
    if (page) url = page.querySelector('.run-title a').href + (id.indexOf('.') < 0 ? '' : '#' + id.slice(id.indexOf('.') + 1));
    e.preventDefault();
    open(url, '_blank', 'noopener');
  });

  function go(hash) {
    if (location.hash === hash) route();
    else location.hash = hash;
  }

  function route() {
    var m = /^#(ejecucion|acta)=([\w-]+)$/.exec(location.hash), r = m && run.read(m[2]);
    clear();
    if (r) return m[1] === 'acta' ? record(r) : perform(r);
    var p = find(data.procedimientos, 'id', idOf(location.hash));
    if (p) return begin(p, null);
    overview(m ? say('lost') : '');
  }

  // ---- The list

  function overview(alarm) {
    list.hidden = false;
    showPages(null);
    pages.forEach(function (p) { p.hidden = true; });
    if (alarm) app.append(make('p', { class: 'run-alarm', role: 'alert' }, alarm));
    var all = run.all();
    var file = make('input', { type: 'file', id: 'f.importar', accept: '.json,.html', class: 'unseen' });
    file.addEventListener('change', function () { if (file.files[0]) file.files[0].text().then(take); });
    app.append(make('section', { class: 'run-past', 'aria-labelledby': 'f.ejecuciones' }, make('h2', { id: 'f.ejecuciones' }, say('past')),
      all.length ? make('ul', {}) : make('p', { class: 'run-what' }, say('past.none')),
      make('p', { class: 'run-tools' }, file, make('label', { for: 'f.importar', class: 'button button-quiet' }, say('import')), make('span', { class: 'run-hint' }, say('import.hint')))));
    all.forEach(function (r) { app.querySelector('ul').append(past(r)); });
  }

  function past(r) {
    var changed = run.changed(r);
    var steps = r.pasos.filter(function (s) { return s.estado !== 'pendiente'; }).length;
    var item = make('li', {}, make('p', {}, make('a', { href: (r.fin ? '#acta=' : '#ejecucion=') + r.id }, name(r.procedimiento)), ' ',
      make('span', { class: 'run-result', 'data-result': r.resultado }, r.fin ? say('result.' + r.resultado) : say('result.open'))),
    make('p', { class: 'run-of' }, [run.moment(r.inicio), r.ambiente.nombre, r.cambio.numero, r.ejecuta, say('done.of', steps, r.pasos.length)].filter(Boolean).join(' · ')));
    if (r.manual.version !== data.manual.version) item.append(make('p', { class: 'run-of' }, say('past.version', r.manual.version || '—')));
    if (changed === null) item.append(make('p', { class: 'run-of' }, say('past.gone')));
    else if (changed.length) item.append(make('p', { class: 'run-of' }, say('past.changed', changed.join(', '))));
    item.append(make('p', { class: 'run-tools' }, button('export', '', function () { exportOf(r); }, 'quiet'), button('remove', '', function () {
      confirm(item, say('remove.sure'), 'remove', function () { run.remove(r.id); route(); });
    }, 'quiet')));
    return item;
  }

  function confirm(place, text, word, yes) {
    place.querySelectorAll('.run-ask').forEach(function (old) { old.remove(); });
    var box = make('div', { class: 'run-ask', role: 'group' }, make('p', {}, text), make('div', { class: 'run-tools' }, button(word, '', yes), button('cancel', '', function () { box.remove(); }, 'quiet')));
    place.append(box);
    box.querySelector('button').focus();
  }

  function exportOf(r) {
    run.save('ejecucion-' + r.id + '.json', 'application/json', run.pack(r, r.reversion ? run.read(r.reversion) : null));
  }

  // take reads a file of another browser.
  function take(text) {
    var f = run.open(text);
    if (!f) return overviewWith(say('import.bad'));
    if (f.acta.manual.codigo !== data.manual.codigo || !data.manual.codigo && f.acta.manual.carpeta !== data.manual.carpeta) {
      return overviewWith(say('import.other', f.acta.manual.codigo || f.acta.manual.titulo));
    }
    if (f.altered) return overviewWith(say('import.altered'));
    var mine = run.read(f.acta.id);
    function put() {
      run.write(f.acta);
      if (f.reversion) run.write(f.reversion);
      go((f.acta.fin ? '#acta=' : '#ejecucion=') + f.acta.id);
    }
    if (!mine || JSON.stringify(mine) === JSON.stringify(f.acta)) return put();
    confirm(app, say('import.twice'), 'import.replace', put);
  }

  function overviewWith(alarm) { clear(); overview(alarm); }

  // ---- The beginning

  function input(id, label, attributes) {
    var e = make(attributes.tag || 'input', { id: 'f.' + id, type: attributes.type, required: attributes.required, autocomplete: 'off', min: attributes.min, rows: attributes.rows });
    if (attributes.value !== undefined) e.value = attributes.value;
    return make('div', { class: 'run-field' + (attributes.wide ? ' run-wide' : '') }, make('label', { for: 'f.' + id }, label), attributes.hint ? make('span', { class: 'run-hint' }, attributes.hint) : '', e);
  }

  function choose(id, label, options, value) {
    var e = make('select', { id: 'f.' + id });
    options.forEach(function (o) { e.append(new Option(o[1], o[0])); });
    e.value = value;
    return make('div', { class: 'run-field' }, make('label', { for: 'f.' + id }, label), e);
  }

  function value(id) {
    var e = document.getElementById('f.' + id);
    return e ? run.hide(run.clean(e.value.trim())) : '';
  }

  // warned tells that a form shows a secret, the first time; the second, it is
  // covered.
  function warned(form, alarm) {
    var secret = Array.prototype.some.call(form.querySelectorAll('input, textarea'), function (e) { return run.secret(e.value); });
    if (!secret || alarm.textContent === say('secret.twice')) return false;
    alarm.textContent = say('secret.twice');
    alarm.hidden = false;
    return true;
  }

  // before are the points that must hold before the first step: the tasks that stand
  // above it.
  function before(p) {
    var first = document.getElementById(p.pasos[0].id);
    return Array.prototype.filter.call(document.getElementById(p.pagina).querySelectorAll('li.task'), function (t) {
      return !t.closest('[hidden]') && !t.closest('.steps') && t.compareDocumentPosition(first) & 4;
    });
  }

  function begin(p, origin) {
    list.hidden = true;
    showPages(p);
    var chosen = document.querySelector('.env select'), env = origin ? origin.ambiente.id : chosen ? chosen.value : data.ambientes.length ? data.ambientes[0].id : '';
    environment(env);
    var c = origin ? origin.cambio : { numero: '', tipo: '', motivo: '', desde: '', hasta: '' };
    var tasks = before(p);
    var form = make('form', { class: 'run-form', 'aria-labelledby': 'f.comienzo' }, make('h1', { id: 'f.comienzo' }, name(p)),
      make('p', { class: 'run-of' }, say('steps.of', p.pasos.length) + ' · ' + say('mode.' + p.modo) + (p.minutos ? ' · ' + say('minutes', p.minutos) : '')),
      make('div', { class: 'run-fields' },
        input('ejecuta', say('form.who'), { required: true, value: origin ? origin.ejecuta : '' }),
        input('verifica', say('form.verifies'), { value: origin ? origin.verifica : '', hint: say('form.verifies.hint') }),
        data.ambientes.length ? choose('ambiente', say('form.environment'), data.ambientes.map(function (a) { return [a.id, a.nombre]; }), env) : input('ambiente', say('form.environment'), {}),
        input('numero', say('form.number'), { required: true, value: c.numero }),
        choose('tipo', say('form.type'), [['', say('type.none')], ['estandar', say('type.estandar')], ['normal', say('type.normal')], ['emergencia', say('type.emergencia')]], c.tipo),
        input('aprueba', say('form.approves'), { value: origin ? origin.aprueba : '' }),
        input('desde', say('form.from'), { type: 'datetime-local', value: c.desde }),
        input('hasta', say('form.to'), { type: 'datetime-local', value: c.hasta }),
        input('minutos', say('form.minutes'), { type: 'number', min: 1, value: p.minutos || '' }),
        input('motivo', say('form.reason'), { tag: 'textarea', rows: 2, wide: true, value: c.motivo })));
    if (tasks.length) {
      var set = make('fieldset', { class: 'run-before' }, make('legend', {}, say('before')));
      tasks.forEach(function (t, i) {
        set.append(make('div', {}, make('input', { type: 'checkbox', id: 'f.previa-' + i }), make('label', { for: 'f.previa-' + i }, run.words(t))));
      });
      form.append(set);
    }
    var alarm = make('p', { class: 'run-alarm', role: 'alert', hidden: true });
    form.append(alarm, make('div', { class: 'run-tools' }, make('button', { type: 'submit', class: 'button' }, say('begin')), button('back', '', function () { go('#'); }, 'quiet')));
    form.addEventListener('change', function (e) { if (e.target.id === 'f.ambiente') environment(e.target.value); });
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      if (warned(form, alarm)) return;
      var open = tasks.filter(function (t, i) { return !document.getElementById('f.previa-' + i).checked; }).length;
      var text = say('before.open', open);
      if (open && alarm.textContent !== text) { // the second time it is meant so, and the record says it
        alarm.textContent = text;
        alarm.hidden = false;
        return;
      }
      start(p, origin, tasks);
    });
    app.append(form);
    document.getElementById('f.ejecuta').focus();
  }

  function start(p, origin, tasks) {
    var id = value('ambiente'), env = find(data.ambientes, 'id', id), m = data.manual;
    var r = {
      formato: 1, id: run.newID(), ejecuta: value('ejecuta'), verifica: value('verifica'), aprueba: value('aprueba'),
      inicio: run.now(), fin: '', resultado: '', pendientes: '', origen: origin ? origin.id : '', reversion: '',
      manual: { codigo: m.codigo, version: m.version, titulo: m.titulo, carpeta: m.carpeta, suma: m.suma, vigencia: m.vigencia, proceso: m.proceso, entidad: m.entidad, sig: m.sig, estado: m.estado },
      acta: data.acta,
      procedimiento: { ancla: p.ancla, numero: p.numero, titulo: p.titulo, modo: p.modo, reversion: !!p.reversion },
      ambiente: { id: env ? env.id : '', nombre: env ? env.nombre : id },
      cambio: { numero: value('numero'), tipo: value('tipo'), motivo: value('motivo'), desde: value('desde'), hasta: value('hasta'), minutos: parseInt(value('minutos'), 10) || 0 },
      previas: tasks.map(function (t, i) { return { texto: run.words(t), cumplida: document.getElementById('f.previa-' + i).checked }; }),
      pasos: p.pasos.map(run.readStep), eventos: []
    };
    if (p.modo === 'leer-hacer') r.pasos[0].inicio = r.inicio;
    save(r);
    if (origin) {
      origin.reversion = r.id;
      save(origin);
    }
    go('#ejecucion=' + r.id);
  }

  // ---- The run

  function perform(r) {
    var p = procedureOf(r);
    if (!p) return overview(say('past.gone'));
    if (r.fin) return go('#acta=' + r.id);
    current = r;
    list.hidden = true;
    showPages(p);
    environment(r.ambiente.id);
    app.append(bar(r));
    var changed = run.changed(r);
    if (changed.length) app.append(make('p', { class: 'run-alarm' }, say('run.changed', changed.join(', '))));
    r.pasos.forEach(function (s) { drawStep(r, s); });
    tick();
    timer = setInterval(tick, 1000);
    focusCurrent(false);
  }

  function item(s) {
    var p = procedureOf(current), known = p && find(p.pasos, 'ancla', s.ancla);
    return known && document.getElementById(known.id);
  }

  function confirms(r) { return r.procedimiento.modo === 'hacer-confirmar'; }
  function isCurrent(r, s) { return s.estado === 'pendiente' && (confirms(r) || pending(r)[0] === s) && !stopped(r); }
  // stopped is the step that failed and after which nobody has said how to go on.
  function stopped(r) {
    return r.pasos.filter(function (s) { return s.estado === 'fallo' && !r.eventos.some(function (e) { return e.que === 'sigue' && e.ancla === s.ancla && e.a >= s.fin; }); })[0];
  }

  function bar(r) {
    var select = document.querySelector('.env select'), option = select && find(Array.prototype.slice.call(select.options), 'value', r.ambiente.id);
    var back = data.procedimientos.filter(function (p) { return p.reversion && p.ancla !== r.procedimiento.ancla; });
    return make('div', { class: 'run-over' }, make('div', { class: 'run-bar' }, r.ambiente.nombre ? make('strong', { class: 'run-env env-tone', 'data-tone': option ? option.dataset.tone : 'other' }, r.ambiente.nombre) : '',
        make('h1', { class: 'run-name' }, name(r.procedimiento)), make('span', { class: 'run-count' }), make('span', { class: 'run-clock', role: 'timer' }),
        back.length && !r.procedimiento.reversion ? button('rollback.do', 'r', function () { rollback(r); }, 'danger') : ''),
      make('div', { class: 'run-tools' }, button('pause', '', function () { go('#'); }, 'quiet'), button('hand', '', function () { exportOf(r); }, 'quiet'), button('end', '', function () { finish(r, true); }, 'quiet'),
        make('button', { type: 'button', class: 'button button-quiet run-keys', 'aria-pressed': String(keys), on: function (e) {
          keys = !keys;
          e.currentTarget.setAttribute('aria-pressed', String(keys));
          try { localStorage.setItem('folio-ejecucion-teclas', keys ? 'si' : 'no'); } catch (x) { /* this page only */ }
        } }, say('keys'))),
      make('div', { class: 'run-questions' }));
  }

  function tick() {
    if (!current) return;
    var r = current, done = r.pasos.length - pending(r).length, clock = app.querySelector('.run-clock');
    app.querySelector('.run-count').textContent = say('done.of', done, r.pasos.length);
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
      last && stopped(r) !== s ? button('reopen', '', function () { reopen(r, s); }, 'quiet') : '');
  }

  function work(r, s) {
    var box = make('div', {}, run.field({ id: 'evidencia.' + s.ancla, label: say('evidence'), hint: say('evidence.hint'), mono: true, rows: 3, value: s.evidencia, keep: function (v) { s.evidencia = v; save(r); } }),
      run.field({ id: 'notas.' + s.ancla, label: say('notes'), rows: 2, value: s.notas, keep: function (v) { s.notas = v; save(r); } }));
    box.append(make('div', { class: 'run-tools' }, button(confirms(r) ? 'confirm' : 'done', 'h', function () { settle(r, s, 'hecho', ''); }),
      button('failed', 'f', function () { run.ask(box, say('failed.why'), 'failed', function (why) { settle(r, s, 'fallo', why); }); }, 'danger'),
      button('skip', 'o', function () { run.ask(box, say('skip.why'), 'skip', function (why) { settle(r, s, 'omitido', why); }); }, 'quiet')));
    return box;
  }

  // gate stands before a step that nothing undoes.
  function gate(r, s) {
    return make('div', { class: 'run-gate' }, make('p', {}, make('strong', {}, say('gate'))), make('p', {}, say('gate.what')),
      make('div', { class: 'run-tools' }, button('gate.go', '', function () {
        s.decision = say('gate.said', r.ejecuta, run.moment(run.now()));
        if (!confirms(r)) s.inicio = run.now();
        event(r, 'continua', s);
        save(r);
        redraw(r);
      }, 'danger'), button('gate.no', '', function () {
        event(r, 'detiene', s);
        save(r);
        go('#');
      }, 'quiet')));
  }

  function afterFailure(r, s) {
    var errors = run.alike(s.texto + ' ' + s.motivo + ' ' + s.evidencia);
    var box = make('div', { class: 'run-failed' }, make('p', {}, make('strong', {}, say('fail.now'))));
    if (errors.length) {
      var ul = make('ul', {});
      errors.forEach(function (e) { ul.append(make('li', {}, make('a', { href: e.url, target: '_blank', rel: 'noopener' }, e.titulo), e.sintomas ? make('span', { class: 'run-hint' }, e.sintomas) : '')); });
      box.append(make('p', {}, say('fail.errors')), ul);
    } else {
      box.append(make('p', {}, say('fail.none')));
    }
    var back = data.procedimientos.some(function (p) { return p.reversion; }) && !r.procedimiento.reversion;
    box.append(make('div', { class: 'run-tools' }, back ? button('rollback.do', 'r', function () { rollback(r); }, 'danger') : '',
      button('retry', '', function () { reopen(r, s); }, ''), button('goon', '', function () {
        event(r, 'sigue', s, s.motivo);
        next(r);
        save(r);
        redraw(r);
      }, 'quiet')));
    return box;
  }

  // settle gives a step its result, and the next one its beginning.
  function settle(r, s, state, why) {
    var now = run.now();
    s.estado = state;
    s.motivo = why;
    if (!confirms(r)) s.inicio = s.inicio || now;
    s.fin = now;
    if (state === 'fallo') event(r, 'fallo', s, why);
    else next(r);
    save(r);
    tell(say('step', run.label(s)) + ': ' + say('state.' + state));
    redraw(r);
  }

  function next(r) {
    var s = pending(r)[0];
    if (s && !confirms(r)) s.inicio = run.now();
  }

  function reopen(r, s) {
    event(r, 'reabre', s, say('state.' + s.estado) + (s.motivo ? ': ' + s.motivo : ''));
    pending(r).forEach(function (x) { x.inicio = ''; });
    s.estado = 'pendiente';
    s.motivo = s.fin = s.decision = '';
    s.inicio = confirms(r) ? '' : run.now();
    save(r);
    redraw(r);
  }

  function redraw(r) {
    app.querySelector('.run-questions').replaceChildren();
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
    var place = app.querySelector('.run-questions');
    var s = stopped(r) || pending(r)[0];
    place.replaceChildren(make('div', { class: 'run-ask', role: 'group' }, make('p', {}, make('strong', {}, say('rollback.sure'))), make('p', {}, say('rollback.what', s ? run.label(s) : r.pasos.length)),
      make('div', { class: 'run-tools' })));
    var tools = place.querySelector('.run-tools');
    ways.forEach(function (p) {
      tools.append(make('button', { type: 'button', class: 'button button-danger', on: function () { revert(r, p); } }, name(p)));
    });
    tools.append(button('cancel', '', function () { place.replaceChildren(); focusCurrent(false); }, 'quiet'));
    tools.querySelector('button').focus();
    scrollTo({ top: 0 });
  }

  // revert ends a run, and begins the one that gives back what it did.
  function revert(r, p) {
    event(r, 'reversion', stopped(r) || pending(r)[0], name(p));
    r.fin = run.now();
    r.resultado = 'revertido';
    save(r);
    clear();
    begin(p, r);
    start(p, r, before(p));
  }

  // finish asks for what the record still needs.
  function finish(r, early) {
    var place = app.querySelector('.run-questions');
    var bad = r.pasos.some(function (s) { return s.estado !== 'hecho'; });
    var form = make('form', { class: 'run-ask run-close', 'aria-labelledby': 'f.cierre' }, make('h2', { id: 'f.cierre' }, say('close')),
      early && pending(r).length ? make('p', {}, say('close.early', pending(r).length)) : '',
      make('div', { class: 'run-fields' }, choose('resultado', say('form.result'), ['exitoso', 'con-desviaciones', 'fallido', 'interrumpido'].map(function (k) { return [k, say('result.' + k)]; }),
        early && pending(r).length ? 'interrumpido' : bad ? 'con-desviaciones' : 'exitoso'),
      input('verifica', say('form.verifies'), { value: r.verifica, hint: say('form.verifies.hint') }),
      input('pendientes', say('form.pending'), { tag: 'textarea', rows: 2, wide: true })),
      make('div', { class: 'run-tools' }, make('button', { type: 'submit', class: 'button' }, say('close.do')), button('cancel', '', function () { form.remove(); focusCurrent(false); }, 'quiet')));
    var alarm = make('p', { class: 'run-alarm', role: 'alert', hidden: true });
    form.querySelector('.run-tools').before(alarm);
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      if (warned(form, alarm)) return;
      r.resultado = value('resultado');
      r.verifica = value('verifica');
      r.pendientes = value('pendientes');
      r.fin = run.now();
      save(r);
      go('#acta=' + (r.origen || r.id));
    });
    place.replaceChildren(form);
    form.querySelector('select').focus();
    scrollTo({ top: 0 });
  }

  // ---- The record

  function record(r) {
    var back = r.reversion ? run.read(r.reversion) : null;
    list.hidden = true;
    pages.forEach(function (p) { p.hidden = true; });
    document.body.classList.add('run-on', 'run-record');
    if (paper) paper.disabled = true;
    var stem = 'acta-' + (r.manual.codigo || r.manual.carpeta).toLowerCase() + '-' + r.id;
    if (!r.fin) app.append(make('p', { class: 'run-alarm' }, say('acta.open')));
    if (back && !back.fin) app.append(make('p', { class: 'run-alarm' }, say('acta.back.open'), ' ', make('a', { href: '#ejecucion=' + back.id }, say('go.on'))));
    app.append(make('div', { class: 'run-tools run-acta-tools' }, button('save.html', '', function () { run.save(stem + '.html', 'text/html', run.file(r, back)); }),
      button('save.json', '', function () { run.save(stem + '.json', 'application/json', run.pack(r, back)); }, 'quiet'),
      button('print', '', function () { print(); }, 'quiet'), r.fin ? '' : button('go.on', '', function () { go('#ejecucion=' + r.id); }, 'quiet'), button('back', '', function () { go('#'); }, 'quiet')),
    run.draw(r, back));
    tell(r.acta.titulo);
    scrollTo({ top: 0 });
  }

  // ---- Keys

  document.addEventListener('keydown', function (e) {
    if (!keys || !current || e.ctrlKey || e.altKey || e.metaKey || e.target.closest('input, textarea, select, .env') || document.querySelector('dialog[open]')) return;
    if (e.target !== document.body && !root.contains(e.target)) return;
    var key = e.key.toLowerCase();
    var place = key === 'r' ? app.querySelector('.run-bar') : document.querySelector('.run-page .is-current > .run-step');
    var b = place && place.querySelector('[aria-keyshortcuts="' + (/^[a-z]$/.test(key) ? key : '-') + '"]');
    if (!b) return;
    e.preventDefault();
    b.click();
  });

  // In a preview the manual may have changed: what is known of it is read anew.
  document.addEventListener('folio:update', function () {
    var now = document.querySelector('.run-data');
    if (now && now.textContent !== run.source) location.reload();
    else route();
  });
  addEventListener('hashchange', route);
  addEventListener('pageshow', function (e) { if (e.persisted) route(); });
  run.watch(function (id) { if (current && current.id === id) route(); });
  route();
})();
