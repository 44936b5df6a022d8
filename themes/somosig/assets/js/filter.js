// The filter over a long list of manuals.
(function () {
  'use strict';
  var label = document.querySelector('.filter');
  var table = document.querySelector('.manuals-table');
  if (!label || !table) return;
  var count = document.querySelector('.manuals-count');
  var whole = count.textContent;
  var shown = document.body.dataset.shown;
  var input = label.querySelector('input');

  function fold(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }

  var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
    return { row: row, text: fold(row.textContent) };
  });
  input.addEventListener('input', function () {
    var wanted = fold(input.value).split(/\s+/);
    var n = 0;
    rows.forEach(function (r) {
      var yes = wanted.every(function (w) { return r.text.indexOf(w) >= 0; });
      r.row.hidden = !yes;
      if (yes) n++;
    });
    count.textContent = n === rows.length ? whole : shown.replace('{0}', n).replace('{1}', rows.length);
  });
})();
