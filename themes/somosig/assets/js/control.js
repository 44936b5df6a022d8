// The control header as one line under the bar once it has scrolled away.
(function () {
  'use strict';
  var control = document.querySelector('.control');
  var slim = document.querySelector('.slim');
  var toggle = control && control.querySelector('.control-toggle');
  var notices = document.querySelector('.control ~ .notices');
  function fold(e) {
    if (!e.target.closest('a')) toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
  }
  if (toggle) toggle.addEventListener('click', fold);
  if (toggle && notices) notices.addEventListener('click', fold);
  if (!control || !slim || !window.IntersectionObserver) return;
  new IntersectionObserver(function (seen) {
    var last = seen[seen.length - 1];
    slim.classList.toggle('is-shown', !last.isIntersecting && last.boundingClientRect.top < 64);
  }, { rootMargin: '-56px 0px 0px 0px' }).observe(control);
})();
