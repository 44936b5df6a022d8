// The matrix of what manuals have and lack: its columns sort, its rows can be
// filtered. Without it the page is whole.
(function () {
  'use strict';
  var tables = Array.prototype.slice.call(document.querySelectorAll('.matrix-table'));
  var filters = document.querySelector('.matrix-filters');
  var words = filters.querySelector('input[type=search]');
  var open = filters.querySelector('input[type=checkbox]');
  var none = document.querySelector('.matrix-none');
  var gravity = { 'x-missing': 5e6, 'x-errors': 4e6, 'x-warnings': 3e6, 'x-waived': 2e6, 'x-absent': 1e6, 'x-complete': 0 };
  var compare = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' }).compare;

  function fold(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }

  // What a cell is sorted by: how grave it is and how many findings it has, or
  // its text.
  function weight(cell) {
    var grave = Object.keys(gravity).filter(function (c) { return cell.classList.contains(c); })[0];
    if (!grave) return cell.dataset.v === undefined ? cell.textContent : cell.dataset.v;
    var n = cell.querySelector('b');
    return gravity[grave] + (n ? parseInt(n.textContent, 10) || 0 : 0);
  }

  function sort(th) {
    var body = th.closest('table').tBodies[0];
    var column = th.cellIndex;
    var down = th.getAttribute('aria-sort') === 'ascending' || !th.hasAttribute('aria-sort') && th.classList.contains('x-head');
    Array.prototype.forEach.call(th.parentNode.cells, function (other) { other.removeAttribute('aria-sort'); });
    th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, key: weight(row.cells[column]), place: place };
    }).sort(function (a, b) {
      var order = typeof a.key === 'number' ? a.key - b.key : compare(a.key, b.key);
      return (down ? -order : order) || a.place - b.place;
    }).forEach(function (r) { body.appendChild(r.row); });
  }

  function filter() {
    var wanted = words ? fold(words.value).split(/\s+/) : [];
    var left = 0;
    tables.forEach(function (table) {
      var here = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var text = fold(row.textContent);
        var yes = wanted.every(function (w) { return text.indexOf(w) >= 0; }) && (!open.checked || row.classList.contains('x-open'));
        row.hidden = !yes;
        if (yes) here++;
      });
      table.closest('.matrix-plan').hidden = !here;
      left += here;
    });
    none.hidden = left > 0;
  }

  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener('click', function () { sort(th); });
    });
  });
  filters.hidden = false;
  if (words) words.addEventListener('input', filter);
  open.addEventListener('change', filter);
  filter(); // a browser may have kept what was chosen
})();
