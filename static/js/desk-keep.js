/* Nothing typed is lost: it is kept in this browser every few seconds, and offered back after a crash or an
   expired login. Before a form is sent, the session is asked for, so that signing in again in another tab is
   enough to save here. */
import { controls, gettext, isComposing, isControl, makeButton, maybe, meta } from "./desk-page.js";

const PREFIX = "desk:draft:";
const EVERY = 4000; // milliseconds
const KEEP_FOR = 14 * 24 * 3600 * 1000;
const IGNORED = new Set(["csrfmiddlewaretoken", "version", "conflict_version", "accept_voiding"]);
const NEVER_KEPT = new Set(["file", "submit", "button", "password"]);

/**
 * What one field held: ticked or not and the value it stands for; what is chosen, each with its text; or a text.
 * @typedef {[name: string, kind: "checkbox" | "radio", checked: boolean, own: string]} Ticked
 * @typedef {[name: string, kind: "select", chosen: [value: string, text: string][]]} Chosen
 * @typedef {[name: string, kind: "text", value: string]} Typed
 * @typedef {Ticked | Chosen | Typed} Row
 */
/**
 * A form as it was kept: over which version it was typed, when (milliseconds), whether it has been sent since.
 * @typedef {{ rows: Row[], version?: string | undefined, at: number, sent: boolean }} Draft
 */

const storage = {
  /** @param {string} key @returns {Draft | null} */
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  },
  /** Whether the browser took it. @param {string} key @param {Draft} draft */
  set(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  },
  keys: () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)),
};

// Passwords are never kept, so no form with one is.
const form = maybe(
  document,
  ".change-form #content-main > form[method=post]:not(:has([type=password]))",
  HTMLFormElement,
);
const key = PREFIX + location.pathname;

tidy();
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const name of storage.keys()) localStorage.removeItem(name);
});
if (form?.querySelector("[data-save]")) start(form);

/** Drop what was saved (the page that follows says so) and what is too old to be missed. */
function tidy() {
  const saved = document.querySelector(".messagelist .success");
  const hasErrors = document.querySelector(".errornote, .conflict");
  for (const name of storage.keys()) {
    const draft = storage.get(name);
    const isSaved = saved && draft?.sent && !(hasErrors && name === key);
    if (!draft || isSaved || Date.now() - draft.at > KEEP_FOR) localStorage.removeItem(name);
  }
}

/** @param {HTMLFormElement} form @returns {Row[]} */
function read(form) {
  /** @type {Row[]} */
  const rows = [];
  for (const element of form.elements) {
    if (!isControl(element) || !element.name || NEVER_KEPT.has(element.type)) continue;
    const { name } = element;
    if (IGNORED.has(name) || name.startsWith("keep_") || name.includes("__prefix__")) continue;
    rows.push(rowOf(element));
  }
  return rows;
}

/** @param {import("./desk-page.js").Control} element @returns {Row} */
function rowOf(element) {
  const { name, type, value } = element;
  if (element instanceof HTMLSelectElement) {
    return [name, "select", Array.from(element.selectedOptions, (option) => [option.value, option.text])];
  }
  if (element instanceof HTMLInputElement && (type === "checkbox" || type === "radio")) {
    return [name, type, element.checked, value];
  }
  return [name, "text", value];
}

/** @param {HTMLFormElement} form */
function start(form) {
  const initial = JSON.stringify(read(form));
  const version = maybe(form, "[name=version]", HTMLInputElement);
  let last = initial;
  const stored = storage.get(key);
  if (stored && JSON.stringify(stored.rows) !== initial) offer(form, stored, version);

  const keep = (sent = false) => {
    const rows = read(form);
    const now = JSON.stringify(rows);
    if ((now === initial || now === last) && !sent) return;
    last = now;
    const kept = storage.set(key, { rows, version: version?.value, at: Date.now(), sent });
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    say(
      kept
        ? gettext("Not saved yet; kept in this browser at %s").replace("%s", time)
        : gettext("Not saved yet"),
    );
  };
  setInterval(() => {
    if (!isComposing()) keep();
  }, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep();
  });
  window.addEventListener("pagehide", () => keep());

  let checked = false;
  form.addEventListener(
    "submit",
    async (event) => {
      if (checked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      keep(true);
      say(gettext("Saving …"));
      if (!(await isTaken(form))) return;
      checked = true;
      form.requestSubmit(button);
    },
    true,
  );
}

/** In the bar beside the buttons. @param {string} text */
function say(text) {
  const state = document.querySelector("[data-save-state]");
  if (state) state.textContent = text;
}

/**
 * Whether the desk would take the form now; a fresh token is put into it. Says what to do when it would not.
 * @param {HTMLFormElement} form
 */
async function isTaken(form) {
  /** @type {{ user: string, token: string, login?: string }} */
  let answer;
  try {
    const response = await fetch(meta("desk-session"), {
      cache: "no-store",
      headers: { Accept: "application/json" },
    });
    answer = await response.json();
  } catch {
    warn(
      form,
      gettext("The desk cannot be reached. Your text is kept in this browser: try again in a moment."),
    );
    return false;
  }
  const { user, token, login } = answer;
  if (!user) {
    warn(
      form,
      gettext("Your sign-in has expired. Nothing is lost: sign in again in a new tab, come back and save."),
      login,
    );
    return false;
  }
  if (user !== meta("desk-user") && form.dataset.otherUser !== user) {
    form.dataset.otherUser = user;
    const sentence = gettext(
      "You are signed in as %s now. Save again if the text is to be saved under this name.",
    );
    warn(form, sentence.replace("%s", user));
    return false;
  }
  for (const element of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    if (element instanceof HTMLInputElement) element.value = token;
  }
  return true;
}

/**
 * Above the buttons, and heard at once.
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {string} [login]  the address to sign in at
 */
function warn(form, text, login) {
  say("");
  let line = maybe(document, "[data-session-note]", HTMLElement);
  if (!line) {
    line = document.createElement("p");
    line.className = "errornote session-note";
    line.dataset.sessionNote = "";
    line.setAttribute("role", "alert");
    (form.querySelector(".action-bar") || form).before(line);
  }
  line.textContent = text;
  if (login) {
    const anchor = document.createElement("a");
    anchor.href = login;
    anchor.target = "_blank";
    anchor.textContent = gettext("Sign in in a new tab");
    line.append(" ", anchor);
  }
  line.scrollIntoView({ block: "nearest" });
}

// --- giving back ------------------------------------------------------------------------------------------
/**
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 * @param {HTMLInputElement | null} version
 */
function offer(form, draft, version) {
  const banner = document.createElement("p");
  banner.className = "banner banner-offer";
  banner.dataset.offer = "";
  const time = new Date(draft.at).toLocaleString([], {
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  banner.append(
    gettext("This browser keeps what you typed here at %s and did not save.").replace("%s", time),
  );
  const take = makeButton(gettext("Bring it back"));
  const drop = makeButton(gettext("Drop it"));
  banner.append(take, drop);
  form.prepend(banner);
  take.addEventListener("click", () => {
    banner.remove();
    giveBack(form, draft.rows);
    // The number of the version it was typed over: if somebody saved since, the desk shows both.
    if (version && draft.version !== undefined) version.value = draft.version;
  });
  drop.addEventListener("click", () => {
    banner.remove();
    localStorage.removeItem(key);
  });
}

/** @param {HTMLFormElement} form @param {Row[]} rows */
function giveBack(form, rows) {
  for (const row of rows) addRows(form, row);
  for (const row of rows) {
    if (row[0].endsWith("_FORMS")) continue;
    for (const element of controls(form, row[0])) {
      put(element, row);
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
      element.dispatchEvent(new CustomEvent("desk:restored", { bubbles: true }));
    }
  }
}

/**
 * Where the draft had more rows of a group than the form has, add empty ones.
 * @param {HTMLFormElement} form
 * @param {Row} row
 */
function addRows(form, [name, kind, value]) {
  if (kind !== "text" || !name.endsWith("-TOTAL_FORMS")) return;
  const group = document.getElementById(`${name.slice(0, -"-TOTAL_FORMS".length)}-group`);
  const [total] = controls(form, name);
  for (let more = Number(value) - Number(total?.value || 0); group && more > 0; more -= 1) {
    maybe(group, ".add-row a", HTMLElement)?.click();
  }
}

/** @param {import("./desk-page.js").Control} element @param {Row} row */
function put(element, row) {
  if (row[1] === "select") {
    if (element instanceof HTMLSelectElement) select(element, row[2]);
  } else if (row[1] === "text") {
    element.value = row[2];
  } else if (element instanceof HTMLInputElement && element.value === row[3]) {
    element.checked = row[2];
  }
}

/** @param {HTMLSelectElement} element @param {[value: string, text: string][]} chosen */
function select(element, chosen) {
  for (const option of element.options) option.selected = false;
  for (const [value, text] of chosen) {
    let option = [...element.options].find((one) => one.value === value);
    if (!option) {
      option = new Option(text, value);
      element.append(option);
    }
    option.selected = true;
  }
}
