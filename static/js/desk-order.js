/* Rows in an order: dragged by their grip, or moved with the arrow buttons; the figures follow by themselves. */
const gettext = window.gettext || ((text) => text);

for (const set of document.querySelectorAll(".inline-group")) {
  if (set.querySelector("fieldset.ordered")) arrange(set);
}

function arrange(group) {
  const rowsOf = () =>
    [...group.querySelectorAll(".inline-related.photo-row, tr.form-row")].filter(
      (row) => !row.classList.contains("empty-form"),
    );
  let dragged = null;
  hideColumn(group);
  rowsOf().forEach(equip);
  group.addEventListener("formset:added", (event) => {
    equip(event.target);
    number();
  });
  document.addEventListener("formset:removed", number);

  function number() {
    rowsOf().forEach((row, index) => {
      const input = row.querySelector('input[name$="-position"]');
      if (input && input.value !== String(index)) {
        input.value = index;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  function move(row, step) {
    const rows = rowsOf();
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    number();
  }

  function equip(row) {
    if (row.querySelector(".order-tools") || !row.querySelector('input[name$="-position"]')) return;
    const tools = document.createElement("span");
    tools.className = "order-tools";
    const grip = document.createElement("span");
    grip.className = "order-grip";
    grip.textContent = "⠿";
    grip.title = gettext("Drag to another place");
    grip.setAttribute("aria-hidden", "true");
    tools.append(grip, arrow("↑", gettext("Move up"), row, -1), arrow("↓", gettext("Move down"), row, 1));
    const place = row.querySelector(".photo-side") || row.querySelector("td.delete") || row.lastElementChild;
    place.prepend(tools);
    // Only the grip starts a drag, so that texts in the row can still be selected.
    grip.addEventListener("pointerdown", () => {
      row.draggable = true;
    });
    grip.addEventListener("pointerup", () => {
      row.draggable = false;
    });
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("is-dragged");
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
  }

  function arrow(sign, label, row, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      move(row, step);
      button.focus();
    });
    return button;
  }
}

function hideColumn(group) {
  const head = group.querySelector("th.column-position");
  if (head) head.hidden = true;
  for (const cell of group.querySelectorAll("td.field-position")) cell.hidden = true;
}
