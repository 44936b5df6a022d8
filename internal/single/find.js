// Finds words in the document itself: accents and capitals make no difference.
(function () {
  'use strict';
  var form = document.querySelector('.find');
  var paper = document.querySelector('.paper');
  if (!form || !paper) return;
  var input = form.querySelector('input');
  var count = form.querySelector('output');
  var marks = window.CSS && CSS.highlights && window.Highlight;
  var nodes = [], starts = [], text = '', found = [], at = -1, sought = '';

  function fold(s) {
    return Array.prototype.map.call(s, function (c) {
      var d = c.normalize('NFD')[0].toLowerCase();
      return d.length === 1 ? d : c; // one letter for one, so that places stay
    }).join('');
  }

  function read() {
    nodes = []; starts = []; text = '';
    var walk = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      var n = walk.currentNode;
      if (n.parentElement.closest('script, style, .copy, .control, .paper-tools, [hidden]')) continue;
      nodes.push(n);
      starts.push(text.length);
      text += fold(n.data);
    }
  }

  function place(offset) {
    var low = 0, high = nodes.length - 1;
    while (low < high) {
      var mid = (low + high + 1) >> 1;
      if (starts[mid] <= offset) low = mid; else high = mid - 1;
    }
    return [nodes[low], Math.min(offset - starts[low], nodes[low].length)];
  }

  function search() {
    sought = fold(input.value.trim()).replace(/\s+/g, ' ');
    found = []; at = -1;
    if (sought.length > 1) {
      read();
      for (var i = text.indexOf(sought); i >= 0 && found.length < 5000; i = text.indexOf(sought, i + sought.length)) {
        var r = document.createRange(), a = place(i), b = place(i + sought.length - 1);
        r.setStart(a[0], a[1]);
        r.setEnd(b[0], b[1] + 1);
        found.push(r);
      }
    }
    if (marks) CSS.highlights.set('folio-find', new Highlight(...found));
    say();
  }

  function say() {
    count.textContent = sought.length < 2 ? '' : (found.length ? (at + 1) + ' / ' : '') + found.length;
  }

  function go(step) {
    if (!found.length) return;
    at = (at + step + found.length) % found.length;
    var e = found[at].startContainer.parentElement;
    for (var d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
    e.dispatchEvent(new CustomEvent('folio:reveal', { bubbles: true }));
    if (marks) CSS.highlights.set('folio-here', new Highlight(found[at]));
    e.scrollIntoView({ block: 'center' });
    say();
  }

  input.addEventListener('input', search);
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    if (fold(input.value.trim()) !== sought) search();
    go(1);
  });
  input.addEventListener('keydown', function (e) {
    if (e.key === 'Enter' && e.shiftKey) { e.preventDefault(); go(-1); }
    if (e.key === 'Escape') { input.value = ''; search(); }
  });
  document.addEventListener('keydown', function (e) {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    e.preventDefault();
    input.focus();
  });
})();
