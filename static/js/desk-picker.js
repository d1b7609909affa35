/* The picture library in a dialog, and sending pictures into it. */
import { gettext, makeButton, meta, need } from "./desk-page.js";

/**
 * A picture as the desk describes it; `thumbnail`, `src` and `url` are addresses: small, full, the desk's page.
 * @typedef {{ id: number, name: string, thumbnail: string, src: string, width: number, height: number,
 *   caption: string, alt_text: string, credit: string, url: string }} Photo
 */
/** @typedef {{ photo: Photo, is_new: boolean }} Stored  is_new: the library did not have this picture yet */

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

/**
 * Send one file. Resolves to the stored picture, rejects with a sentence that tells the editor what to do.
 * @param {File} file
 * @param {Record<string, string>} fields
 * @param {(part: number) => void} onProgress  gets 0 to 1
 * @returns {Promise<Stored>}
 */
function uploadPhoto(file, fields, onProgress) {
  return new Promise((resolve, reject) => {
    const data = new FormData();
    data.append("file", file);
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", meta("desk-upload"));
    const token = need(document, "[name=csrfmiddlewaretoken]", HTMLInputElement);
    request.setRequestHeader("X-CSRFToken", token.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () =>
      reject(gettext("The desk cannot be reached. Try again in a moment.")),
    );
    request.addEventListener("load", () => {
      /** @type {Partial<Stored & { error: string }>} */
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A page instead of an answer: the sentence below says what to do.
      }
      const { photo, is_new = false, error } = answer;
      if (photo) resolve({ photo, is_new });
      else reject(error || gettext("The picture was not stored. Reload the page and try again."));
    });
    request.send(data);
  });
}

/**
 * Send several files one after the other, each with its line in `list`.
 * @param {Iterable<File>} files
 * @param {HTMLElement} list
 * @param {Record<string, string>} fields  sent along with every file
 * @param {(answer: Stored, line: HTMLElement) => void} onStored
 */
export async function uploadAll(files, list, fields, onStored) {
  const lines = Array.from(files, (file) => {
    const line = document.createElement("li");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    const name = document.createElement("span");
    name.textContent = file.name;
    line.append(bar, name);
    list.append(line);
    return { file, line, bar, name };
  });
  for (const { file, line, bar, name } of lines) {
    try {
      const answer = await uploadPhoto(file, fields, (part) => {
        bar.value = part;
        if (part === 1) name.textContent = `${file.name} · ${gettext("making its sizes …")}`;
      });
      onStored(answer, line);
    } catch (error) {
      bar.remove();
      line.classList.add("failed");
      line.setAttribute("role", "alert");
      name.textContent = `✕ ${file.name}: ${error}`;
    }
  }
}
