// Folds (menu, settings, QR code) close when one presses Escape, opens another, or clicks elsewhere.
(() => {
  /** @param {Element | null} except */
  function closeAll(except) {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const folds = document.querySelectorAll("details.fold[open]");
    for (const fold of folds) {
      if (fold !== except) fold.open = false;
    }
  }
  document.addEventListener("click", (event) => {
    closeAll(event.target instanceof Element ? event.target.closest("details.fold") : null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const fold = document.activeElement?.closest("details.fold[open]");
    closeAll(null);
    fold?.querySelector("summary")?.focus();
  });
})();
