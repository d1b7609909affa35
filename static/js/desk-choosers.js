/* Choosers that search (Select2): give each the name that its field has, which Select2 leaves out; let no answer disturb
   a word that is being composed. A credit begins with the role in which the chosen person signs. */
import { controls, every, isComposing } from "./desk-page.js";

// With an answer Select2 moves its search field in the page, which ends a composition and leaves the letters standing.
// Such an answer is dropped: when the word stands, it is asked for (see desk-composing.js).
const jQuery = window.django?.jQuery;
jQuery?.fn.select2?.defaults.set("ajax--transport", (params, success, failure) => {
  const request = jQuery.ajax(params);
  request.then((data) => {
    if (!isComposing()) success(data);
  }, failure);
  return request;
});

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

/** The role of the row follows the person, until somebody has chosen it. @param {Chosen} event */
function takeRole({ target, params: { data } }) {
  if (!(target instanceof HTMLSelectElement) || !target.name.endsWith("-contributor") || !data.role) return;
  const role = target.form ? controls(target.form, target.name.replace(/contributor$/, "role"))[0] : null;
  if (role && !role.dataset.chosen) role.value = data.role;
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.name.endsWith("-role")) target.dataset.chosen = "1";
});
// Select2 tells of a choice through Django's jQuery only.
jQuery?.(document).on("select2:select", takeRole);

// After Django's own script, which waits for the same moment, has made the choosers.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => nameAll(document)));
document.addEventListener("formset:added", ({ target }) => {
  if (target instanceof Element) setTimeout(() => nameAll(target));
});
