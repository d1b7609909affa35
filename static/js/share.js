// Printing, sharing with the sheet of the phone, and copying the address of an article.
(() => {
  /** @type {NodeListOf<HTMLElement>} */
  const sheets = document.querySelectorAll("[data-share]");
  /** @type {NodeListOf<HTMLElement>} */
  const advice = document.querySelectorAll(".share-how");
  // A computer has a sheet too, but there the QR code and the link serve better.
  const hasSheet = "share" in navigator && matchMedia("(pointer: coarse)").matches;
  for (const button of sheets) button.hidden = !hasSheet;
  for (const text of advice) text.hidden = hasSheet;

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    /** @type {HTMLElement | null} */
    const sheet = event.target.closest("[data-share]");
    if (sheet) share(sheet);
    if (event.target.closest("[data-print]")) window.print();
    /** @type {HTMLElement | null} */
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  /** @param {HTMLElement} button */
  function share(button) {
    const { title = "", address = "" } = button.dataset;
    navigator.share({ title, url: address }).catch((reason) => {
      if (reason instanceof DOMException && reason.name === "AbortError") return; // the reader changed their mind
      for (const text of advice) {
        text.hidden = false;
        text.setAttribute("open", "");
      }
      button.hidden = true;
    });
  }

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
