// "On this page": folds on narrow screens, follows the scroll on wide ones.
(function () {
  'use strict';
  var toc = document.querySelector('.toc');
  if (!toc) return;
  var toggle = toc.querySelector('.toc-toggle');
  toggle.addEventListener('click', function () {
    var yes = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', String(yes));
  });
  toc.querySelector('ol').addEventListener('click', function (e) {
    if (e.target.closest('a')) toggle.setAttribute('aria-expanded', 'false');
  });

  var entries = [];
  toc.querySelectorAll('a').forEach(function (a) {
    var heading = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (heading) entries.push({ link: a, heading: heading });
  });
  var now = null;
  var waiting = false;

  function follow() {
    waiting = false;
    var line = Math.min(160, window.innerHeight / 3);
    var found = entries[0];
    for (var i = 0; i < entries.length; i++) {
      if (entries[i].heading.getBoundingClientRect().top > line) break;
      found = entries[i];
    }
    var end = document.documentElement;
    if (end.scrollHeight - end.clientHeight > 8 && end.scrollTop + end.clientHeight >= end.scrollHeight - 2) found = entries[entries.length - 1];
    if (found === now) return;
    if (now) now.link.removeAttribute('aria-current');
    now = found;
    now.link.setAttribute('aria-current', 'location');
    var top = now.link.offsetTop;
    if (top < toc.scrollTop || top > toc.scrollTop + toc.clientHeight - 64) toc.scrollTop = top - toc.clientHeight / 2;
  }

  function soon() {
    if (!waiting) { waiting = true; requestAnimationFrame(follow); }
  }
  if (!entries.length) return;
  window.addEventListener('scroll', soon, { passive: true });
  window.addEventListener('resize', soon);
  follow();
})();
