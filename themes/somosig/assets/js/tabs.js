// Tabs. In the page all panels stand one below the other; here they become
// tabs whose choice is kept for every block of the same kind, on every page.
(function () {
  'use strict';
  var all = [];
  var made = 0;
  var words = document.body.dataset;

  function remember(kind, name) {
    try { localStorage.setItem('folio-pestana-' + kind, name); } catch (e) { /* this page only */ }
  }
  function remembered(kind) {
    try { return localStorage.getItem('folio-pestana-' + kind); } catch (e) { return null; }
  }

  function furnish(group) {
    var kind = group.dataset.tabs || '';
    var panels = Array.prototype.filter.call(group.children, function (e) { return e.classList.contains('tab'); });
    var names = JSON.stringify([kind].concat(panels.map(function (p) { return p.dataset.tab; })));
    var known = all.find(function (g) { return g.group === group; });
    if (known && known.names === names && known.panels.every(function (p, i) { return p === panels[i]; })) return;
    var chosen = known && known.panels.find(function (p) { return !p.classList.contains('is-off'); });
    if (known) {
      known.list.remove();
      all.splice(all.indexOf(known), 1);
      group.classList.remove('is-tabbed');
      panels.forEach(function (p) { p.classList.remove('is-off'); });
    }
    if (panels.length < 2) return;
    var g = made++;
    var list = document.createElement('div');
    list.className = 'tab-list';
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', words.tabs);
    var tabs = panels.map(function (panel, i) {
      var tab = document.createElement('button');
      tab.type = 'button';
      tab.id = 'f.tab-' + g + '-' + i;
      panel.id = panel.id || 'f.panel-' + g + '-' + i;
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', panel.id);
      // With the elements in it: values of variables follow in the tab too.
      panel.querySelector('.tab-title').childNodes.forEach(function (n) { tab.appendChild(n.cloneNode(true)); });
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      tab.addEventListener('click', function () { choose(kind, panel.dataset.tab, tab); });
      list.appendChild(tab);
      return tab;
    });
    list.addEventListener('keydown', function (e) {
      var i = tabs.indexOf(document.activeElement);
      var to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[e.key];
      if (to === undefined || i < 0) return;
      e.preventDefault();
      to = (to + tabs.length) % tabs.length;
      tabs[to].focus();
      choose(kind, panels[to].dataset.tab, tabs[to]);
    });
    group.insertBefore(list, panels[0]);
    group.classList.add('is-tabbed');
    var is = { group: group, list: list, names: names, kind: kind, tabs: tabs, panels: panels };
    all.push(is);
    show(is, panels[0].dataset.tab);
    show(is, chosen ? chosen.dataset.tab : remembered(kind));
  }

  function show(group, name) {
    var i = group.panels.findIndex(function (p) { return p.dataset.tab === name; });
    if (i < 0) return;
    group.panels.forEach(function (panel, j) {
      panel.classList.toggle('is-off', i !== j);
      group.tabs[j].setAttribute('aria-selected', String(i === j));
      group.tabs[j].tabIndex = i === j ? 0 : -1;
    });
  }

  // What is asked for inside a panel opens it, and those around it. That is no
  // choice of the reader's and is not kept.
  function reveal(e) {
    var opened = false;
    all.forEach(function (group) {
      group.panels.forEach(function (panel) {
        if (!panel.contains(e.target) || !panel.classList.contains('is-off')) return;
        show(group, panel.dataset.tab);
        opened = true;
      });
    });
    if (opened) measureAgain();
  }

  // What scrolls inside a panel has a size only once the panel shows.
  function measureAgain() { window.dispatchEvent(new Event('resize')); }

  // The block that was clicked stays where it is on the screen.
  function choose(kind, name, tab) {
    var before = tab.getBoundingClientRect().top;
    all.forEach(function (group) { if (group.kind === kind) show(group, name); });
    window.scrollBy(0, tab.getBoundingClientRect().top - before);
    remember(kind, name);
    measureAgain();
  }

  function furnishAll() {
    all = all.filter(function (g) { return g.group.isConnected; });
    document.querySelectorAll('.tabs').forEach(furnish);
  }

  furnishAll();
  // A preview adds blocks while the page is open, and panels to blocks.
  document.addEventListener('folio:update', function (e) {
    furnishAll();
    e.preventDefault();
  });
  document.addEventListener('folio:reveal', reveal);
})();
