/* The form of an article: its pictures, and who else is at it. */
import { every, gettext, maybe, meta, need, valueIn } from "./desk-page.js";
import { choosePhotos } from "./desk-picker.js";
import { uploadAll } from "./desk-sending.js";

/** @typedef {import("./desk-picker.js").Photo} Photo */

const group = maybe(document, "#photo_entries-group", HTMLElement);
const form = maybe(document, "#article_form", HTMLFormElement);

// Rows are added by Django's own script, which may run later than this one.
if (group?.querySelector("[data-photo-tools]")) window.addEventListener("load", () => pictures(group));
if (form?.querySelector("[data-save]") && valueIn(form, "version") !== "0") presence(form);

// --- one row: a picture in the article -------------------------------------------------------------------
/** @param {HTMLElement} row */
const photoOf = (row) => maybe(row, 'input[name$="-photo"]', HTMLInputElement);

/** A box of the row that is ticked or not. @param {HTMLElement} row @param {string} name */
const boxOf = (row, name) => maybe(row, `[name$="-${name}"]`, HTMLInputElement);

/** @param {HTMLElement} row */
const thumbnailOf = (row) => need(row, "[data-thumbnail]", HTMLImageElement);

/** @param {HTMLElement} row @param {string} address */
function picture(row, address) {
  const image = thumbnailOf(row);
  image.src = address;
  image.hidden = false;
}

/** @param {HTMLElement} row @param {Photo} photo */
function fill(row, photo) {
  const number = photoOf(row);
  if (number) number.value = String(photo.id);
  for (const name of /** @type {const} */ (["caption", "alt_text", "credit"])) {
    const field = row.querySelector(`[name$="-${name}"]`);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = photo[name];
  }
  picture(row, photo.thumbnail);
}

// --- all rows ---------------------------------------------------------------------------------------------
/** @param {HTMLElement} group */
function pictures(group) {
  need(group, "[data-photo-tools]", HTMLElement).hidden = false;
  const rows = () => every(group, ".photo-row:not(.empty-form)", HTMLElement);

  const mark = () => {
    for (const row of rows()) {
      row.classList.toggle("is-leading", Boolean(boxOf(row, "is_lead")?.checked));
      row.classList.toggle("is-deleted", Boolean(boxOf(row, "DELETE")?.checked));
      need(row, ".photo-picture", HTMLElement).dataset.lead = gettext("lead picture");
    }
  };

  /** @param {Photo} photo */
  const put = (photo) => {
    const known = rows().find((row) => photoOf(row)?.value === String(photo.id));
    if (known) {
      known.scrollIntoView({ block: "center" });
      return;
    }
    need(group, ".add-row a", HTMLElement).click();
    const all = rows();
    const row = all[all.length - 1];
    if (!row) return;
    fill(row, photo);
    const lead = boxOf(row, "is_lead");
    if (lead && !all.some((one) => boxOf(one, "is_lead")?.checked)) lead.checked = true;
    mark();
  };

  group.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name.endsWith("-is_lead") && target.checked) {
      for (const box of every(group, '[name$="-is_lead"]', HTMLInputElement)) box.checked = box === target;
    }
    mark();
  });
  group.addEventListener("desk:restored", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name.endsWith("-photo")) showRestored(target);
  });
  need(group, "[data-choose-photos]", HTMLElement).addEventListener("click", async () => {
    for (const photo of await choosePhotos({ multiple: true })) put(photo);
  });

  /** @param {FileList} files */
  const upload = (files) => {
    // Whatever it is: the server says of each file why it is no picture.
    return uploadAll(files, need(group, "[data-upload-list]", HTMLElement), {}, (answer, line) => {
      line.remove();
      put(answer.photo);
    });
  };
  const input = need(group, "[data-upload-photos]", HTMLInputElement);
  input.addEventListener("change", async () => {
    if (input.files) await upload(input.files);
    input.value = "";
  });
  takeDrops(group, upload);

  // A picture whose number came back with an error of the form has no thumbnail from the server.
  for (const row of rows()) {
    const number = photoOf(row);
    if (number) showRestored(number);
  }
  mark();
}

/** The thumbnail for a picture's number that was put in without one. @param {HTMLInputElement} number */
async function showRestored(number) {
  const row = number.closest(".photo-row");
  if (!(row instanceof HTMLElement) || !number.value || !thumbnailOf(row).hidden) return;
  const response = await fetch(`${meta("desk-picker")}?ids=${number.value}`);
  /** @type {{ photos: Photo[] }} */
  const { photos } = await response.json();
  if (photos[0]) picture(row, photos[0].thumbnail);
}

/** @param {HTMLElement} place @param {(files: FileList) => void} take */
function takeDrops(place, take) {
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.classList.add("drop-here");
  });
  place.addEventListener("dragleave", () => place.classList.remove("drop-here"));
  place.addEventListener("drop", (event) => {
    place.classList.remove("drop-here");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}

// --- who else is at it ------------------------------------------------------------------------------------
/** @param {HTMLFormElement} form */
function presence(form) {
  const match = location.pathname.match(/^(.*\/articles\/article\/\d+\/)change\/$/);
  if (!match) return;
  const address = `${match[1]}presence/`;
  const line = need(form, "[data-others]", HTMLElement);
  const opened = valueIn(form, "version");
  /** @param {boolean} leave */
  const body = (leave) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", valueIn(form, "csrfmiddlewaretoken"));
    if (leave) data.append("leave", "1");
    return data;
  };
  const beat = async () => {
    try {
      const response = await fetch(address, { method: "POST", body: body(false) });
      if (!response.ok) return;
      /** @type {{ others?: string[], version: number }} */
      const { others = [], version } = await response.json();
      const sentences = [...others];
      if (String(version) !== opened && !form.querySelector(".conflict")) {
        sentences.push(
          gettext(
            "The article was saved by somebody else meanwhile. When you save, you will see both texts.",
          ),
        );
      }
      for (const one of form.querySelectorAll("[data-others-now]")) one.remove();
      line.textContent = sentences.join(" ");
      line.hidden = sentences.length === 0;
    } catch {
      // The next beat tries again; saving says it when the desk is out of reach.
    }
  };
  beat();
  setInterval(beat, 30000);
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, body(true)));
}
