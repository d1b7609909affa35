/* Rows in an order: dragged by their grip, or moved with the arrow buttons; the figures follow by themselves. */
import { every, gettext, makeButton, maybe } from "./desk-page.js";

for (const group of every(document, ".inline-group", HTMLElement)) {
  if (group.querySelector("fieldset.ordered")) arrange(group);
}

/** @param {HTMLElement} group */
function arrange(group) {
  /** @type {HTMLElement | null} */
  let dragged = null;

  const rowsOf = () =>
    every(group, ".inline-related.photo-row, tr.form-row", HTMLElement).filter(
      (row) => !row.classList.contains("empty-form"),
    );

  const number = () => {
    rowsOf().forEach((row, index) => {
      const input = positionOf(row);
      if (!input || input.value === String(index)) return;
      input.value = String(index);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  /** @param {HTMLElement} row @param {number} step */
  const move = (row, step) => {
    const rows = rowsOf();
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    number();
  };

  /** @param {string} sign @param {string} label @param {HTMLElement} row @param {number} step */
  const arrow = (sign, label, row, step) => {
    const button = makeButton(sign, "");
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      move(row, step);
      button.focus();
    });
    return button;
  };

  /** @param {HTMLElement} row */
  const equip = (row) => {
    if (row.querySelector(".order-tools") || !positionOf(row)) return;
    const tools = document.createElement("span");
    tools.className = "order-tools";
    const grip = document.createElement("span");
    grip.className = "order-grip";
    grip.textContent = "⠿";
    grip.title = gettext("Drag to another place");
    grip.setAttribute("aria-hidden", "true");
    tools.append(grip, arrow("↑", gettext("Move up"), row, -1), arrow("↓", gettext("Move down"), row, 1));
    const place = row.querySelector(".photo-side") || row.querySelector("td.delete") || row.lastElementChild;
    place?.prepend(tools);
    // Only the grip starts a drag, so that texts in the row can still be selected.
    grip.addEventListener("pointerdown", () => {
      row.draggable = true;
    });
    grip.addEventListener("pointerup", () => {
      row.draggable = false;
    });
    letDrag(row);
  };

  /** @param {HTMLElement} row */
  const letDrag = (row) => {
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("is-dragged");
      if (!event.dataTransfer) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      row.classList.remove("is-dragged");
      dragged = null;
      for (const one of rowsOf()) one.classList.remove("drop-before", "drop-after");
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const after = event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
      row.classList.toggle("drop-after", after);
      row.classList.toggle("drop-before", !after);
    });
    row.addEventListener("dragleave", () => row.classList.remove("drop-before", "drop-after"));
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      if (row.classList.contains("drop-after")) row.after(dragged);
      else row.before(dragged);
      number();
    });
  };

  hideColumn(group);
  for (const row of rowsOf()) equip(row);
  group.addEventListener("formset:added", ({ target }) => {
    if (target instanceof HTMLElement) equip(target);
    number();
  });
  document.addEventListener("formset:removed", number);
}

/** @param {HTMLElement} row */
function positionOf(row) {
  return maybe(row, 'input[name$="-position"]', HTMLInputElement);
}

/** @param {HTMLElement} group */
function hideColumn(group) {
  for (const cell of every(group, "th.column-position, td.field-position", HTMLElement)) cell.hidden = true;
}
