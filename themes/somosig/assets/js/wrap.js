// Code whose lines go on past its edge has a switch that wraps them, for all
// blocks; the choice is kept. A block that its author wraps needs none.
(function () {
  'use strict';
  var key = 'folio-ajustar';
  var on = false;
  try { on = localStorage.getItem(key) === '1'; } catch (e) { /* this page only */ }

  function set(block, button) {
    block.classList.toggle('is-wrapped', on);
    button.setAttribute('aria-pressed', String(on));
  }

  function all() {
    var list = Array.prototype.filter.call(document.querySelectorAll('.code'), function (block) {
      var pre = block.querySelector('pre');
      return pre && block.querySelector('.code-bar') && !block.querySelector('.wrap-switch') && !block.classList.contains('wrap') && pre.scrollWidth > pre.clientWidth + 1;
    });
    list.forEach(function (block) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'wrap-switch';
      button.title = document.body.dataset.wrap;
      button.setAttribute('aria-label', document.body.dataset.wrap);
      button.appendChild(folioIcon('wrap'));
      button.addEventListener('click', function () { toggle(button); });
      var bar = block.querySelector('.code-bar');
      bar.insertBefore(button, bar.querySelector('.copy'));
      set(block, button);
    });
  }

  // The block that was pressed stays where it is.
  function toggle(button) {
    on = !on;
    try { localStorage.setItem(key, on ? '1' : '0'); } catch (e) { /* this page only */ }
    var before = button.getBoundingClientRect().top;
    document.querySelectorAll('.wrap-switch').forEach(function (b) { set(b.closest('.code'), b); });
    window.scrollBy(0, button.getBoundingClientRect().top - before);
    window.dispatchEvent(new Event('resize')); // what scrolls is measured again
  }

  all();
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(all);
  window.addEventListener('resize', all);
  document.addEventListener('folio:update', function (e) {
    all();
    e.preventDefault();
  });
})();
