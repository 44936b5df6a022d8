// The sheet for who is on call: of what differs from environment to environment it
// shows the chosen one's. Without this script all are there, each with its name.
(function () {
  'use strict';
  var list = document.querySelector('.env-list');
  if (!list) return;
  document.querySelector('.duty').classList.add('duty-chosen');
  function show() {
    document.querySelectorAll('[data-env]').forEach(function (row) { row.hidden = row.dataset.env !== list.value; });
  }
  show();
  window.addEventListener('resize', show); // js/env.js says so when the choice changes
  document.addEventListener('folio:update', show); // of a preview
})();
