// The form before a run, and the parts of it that the end needs too.
(function () {
  'use strict';
  var run = window.folioRun, page = run && run.page;
  if (!page) return;
  var data = run.data, say = run.say, make = run.make, button = run.button;

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

  function kept(e) { return run.hide(run.clean(e.value.trim())); }

  function value(id) {
    var e = document.getElementById('f.' + id);
    return e ? kept(e) : '';
  }

  // refuse says at a field why what it has cannot be taken.
  function refuse(e, why) {
    var alarm = make('p', { class: 'run-alarm', role: 'alert', id: e.id + '.alarma' }, why);
    e.after(alarm);
    e.setAttribute('aria-invalid', 'true');
    e.setAttribute('aria-describedby', alarm.id);
    e.focus();
    return true;
  }

  // warned tells that a form has what cannot be taken; or a secret, the first time:
  // the second, it is covered.
  function warned(form, alarm) {
    var fields = Array.prototype.slice.call(form.querySelectorAll('input, textarea'));
    form.querySelectorAll('.run-field .run-alarm').forEach(function (old) { old.remove(); });
    fields.forEach(function (e) {
      e.removeAttribute('aria-invalid');
      e.removeAttribute('aria-describedby');
    });
    var long = fields.filter(function (e) { return kept(e).length > run.limit; })[0];
    if (long) return refuse(long, say('long', run.limit));
    var from = value('desde'), to = form.querySelector('#f\\.hasta');
    if (to && to.value && to.value < from) return refuse(to, say('form.to.early'));
    var secret = fields.some(function (e) { return run.secret(e.value); });
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
    page.list.hidden = true;
    page.show(p);
    var chosen = document.querySelector('.env select'), env = origin ? origin.ambiente.id : chosen ? chosen.value : data.ambientes.length ? data.ambientes[0].id : '';
    page.environment(env);
    var c = origin ? origin.cambio : { numero: '', tipo: '', motivo: '', desde: '', hasta: '' };
    var tasks = before(p);
    var form = make('form', { class: 'run-form', 'aria-labelledby': 'f.comienzo' }, make('h1', { id: 'f.comienzo' }, page.name(p)),
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
    form.append(alarm, make('div', { class: 'run-tools' }, make('button', { type: 'submit', class: 'button' }, say('begin')), button('back', '', function () { page.go('#'); }, 'quiet')));
    form.addEventListener('change', function (e) {
      if (e.target.id !== 'f.ambiente') return;
      page.environment(e.target.value);
      form.querySelector('h1').textContent = page.name(p);
    });
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
    page.app.append(form);
    document.getElementById('f.ejecuta').focus();
  }

  function start(p, origin, tasks) {
    var id = value('ambiente'), env = page.find(data.ambientes, 'id', id), m = data.manual;
    var r = {
      formato: 1, id: run.newID(), ejecuta: value('ejecuta'), verifica: value('verifica'), aprueba: value('aprueba'),
      inicio: run.now(), fin: '', resultado: '', pendientes: '', origen: origin ? origin.id : '', reversion: '',
      manual: { codigo: m.codigo, version: m.version, titulo: page.said(m.titulo), carpeta: m.carpeta, suma: m.suma, vigencia: m.vigencia, proceso: page.said(m.proceso), entidad: m.entidad, sig: m.sig, estado: m.estado },
      acta: data.acta,
      procedimiento: { ancla: p.ancla, numero: p.numero, titulo: page.said(p.titulo), modo: p.modo, reversion: !!p.reversion, suma: p.suma },
      ambiente: { id: env ? env.id : '', nombre: env ? env.nombre : id },
      cambio: { numero: value('numero'), tipo: value('tipo'), motivo: value('motivo'), desde: value('desde'), hasta: value('hasta'), minutos: parseInt(value('minutos'), 10) || 0 },
      previas: tasks.map(function (t, i) { return { texto: run.words(t), cumplida: document.getElementById('f.previa-' + i).checked }; }),
      pasos: p.pasos.map(run.readStep), eventos: []
    };
    if (p.modo === 'leer-hacer') r.pasos[0].inicio = r.inicio;
    page.save(r);
    if (origin) {
      origin.reversion = r.id;
      page.save(origin);
    }
    page.go('#ejecucion=' + r.id);
  }

  page.views.begin = begin;
  page.form = { input: input, choose: choose, value: value, warned: warned, before: before, start: start };
})();
