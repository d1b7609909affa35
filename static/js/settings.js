// A reader's settings, applied before the first paint: the page itself is the same for everybody.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // Should the other script not arrive, the page stays as it is for those without JavaScript: complete.
  addEventListener("load", () => {
    if (!root.classList.contains("ready")) root.classList.remove("js");
  });
  try {
    /** @type {Record<string, unknown>} */
    const stored = JSON.parse(localStorage.getItem("reader") || "{}");
    for (const name of ["theme", "elder", "size", "indent"]) {
      const value = stored[name];
      if (typeof value === "string") root.dataset[name] = value;
    }
  } catch {
    // No storage, or something else wrote there: the page stays as the device wants it.
  }
})();
