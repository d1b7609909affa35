/* What the scripts of the desk share: texts in the editor's language, what the page names, its elements by kind. */

/** A text in the language of the page; as it is where Django's catalogue is not loaded. @param {string} text */
export const gettext = (text) => (window.gettext ? window.gettext(text) : text);

/** The same for a text that means different things. @param {string} context @param {string} text */
export const pgettext = (context, text) => (window.pgettext ? window.pgettext(context, text) : text);

/** An address or a name that the page's head gives; empty when it gives none. @param {string} name */
export function meta(name) {
  return maybe(document, `meta[name="${name}"]`, HTMLMetaElement)?.content || "";
}

/** Whether a Chinese word is being composed now: what is typed stands for nothing yet (see desk-composing.js). */
export const isComposing = () => "composing" in document.documentElement.dataset;

/**
 * The first element that fits and is of this kind, or null.
 * @template {Element} E
 * @param {ParentNode | null | undefined} root
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E | null}
 */
export function maybe(root, selector, kind) {
  const found = root?.querySelector(selector);
  return found instanceof kind ? found : null;
}

/**
 * The same where the template always has one. Without it the script stops with a word on what is missing.
 * @template {Element} E
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E}
 */
export function need(root, selector, kind) {
  const found = maybe(root, selector, kind);
  if (!found) throw new Error(`The page has no ${kind.name} for ${selector}.`);
  return found;
}

/**
 * All elements that fit and are of this kind.
 * @template {Element} E
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E[]}
 */
export function every(root, selector, kind) {
  /** @param {Element} element @returns {element is E} */
  const fits = (element) => element instanceof kind;
  return [...root.querySelectorAll(selector)].filter(fits);
}

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control  a field that holds a value */

/** @param {EventTarget | null | undefined} target @returns {target is Control} */
export function isControl(target) {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}

/** The fields of a form that have this name. @param {HTMLFormElement} form @param {string} name */
export function controls(form, name) {
  return [...form.elements].filter(isControl).filter((element) => element.name === name);
}

/** The value of the field of this name; empty without one. @param {HTMLFormElement} form @param {string} name */
export function valueIn(form, name) {
  return controls(form, name)[0]?.value || "";
}

/** A plain button. @param {string} text @param {string} [className] */
export function makeButton(text, className = "button") {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = text;
  return button;
}
