// The rest of a large manual's tree. This follows the manual's entries in a
// script that the manual's pages share and tree.js loads. An entry is text:
// number, title, address and, if there are any, the entries below.
(function () {
  'use strict';
  var tree = document.querySelector('.tree');
  var own = document.currentScript.getAttribute('src');
  var below = []; // the entries below each, by its number; 0 is the cover
  var cover = tree.querySelector('.tree-title').href;

  function enter(items) {
    var at = below.length;
    below.push(items);
    items.forEach(function (item) {
      item.at = below.length;
      enter(item[3] || []);
    });
    return at;
  }

  function element(name, kind, text) {
    var e = document.createElement(name);
    if (kind) e.className = kind;
    if (text) e.textContent = text;
    return e;
  }

  // A text may hold values that follow the reader's environment, each between
  // marks with its variable's name; env.js knows them by data-v.
  function words(e, text) {
    text.split(/(\ufdd0[^\ufdd2]*\ufdd2)/).forEach(function (part) {
      var v = /^\ufdd0([A-Z][A-Z0-9_]*)\ufdd1([^]*)\ufdd2$/.exec(part);
      if (!v) { e.append(part); return; }
      var value = element('var', 'v', v[2]);
      value.dataset.v = v[1];
      e.append(value);
    });
    return e;
  }

  function draw(item) {
    var li = element('li', 'is-unfolded');
    var a = element('a');
    a.href = new URL(item[2], cover).href;
    if (item[0]) a.append(element('span', 'num', item[0]), ' ');
    a.append(words(element('span', 'tree-text'), item[1]));
    li.append(a);
    if (item[3]) {
      var branch = element('details');
      var summary = element('summary');
      var icon = tree.querySelector('.tree-list summary .icon');
      branch.dataset.branch = item.at;
      summary.append(words(element('span', 'unseen'), tree.dataset.sub.replace('{0}', function () { return item[1]; })));
      if (icon) summary.append(icon.cloneNode(true));
      branch.append(summary, element('ol'));
      li.append(branch);
    }
    return li;
  }

  function drawn(items) {
    var all = document.createDocumentFragment();
    items.forEach(function (item) { all.append(draw(item)); });
    return all;
  }

  function unfold() {
    if (tree.dataset.tree !== own) return;
    tree.querySelectorAll('[data-branch][open] > ol:empty, [data-branch][open] > ol:not(:has(> li))').forEach(function (list) {
      list.append(drawn(below[list.parentNode.dataset.branch] || []));
    });
    tree.querySelectorAll('.tree-gap[data-asked]').forEach(function (gap) {
      var at = gap.dataset.gap.split(' ');
      var all = drawn((below[at[0]] || []).slice(at[1], at[2]));
      var first = all.querySelector('a');
      delete gap.dataset.asked;
      gap.after(all);
      gap.hidden = true;
      if (first) first.focus({ preventScroll: true });
    });
    document.dispatchEvent(new Event('folio:values'));
  }

  enter(window.folioTree);
  document.addEventListener('folio:unfold', unfold);
  unfold();
})();
