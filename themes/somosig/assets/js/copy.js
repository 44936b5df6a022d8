// Copy buttons. The clipboard interface needs a secure context, which an
// intranet over plain HTTP is not, so there is the older way as well.
(function () {
  'use strict';
  var words = document.body.dataset;
  var live = document.createElement('p');
  live.className = 'sr';
  live.setAttribute('role', 'status');
  document.body.appendChild(live);

  // What a reader would type: no line numbers, marks or removed lines; no prompt
  // and no output either where the block shows a session.
  function source(code) {
    var copy = code.cloneNode(true);
    copy.querySelectorAll('.ln, .mark, .line.del').forEach(function (n) { n.remove(); });
    if (!copy.querySelector('.gp')) return copy.textContent;
    copy.querySelectorAll('.gp').forEach(function (n) { n.textContent = '\u0001'; });
    copy.querySelectorAll('.go').forEach(function (n) { n.textContent = n.textContent.replace(/[^\n]+/g, '\u0002'); });
    return copy.textContent.split('\n').filter(function (line) {
      return line.indexOf('\u0002') < 0 && line.trim() !== '';
    }).map(function (line) {
      return line.replace(/^\s*\u0001\s?/, '').replace(/\u0001/g, '');
    }).join('\n');
  }

  function oldWay(text) {
    var box = document.createElement('textarea');
    var before = document.activeElement;
    box.value = text;
    box.setAttribute('readonly', '');
    box.className = 'sr';
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

  function draw(button, icon, word) {
    button.querySelector('use').setAttribute('href', '#i-' + icon);
    button.querySelector('span').textContent = word;
  }

  function furnish(block) {
    var bar = block.querySelector('.code-bar');
    var code = block.querySelector('pre code') || block.querySelector('pre');
    if (!bar || !code || bar.querySelector('.copy')) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-copy"></use></svg><span></span>';
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
