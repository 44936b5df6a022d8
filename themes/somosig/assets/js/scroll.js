// Tables and code that fit need no stop in the tab order; those that do not
// say at which edge there is more. All are groups: a page with thirty listings
// would have thirty landmarks of one name.
(function () {
  'use strict';
  var boxes = [];

  function hint(box) {
    var left = box.scrollLeft > 1;
    var right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    var holder = box.parentNode;
    if (!holder.classList.contains('code')) holder = box;
    holder.classList.toggle('more-left', left);
    holder.classList.toggle('more-right', right);
  }

  // Reading all before writing any spares the page a layout per box.
  function measure() {
    var fits = boxes.map(function (box) { return box.scrollWidth <= box.clientWidth + 1; });
    var heads = boxes.map(function (box) {
      var caption = box.querySelector('caption');
      return caption ? caption.offsetHeight : 0;
    });
    boxes.forEach(function (box, i) {
      if (heads[i]) box.style.setProperty('--head', heads[i] + 'px');
      if (fits[i] || box.classList.contains('tab-list')) box.removeAttribute('tabindex');
      else box.setAttribute('tabindex', '0');
      if (!box.classList.contains('tab-list')) box.setAttribute('role', 'group');
    });
    boxes.forEach(function (box, i) { hint(box); });
  }

  function all() {
    boxes = Array.prototype.slice.call(document.querySelectorAll('.table-scroll, .code pre, .tab-list'));
    measure();
  }

  folioDrawn(all);
  document.addEventListener('folio:update', all); // of a preview
  document.addEventListener('scroll', function (e) {
    if (boxes.indexOf(e.target) >= 0) hint(e.target);
  }, { capture: true, passive: true });
  var timer = 0;
  window.addEventListener('resize', function () {
    clearTimeout(timer);
    timer = setTimeout(measure, 120);
  });
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(measure);
})();
