/* Choosers that search (Select2): give each the name that its field has, which Select2 leaves out. */
const nameOf = (select) => {
  const label = select.labels?.[0]?.textContent || select.getAttribute("aria-label");
  if (label) return label.trim().replace(/[:：]$/, "");
  const cell = select.closest("td");
  const column = cell?.closest("table")?.querySelectorAll("thead th")[cell.cellIndex];
  return column?.textContent.trim() || "";
};

const name = (root) => {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling;
    const text = nameOf(select);
    if (!text || !box?.classList.contains("select2")) continue;
    const selection = box.querySelector(".select2-selection");
    const chosen = box.querySelector(".select2-selection__rendered");
    selection.setAttribute("aria-label", text);
    selection.removeAttribute("aria-labelledby");
    chosen?.setAttribute("aria-label", text);
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", text);
  }
};

// After Django's own script, which waits for the same moment, has made the choosers.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => name(document)));
document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
