// The buttons of the reader's settings: theme, elder mode, type size, indent. Kept in this browser only.
(() => {
  const root = document.documentElement;
  /** @type {Record<string, string>} */
  const defaults = { theme: "auto", elder: "off", size: "normal", indent: "off" };

  /** @param {string} name */
  function current(name) {
    return root.dataset[name] || defaults[name];
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  function keep(name, value) {
    root.dataset[name] = value;
    try {
      const stored = JSON.parse(localStorage.getItem("reader") || "{}");
      stored[name] = value;
      localStorage.setItem("reader", JSON.stringify(stored));
    } catch {
      // Without storage the setting holds for this page.
    }
    show();
  }

  function show() {
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = document.querySelectorAll("[data-set]");
    for (const button of buttons) {
      const { set = "", value = "on" } = button.dataset;
      button.setAttribute("aria-pressed", String(current(set) === value));
    }
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    /** @type {HTMLElement | null} */
    const button = event.target.closest("[data-set]");
    const name = button?.dataset.set;
    if (!name) return;
    keep(name, button.dataset.value || (current(name) === "on" ? "off" : "on"));
  });
  show();
})();
