// What this browser remembers of runs: each under a key of its own, so that several
// go on side by side, in as many tabs. Nothing leaves the browser but in a file that
// its user saves.
(function () {
  'use strict';
  var run = window.folioRun;
  var source = document.querySelector('.run-data').textContent;
  var data = JSON.parse(source);
  var prefix = 'folio-ejecucion/' + (data.manual.codigo || data.manual.carpeta) + '/';
  var here = {}; // what the browser does not keep
  var limit = 200000; // characters of a text that somebody gives

  run.data = data;
  run.source = source;
  run.kept = true; // until it is refused
  run.limit = limit;

  run.say = function (key) {
    var text = run.palabras[key] || key;
    for (var i = 1; i < arguments.length; i++) text = text.split('{' + (i - 1) + '}').join(arguments[i]);
    return text;
  };

  // now is this moment with the difference to UTC that the clock has.
  run.now = function () {
    var d = new Date(), off = -d.getTimezoneOffset(), two = function (n) { return String(Math.floor(Math.abs(n))).padStart(2, '0'); };
    return new Date(d.getTime() + off * 60000).toISOString().slice(0, 19) + (off < 0 ? '-' : '+') + two(off / 60) + ':' + two(off % 60);
  };

  run.newID = function () {
    var odd = Math.floor(Math.random() * 0x1000000).toString(16).padStart(6, '0');
    return run.now().slice(0, 19).replace(/[-:]/g, '').replace('T', '-') + '-' + odd;
  };

  function valid(id) { return typeof id === 'string' && /^[\w-]{1,60}$/.test(id); }

  run.write = function (r) {
    try {
      localStorage.setItem(prefix + r.id, JSON.stringify(r));
      delete here[r.id];
      run.kept = true;
    } catch (e) {
      here[r.id] = JSON.stringify(r);
      run.kept = false;
    }
    return run.kept;
  };

  run.read = function (id) {
    if (!valid(id)) return null;
    var text = here[id] || null;
    try { text = text || localStorage.getItem(prefix + id); } catch (e) { /* none is kept */ }
    try { return text ? check(JSON.parse(text)) : null; } catch (e) { return null; }
  };

  run.remove = function (id) {
    delete here[id];
    try { localStorage.removeItem(prefix + id); } catch (e) { /* none is kept */ }
  };

  // A run may be the rollback of another, its origin; each knows the other. null
  // when there is none, or when this browser does not have it.
  run.origin = function (r) {
    var origin = run.read(r.origen);
    return origin && origin.reversion === r.id ? origin : null;
  };
  run.back = function (r) {
    var back = run.read(r.reversion);
    return back && back.origen === r.id ? back : null;
  };

  // all are the runs of the manual, the last first.
  run.all = function () {
    var ids = Object.keys(here);
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (key.indexOf(prefix) === 0 && ids.indexOf(key.slice(prefix.length)) < 0) ids.push(key.slice(prefix.length));
      }
    } catch (e) { /* none is kept */ }
    return ids.map(run.read).filter(Boolean).sort(function (a, b) { return a.inicio < b.inicio ? 1 : -1; });
  };

  // watch calls f when another tab changed a run.
  run.watch = function (f) {
    addEventListener('storage', function (e) {
      if (e.key && e.key.indexOf(prefix) === 0) f(e.key.slice(prefix.length));
    });
  };

  // What a run looks like: for what another browser wrote, and for what this one
  // kept under an older page. Whatever is not of its kind is no run.
  var states = ['pendiente', 'hecho', 'fallo', 'omitido'];
  var results = ['', 'exitoso', 'con-desviaciones', 'fallido', 'en-reversion', 'revertido', 'sin-revertir', 'interrumpido'];

  // ends are what the end of a step left, which the log keeps when it is opened again.
  run.ends = ['estado', 'inicio', 'fin', 'motivo', 'decision', 'notas', 'evidencia'];

  function text(v, most) { return typeof v === 'string' && v.length <= (most || limit); }
  function texts(o, keys) { return o && typeof o === 'object' && keys.every(function (k) { return text(o[k]); }); }
  function list(v, most, each) { return Array.isArray(v) && v.length <= most && v.every(each); }

  // maybe is a list of texts that older runs do not have.
  function maybe(v) { return v === undefined || list(v, 2000, function (x) { return text(x); }); }

  function check(r) {
    var ok = r && r.formato === 1 && valid(r.id) &&
      texts(r, ['ejecuta', 'verifica', 'aprueba', 'inicio', 'fin', 'resultado', 'pendientes', 'origen', 'reversion']) && results.indexOf(r.resultado) >= 0 &&
      texts(r.manual, ['codigo', 'version', 'titulo', 'carpeta', 'suma', 'vigencia', 'proceso', 'entidad', 'sig', 'estado']) &&
      texts(r.acta, ['titulo', 'codigo', 'version', 'vigencia']) &&
      texts(r.procedimiento, ['ancla', 'numero', 'titulo', 'modo']) && typeof r.procedimiento.reversion === 'boolean' && text(r.procedimiento.suma || '') &&
      texts(r.ambiente, ['id', 'nombre']) && texts(r.cambio, ['numero', 'tipo', 'motivo', 'desde', 'hasta']) && typeof r.cambio.minutos === 'number' &&
      list(r.previas, 500, function (p) { return texts(p, ['texto']) && typeof p.cumplida === 'boolean'; }) &&
      list(r.pasos, 2000, function (p) {
        return texts(p, ['ancla', 'apartado', 'suma', 'texto', 'esperado', 'estado', 'inicio', 'fin', 'motivo', 'notas', 'evidencia', 'decision']) &&
          typeof p.numero === 'number' && typeof p.irreversible === 'boolean' && states.indexOf(p.estado) >= 0 &&
          list(p.comandos, 200, function (c) { return text(c); }) && maybe(p.pestanas) && maybe(p.subpasos) && maybe(p.avisos);
      }) && r.pasos.length > 0 &&
      list(r.eventos, 20000, function (e) {
        return texts(e, ['a', 'que', 'paso', 'ancla', 'texto']) && (!e.antes || texts(e.antes, run.ends) && states.indexOf(e.antes.estado) >= 0);
      });
    return ok ? r : null;
  }
  run.check = check;

  function procedureNow(r) { return data.procedimientos.filter(function (p) { return p.ancla === r.procedimiento.ancla; })[0]; }

  // around tells whether a procedure says something else since a run, at its steps or
  // around them. Older runs do not know what it said there.
  run.around = function (r) {
    var now = procedureNow(r);
    return !!now && !!r.procedimiento.suma && r.procedimiento.suma !== now.suma;
  };

  // changed are the names of the steps that say something else since a run, those
  // that are new, and those that are gone.
  run.changed = function (r) {
    var now = procedureNow(r);
    if (!now) return null;
    var sums = {}, out = [];
    now.pasos.forEach(function (s) { sums[s.ancla] = s.suma; });
    r.pasos.forEach(function (s) {
      if (sums[s.ancla] !== s.suma) out.push(run.label(s));
      delete sums[s.ancla];
    });
    now.pasos.forEach(function (s) { if (sums[s.ancla]) out.push(run.label(s)); });
    return out;
  };

  // label names a step among those of its procedure: «3», «9.3 · 1».
  run.label = function (s) { return (s.apartado ? s.apartado + ' · ' : '') + s.numero; };

  // secret tells whether a text has the form of a secret (SEG-01), and hide puts dots
  // in the place of each.
  function secrets(text) {
    var found = [];
    run.secretos.formas.forEach(function (f) {
      var e = new RegExp(f.forma, 'g' + f.marcas), m;
      while ((m = e.exec(text))) {
        if (!m[0]) { e.lastIndex++; continue; }
        var value = m[m.length - 1];
        if (value === undefined) continue;
        if (!f.propia && (new RegExp(run.secretos.figuras.forma, run.secretos.figuras.marcas).test(value) || f.mixta && !mixed(value))) continue;
        found.push(value);
      }
    });
    return found;
  }

  function mixed(value) {
    value = value.replace(/[.,:)]+$/, '');
    return value.length > 3 && value.replace(/^[a-záéíóúñü]+|[a-záéíóúñü]+$/g, '') !== '';
  }

  run.secret = function (text) { return secrets(text).length > 0; };
  run.hide = function (text) {
    secrets(text).forEach(function (value) { text = text.split(value).join('•••••'); });
    return text;
  };

  // clean makes the signs that no text shows visible, so that the record and what
  // was pasted are the same.
  run.clean = function (text) {
    return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f]/g, function (c) { return String.fromCharCode(0x2400 + c.charCodeAt(0)); })
      .replace(/\u007f/g, '\u2421');
  };
})();
