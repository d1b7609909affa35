// A reader's settings, applied before the first paint: the page itself is the same for everybody.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var stored = JSON.parse(localStorage.getItem("reader") || "{}");
    ["theme", "elder", "size", "indent"].forEach(function (name) {
      if (typeof stored[name] === "string") root.dataset[name] = stored[name];
    });
  } catch (error) {
    // No storage, or something else wrote there: the page stays as the device wants it.
  }
})();
