// Runs in the frame: draws the text of each message and answers with a picture,
// or with what is wrong.
(function () {
  'use strict';
  var family = 'Arial, "Liberation Sans", Helvetica, sans-serif';
  var looks = {
    light: { background: '#FFFFFF', primaryColor: '#E7F2ED', primaryBorderColor: '#0B6B4F', primaryTextColor: '#1B2420', secondaryColor: '#F4F6F4', secondaryBorderColor: '#55605A', tertiaryColor: '#FCFCFA', tertiaryBorderColor: '#55605A', lineColor: '#55605A', textColor: '#1B2420', noteBkgColor: '#FFF0B8', noteTextColor: '#1B2420', noteBorderColor: '#7A4E00', edgeLabelBackground: '#FFFFFF' },
    dark: { darkMode: true, background: '#101613', primaryColor: '#1B2F27', primaryBorderColor: '#5FCFA6', primaryTextColor: '#E3EAE6', secondaryColor: '#1A221E', secondaryBorderColor: '#9BA8A1', tertiaryColor: '#161D19', tertiaryBorderColor: '#9BA8A1', lineColor: '#9BA8A1', textColor: '#E3EAE6', noteBkgColor: '#4A3F12', noteTextColor: '#E3EAE6', noteBorderColor: '#E0B45C', edgeLabelBackground: '#101613' }
  };
  var drawn = 0;
  var queue = Promise.resolve();

  function settle(look) {
    var variables = Object.assign({ fontFamily: family, fontSize: '14px', useGradient: false }, looks[look]);
    mermaid.initialize({
      startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, deterministicIds: true, htmlLabels: false,
      look: 'classic', theme: 'base', themeVariables: variables, gantt: { useWidth: 720, axisFormat: '%d/%m', fontSize: 13, sectionFontSize: 13, barHeight: 24 }, fontFamily: family, flowchart: { htmlLabels: false }, class: { htmlLabels: false }
    });
  }

  // An image has no page around it: it needs its own size, and to be XML.
  function picture(text) {
    var svg = new DOMParser().parseFromString(text, 'text/html').querySelector('svg');
    var box = (svg.getAttribute('viewBox') || '').split(/[\s,]+/).map(Number);
    var w = Math.ceil(box[2]) || 800;
    var h = Math.ceil(box[3]) || 600;
    svg.setAttribute('width', w);
    svg.setAttribute('height', h);
    svg.style.removeProperty('max-width');
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    return { svg: new XMLSerializer().serializeToString(svg), width: w, height: h };
  }

  async function draw(code, look) {
    settle(look);
    var name = 'd' + ++drawn;
    try {
      return picture((await mermaid.render(name, code)).svg);
    } finally {
      ['', 'd', 'i'].forEach(function (p) { var e = document.getElementById(p + name); if (e) e.remove(); });
    }
  }

  // lineOf is the line of a text that the library counts as its nth. It counts when
  // the data before a diagram, directives and comments are out: here they go as they
  // do there, from lines that carry their number.
  function lineOf(code, n) {
    var lines = code.replace(/\r\n?/g, '\n').split('\n');
    var fence = /^\s*---\s*$/;
    var first = fence.test(lines[0]) ? lines.findIndex(function (l, i) { return i > 0 && fence.test(l); }) + 1 : 0;
    var left = lines.slice(first).map(function (l, i) { return l.trim() && l + '\0' + (first + i + 1); }).join('\n')
      .replace(/%%\{(?:(?!\}%%)[^])*(?:\}%%)?/g, '').replace(/^[ \t]*\0\d+$/gm, '')
      .replace(/^\s*%%(?!\{)[^\n]+\n?/gm, '').trimStart().split('\n').slice(0, n);
    var marked = left.filter(function (l) { return l.indexOf('\0') >= 0; }).pop();
    return marked ? +marked.split('\0').pop() : 0;
  }

  addEventListener('message', function (e) {
    if (e.source !== parent || !e.data || typeof e.data.code !== 'string') return;
    var id = e.data.id;
    var code = e.data.code;
    queue = queue.then(async function () {
      try {
        parent.postMessage({ id: id, light: await draw(code, 'light'), dark: await draw(code, 'dark') }, '*');
      } catch (x) {
        var line = 0; // unknown
        var error = String(x && x.message || x).slice(0, 2000).replace(/\b(line:?\s+)(\d+)/i, function (_, word, n) {
          line = lineOf(code, +n);
          return word + (line || n);
        });
        parent.postMessage({ id: id, error: error, line: line }, '*');
      }
    });
  });
  parent.postMessage({ ready: true }, '*');
})();
