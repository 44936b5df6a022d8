// The environment whose values a manual shows. The choice is kept for the
// manual, and by its id for manuals where no choice was made yet. Tabs do not
// follow each other: commands must not change under a reader's hands.
(function () {
  'use strict';
  var form = document.querySelector('.env');
  if (!form) return;
  var list = form.querySelector('select');
  var buttons = form.querySelectorAll('input');
  var values = JSON.parse(form.querySelector('script').textContent);
  var shared = 'folio-ambiente';
  var own = shared + '-' + form.dataset.manual;
  var ids = Array.prototype.map.call(list.options, function (o) { return o.value; });
  var now = 0;

  var live = document.createElement('p');
  live.className = 'unseen';
  live.setAttribute('role', 'status');
  document.body.appendChild(live);

  function remembered() {
    try {
      var i = ids.indexOf(localStorage.getItem(own));
      return i < 0 ? ids.indexOf(localStorage.getItem(shared)) : i;
    } catch (e) { return -1; }
  }
  function remember(id) {
    try {
      localStorage.setItem(own, id);
      localStorage.setItem(shared, id);
    } catch (e) { /* this page only */ }
  }

  function value(name, i) {
    var v = values[name];
    return v && v.pop ? v[i] : v;
  }

  // Words in which values stand: what each attribute, and under '' the text, is
  // made of, text and names in turn.
  function words(e) {
    var parts = JSON.parse(e.dataset.fill);
    Object.keys(parts).forEach(function (attribute) {
      var is = parts[attribute].map(function (p, i) { return i % 2 ? value(p, now) : p; }).join('');
      if (attribute) e.setAttribute(attribute, is);
      else e.textContent = is;
    });
  }

  function write() {
    document.querySelectorAll('[data-fill]').forEach(words);
    document.querySelectorAll('a[data-hrefs]').forEach(function (a) {
      var to = JSON.parse(a.dataset.hrefs)[now]; // '' where it leads nowhere
      if (to) a.setAttribute('href', to);
      else a.removeAttribute('href');
      a.classList.toggle('broken', !to);
    });
    document.querySelectorAll('.v[data-v]').forEach(function (v) {
      var is = value(v.dataset.v, now);
      if (is !== undefined && v.textContent !== is) v.textContent = is;
    });
    document.documentElement.dataset.envId = ids[now]; // for sheets of paper
    var chosen = list.options[now];
    list.selectedIndex = now;
    list.dataset.tone = chosen.dataset.tone;
    if (buttons[now]) buttons[now].checked = true;
    document.querySelectorAll('.env-now').forEach(function (n) {
      n.dataset.tone = chosen.dataset.tone;
      n.querySelector('.env-name').textContent = chosen.textContent;
    });
  }

  function show(i) {
    if (i < 0 || i === now) return;
    now = i;
    write();
    window.dispatchEvent(new Event('resize')); // what scrolls is measured again
  }

  form.addEventListener('change', function (e) {
    show(ids.indexOf(e.target.value));
    remember(ids[now]);
    live.textContent = document.body.dataset.envNow.replace('{0}', list.options[now].textContent);
  });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  window.addEventListener('pageshow', function (e) { if (e.persisted) show(remembered()); });
  document.addEventListener('folio:update', write);
  document.addEventListener('folio:values', write); // that a script has just put on the page
  show(remembered());
})();
