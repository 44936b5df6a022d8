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
  window.folioTyped = source;

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

  // What cannot be undone: in production it is asked for twice. The check calls the
  // same destructive (CMD-08).
  var destroys = /\brm\s+(-\S+\s+)*(-\w*r|--recursive)|\bdown\b.*\s(-\w*v\b|--volumes)|\bcompose\s+rm\s.*-\w*v\b|\bvolume\s+(rm|remove|prune)\b|\bsystem\s+prune\b.*--volumes|\b(drop\s+(table|database|schema|user|role|view|index)|truncate\s|delete\s+from)|\bdropdb\b|\b(mkfs|wipefs|lvremove|vgremove|pvremove)\b|\bdd\s+.*\bof=\/dev\/|\b(kubectl|oc)\s+delete\s+(pvc?|ns|namespaces?|persistentvolume\w*|project)\b|\b(zfs|zpool|terraform|vagrant)\s+destroy\b|\bflush(all|db)\b|\bremove-item\b.*-recurse|\b(rd|rmdir)\s+\/s\b/i;

  function environment() {
    var list = document.querySelector('.env-list');
    return list && list.options[list.selectedIndex];
  }

  function named(env) { return env.textContent.toLocaleUpperCase(document.documentElement.lang); }

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
    button.appendChild(folioIcon('copy'));
    button.appendChild(document.createElement('span'));
    draw(button, 'copy', words.copy);
    var timer = 0;
    var asked = false;
    function say(name, word, time) {
      draw(button, name, word);
      live.textContent = word;
      clearTimeout(timer);
      timer = setTimeout(function () {
        asked = false;
        draw(button, 'copy', words.copy);
        live.textContent = '';
      }, time);
    }
    button.addEventListener('click', function () {
      var text = source(code).replace(/\n+$/, '');
      var env = environment();
      if (env && env.dataset.tone === 'production' && destroys.test(text) && !asked) {
        asked = true;
        say('danger', words.copyDanger.replace('{0}', named(env)), 8000);
        return;
      }
      write(text).then(function (ok) {
        asked = false;
        var copied = words.copied + (env && code.querySelector('.v:not(.secret)') ? ' · ' + named(env) : '');
        say(ok ? 'check' : 'warning', ok ? copied : words.copyFailed, 2000);
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
