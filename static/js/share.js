// Printing, and copying the address of an article.
(() => {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-print]")) window.print();
    /** @type {HTMLElement | null} */
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  /** @param {HTMLElement} button */
  function copy(button) {
    const { copy: address = "", done: label = "" } = button.dataset;
    const before = button.textContent;
    const done = () => {
      button.textContent = label;
      setTimeout(() => {
        button.textContent = before;
      }, 2500);
    };
    const byHand = () => {
      if (copyBySelection(address)) done();
      button.focus();
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(address).then(done, byHand);
    } else {
      byHand();
    }
  }

  /**
   * Older browsers, and pages without TLS, have no clipboard to write to.
   * @param {string} text
   */
  function copyBySelection(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    try {
      return document.execCommand("copy");
    } finally {
      field.remove();
    }
  }
})();
