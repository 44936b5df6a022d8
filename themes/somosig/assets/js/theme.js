// Light, dark, or as the system says. The choice is kept for this browser;
// where storage is refused (some file:// set-ups) it lasts for the page.
(function () {
  'use strict';
  var button = document.querySelector('.theme-switch');
  if (!button) return;
  var root = document.documentElement;
  var words = document.body.dataset;
  var names = { auto: words.themeAuto, light: words.themeLight, dark: words.themeDark };
  var next = { auto: 'light', light: 'dark', dark: 'auto' };

  function current() { return root.getAttribute('data-theme') || 'auto'; }

  function show() {
    var now = current();
    button.setAttribute('aria-label', names[now]);
    button.title = names[now];
    button.querySelector('use').setAttribute('href', '#i-theme-' + now);
  }

  function set(theme) {
    if (theme === 'auto') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
    show();
  }

  button.addEventListener('click', function () {
    var theme = next[current()];
    set(theme);
    try {
      if (theme === 'auto') localStorage.removeItem('folio-tema');
      else localStorage.setItem('folio-tema', theme);
    } catch (e) { /* no storage: the choice lasts for this page */ }
  });
  window.addEventListener('storage', function (e) {
    if (e.key === 'folio-tema') set(e.newValue === 'light' || e.newValue === 'dark' ? e.newValue : 'auto');
  });
  show();
})();
