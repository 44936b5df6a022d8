// The filter over a long list of manuals.
(function () {
  'use strict';
  var label = document.querySelector('.filter');
  var table = document.querySelector('.manuals-table');
  if (!label || !table) return;
  var count = document.querySelector('.manuals-count');
  var shown = document.body.dataset.shown;
  var input = label.querySelector('input');

  function fold(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }

  var rows, whole, written;

  function read() {
    if (count.textContent !== written) whole = count.textContent;
    rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return { row: row, text: fold(row.textContent) };
    });
    filter();
  }

  function filter() {
    var wanted = fold(input.value).split(/\s+/);
    var n = 0;
    rows.forEach(function (r) {
      var yes = wanted.every(function (w) { return r.text.indexOf(w) >= 0; });
      r.row.hidden = !yes;
      if (yes) n++;
    });
    written = n === rows.length ? whole : shown.replace('{0}', n).replace('{1}', rows.length);
    if (count.textContent !== written) count.textContent = written;
  }

  read();
  input.addEventListener('input', filter);
  document.addEventListener('folio:update', read); // of a preview
})();
