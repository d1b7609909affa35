/* Choosers that search (Select2): give each the name that its field has, which Select2 leaves out. */
import { every } from "./desk-page.js";

/** @param {HTMLSelectElement} select */
function nameOf(select) {
  const label = select.labels[0]?.textContent || select.getAttribute("aria-label");
  if (label) return label.trim().replace(/[:：]$/, "");
  const cell = select.closest("td");
  const columns = cell?.closest("table")?.querySelectorAll("thead th");
  return (cell && columns?.[cell.cellIndex]?.textContent.trim()) || "";
}

/** @param {ParentNode} root */
function nameAll(root) {
  for (const select of every(root, "select.select2-hidden-accessible", HTMLSelectElement)) {
    const box = select.nextElementSibling;
    const text = nameOf(select);
    if (!text || !box?.classList.contains("select2")) continue;
    const selection = box.querySelector(".select2-selection");
    selection?.setAttribute("aria-label", text);
    selection?.removeAttribute("aria-labelledby");
    box.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", text);
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", text);
  }
}

// After Django's own script, which waits for the same moment, has made the choosers.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => nameAll(document)));
document.addEventListener("formset:added", ({ target }) => {
  if (target instanceof Element) setTimeout(() => nameAll(target));
});
