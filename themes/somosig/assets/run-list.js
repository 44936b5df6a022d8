// The procedures of a manual, and what this browser knows of their runs.
(function () {
  'use strict';
  var run = window.folioRun, page = run && run.page;
  if (!page) return;
  var data = run.data, say = run.say, make = run.make, button = run.button;

  function overview(alarm) {
    page.list.hidden = false;
    page.show(null);
    page.pages.forEach(function (p) { p.hidden = true; });
    if (alarm) page.app.append(make('p', { class: 'run-alarm', role: 'alert' }, alarm));
    var all = run.all();
    var file = make('input', { type: 'file', id: 'f.importar', accept: '.json,.html', class: 'unseen' });
    file.addEventListener('change', function () { if (file.files[0]) file.files[0].text().then(take); });
    page.app.append(make('section', { class: 'run-past', 'aria-labelledby': 'f.ejecuciones' }, make('h2', { id: 'f.ejecuciones' }, say('past')),
      all.length ? make('ul', {}) : make('p', { class: 'run-what' }, say('past.none')),
      make('p', { class: 'run-tools' }, file, make('label', { for: 'f.importar', class: 'button button-quiet' }, say('import')), make('span', { class: 'run-hint' }, say('import.hint')))));
    all.forEach(function (r) { page.app.querySelector('ul').append(past(r)); });
  }

  function past(r) {
    var changed = run.changed(r), result = run.outcome(r, run.back(r));
    var steps = r.pasos.filter(function (s) { return s.estado !== 'pendiente'; }).length;
    var item = make('li', {}, make('p', {}, make('a', { href: (r.fin ? '#acta=' : '#ejecucion=') + r.id }, page.name(r.procedimiento)), ' ',
      make('span', { class: 'run-result', 'data-result': result }, say('result.' + (result || 'open')))),
    make('p', { class: 'run-of' }, [run.moment(r.inicio), r.ambiente.nombre, r.cambio.numero, r.ejecuta, say('done.of', steps, r.pasos.length)].filter(Boolean).join(' · ')));
    if (r.manual.version !== data.manual.version) item.append(make('p', { class: 'run-of' }, say('past.version', r.manual.version || '—')));
    if (changed === null) item.append(make('p', { class: 'run-of' }, say('past.gone')));
    else if (changed.length) item.append(make('p', { class: 'run-of' }, say('past.changed', changed.join(', '))));
    else if (run.around(r)) item.append(make('p', { class: 'run-of' }, say('past.around')));
    var origin = run.origin(r);
    if (origin) item.append(make('p', { class: 'run-of' }, say('past.back', run.moment(origin.inicio))));
    item.append(make('p', { class: 'run-tools' }, button('export', '', function () { page.exportOf(r); }, 'quiet'), origin ? '' : button('remove', '', function () { remove(r, item); }, 'quiet')));
    return item;
  }

  // remove removes a run with its rollback: one without the other is half a record.
  function remove(r, item) {
    var back = run.back(r);
    page.confirm(item, say(back ? 'remove.both' : 'remove.sure'), 'remove', function () {
      run.remove(r.id);
      if (back) run.remove(back.id);
      page.route();
    });
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
    if (mine && mine.reversion && mine.reversion !== f.acta.reversion) return overviewWith(say('import.behind'));
    var all = f.reversion ? [f.acta, f.reversion] : [f.acta];
    function put() {
      all.forEach(page.save);
      var open = all.filter(function (r) { return !r.fin; })[0];
      page.go(open ? '#ejecucion=' + open.id : '#acta=' + f.acta.id);
    }
    var other = all.some(function (r) {
      var old = run.read(r.id);
      return old && JSON.stringify(old) !== JSON.stringify(r);
    });
    if (!other) return put();
    page.confirm(page.app, say('import.twice'), 'import.replace', put);
  }

  function overviewWith(alarm) {
    page.clear();
    overview(alarm);
  }

  page.views.overview = overview;
})();
