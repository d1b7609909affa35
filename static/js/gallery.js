// Picture stories: a strip that one swipes, walks through with the arrow keys, or with two buttons.
// Without this file they are a plain list.
(function () {
  "use strict";
  function button(label, step, go) {
    var element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", function () {
      go(step);
    });
    return element;
  }

  document.querySelectorAll("[data-gallery]").forEach(function (gallery) {
    var list = gallery.querySelector(".gallery-list");
    var items = list.children;
    if (items.length < 2) return;
    gallery.classList.add("ready");
    list.tabIndex = 0;
    list.setAttribute("aria-label", gallery.getAttribute("aria-label"));

    function place() {
      return Math.round(list.scrollLeft / list.clientWidth);
    }
    function go(step) {
      var wanted = Math.max(0, Math.min(items.length - 1, place() + step));
      var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      list.scrollTo({ left: wanted * list.clientWidth, behavior: calm ? "auto" : "smooth" });
    }
    var back = button(gallery.dataset.previous, -1, go);
    var forward = button(gallery.dataset.next, 1, go);
    var row = document.createElement("div");
    row.className = "gallery-buttons";
    row.append(back, forward);
    gallery.append(row);

    function show() {
      back.disabled = place() === 0;
      forward.disabled = place() === items.length - 1;
    }
    list.addEventListener("scroll", show, { passive: true });
    list.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, Home: -items.length, End: items.length }[event.key];
      if (!step) return;
      event.preventDefault();
      go(step);
    });
    show();
  });
})();
