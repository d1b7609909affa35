// Pictures far down a list are asked for when they come near: a phone's data are not spent on what is not looked at.
(function () {
  "use strict";
  var AHEAD = "50% 0px"; // half a screen
  document.documentElement.classList.add("ready"); // settings.js waits for a sign of this file
  var waiting = document.querySelectorAll("picture.later");

  function show(picture) {
    picture.classList.add("is-near");
  }
  function showAll() {
    waiting.forEach(show);
  }
  if (!("IntersectionObserver" in window)) {
    showAll();
    return;
  }
  var watch = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        show(entry.target);
        watch.unobserve(entry.target);
      });
    },
    { rootMargin: AHEAD },
  );
  waiting.forEach(function (picture) {
    watch.observe(picture);
  });
  addEventListener("beforeprint", showAll);
})();
