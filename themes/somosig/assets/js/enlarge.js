// Images at full size, in a dialog. Without this script the link opens the file.
(function () {
  'use strict';
  if (!window.HTMLDialogElement) return;
  var words = document.body.dataset;
  var box, stage, caption, percent, opener, pictures;
  var sizes = []; // shares of the image's own size; the first fits the window
  var at = 0;

  function add(parent, kind, name) {
    var e = document.createElement(kind);
    if (name) e.className = name;
    return parent.appendChild(e);
  }

  // The words are the site's own, and may hold anything.
  function button(bar, name, drawing, word) {
    var b = add(bar, 'button', 'bar-button ' + name);
    b.type = 'button';
    b.setAttribute('aria-label', word);
    b.appendChild(folioIcon(drawing));
  }

  function make() {
    box = document.createElement('dialog');
    box.className = 'viewer';
    var bar = add(box, 'div', 'viewer-bar');
    caption = add(bar, 'p');
    button(bar, 'zoom-out', 'minus', words.zoomOut);
    percent = add(bar, 'output');
    button(bar, 'zoom-in', 'plus', words.zoomIn);
    button(bar, 'viewer-close', 'close', words.close);
    stage = add(box, 'div', 'viewer-stage');
    stage.setAttribute('role', 'group');
    stage.tabIndex = 0;
    document.body.appendChild(box);
    stage.autofocus = true; // no button: the key that opened must not press it
    box.addEventListener('click', function (e) {
      if (e.target.closest('.zoom-in')) zoom(at + 1);
      else if (e.target.closest('.zoom-out')) zoom(at - 1);
      else if (e.target.closest('.viewer-close')) box.close();
      else if (e.target === stage) box.close();
      else if (stage.contains(e.target) && !e.target.closest('a')) zoom(at ? 0 : full(), e);
    });
    box.addEventListener('keydown', function (e) {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === '+' || e.key === '=') zoom(at + 1);
      else if (e.key === '-') zoom(at - 1);
      else if (e.key === '0') zoom(0);
    });
    // The event comes late: the dialog may be open again by then.
    box.addEventListener('close', function () { if (!box.open) opener.focus({ preventScroll: true }); });
    window.addEventListener('resize', function () { if (box.open) measure(); });
  }

  // The size that a click goes to: the image's own, or else twice what fits.
  function full() {
    var i = sizes.findIndex(function (s, i) { return i && s >= (sizes[0] < 1 ? 1 : 1.8 * sizes[0]); });
    return i < 0 ? sizes.length - 1 : i;
  }

  function own(img) {
    return { width: +img.getAttribute('width') || img.naturalWidth || 800, height: +img.getAttribute('height') || img.naturalHeight || 600 };
  }

  function measure() {
    var img = pictures[0];
    var space = getComputedStyle(stage);
    var fit = Math.min((stage.clientWidth - 2 * parseFloat(space.paddingLeft)) / own(img).width, (stage.clientHeight - 2 * parseFloat(space.paddingTop)) / own(img).height);
    // Only a drawing is as sharp when it is larger.
    fit = Math.min(fit, img.classList.contains('drawing') ? 4 : 1);
    sizes = [fit].concat([0.5, 1, 1.5, 2, 3, 4, 6, 8].filter(function (s) { return s > fit * 1.1; }));
    zoom(Math.min(at, sizes.length - 1));
  }

  // The point under the pointer, or else the middle, stays where it is.
  function zoom(i, pointer) {
    if (i < 0 || i >= sizes.length) return;
    var frame = stage.getBoundingClientRect();
    var shown = pictures.find(function (img) { return img.offsetWidth; }) || pictures[0];
    var was = shown.getBoundingClientRect();
    var x = pointer ? pointer.clientX : frame.left + frame.width / 2;
    var y = pointer ? pointer.clientY : frame.top + frame.height / 2;
    at = i;
    pictures.forEach(function (img) {
      img.style.width = own(img).width * sizes[at] + 'px';
      img.style.height = own(img).height * sizes[at] + 'px';
    });
    stage.classList.toggle('is-zoomed', at > 0);
    percent.textContent = Math.round(sizes[at] * 100) + ' %';
    box.querySelector('.zoom-out').setAttribute('aria-disabled', String(at === 0));
    box.querySelector('.zoom-in').setAttribute('aria-disabled', String(at === sizes.length - 1));
    var is = shown.getBoundingClientRect();
    stage.scrollLeft += is.left + (x - was.left) / (was.width || 1) * is.width - x;
    stage.scrollTop += is.top + (y - was.top) / (was.height || 1) * is.height - y;
  }

  function open(a) {
    if (!box) make();
    opener = a;
    var text = a.closest('figure').querySelector('figcaption');
    pictures = Array.prototype.map.call((a.href ? a : a.parentNode).querySelectorAll('img, .c4'), function (img) {
      var copy = img.cloneNode(true);
      copy.loading = 'eager';
      return copy;
    });
    caption.textContent = text ? text.textContent.trim() : pictures[0].alt || pictures[0].getAttribute('aria-label');
    box.setAttribute('aria-label', caption.textContent);
    stage.setAttribute('aria-label', caption.textContent);
    stage.textContent = '';
    pictures.forEach(function (img) { stage.appendChild(img); });
    at = 0;
    box.showModal();
    measure();
  }

  document.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a.enlarge, .diagram-open');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    open(a);
  });
})();
