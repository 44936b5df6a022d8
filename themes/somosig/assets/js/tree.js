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
  // The first dozen is in view; to measure would lay the page out before it is drawn.
  if (current && Array.prototype.indexOf.call(tree.querySelectorAll('a'), current) > 12) {
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
    if (yes) (current || closer).focus({ preventScroll: false });
    else if (focus) opener.focus();
  }

  opener.addEventListener('click', function (e) { e.preventDefault(); open(!isOpen(), true); });
  closer.addEventListener('click', function (e) { e.preventDefault(); open(false, true); });
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && isOpen()) open(false, true);
  });
  // To make the page inert would leave it without its title: it closes instead.
  column.addEventListener('focusin', function () { if (isOpen()) open(false, false); });
  document.addEventListener('click', function (e) {
    if (isOpen() && !tree.contains(e.target) && !opener.contains(e.target)) open(false, false);
  });

  // Of a large manual the page has a part of the tree. The script that has the
  // rest (unfold.js) comes when a reader first opens a branch or a gap; if it
  // does not come, the reader goes where the rest is.
  var from = '';
  function more(e) {
    var gap = e.target.closest('.tree-gap');
    if (e.type === 'toggle' ? !e.target.open || !e.target.dataset.branch : !gap || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (gap) {
      e.preventDefault();
      gap.dataset.asked = '';
    }
    document.dispatchEvent(new Event('folio:unfold'));
    if (from) return;
    var script = document.createElement('script');
    script.onerror = function () { location.href = (gap || e.target.parentNode).querySelector('a').href; };
    script.src = from = tree.dataset.tree;
    document.head.appendChild(script);
  }
  if (tree.dataset.tree) {
    tree.addEventListener('toggle', more, true);
    tree.addEventListener('click', more);
  }
  // A preview may bring another script: what came from the last is folded.
  document.addEventListener('folio:update', function () {
    if (!from || tree.dataset.tree === from) return;
    from = '';
    tree.querySelectorAll('.is-unfolded').forEach(function (li) { li.remove(); });
    tree.querySelectorAll('.tree-gap').forEach(function (gap) { gap.hidden = false; });
    tree.querySelectorAll('[data-branch]').forEach(function (branch) { branch.open = false; });
  });

  narrow.addEventListener('change', function () { if (isOpen()) open(false, false); });
})();
