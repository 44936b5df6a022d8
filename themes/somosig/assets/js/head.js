// What must be right before anything is drawn. This runs inline, before the style
// sheet is there: light or dark, long lines, the panels of tabs, the fonts.
(function (doc, root) {
  'use strict';
  var file = location.protocol === 'file:';
  var page = doc.currentScript.dataset;
  var held = 0;
  function get(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  // The page is not shown before what was waited for is there.
  function hold() {
    held++;
    root.classList.add('waits');
  }
  function show() {
    if (!--held) root.classList.remove('waits');
  }

  root.classList.add('js', 'reads');
  doc.addEventListener('readystatechange', function () { root.classList.remove('reads'); });
  var theme = get('folio-tema');
  if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
  if (get('folio-ajustar') === '1') root.classList.add('wraps');

  // Half a head would move when its other half comes.
  var whole = doc.createElement('link');
  whole.rel = 'expect';
  whole.href = '#f.pausa';
  whole.setAttribute('blocking', 'render');
  doc.head.append(whole);

  // The page comes with the values of one environment. Who chose another sees
  // none until env.js has written those, which is before this event.
  var env = page.manual && (get('folio-ambiente-' + page.manual) || get('folio-ambiente'));
  if (env && env !== page.env) {
    hold();
    doc.addEventListener('DOMContentLoaded', show);
  }

  // Fonts that the browser has are in the first text; to ask for others would
  // delay it: they come after the page, for the next one.
  var had = 'folio-letras';
  function fonts(there, late) {
    var all = [];
    doc.fonts.forEach(function (f) {
      if (f.style === 'normal' && /^"?Folio (Sans|Mono)"?$/.test(f.family)) all.push(f.load());
    });
    if (all.length) Promise.all(all).then(function () {
      try { localStorage.setItem(had, '1'); } catch (e) {}
      there();
    }, late);
    return all.length;
  }
  if (file || get(had)) {
    var asked = 0;
    var open = 1;
    var end = function () {
      if (open) show();
      open = 0;
    };
    // A style sheet that has come names them.
    var ask = function (e) {
      if (asked) return;
      asked = fonts(function () { if (open) root.classList.add('fonts'); end(); }, end);
      if (asked) setTimeout(end, file ? 400 : 100);
      else if (e.type !== 'load') end();
    };
    hold();
    doc.addEventListener('load', ask, true);
    doc.addEventListener('DOMContentLoaded', ask);
  } else {
    addEventListener('load', function () { fonts(function () {}, function () {}); });
  }

  // Of tabs the chosen panels, by a style for those that the script has not made yet.
  try {
    var sheet, kind = 'folio-pestana-', quote = JSON.stringify;
    Object.keys(localStorage).forEach(function (key) {
      if (key.indexOf(kind)) return;
      var tab = '.js .tabs:not(.is-tabbed)[data-tabs=' + quote(key.slice(kind.length)) + ']>.tab', chosen = '[data-tab=' + quote(get(key)) + ']';
      sheet = sheet || new CSSStyleSheet;
      sheet.insertRule('@media screen{' + tab + ':not(' + chosen + '){animation:wait-for-tabs 5s}' + tab + chosen + '.tab{animation:none}}');
    });
    if (sheet) doc.adoptedStyleSheets = [sheet];
  } catch (e) {}
})(document, document.documentElement);
