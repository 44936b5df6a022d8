// Opens the search: `/`, Ctrl+K, or the link in the bar, which without script
// leads to a page of its own. What searching takes is loaded when it is wanted.
(function () {
  'use strict';
  const link = document.querySelector('.search-open'), page = document.querySelector('.search-page');
  if (!link && !page) return;
  const S = window.folioSearch = { raw: {}, root: new URL('.', page ? location.href : link.href).href.replace(/[?#].*/, '') };
  let starting = null, onStart;

  S.put = function (key, data) { S.raw[key] = data; };
  S.start = function (config) { onStart(config); };

  // Loads a script by its path from the site's root.
  S.script = function (path) {
    return new Promise(function (resolve, reject) {
      const s = document.createElement('script');
      s.async = false; // they run in the order in which they were asked for
      s.src = S.root + path;
      s.onload = function () { s.remove(); resolve(); };
      s.onerror = function () { s.remove(); reject(new Error(path)); };
      document.head.appendChild(s);
    });
  };

  function config() {
    return starting || (starting = new Promise(function (resolve, reject) {
      onStart = resolve;
      S.script('buscar/indice.js?' + Date.now()).catch(reject);
    }).then(function (c) {
      S.config = c;
      return c;
    }).catch(function (e) { starting = null; throw e; }));
  }

  function style(path) {
    if (document.querySelector('link[data-search]')) return Promise.resolve();
    return new Promise(function (resolve) {
      const l = document.createElement('link');
      l.rel = 'stylesheet';
      l.dataset.search = '';
      l.href = S.root + path;
      l.onload = l.onerror = resolve;
      document.head.appendChild(l);
    });
  }

  // The site's index may be newer than the one that is known.
  S.again = function () {
    starting = null;
    return config();
  };

  let client = null;
  function load() {
    return client || (client = config().then(function (c) {
      return Promise.all([S.script(c.client), style(c.style)]);
    }).catch(function (e) { client = null; throw e; }));
  }

  function open() {
    load().then(function () { S.open(); }, function () { location.href = link.href; });
  }

  if (page) {
    load().then(function () { S.mount(page); }, function () { page.querySelector('.search-failed').hidden = false; });
  } else {
    link.setAttribute('role', 'button');
    link.setAttribute('aria-haspopup', 'dialog');
    link.addEventListener('click', function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      open();
    });
  }
  document.addEventListener('keydown', function (e) {
    const k = (e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k';
    const slash = e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey &&
      !/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && !e.target.isContentEditable;
    if (!k && !slash || e.defaultPrevented) return;
    e.preventDefault();
    if (page) S.focus && S.focus();
    else open();
  });

  // Came from a result: its words are to be marked.
  const words = new URLSearchParams(location.search).get('resaltar');
  if (words && !page) {
    load().then(function () { return S.script(S.config.marks); })
      .then(function () { S.mark(words); }, function () { /* the page is readable without */ });
  }
})();
