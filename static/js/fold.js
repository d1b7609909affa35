// Folds (menu, settings, QR code) close when one presses Escape, opens another, or clicks elsewhere.
(function () {
  "use strict";
  function closeAll(except) {
    document.querySelectorAll("details.fold[open]").forEach(function (fold) {
      if (fold !== except) fold.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeAll(event.target.closest("details.fold"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var fold = document.activeElement && document.activeElement.closest("details.fold[open]");
    closeAll(null);
    if (fold) fold.querySelector("summary").focus();
  });
})();
