// "On this page": folds on narrow screens, follows the scroll on wide ones.
(function () {
  'use strict';
  var toc = null;
  var entries = [];
  var now = null;
  var waiting = false;
  var asked = null; // the entry that was followed last

  // Where an anchor lands, with a hair's breadth for what is no whole pixel.
  function line() { return (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + 4; }

  function fold(e) {
    var toggle = toc.querySelector('.toc-toggle');
    if (toggle.contains(e.target)) toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
    else if (e.target.closest('ol a')) toggle.setAttribute('aria-expanded', 'false');
  }

  // A preview may give a page its first headings, and take away the last.
  function furnish() {
    var is = document.querySelector('.toc');
    if (is && is !== toc) is.addEventListener('click', fold);
    toc = is;
    entries = [];
    if (toc) {
      toc.querySelectorAll('a').forEach(function (a) {
        var heading = document.getElementById(decodeURIComponent(a.hash.slice(1)));
        if (heading) entries.push({ link: a, heading: heading });
      });
    }
    ask();
    if (!entries.length) follow();
  }

  function follow() {
    waiting = false;
    var from = line();
    var found = entries[0];
    for (var i = 0; i < entries.length; i++) {
      if (entries[i].heading.getBoundingClientRect().top > from) break;
      found = entries[i];
    }
    // At the page's end no heading comes up to the line any more: then it is
    // the one that was asked for, else the last.
    var end = document.documentElement;
    if (end.scrollHeight - end.clientHeight > 8 && end.scrollTop + end.clientHeight >= end.scrollHeight - 2) found = shows(asked) ? asked : entries[entries.length - 1];
    var link = found ? found.link : null;
    if (link === now) return;
    if (now) now.removeAttribute('aria-current');
    now = link;
    if (!now) return;
    now.setAttribute('aria-current', 'location');
    var top = now.offsetTop;
    if (top < toc.scrollTop || top > toc.scrollTop + toc.clientHeight - 64) toc.scrollTop = top - toc.clientHeight / 2;
  }

  function shows(entry) {
    if (!entry) return false;
    var top = entry.heading.getBoundingClientRect().top;
    return top > 0 && top < window.innerHeight;
  }

  function ask() {
    asked = entries.filter(function (e) { return e.link.hash === location.hash; })[0] || null;
    soon();
  }

  function soon() {
    if (!waiting && entries.length) { waiting = true; requestAnimationFrame(follow); }
  }
  window.addEventListener('scroll', soon, { passive: true });
  window.addEventListener('resize', soon);
  window.addEventListener('hashchange', ask);
  document.addEventListener('folio:update', furnish);
  furnish();
})();
