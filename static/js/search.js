// While somebody types into the search box, names that begin so are offered below it, as links. Without a script the
// search itself finds them.
(() => {
  const PAUSE = 150; // milliseconds without a key
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-suggestions]");
  /** @type {HTMLInputElement | null} */
  const box = form?.querySelector("input[name=q]") ?? null;
  const list = form?.parentElement?.querySelector(".completions");
  if (!form || !box || !list) return;

  let timer = 0;
  let asked = box.value;
  let composed = 0; // when the last letters became characters; Safari says Enter after it

  /** @param {string[]} names */
  function show(names) {
    const links = names.map((name) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${form?.getAttribute("action")}?${new URLSearchParams({ q: name })}`;
      link.textContent = name;
      link.lang = "zh-Hans";
      item.append(link);
      return item;
    });
    list?.replaceChildren(...links);
  }

  async function ask() {
    const typed = box?.value.trim() ?? "";
    if (typed === asked) return;
    asked = typed;
    if (!typed) return show([]);
    try {
      const answer = await fetch(`${form?.dataset.suggestions}?${new URLSearchParams({ q: typed })}`);
      const names = answer.ok ? (await answer.json()).names : [];
      if (typed === asked) show(names);
    } catch {
      show([]); // without a connection there is nothing to offer
    }
  }

  box.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  box.addEventListener("compositionend", () => {
    composed = performance.now();
    clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  form.parentElement?.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const here = links.findIndex((link) => link.matches(":focus"));
    if (event.key === "Escape") {
      show([]);
      box.focus();
    } else if (event.key === "ArrowDown" && links.length && performance.now() - composed > PAUSE) {
      links[Math.min(here + 1, links.length - 1)]?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && here >= 0) {
      (links[here - 1] ?? box).focus();
      event.preventDefault();
    }
  });
})();
