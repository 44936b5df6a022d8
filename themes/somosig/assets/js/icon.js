// Icons of the page's sprite, for the scripts that make buttons.
window.folioIcon = function (name) {
  'use strict';
  var ns = 'http://www.w3.org/2000/svg';
  var svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(document.createElementNS(ns, 'use')).setAttribute('href', '#i-' + name);
  return svg;
};

// What measures the page waits until that has been drawn once: measuring sooner
// would lay it out twice before anyone sees it.
window.folioDrawn = function (f) {
  'use strict';
  if (document.hidden) setTimeout(f);
  else requestAnimationFrame(function () { setTimeout(f); });
};
