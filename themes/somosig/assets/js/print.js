// Paper: the button of a manual's page for printing, and the day on the sheets.
(function () {
  'use strict';
  var root = document.documentElement;
  window.addEventListener('beforeprint', function () {
    if ('fixed' in root.dataset) return; // folio pdf knows the day
    root.dataset.printed = new Date().toLocaleDateString(root.lang === 'en' ? 'en-GB' : 'es-CO', { day: '2-digit', month: '2-digit', year: 'numeric' });
  });
  var button = document.querySelector('.paper-print');
  if (button) button.addEventListener('click', function () { window.print(); });
})();
