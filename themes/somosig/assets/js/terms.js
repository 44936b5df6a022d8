// What a glossary term means, at the pointer, the keyboard's focus or the
// first tap. The link itself leads to the definition.
(function () {
  'use strict';
  var tip = document.createElement('div');
  tip.className = 'definition';
  tip.id = 'f.termino';
  tip.hidden = true;
  tip.setAttribute('role', 'tooltip');
  var term = null;
  var timer = 0;
  var tapped = false; // a tap is under way that should show, not follow

  function termAt(e) { return e.target.closest ? e.target.closest('.term[data-definition]') : null; }

  function show(a) {
    clearTimeout(timer);
    if (term === a) return;
    hide();
    term = a;
    if (!tip.isConnected) document.querySelector('main').appendChild(tip);
    tip.textContent = a.dataset.definition;
    tip.hidden = false;
    a.setAttribute('aria-describedby', tip.id);
    place();
  }

  function hide() {
    clearTimeout(timer);
    if (!term) return;
    term.removeAttribute('aria-describedby');
    term = null;
    tip.hidden = true;
  }

  // Above the term where there is room under the bar, else below it.
  function place() {
    if (!term) return;
    var at = term.getClientRects()[0] || term.getBoundingClientRect();
    var room = document.documentElement;
    var h = tip.offsetHeight;
    var top = at.top - h - 6;
    if (top < 100 && at.bottom + 6 + h < room.clientHeight) top = at.bottom + 6;
    tip.style.top = Math.max(8, top) + 'px';
    tip.style.left = Math.max(8, Math.min(at.left - 12, room.clientWidth - tip.offsetWidth - 8)) + 'px';
  }

  document.addEventListener('pointerover', function (e) {
    if (e.pointerType === 'touch') return;
    var a = termAt(e);
    if (a || tip.contains(e.target)) clearTimeout(timer);
    if (a && a !== term) timer = setTimeout(show, 120, a);
    else if (!a && !tip.contains(e.target)) {
      clearTimeout(timer);
      if (term && term !== document.activeElement) timer = setTimeout(hide, 200);
    }
  });
  document.addEventListener('pointerdown', function (e) {
    var a = termAt(e);
    tapped = e.pointerType === 'touch' && a !== null && a !== term;
    if (!a && !tip.contains(e.target)) hide();
  });
  document.addEventListener('click', function (e) {
    var a = termAt(e);
    if (!a || !tapped) return;
    tapped = false;
    e.preventDefault();
    show(a);
  });
  document.addEventListener('focusin', function (e) {
    var a = termAt(e);
    if (a) show(a);
  });
  document.addEventListener('focusout', function (e) { if (termAt(e) === term) hide(); });
  document.addEventListener('keydown', function (e) { if (e.key === 'Escape') hide(); });
  document.addEventListener('scroll', place, { capture: true, passive: true });
  window.addEventListener('resize', place);
})();
