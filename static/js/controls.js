// The buttons of the reader's settings: theme, elder mode, type size, indent. Kept in this browser only.
(function () {
  "use strict";
  var root = document.documentElement;
  var defaults = { theme: "auto", elder: "off", size: "normal", indent: "off" };

  function current(name) {
    return root.dataset[name] || defaults[name];
  }

  function keep(name, value) {
    root.dataset[name] = value;
    try {
      var stored = JSON.parse(localStorage.getItem("reader") || "{}");
      stored[name] = value;
      localStorage.setItem("reader", JSON.stringify(stored));
    } catch (error) {
      // Without storage the setting holds for this page.
    }
    show();
  }

  function show() {
    document.querySelectorAll("[data-set]").forEach(function (button) {
      var wanted = button.dataset.value || "on";
      button.setAttribute("aria-pressed", String(current(button.dataset.set) === wanted));
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-set]");
    if (!button) return;
    var name = button.dataset.set;
    keep(name, button.dataset.value || (current(name) === "on" ? "off" : "on"));
  });
  show();
})();
