// Ways into what does not show: a link into a closed panel or a folded passage
// opens it, each time it is followed, and so does whatever asks for an element
// by folio:reveal (tabs.js opens panels, this part what is folded). Paper has no
// folds: all are open while a page prints.
(function () {
  'use strict';
  function reveal(e) {
    for (var d = e.target.closest('details:not([open])'); d; d = d.parentNode.closest('details:not([open])')) d.open = true;
  }

  function openTarget() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (e) { /* as it is */ }
    var target = id && document.getElementById(id);
    if (!target || target.getClientRects().length && !target.closest('details:not([open])')) return;
    target.dispatchEvent(new CustomEvent('folio:reveal', { bubbles: true }));
    target.scrollIntoView();
  }

  // The address stays the same when a link is followed again, and so nothing
  // else tells of it.
  function again(e) {
    var a = e.target.closest && e.target.closest('a');
    if (a && !e.defaultPrevented && a.href === location.href) setTimeout(openTarget);
  }

  var folded = [];
  function unfold() {
    folded = Array.prototype.slice.call(document.querySelectorAll('main details:not([open])'));
    folded.forEach(function (d) { d.open = true; });
  }
  function fold() {
    folded.forEach(function (d) { d.open = false; });
    folded = [];
  }

  document.addEventListener('folio:reveal', reveal);
  document.addEventListener('click', again);
  window.addEventListener('hashchange', openTarget);
  window.addEventListener('beforeprint', unfold);
  window.addEventListener('afterprint', fold);
  openTarget();
})();
