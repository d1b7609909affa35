/* While a Chinese word is being composed, its letters are nobody's business: no search is asked for them, no key of theirs
   moves a choice, nothing is made of them. When it stands, everybody is told of it once. The editor of rich texts knows
   composition itself. */

const EVENTS = ["input", "keydown", "keypress", "keyup", "change"];

for (const name of EVENTS) {
  document.addEventListener(
    name,
    (event) => {
      if (isField(event.target) && isComposing(event)) event.stopImmediatePropagation();
    },
    true,
  );
}

document.addEventListener("compositionend", (event) => {
  const field = event.target;
  // After the browser's own last event of the composition, whichever comes first.
  if (isField(field)) setTimeout(() => field.dispatchEvent(new Event("input", { bubbles: true })));
});

/** @param {EventTarget | null} target @returns {target is HTMLInputElement | HTMLTextAreaElement} */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** @param {Event} event */
function isComposing(event) {
  return (event instanceof InputEvent || event instanceof KeyboardEvent) && event.isComposing;
}
