// The release that a page is of, at its foot. It is known when the site is
// published, which writes publicado.js, and is asked for when the foot is seen.
(function () {
  'use strict';
  var line = document.querySelector('.foot-release');
  if (!line || !window.IntersectionObserver) return;
  window.folioRelease = function (words) {
    if (words) line.textContent = words;
  };
  new IntersectionObserver(function (seen, observer) {
    if (!seen[0].isIntersecting) return;
    observer.disconnect();
    var script = document.createElement('script');
    script.src = line.dataset.release;
    document.head.append(script);
  }).observe(line.parentNode);
})();
