// What the parts of the page of procedures share: what shows of the manual, and what
// is kept. Each part is a file of its own: run-list.js, run-form.js, run.js.
(function () {
  'use strict';
  var run = window.folioRun;
  if (!run || !run.make || !document.querySelector('.run')) return;
  var data = run.data, say = run.say, make = run.make, button = run.button;
  var root = document.querySelector('.run');
  var pages = Array.prototype.slice.call(document.querySelectorAll('.run-page'));
  var paper = document.querySelector('link[media=print]');
  var live = make('p', { class: 'unseen', role: 'status' });
  var page = run.page = {
    root: root, app: document.querySelector('.run-app'), list: document.querySelector('.run-list'), pages: pages, paper: paper,
    current: null, // the run on the page
    timer: 0,
    views: {}, // overview(alarm), begin(procedure, origin), perform(run), record(run)
    tell: function (text) { live.textContent = text; },
    find: find, procedureOf: procedureOf, name: name, said: said, event: event, save: save, show: show, clear: clear,
    environment: environment, idOf: idOf, go: go, confirm: confirm, exportOf: exportOf
  };
  root.append(live);
  document.querySelector('.run-none').hidden = true;

  function find(all, key, value) { return all.filter(function (x) { return x[key] === value; })[0]; }
  function procedureOf(r) { return find(data.procedimientos, 'ancla', r.procedimiento.ancla); }
  function name(p) { return (p.numero + ' ' + said(p.titulo)).trim(); }
  // said is a text of the manual's, which may be a list, as it is in the chosen environment.
  function said(text) {
    if (!Array.isArray(text)) return text;
    var select = document.querySelector('.env select');
    return text[Math.max(0, data.ambientes.map(function (a) { return a.id; }).indexOf(select && select.value))];
  }
  function event(r, what, s, text) {
    var e = { a: run.now(), que: what, paso: s ? run.label(s) : '', ancla: s ? s.ancla : '', texto: text || '' };
    r.eventos.push(e);
    return e;
  }

  function save(r) {
    if (!run.write(r) && !document.querySelector('.run-unkept')) root.prepend(make('p', { class: 'run-alarm run-unkept', role: 'alert' }, say('unkept')));
  }

  // owners gives each block of a section to the procedure that it stands in.
  function owners(section) {
    var main = { id: section.id, level: 0 }, open = main;
    return Array.prototype.map.call(section.querySelector('.prose').children, function (e) {
      if (/^H[2-6]$/.test(e.tagName)) {
        var level = +e.tagName[1];
        if (level <= open.level) open = main;
        if (find(data.procedimientos, 'id', e.id)) open = { id: e.id, level: level };
      }
      return { e: e, id: e.matches('.footnotes') ? '' : open.id };
    });
  }

  // show shows a procedure and nothing else; all of them for none.
  function show(p) {
    pages.forEach(function (section) {
      section.hidden = !!p && section.id !== p.pagina;
      owners(section).forEach(function (o) { o.e.hidden = !!p && !!o.id && o.id !== p.id; });
    });
    document.body.classList.toggle('run-on', !!p);
    dispatchEvent(new Event('resize')); // what scrolls is measured again
  }

  function clear() {
    clearInterval(page.timer);
    page.current = null;
    page.app.replaceChildren();
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
    var section = id && document.getElementById(id.split('.')[0]);
    if (section) url = section.querySelector('.run-title a').href + (id.indexOf('.') < 0 ? '' : '#' + id.slice(id.indexOf('.') + 1));
    e.preventDefault();
    open(url, '_blank', 'noopener');
  });

  function go(hash) {
    if (location.hash === hash) page.route();
    else location.hash = hash;
  }

  function confirm(place, text, word, yes) {
    place.querySelectorAll('.run-ask').forEach(function (old) { old.remove(); });
    var box = make('div', { class: 'run-ask', role: 'group' }, make('p', {}, text), make('div', { class: 'run-tools' }, button(word, '', yes), button('cancel', '', function () { box.remove(); }, 'quiet')));
    place.append(box);
    box.querySelector('button').focus();
  }

  // exportOf hands a run over with its other half, from which the record is made.
  function exportOf(r) {
    var origin = run.origin(r);
    run.save('ejecucion-' + r.id + '.json', 'application/json', run.pack(origin || r, origin ? r : run.back(r)));
  }
})();
