// The manual's tree: in view where it stands, a drawer where it does not fit.
// Without this script the drawer opens by :target.
(function () {
  'use strict';
  var tree = document.querySelector('.tree');
  var opener = document.querySelector('.tree-open');
  if (!tree || !opener) return;
  var closer = tree.querySelector('.tree-close');
  var column = document.querySelector('.column');
  var narrow = window.matchMedia('(max-width: 74.99em)');

  var current = tree.querySelector('[aria-current]');
  if (current) {
    var top = current.getBoundingClientRect().top - tree.getBoundingClientRect().top;
    if (top > tree.clientHeight * 0.7) tree.scrollTop = top - tree.clientHeight / 2;
  }

  [opener, closer].forEach(function (a) {
    a.setAttribute('role', 'button');
    a.addEventListener('keydown', function (e) {
      if (e.key === ' ') { e.preventDefault(); a.click(); }
    });
  });
  opener.setAttribute('aria-expanded', 'false');

  function isOpen() { return tree.classList.contains('is-open'); }

  function open(yes, focus) {
    tree.classList.toggle('is-open', yes);
    document.body.classList.toggle('tree-is-open', yes);
    opener.setAttribute('aria-expanded', String(yes));
    column.inert = yes;
    if (yes) (current || closer).focus({ preventScroll: false });
    else if (focus) opener.focus();
  }

  opener.addEventListener('click', function (e) { e.preventDefault(); open(!isOpen(), true); });
  closer.addEventListener('click', function (e) { e.preventDefault(); open(false, true); });
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && isOpen()) open(false, true);
  });
  document.addEventListener('click', function (e) {
    if (isOpen() && !tree.contains(e.target) && !opener.contains(e.target)) open(false, false);
  });
  narrow.addEventListener('change', function () { if (isOpen()) open(false, false); });
})();
