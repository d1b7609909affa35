// Folds (menu, settings, QR code) close when one presses Escape, opens another, or clicks elsewhere.
(() => {
  // Lists are narrowed where there is room for it; on a phone the fields stay folded until they are wanted.
  if (matchMedia("(min-width: 700px)").matches) {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const filters = document.querySelectorAll("details.filter-fold");
    for (const filter of filters) filter.open = true;
  }
  // The section that one is in is in view in rows that scroll sideways.
  for (const here of document.querySelectorAll(".main-nav [aria-current], .tabs [aria-current]")) {
    for (const row of [here.closest("ul"), here.closest("nav")]) {
      if (!row || row.scrollWidth <= row.clientWidth) continue;
      const box = row.getBoundingClientRect();
      const place = here.getBoundingClientRect();
      row.scrollLeft += place.left - box.left - (box.width - place.width) / 2;
    }
  }

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
