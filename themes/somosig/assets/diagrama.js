// A button that shows a diagram at full size, as images are (enlarge.js).
(function () {
  'use strict';
  if (!window.HTMLDialogElement) return;
  function furnish() {
    document.querySelectorAll('.diagram > .table-scroll').forEach(function (frame) {
      if (frame.parentNode.querySelector('.diagram-open')) return;
      var b = document.createElement('button');
      b.type = 'button';
      b.className = 'bar-button diagram-open';
      b.setAttribute('aria-label', frame.parentNode.dataset.enlarge);
      b.appendChild(folioIcon('expand'));
      frame.before(b);
    });
  }
  furnish();
  document.addEventListener('folio:update', furnish);
  document.addEventListener('folio:drawn', furnish);
})();
