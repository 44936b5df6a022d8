// Diagrams of Mermaid's that Folio does not draw itself: a sandboxed frame draws
// them, and the page shows its pictures as images, in which nothing can run.
(function () {
  'use strict';
  var tag = document.currentScript;
  if (!tag || !tag.dataset.frame) return; // a page in one file, without the frame
  var frame = null;
  var ready = false;
  var asked = 0;
  var waiting = {}; // questions by number
  var late = 0;
  var patience = 20000;

  function places() { return Array.prototype.slice.call(document.querySelectorAll('.diagram-live')); }
  function codeOf(place) { return place.querySelector('pre code').textContent; }

  function open() {
    frame = document.createElement('iframe');
    frame.className = 'diagram-frame';
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.setAttribute('aria-hidden', 'true');
    frame.tabIndex = -1;
    frame.title = 'Mermaid';
    frame.src = tag.dataset.frame;
    document.body.appendChild(frame);
  }

  // A text that keeps the frame busy for ever takes the frame with it.
  function close() {
    frame.remove();
    frame = null;
    ready = false;
    var left = waiting;
    waiting = {};
    Object.keys(left).forEach(function (id) { fail(left[id].place, left[id].place.dataset.late, 0); });
  }

  function send(id) { frame.contentWindow.postMessage({ id: +id, code: waiting[id].code }, '*'); }

  function ask(place) {
    var code = codeOf(place);
    if (place.folioDrawn === code) return;
    place.folioDrawn = code;
    place.classList.add('is-asked');
    waiting[++asked] = { place: place, code: code };
    if (!frame) open();
    else if (ready) send(asked);
    clearTimeout(late);
    late = setTimeout(function () { if (frame && Object.keys(waiting).length) close(); }, patience);
  }

  function add(parent, name, before) {
    var e = parent.querySelector('.' + name) || document.createElement(name === 'diagram-error' ? 'p' : 'div');
    if (!e.parentNode) {
      e.className = name;
      parent.insertBefore(e, before);
    }
    return e;
  }

  // tell says to whoever listens, enlarging and the preview, what became of a
  // diagram: of one that is wrong, the message and the line of its text, if known.
  function tell(place, fault) { place.dispatchEvent(new CustomEvent('folio:drawn', { bubbles: true, detail: fault })); }

  function fail(place, message, line) {
    var p = add(place, 'diagram-error', place.firstChild);
    p.textContent = place.dataset.error + ' ' + message;
    place.classList.add('is-faulty');
    place.querySelector('details').open = true;
    tell(place, { error: message, line: line });
  }

  function show(place, answer) {
    var error = place.querySelector('.diagram-error');
    if (error) error.remove();
    place.classList.remove('is-faulty');
    var box = place.querySelector('.table-scroll');
    if (!box) {
      box = document.createElement('div');
      box.className = 'table-scroll';
      place.insertBefore(box, place.firstChild);
      place.querySelector('details').open = false;
    }
    var caption = place.closest('figure').querySelector('figcaption');
    ['light', 'dark'].forEach(function (look) {
      var img = box.querySelector('.only-' + look);
      var drawing = answer[look];
      if (!img) {
        img = document.createElement('img');
        img.className = 'drawing only-' + look;
        box.appendChild(img);
      }
      img.alt = caption ? caption.textContent.trim() : place.dataset.alt;
      img.width = +drawing.width || 800;
      img.height = +drawing.height || 600;
      img.style.minWidth = Math.round(Math.min(img.width, 900) * 0.8) + 'px'; // then it scrolls
      img.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(String(drawing.svg));
    });
    place.classList.add('is-drawn');
    tell(place, null);
  }

  window.addEventListener('message', function (e) {
    if (!frame || e.source !== frame.contentWindow || !e.data) return;
    if (e.data.ready) {
      ready = true;
      Object.keys(waiting).forEach(send);
      return;
    }
    var q = waiting[e.data.id];
    delete waiting[e.data.id];
    if (!q || codeOf(q.place) !== q.code) return;
    if (e.data.light && e.data.dark) show(q.place, e.data);
    else fail(q.place, String(e.data.error), +e.data.line || 0);
  });

  function all() { places().forEach(ask); }
  all();
  document.addEventListener('folio:update', all);
  window.addEventListener('resize', all); // js/env.js says so when values change
  window.folioDiagrams = function () { return Object.keys(waiting).length; };
})();
