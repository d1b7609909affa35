// A reader's settings, applied before the first paint: the page itself is the same for everybody.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  // Should the other script not arrive, the page stays as it is for those without JavaScript: complete.
  addEventListener("load", function () {
    if (!root.classList.contains("ready")) root.classList.remove("js");
  });
  try {
    var stored = JSON.parse(localStorage.getItem("reader") || "{}");
    ["theme", "elder", "size", "indent"].forEach(function (name) {
      if (typeof stored[name] === "string") root.dataset[name] = stored[name];
    });
  } catch (error) {
    // No storage, or something else wrote there: the page stays as the device wants it.
  }
})();
