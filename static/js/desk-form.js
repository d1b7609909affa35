/* Every form of the desk: one key saves, lines count themselves, address names follow the name in pinyin. */
import { controls, every, gettext, isComposing, isControl, maybe, meta, pgettext } from "./desk-page.js";

// Of Django's calendar, whose own Chinese leaves them as they are; it asks for them itself.
export const WEEKDAYS = [
  pgettext("one letter Sunday", "S"),
  pgettext("one letter Monday", "M"),
  pgettext("one letter Tuesday", "T"),
  pgettext("one letter Wednesday", "W"),
  pgettext("one letter Thursday", "T"),
  pgettext("one letter Friday", "F"),
  pgettext("one letter Saturday", "S"),
];

document.documentElement.classList.add("js");

// --- Ctrl+S or ⌘S -------------------------------------------------------------------------------------
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.key.toLowerCase() !== "s" || isComposing()) return;
  const button = maybe(document, "[data-save]", HTMLElement);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// --- headlines: one line of meaning, as many on screen as it takes; how long they are ------------------
for (const field of every(document, "[data-one-line]", HTMLTextAreaElement)) {
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", () => {
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, "");
    fit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  fit();
  document.fonts?.ready.then(fit);
}

/** Characters, without blanks. @param {string} text */
const lengthOf = (text) => [...text.replace(/\s/g, "")].length;

for (const field of document.querySelectorAll("[data-count]")) {
  if (isControl(field)) count(field);
}

/** @param {import("./desk-page.js").Control} field */
function count(field) {
  const counter = document.createElement("span");
  counter.className = "counter";
  counter.id = `${field.id}_counter`;
  field.before(counter);
  const most = Number(field.dataset.count);
  const show = () => {
    const length = lengthOf(field.value);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle("over", length > most);
    counter.title = length > most ? gettext("longer than it should be") : "";
  };
  field.addEventListener("input", show);
  show();
}

// --- frames that scroll: what can only be read is reached by the keyboard through its frame --------------
for (const frame of every(document, ".inline-group .tabular", HTMLElement)) {
  if (frame.querySelector("a, button, input:not([type=hidden]), select, textarea")) continue;
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", frame.querySelector("h2")?.textContent.trim() || "");
}

// --- address names -------------------------------------------------------------------------------------
for (const slug of every(document, "[data-slug-from]", HTMLInputElement)) {
  const prefix = slug.name.slice(0, slug.name.length - "slug".length);
  const [source] = slug.form ? controls(slug.form, `${prefix}${slug.dataset.slugFrom}`) : [];
  // An address that is in use is changed by hand only.
  if (source && !slug.value) follow(slug, source);
}

/**
 * @param {HTMLInputElement} slug
 * @param {import("./desk-page.js").Control} source
 */
function follow(slug, source) {
  let touched = false;
  let timer = 0;
  slug.addEventListener("input", () => {
    touched = slug.value !== "";
  });
  source.addEventListener("input", () => {
    clearTimeout(timer);
    if (touched) return;
    timer = setTimeout(async () => {
      const answer = await fetch(`${meta("desk-slug")}?text=${encodeURIComponent(source.value)}`);
      if (answer.ok && !touched) slug.value = (await answer.json()).slug;
    }, 250);
  });
}

// --- lists: on a phone a row is a card, in which each value has the name of its column ------------------------
for (const table of every(document, "#result_list", HTMLTableElement)) {
  const names = every(table, "thead th", HTMLElement).map((head) =>
    (maybe(head, ".text", HTMLElement) || head).textContent.trim(),
  );
  for (const row of table.tBodies[0]?.rows || []) {
    for (const [number, cell] of [...row.cells].entries()) {
      if (cell.tagName === "TD" && names[number]) cell.dataset.label = names[number];
    }
  }
}

// On a phone the filters wait folded, but for those that narrow the list now.
if (matchMedia("(max-width: 767px)").matches) {
  for (const filter of every(document, "#changelist-filter details", HTMLDetailsElement)) {
    filter.open = Boolean(filter.querySelector("li.selected:not(:first-child)"));
  }
}
