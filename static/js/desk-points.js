/* What is pasted as coordinates is converted by the desk while one types, and shown with the link that opens the point.
   The portal alone is asked. Without this script the same is told when the form is saved. */
import { controls, isComposing, maybe, valueIn } from "./desk-page.js";

const NAMES = ["point_pasted", "point_map"];
const AFTER = 300; // milliseconds after the last key

const shown = maybe(document, "[data-point-preview]", HTMLElement);
const form = shown?.closest("form");
if (shown && form && controls(form, "point_pasted").length) start(form, shown);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} shown
 */
function start(form, shown) {
  let timer = 0;
  let asked = 0;

  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLElement && "name" in target && NAMES.includes(String(target.name)))) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, AFTER);
  });

  async function refresh() {
    if (isComposing()) return; // when the word stands, it is told again
    const number = ++asked;
    const query = new URLSearchParams(NAMES.map((name) => [name, valueIn(form, name)]));
    if (!valueIn(form, "point_pasted").trim()) {
      shown.replaceChildren();
      return;
    }
    const answer = await fetch(`${shown.dataset.pointPreview}?${query}`);
    if (!answer.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.replaceChildren(...page.body.childNodes);
  }
}
