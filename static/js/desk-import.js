/* Bringing in a page: files dropped on the form, and the source lines of the article in hand. Only enhances. */
import { every, maybe, need } from "./desk-page.js";

for (const form of every(document, "[data-drop]", HTMLFormElement)) {
  const input = need(form, "input[type=file]", HTMLInputElement);
  need(form, "[data-drop-hint]", HTMLElement).hidden = false;
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    form.classList.remove("is-over");
    input.files = event.dataTransfer.files;
  });
}

const lines = maybe(document, ".review-source .lines", HTMLElement);
if (lines) follow(lines, every(document, "[data-card]", HTMLElement));

/**
 * The source stands at the article in hand: the one in which a field has the focus, else the one that is read.
 * @param {HTMLElement} lines
 * @param {HTMLElement[]} cards
 */
function follow(lines, cards) {
  /** @type {HTMLElement | undefined} */
  let current;

  /** @param {HTMLElement | undefined} card */
  const show = (card) => {
    if (!card || card === current) return;
    current = card;
    for (const stretch of lines.querySelectorAll(".is-current")) stretch.classList.remove("is-current");
    const own = lines.querySelectorAll(`[data-article="${card.dataset.card}"]`);
    for (const stretch of own) stretch.classList.add("is-current");
    const first = own[0]?.closest("li");
    if (!first) return;
    const distance = first.getBoundingClientRect().top - lines.getBoundingClientRect().top;
    lines.scrollTop += distance - 24;
  };

  document.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest("[data-card]") : null;
    if (card instanceof HTMLElement) show(card);
  });

  // The article that stands a third down the window is the one that is read; on a phone, where the source lies over
  // the articles, the one below it.
  const eye = () => {
    const source = lines.getBoundingClientRect();
    const isAbove = cards[0] && source.right > cards[0].getBoundingClientRect().left;
    return isAbove ? source.bottom + 80 : innerHeight / 3;
  };
  let waits = false;
  const look = () => {
    waits = false;
    show(cards.find((card) => card.getBoundingClientRect().bottom > eye()));
  };
  addEventListener(
    "scroll",
    () => {
      if (!waits) requestAnimationFrame(look);
      waits = true;
    },
    { passive: true },
  );
  look();
}
