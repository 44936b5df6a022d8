// Code whose lines go on past its edge has a switch that wraps them, for all
// blocks; the choice is kept. A block that its author wraps needs none.
(function () {
  'use strict';
  var root = document.documentElement;

  function wraps() { return root.classList.contains('wraps'); } // head.js brings it back

  // Whether lines go on past the edge, or would if they were not wrapped.
  function long(block) {
    var pre = block.querySelector('pre');
    var code = pre && pre.querySelector('code');
    if (!code || !block.querySelector('.code-bar') || block.querySelector('.wrap-switch') || block.classList.contains('wrap')) return false;
    if (!wraps()) return pre.scrollWidth > pre.clientWidth + 1;
    var lines = code.textContent.replace(/\n$/, '').split('\n').length;
    return code.offsetHeight > (lines + 0.5) * parseFloat(getComputedStyle(pre).lineHeight);
  }

  function all() {
    Array.prototype.filter.call(document.querySelectorAll('.code'), long).forEach(function (block) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'wrap-switch';
      button.title = document.body.dataset.wrap;
      button.setAttribute('aria-label', document.body.dataset.wrap);
      button.setAttribute('aria-pressed', String(wraps()));
      button.appendChild(folioIcon('wrap'));
      button.addEventListener('click', function () { toggle(button); });
      var bar = block.querySelector('.code-bar');
      bar.insertBefore(button, bar.querySelector('.copy'));
    });
  }

  // The block that was pressed stays where it is.
  function toggle(button) {
    var before = button.getBoundingClientRect().top;
    var on = root.classList.toggle('wraps');
    try { localStorage.setItem('folio-ajustar', on ? '1' : '0'); } catch (e) { /* this page only */ }
    document.querySelectorAll('.wrap-switch').forEach(function (b) { b.setAttribute('aria-pressed', String(on)); });
    window.scrollBy(0, button.getBoundingClientRect().top - before);
    window.dispatchEvent(new Event('resize')); // what scrolls is measured again
  }

  folioDrawn(all);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(all);
  window.addEventListener('resize', all);
  document.addEventListener('folio:update', function (e) {
    all();
    e.preventDefault();
  });
})();
