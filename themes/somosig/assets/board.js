// Tables of manuals: their columns sort, their rows can be filtered. Without this
// script the page is whole.
(function () {
  'use strict';
  var form = document.querySelector('.board-filters');
  if (!form) return;
  var words = form.querySelector('input[type=search]');
  var open = form.querySelector('input[type=checkbox]');
  var choices = Array.prototype.slice.call(form.querySelectorAll('select'));
  var count = document.querySelector('.manuals-count');
  var none = document.querySelector('.board-none');
  var shown = document.body.dataset.shown;
  var gravity = { 'x-missing': 5e6, 'x-errors': 4e6, 'x-warnings': 3e6, 'x-waived': 2e6, 'x-absent': 1e6, 'x-complete': 0 };
  var compare = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' }).compare;
  var tables, rows, whole, written, later;

  function fold(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  function list(of) { return Array.prototype.slice.call(of); }

  // What a cell is sorted by: how grave it is and how many findings it has, or
  // its text.
  function weight(cell) {
    var grave = Object.keys(gravity).filter(function (c) { return cell.classList.contains(c); })[0];
    if (!grave) return cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
    var n = cell.querySelector('b');
    return gravity[grave] + (n ? parseInt(n.textContent, 10) || 0 : 0);
  }

  function sort(th) {
    var body = th.closest('table').tBodies[0];
    var column = th.cellIndex;
    var down = th.getAttribute('aria-sort') === 'ascending' || !th.hasAttribute('aria-sort') && th.classList.contains('x-head');
    list(th.parentNode.cells).forEach(function (other) { other.removeAttribute('aria-sort'); });
    th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    list(body.rows).map(function (row, place) {
      return { row: row, key: weight(row.cells[column]), place: place };
    }).sort(function (a, b) {
      var order = typeof a.key === 'number' ? a.key - b.key : compare(a.key, b.key);
      return (down ? -order : order) || a.place - b.place;
    }).forEach(function (r) { body.appendChild(r.row); });
  }

  function furnish(table) {
    list(table.tHead.rows[0].cells).forEach(function (th) {
      if (th.querySelector('button')) return;
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener('click', function () { sort(th); });
    });
  }

  function text(row, select) {
    var cell = row.querySelector('.' + select.dataset.cell);
    return cell ? cell.textContent.trim() : '';
  }

  // The values of a column, to choose from.
  function fill(select) {
    var seen = {};
    rows.forEach(function (r) {
      var value = text(r.row, select);
      if (/[^\s—]/.test(value)) seen[value] = true;
    });
    var names = Object.keys(seen).sort(compare);
    var chosen = select.value;
    while (select.options.length > 1) select.remove(1);
    names.forEach(function (n) { select.add(new Option(n, n)); });
    select.value = names.indexOf(chosen) < 0 ? '' : chosen;
    select.hidden = names.length < 2;
  }

  // Of thousands of rows the first are shown at once, and the others when nobody has
  // typed for a moment: a browser takes its time over them.
  var cells = 500;

  function show(wait) {
    var columns = wait.length ? wait[0].cells.length : 1;
    var now = wait.splice(0, Math.ceil(cells / columns));
    now.forEach(function (row) { row.hidden = false; });
    if (wait.length) later = setTimeout(function () { wait.forEach(function (row) { row.hidden = false; }); }, 400);
  }

  function filter() {
    var wanted = words ? fold(words.value).split(/\s+/) : [];
    var n = 0;
    var full = {};
    var wait = [];
    clearTimeout(later);
    rows.forEach(function (r) {
      var yes = wanted.every(function (w) { return r.text.indexOf(w) >= 0; }) &&
        (!open || !open.checked || r.row.classList.contains('x-open')) &&
        choices.every(function (c) { return !c.value || text(r.row, c) === c.value; });
      if (!yes) r.row.hidden = true;
      else if (r.row.hidden) wait.push(r.row);
      if (yes) { n++; full[r.table] = true; }
    });
    show(wait);
    tables.forEach(function (table, i) {
      (table.closest('.matrix-plan, .board-part') || table).hidden = !full[i];
    });
    none.hidden = n > 0;
    if (!count) return;
    written = n === rows.length ? whole : shown.replace('{0}', n).replace('{1}', rows.length);
    if (count.textContent !== written) count.textContent = written;
  }

  function read() {
    if (count && count.textContent !== written) whole = count.textContent;
    tables = list(document.querySelectorAll('.board-table'));
    rows = [];
    tables.forEach(function (table, i) {
      if (table.classList.contains('board-sorts')) furnish(table);
      list(table.tBodies[0].rows).forEach(function (row) {
        rows.push({ row: row, text: fold(row.textContent), table: i });
      });
    });
    choices.forEach(fill);
    filter();
  }

  read();
  form.addEventListener('input', filter);
  form.addEventListener('change', filter);
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  document.addEventListener('folio:update', read); // of a preview
})();
