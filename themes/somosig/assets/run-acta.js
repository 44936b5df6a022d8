// The record of a run: a document with its control header, and files that hold it.
// What is in them is text; nothing of it is ever read as HTML.
(function () {
  'use strict';
  var run = window.folioRun;
  var say = run.say;
  // run-step.js comes later
  function make() { return run.make.apply(null, arguments); }

  function row(label, value) { return value ? make('div', {}, make('dt', {}, label), make('dd', {}, value)) : ''; }

  function part(title) {
    var s = make('section', {}, make('h2', {}, title));
    for (var i = 1; i < arguments.length; i++) if (arguments[i]) s.append(arguments[i]);
    return s;
  }

  function data() {
    var d = make('dl', {});
    for (var i = 0; i < arguments.length; i++) if (arguments[i]) d.append(arguments[i]);
    return d;
  }

  // wide is a table in what scrolls where it is too narrow for it.
  function wide(label, table) { return make('div', { class: 'acta-wide', tabindex: 0, role: 'region', 'aria-label': label }, table); }

  function header(r) {
    var a = r.acta, m = r.manual;
    return make('table', { class: 'acta-control' }, make('tbody', {},
      make('tr', {}, make('td', { rowspan: 2 }, m.entidad), make('th', { scope: 'row' }, a.titulo), make('td', { rowspan: 2 }, m.sig)),
      make('tr', {}, make('td', {}, m.proceso ? say('acta.process', m.proceso) : '')),
      a.version || a.vigencia || a.codigo ? make('tr', {}, make('td', {}, a.version ? say('acta.version', a.version) : ''), make('td', {}, a.vigencia ? say('acta.validity', a.vigencia) : ''),
        make('td', {}, a.codigo ? say('acta.code', a.codigo) : '')) : ''));
  }

  function steps(r) {
    var body = make('tbody', {});
    r.pasos.forEach(function (s) {
      body.append(make('tr', {}, make('th', { scope: 'row' }, run.label(s)), make('td', {}, s.texto), make('td', {}, s.inicio ? run.clock(s.inicio) : '—'),
        make('td', {}, s.fin ? run.clock(s.fin) : '—'), make('td', {}, s.inicio && s.fin ? run.span(s.inicio, s.fin) : '—'), make('td', {}, say('state.' + s.estado))));
      var more = make('td', { colspan: 5 });
      if (s.estado !== 'pendiente') { // else nobody was told to do it
        more.append.apply(more, [].concat(several('acta.parts', s.subpasos), commands(s), labelled(say('acta.expected'), s.esperado), several('acta.warnings', s.avisos)));
      }
      more.append.apply(more, said(s));
      if (more.firstChild) body.append(make('tr', { class: 'acta-more' }, make('td', {}), more));
    });
    return make('table', { class: 'acta-steps' }, make('thead', {}, make('tr', {},
      make('th', { scope: 'col' }, say('acta.number')), make('th', { scope: 'col' }, say('acta.step')), make('th', { scope: 'col' }, say('acta.start')),
      make('th', { scope: 'col' }, say('acta.end')), make('th', { scope: 'col' }, say('acta.took')), make('th', { scope: 'col' }, say('acta.result')))), body);
  }

  // deviations are what did not go as the manual says.
  function deviations(r) {
    var list = [];
    r.previas.forEach(function (p) { if (!p.cumplida) list.push(say('acta.unmet', p.texto)); });
    r.pasos.forEach(function (s) {
      if (s.estado === 'fallo' || s.estado === 'omitido') list.push(say('acta.step.' + s.estado, run.label(s), s.motivo));
      if (s.estado === 'pendiente') list.push(say('acta.step.pendiente', run.label(s)));
    });
    if (r.cambio.desde && r.inicio.slice(0, 16) < r.cambio.desde) list.push(say('acta.early', run.moment(r.inicio)));
    if (r.cambio.hasta && r.fin && r.fin.slice(0, 16) > r.cambio.hasta) list.push(say('acta.late', run.moment(r.fin)));
    if (r.pasos.some(function (s) { return s.inicio && s.fin && new Date(s.fin) < new Date(s.inicio); })) list.push(say('acta.clock'));
    var minutes = r.fin ? Math.ceil((new Date(r.fin) - new Date(r.inicio)) / 60000) : 0;
    if (r.cambio.minutos && minutes > r.cambio.minutos) list.push(say('acta.longer', minutes, r.cambio.minutos));
    return points(list);
  }

  // log is what was decided on the way.
  function log(r) {
    return points(r.eventos.map(function (e) {
      return [run.moment(e.a) + ' · ' + (e.paso ? say('acta.at', e.paso) + ' ' : '') + say('event.' + e.que) + (e.texto ? ': ' + e.texto : '')].concat(e.antes ? before(e.antes) : []);
    }));
  }

  // before is what a step was until it was opened again.
  function before(s) {
    return [make('p', {}, say('acta.was', say('state.' + s.estado), s.inicio ? run.clock(s.inicio) : '—', s.fin ? run.clock(s.fin) : '—'))].concat(said(s));
  }

  // said is what somebody wrote of a step.
  function said(s) { return [].concat(labelled(say('acta.decision'), s.decision), labelled(say('acta.reason'), s.motivo), labelled(say('notes'), s.notas), labelled(say('evidence'), s.evidencia, 'pre')); }

  // commands are those of a step; each tab has its own.
  function commands(s) {
    var groups = [];
    s.comandos.forEach(function (c, i) {
      var tab = (s.pestanas || [])[i] || '', last = groups[groups.length - 1];
      if (last && last.tab === tab) last.text += '\n' + c;
      else groups.push({ tab: tab, text: c });
    });
    return [].concat.apply([], groups.map(function (g) { return labelled(g.tab ? say('acta.command.tab', g.tab) : say('acta.command'), g.text, 'pre'); }));
  }

  function several(key, list) {
    return !list || !list.length ? [] : [make('p', { class: 'acta-label' }, say(key))].concat(list.map(function (t) { return make('p', {}, t); }));
  }

  function labelled(label, value, tag) { return value ? [make('p', { class: 'acta-label' }, label), make(tag || 'p', {}, value)] : []; }

  function points(list) {
    if (!list.length) return make('p', {}, say('acta.none'));
    var ul = make('ul', {});
    list.forEach(function (t) { ul.append(make.apply(null, ['li', {}].concat(t))); });
    return ul;
  }

  function signatures(r, back) {
    var body = make('tbody', {}), names = [['acta.did', r.ejecuta], ['acta.verified', r.verifica], ['acta.approved', r.aprueba]];
    if (back) names.push(['acta.back.did', back.ejecuta], ['acta.back.verified', back.verifica]);
    names.forEach(function (s) {
      body.append(make('tr', {}, make('th', { scope: 'row' }, say(s[0])), make('td', {}, s[1]), make('td', { class: 'acta-sign' }), make('td', {})));
    });
    return make('table', { class: 'acta-signs' }, make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, say('acta.act')), make('th', { scope: 'col' }, say('acta.name')),
      make('th', { scope: 'col' }, say('acta.sign')), make('th', { scope: 'col' }, say('acta.date')))), body);
  }

  function execution(r) {
    return [
      data(row(say('acta.procedure'), (r.procedimiento.numero + ' ' + r.procedimiento.titulo).trim()), row(say('acta.back.of'), r.origen), row(say('acta.mode'), say('mode.' + r.procedimiento.modo)),
        row(say('acta.from'), run.moment(r.inicio)), row(say('acta.to'), run.moment(r.fin)), row(say('acta.took'), r.fin ? run.span(r.inicio, r.fin) : '')),
      wide(say('acta.run') + ' ' + r.procedimiento.numero, steps(r))
    ];
  }

  // outcome is the result of a run, "" while it goes on. One that was to be rolled back
  // is so when its rollback ended well, and not before.
  run.outcome = function (r, back) {
    if (!r.fin || !back) return r.fin ? r.resultado : '';
    if (!back.fin) return 'en-reversion';
    return back.resultado === 'exitoso' || back.resultado === 'con-desviaciones' ? 'revertido' : 'sin-revertir';
  };

  function result(key) { return say('result.' + (key || 'open')); }

  function outcome(r, back) {
    return data(row(say('form.result'), result(run.outcome(r, back))), row(say('form.pending'), r.pendientes), row(say('acta.rollback.used'), say(r.reversion ? 'yes' : 'no')),
      r.reversion && !back ? row(say('acta.rollback'), say('acta.back.lost', r.reversion)) : '', back ? row(say('acta.back.result'), result(back.resultado)) : '', back ? row(say('acta.back.pending'), back.pendientes) : '');
  }

  // draw makes the document of a run and of the rollback that followed it.
  run.draw = function (r, back) {
    var m = r.manual, c = r.cambio;
    var doc = make('article', { class: 'acta', lang: document.documentElement.lang }, wide(say('acta.control'), header(r)),
      make('h1', {}, r.acta.titulo), make('p', { class: 'acta-id' }, say('acta.id', r.id)));
    doc.append(
      part(say('acta.change'), data(row(say('form.number'), c.numero), row(say('form.type'), c.tipo ? say('type.' + c.tipo) : ''), row(say('form.reason'), c.motivo),
        row(say('acta.window'), c.desde || c.hasta ? run.moment(c.desde) + ' – ' + run.moment(c.hasta) : ''),
        row(say('form.minutes'), c.minutos ? String(c.minutos) : ''), row(say('form.environment'), r.ambiente.nombre))),
      part(say('acta.document'), data(row(say('acta.manual'), m.titulo), row(say('acta.manual.code'), m.codigo), row(say('acta.manual.version'), m.version),
        row(say('acta.manual.validity'), m.vigencia), row(say('acta.sum'), m.suma))));
    if (r.previas.length) {
      var ul = make('ul', { class: 'acta-before' });
      r.previas.forEach(function (p) { ul.append(make('li', {}, (p.cumplida ? '☑ ' : '☐ ') + p.texto)); });
      doc.append(part(say('acta.before'), ul));
    }
    doc.append(part.apply(null, [say('acta.run')].concat(execution(r))));
    if (back) doc.append(part.apply(null, [say('acta.rollback')].concat(execution(back))));
    doc.append(part(say('acta.deviations'), deviations(r), back ? make('p', { class: 'acta-label' }, say('acta.rollback')) : '', back ? deviations(back) : ''),
      part(say('acta.log'), log(r), back ? make('p', { class: 'acta-label' }, say('acta.rollback')) : '', back ? log(back) : ''),
      part(say('acta.outcome'), outcome(r, back)),
      part(say('acta.signatures'), wide(say('acta.signatures'), signatures(r, back))));
    return doc;
  };

  // escape keeps a text of JSON from ending the element that it stands in.
  function escape(json) {
    return json.replace(/[<>&\u2028\u2029]/g, function (c) { return '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'); });
  }

  // pack is a run as data, with the sum of the very characters that it has there.
  run.pack = function (r, back) {
    var content = escape(JSON.stringify({ acta: r, reversion: back || null }));
    return '{"folio":"acta","formato":1,"contenido":' + content + ',"sha256":"' + run.sum(content) + '"}\n';
  };

  // file is the document with its data inside, on its own. Its policy lets nothing
  // in it run or load.
  run.file = function (r, back) {
    var doc = document.implementation.createHTMLDocument(r.acta.titulo + ' ' + r.id);
    function head(tag, attributes, text) {
      var e = doc.createElement(tag);
      Object.keys(attributes).forEach(function (k) { e.setAttribute(k, attributes[k]); });
      if (text) e.textContent = text;
      doc.head.append(e);
      return e;
    }
    var zero = '0'.repeat(64);
    doc.documentElement.lang = document.documentElement.lang;
    var charset = head('meta', { charset: 'utf-8' });
    doc.head.prepend(charset);
    head('meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'sha256-" + run.sum64(run.estilo) + "'" });
    head('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' });
    head('meta', { name: 'folio-acta', content: zero });
    doc.head.append(doc.createComment('style')); // as an element it would be this page's affair
    var main = doc.createElement('main');
    main.append(doc.importNode(run.draw(r, back), true));
    doc.body.append(main);
    var kept = doc.createElement('script');
    kept.type = 'application/json';
    kept.id = 'folio-acta';
    kept.textContent = run.pack(r, back);
    doc.body.append(kept);
    var text = '<!doctype html>\n' + new XMLSerializer().serializeToString(doc.documentElement) + '\n';
    text = text.split('<!--style-->').join('<style>' + run.estilo + '</style>');
    return text.replace('content="' + zero + '"', 'content="' + run.sum(text) + '"');
  };

  run.save = function (name, type, text) {
    var a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }));
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
  };

  // open reads a file that pack or file made: {acta, reversion, altered}, or null.
  run.open = function (text) {
    try {
      if (/^\s*</.test(text)) { // the data are the last element, and hold no <
        text = text.slice(text.lastIndexOf('id="folio-acta"'));
        text = text.slice(text.indexOf('>') + 1, text.indexOf('<'));
      }
      text = text.trim();
      var all = JSON.parse(text), from = text.indexOf('"contenido":') + 12, to = text.lastIndexOf(',"sha256":"');
      var acta = run.check(all.contenido.acta), back = all.contenido.reversion;
      if (all.folio !== 'acta' || !acta || back && !run.check(back)) return null;
      return { acta: acta, reversion: back, altered: run.sum(text.slice(from, to)) !== all.sha256 };
    } catch (e) { return null; }
  };
})();
