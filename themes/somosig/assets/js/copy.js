// Copy buttons. The clipboard interface needs a secure context, which an
// intranet over plain HTTP is not, so there is the older way as well.
(function () {
  'use strict';
  var words = document.body.dataset;
  var live = document.createElement('p');
  live.className = 'unseen';
  live.setAttribute('role', 'status');
  document.body.appendChild(live);

  // What a reader would type: no line numbers, marks or removed lines; no prompt
  // and no output either where the block shows a session. The classes say to the
  // byte what is which.
  function source(code) {
    var copy = code.cloneNode(true);
    copy.querySelectorAll('.ln, .mark, .line.del').forEach(function (n) { n.remove(); });
    copy.querySelectorAll('.line').forEach(function (n) { if (n.querySelector('.go')) n.remove(); });
    copy.querySelectorAll('.gp, .go').forEach(function (n) { n.remove(); });
    return copy.textContent;
  }

  function oldWay(text) {
    var box = document.createElement('textarea');
    var before = document.activeElement;
    box.value = text;
    box.setAttribute('readonly', '');
    box.className = 'unseen';
    document.body.appendChild(box);
    box.select();
    box.setSelectionRange(0, text.length);
    var ok = false;
    try { ok = document.execCommand('copy'); } catch (e) { ok = false; }
    box.remove();
    if (before) before.focus({ preventScroll: true });
    return ok;
  }

  function write(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return oldWay(text); });
    }
    return Promise.resolve(oldWay(text));
  }

  function icon(name) {
    var ns = 'http://www.w3.org/2000/svg';
    var svg = document.createElementNS(ns, 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    svg.appendChild(document.createElementNS(ns, 'use')).setAttribute('href', '#i-' + name);
    return svg;
  }

  function draw(button, name, word) {
    button.querySelector('use').setAttribute('href', '#i-' + name);
    button.querySelector('span').textContent = word;
  }

  function furnish(block) {
    var bar = block.querySelector('.code-bar');
    var code = block.querySelector('pre code') || block.querySelector('pre');
    if (!bar || !code || bar.querySelector('.copy')) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.appendChild(icon('copy'));
    button.appendChild(document.createElement('span'));
    draw(button, 'copy', words.copy);
    var timer = 0;
    button.addEventListener('click', function () {
      write(source(code).replace(/\n+$/, '')).then(function (ok) {
        draw(button, ok ? 'check' : 'warning', ok ? words.copied : words.copyFailed);
        live.textContent = ok ? words.copied : words.copyFailed;
        clearTimeout(timer);
        timer = setTimeout(function () {
          draw(button, 'copy', words.copy);
          live.textContent = '';
        }, 2000);
      });
    });
    bar.appendChild(button);
  }

  function all() { document.querySelectorAll('.code').forEach(furnish); }

  all();
  // A preview adds blocks while the page is open.
  document.addEventListener('folio:update', function (e) {
    all();
    e.preventDefault();
  });
})();
