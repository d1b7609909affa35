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
if (lines) {
  document.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest("[data-card]") : null;
    if (!(card instanceof HTMLElement)) return;
    for (const stretch of lines.querySelectorAll(".is-current")) stretch.classList.remove("is-current");
    const own = lines.querySelectorAll(`[data-article="${card.dataset.card}"]`);
    for (const stretch of own) stretch.classList.add("is-current");
    const first = own[0]?.closest("li");
    if (first) lines.scrollTop = first.offsetTop - lines.offsetTop - 40;
  });
}
