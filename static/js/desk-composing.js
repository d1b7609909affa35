/* While a Chinese word is being composed, its letters are nobody's business: no search is asked for them, no key of theirs
   moves a choice, nothing is made of them and nothing is kept of them. When it stands, everybody is told of it once.

   The editor of rich texts knows composition itself, so its keys are left alone. Others who act on their own (a timer, an
   answer of the server) ask `isComposing()`. */

const EVENTS = ["input", "keydown", "keypress", "keyup"];

// What `keyCode` says of a key that the input method took. The first key of a word comes before its composition begins,
// and in Safari the last one after it ended: neither says `isComposing`.
const TAKEN_BY_INPUT_METHOD = 229;

for (const name of EVENTS) {
  document.addEventListener(
    name,
    (event) => {
      if (isField(event.target) && isOfComposition(event)) event.stopImmediatePropagation();
    },
    true,
  );
}

document.addEventListener(
  "compositionstart",
  () => {
    document.documentElement.dataset.composing = "";
  },
  true,
);

document.addEventListener(
  "compositionend",
  (event) => {
    delete document.documentElement.dataset.composing;
    const field = event.target;
    // After the browser's own last event of the composition, whichever comes first.
    if (isField(field)) setTimeout(() => field.dispatchEvent(new Event("input", { bubbles: true })));
  },
  true,
);

/** @param {EventTarget | null} target @returns {target is HTMLInputElement | HTMLTextAreaElement} */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** @param {Event} event */
function isOfComposition(event) {
  if (event instanceof KeyboardEvent) return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
  return event instanceof InputEvent && event.isComposing;
}
