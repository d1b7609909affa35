// Bringing in a page: files dropped on the form, and the source lines of the article in hand. Only enhances.
"use strict";

for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  form.querySelector("[data-drop-hint]").hidden = false;
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove("is-over");
    input.files = event.dataTransfer.files;
  });
}

const lines = document.querySelector(".review-source .lines");
if (lines) {
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card) return;
    for (const stretch of lines.querySelectorAll(".is-current")) stretch.classList.remove("is-current");
    const own = lines.querySelectorAll(`[data-article="${card.dataset.card}"]`);
    for (const stretch of own) stretch.classList.add("is-current");
    if (own.length) lines.scrollTop = own[0].closest("li").offsetTop - lines.offsetTop - 40;
  });
}
