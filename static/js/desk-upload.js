/* The page on which pictures come into the library: several at once, each with its progress. */
import { uploadAll } from "./desk-picker.js";

const gettext = window.gettext || ((text) => text);
const form = document.querySelector("[data-upload-form]");

form?.addEventListener("submit", async (event) => {
  const input = form.elements.files;
  if (!input.files.length) return; // the server says what is missing
  event.preventDefault();
  const button = form.querySelector("[data-save]");
  button.disabled = true;
  const list = form.querySelector("[data-upload-list]");
  const fields = { credit: form.elements.credit.value, rights: form.elements.rights.value };
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
});
