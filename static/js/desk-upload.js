/* The page on which pictures come into the library: several at once, each with its progress. */
import { gettext, maybe, need, valueIn } from "./desk-page.js";
import { uploadAll } from "./desk-sending.js";

const form = maybe(document, "[data-upload-form]", HTMLFormElement);
form?.addEventListener("submit", (event) => send(event, form));

/**
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
async function send(event, form) {
  const input = need(form, "[name=files]", HTMLInputElement);
  if (!input.files?.length) return; // the server says what is missing
  event.preventDefault();
  const button = need(form, "[data-save]", HTMLInputElement);
  button.disabled = true;
  const list = need(form, "[data-upload-list]", HTMLElement);
  const fields = { credit: valueIn(form, "credit"), rights: valueIn(form, "rights") };
  await uploadAll(input.files, list, fields, (answer, line) => {
    const picture = document.createElement("img");
    picture.src = answer.photo.thumbnail;
    picture.alt = "";
    const link = document.createElement("a");
    link.href = answer.photo.url;
    link.textContent = answer.is_new
      ? gettext("Stored: describe it (caption, alternative text)")
      : gettext("It is in the library already: open it");
    line.replaceChildren(picture, link);
  });
  input.value = "";
  button.disabled = false;
}
