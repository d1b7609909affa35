// Picture stories: a strip that one swipes, walks through with the arrow keys, or with two buttons.
// Without this file they are a plain list.
(() => {
  /**
   * @param {string} label
   * @param {() => void} act
   */
  function button(label, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  /** @param {HTMLElement} gallery */
  function enhance(gallery) {
    /** @type {HTMLElement | null} */
    const list = gallery.querySelector(".gallery-list");
    if (!list || list.children.length < 2) return;
    const last = list.children.length - 1;
    gallery.classList.add("ready");
    list.tabIndex = 0;
    list.setAttribute("aria-label", gallery.getAttribute("aria-label") || "");

    const place = () => Math.round(list.scrollLeft / list.clientWidth);
    /** @param {number} step */
    const go = (step) => {
      const wanted = Math.max(0, Math.min(last, place() + step));
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      list.scrollTo({ left: wanted * list.clientWidth, behavior: calm ? "auto" : "smooth" });
    };
    const back = button(gallery.dataset.previous || "", () => go(-1));
    const forward = button(gallery.dataset.next || "", () => go(1));
    const row = document.createElement("div");
    row.className = "gallery-buttons";
    row.append(back, forward);
    gallery.append(row);

    const show = () => {
      back.disabled = place() === 0;
      forward.disabled = place() === last;
    };
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last };
    list.addEventListener("scroll", show, { passive: true });
    list.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      go(step);
    });
    show();
  }

  /** @type {NodeListOf<HTMLElement>} */
  const galleries = document.querySelectorAll("[data-gallery]");
  for (const gallery of galleries) enhance(gallery);
})();
