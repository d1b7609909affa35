/* Sending pictures into the library: one after the other, and again where the portal has no place for one just now. */
import { gettext, makeButton, meta, need } from "./desk-page.js";

/** @typedef {{ photo: import("./desk-picker.js").Photo, is_new: boolean }} Stored  is_new: not in the library yet */

const PATIENCE = 15 * 60; // seconds after which the editor is asked whether to go on
const BROKEN_LINE = 5; // seconds until a picture is sent again that did not get through

/** What another try may mend: all places are taken, or the line broke. */
class NotNow extends Error {
  /** @param {string} sentence @param {number} seconds  until the next try */
  constructor(sentence, seconds) {
    super(sentence);
    this.seconds = seconds;
  }
}

/** Why a picture will not be stored, in a sentence that tells the editor what to do. */
class Refused extends Error {}

/**
 * Send several files one after the other, each with its line in `list`. Nothing is lost while the portal is busy: a
 * file waits for its turn, and one that has waited too long can be sent again from its line.
 * @param {Iterable<File>} files
 * @param {HTMLElement} list
 * @param {Record<string, string>} fields  sent along with every file
 * @param {(answer: Stored, line: HTMLElement) => void} onStored
 */
export async function uploadAll(files, list, fields, onStored) {
  const lines = Array.from(files, (file) => {
    const line = document.createElement("li");
    list.append(line);
    return { file, ...fill(line, file) };
  });
  for (const part of lines) await sendLine(part, fields, onStored);
}

/** @typedef {{ file: File, line: HTMLElement, bar: HTMLProgressElement, name: HTMLElement }} Line */

/** The parts of a line before anything is sent. @param {HTMLElement} line @param {File} file */
function fill(line, file) {
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const name = document.createElement("span");
  name.textContent = file.name;
  line.classList.remove("failed");
  line.removeAttribute("role");
  line.replaceChildren(bar, name);
  return { line, bar, name };
}

/**
 * @param {Line} part
 * @param {Record<string, string>} fields
 * @param {(answer: Stored, line: HTMLElement) => void} onStored
 */
async function sendLine(part, fields, onStored) {
  const { file, line, bar, name } = part;
  try {
    const answer = await sendInTurn(part, fields);
    onStored(answer, line);
  } catch (error) {
    bar.remove();
    line.classList.add("failed");
    line.setAttribute("role", "alert");
    const sentence = error instanceof Error ? error.message : String(error);
    name.textContent = `✕ ${file.name}: ${sentence}`;
    if (!(error instanceof NotNow)) return;
    const again = makeButton(gettext("Send it again"));
    again.addEventListener("click", () => sendLine({ file, ...fill(line, file) }, fields, onStored));
    line.append(again);
  }
}

/**
 * Send a file until it is answered, within `PATIENCE`.
 * @param {Line} part
 * @param {Record<string, string>} fields
 * @returns {Promise<Stored>}
 */
async function sendInTurn({ file, bar, name }, fields) {
  const end = Date.now() + PATIENCE * 1000;
  for (;;) {
    try {
      return await send(file, fields, (part) => {
        bar.value = part;
        name.textContent = part === 1 ? `${file.name} · ${gettext("making its sizes …")}` : file.name;
      });
    } catch (error) {
      if (!(error instanceof NotNow) || Date.now() > end) throw error;
      bar.removeAttribute("value"); // a bar that only moves: how long it takes is not known
      name.textContent = `${file.name} · ${gettext("waits for its turn …")}`;
      await pause(error.seconds);
    }
  }
}

/** So long and up to half as long again, or all who were told the same would come back together. @param {number} seconds */
function pause(seconds) {
  const some = seconds * (1 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, some * 1000));
}

/**
 * Send one file once. Resolves to the stored picture; rejects with `NotNow` or `Refused`.
 * @param {File} file
 * @param {Record<string, string>} fields
 * @param {(part: number) => void} onProgress  gets 0 to 1
 * @returns {Promise<Stored>}
 */
function send(file, fields, onProgress) {
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
    // A portal that refuses a body unread may close the line before its answer is seen.
    request.addEventListener("error", () =>
      reject(new NotNow(gettext("The desk cannot be reached. Try again in a moment."), BROKEN_LINE)),
    );
    request.addEventListener("load", () => {
      /** @type {Partial<Stored & { error: string }>} */
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A page instead of an answer: the sentences below say what to do.
      }
      const { photo, is_new = false, error } = answer;
      if (photo) resolve({ photo, is_new });
      else if (request.status === 503) {
        const busy = gettext(
          "Many pictures are being stored just now. Nothing is lost: try again in a moment.",
        );
        reject(new NotNow(error || busy, Number(request.getResponseHeader("Retry-After")) || BROKEN_LINE));
      } else {
        reject(new Refused(error || gettext("The picture was not stored. Reload the page and try again.")));
      }
    });
    request.send(data);
  });
}
