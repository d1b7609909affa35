/* The picture library in a dialog. */
import { gettext, makeButton, meta } from "./desk-page.js";

/**
 * A picture as the desk describes it; `thumbnail`, `src` and `url` are addresses: small, full, the desk's page.
 * @typedef {{ id: number, name: string, thumbnail: string, src: string, width: number, height: number,
 *   caption: string, alt_text: string, credit: string, url: string }} Photo
 */

/**
 * Let the editor choose; resolves to the chosen pictures, an empty list when they turn back.
 * @param {{ multiple?: boolean }} [options]
 * @returns {Promise<Photo[]>}
 */
export function choosePhotos({ multiple = false } = {}) {
  const { dialog, search, grid, more, take, count } = build();
  /** @type {Map<number, Photo>} */
  const chosen = new Map();
  let page = 1;
  let asked = 0; // an answer that was overtaken by a later question is dropped

  const load = async () => {
    asked += 1;
    const turn = asked;
    const query = new URLSearchParams({ q: search.value, page: String(page) });
    const response = await fetch(`${meta("desk-picker")}?${query}`);
    /** @type {{ photos: Photo[], more: boolean }} */
    const answer = await response.json();
    if (turn !== asked) return;
    if (page === 1) grid.replaceChildren();
    for (const photo of answer.photos) grid.append(item(photo));
    if (!grid.childElementCount) grid.textContent = gettext("No picture fits. Search for other words.");
    more.hidden = !answer.more;
  };

  /** @param {Photo} photo */
  const item = (photo) => {
    const button = makeButton("", "");
    button.setAttribute("aria-pressed", String(chosen.has(photo.id)));
    const picture = document.createElement("img");
    picture.src = photo.thumbnail;
    picture.alt = photo.alt_text;
    picture.loading = "lazy";
    const name = document.createElement("span");
    name.textContent = photo.name;
    button.append(picture, name);
    button.addEventListener("click", () => {
      if (!multiple) {
        chosen.clear();
        chosen.set(photo.id, photo);
        dialog.close("take");
        return;
      }
      if (!chosen.delete(photo.id)) chosen.set(photo.id, photo);
      button.setAttribute("aria-pressed", String(chosen.has(photo.id)));
      count.textContent = gettext("%s chosen").replace("%s", String(chosen.size));
      take.disabled = chosen.size === 0;
    });
    const entry = document.createElement("li");
    entry.append(button);
    return entry;
  };

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      page = 1;
      load();
    }, 250);
  });
  more.addEventListener("click", () => {
    page += 1;
    load();
  });
  take.hidden = !multiple;
  take.addEventListener("click", () => dialog.close("take"));
  document.body.append(dialog);
  dialog.showModal();
  load();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "take" ? [...chosen.values()] : []);
    });
  });
}

/** The dialog, still empty, and the parts of it that act. */
function build() {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-labelledby", "picker-title");
  const title = document.createElement("h2");
  title.id = "picker-title";
  title.textContent = gettext("Picture library");
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = gettext("Words in caption, alternative text or credit");
  search.setAttribute("aria-label", gettext("Search the library"));
  const grid = document.createElement("ul");
  grid.className = "picker-grid";
  const count = document.createElement("span");
  count.className = "quiet";
  const more = makeButton(gettext("More"));
  more.hidden = true;
  const cancel = makeButton(gettext("Cancel"));
  cancel.addEventListener("click", () => dialog.close(""));
  const take = makeButton(gettext("Take these"), "button default");
  take.disabled = true;
  dialog.append(row("picker-head", title, search), grid, row("picker-foot", count, more, cancel, take));
  return { dialog, search, grid, more, take, count };
}

/** @param {string} className @param {HTMLElement[]} children */
function row(className, ...children) {
  const element = document.createElement("div");
  element.className = className;
  element.append(...children);
  return element;
}
