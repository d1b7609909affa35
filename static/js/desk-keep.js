/* Nothing typed is lost: it is kept in this browser every few seconds, and offered back after a crash or an
   expired login. Before a form is sent, the session is asked for, so that signing in again in another tab is
   enough to save here. */
const gettext = window.gettext || ((text) => text);
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";
const PREFIX = "desk:draft:";
const EVERY = 4000;
const KEEP_FOR = 14 * 24 * 3600 * 1000;
const IGNORED = new Set(["csrfmiddlewaretoken", "version", "conflict_version", "accept_voiding"]);

const storage = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  keys: () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)),
};

// Passwords are never kept, so no form with one is.
const form = document.querySelector(
  ".change-form #content-main > form[method=post]:not(:has([type=password]))",
);
const key = PREFIX + location.pathname;
const hasErrors = Boolean(document.querySelector(".errornote, .conflict"));

tidy();
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const name of storage.keys()) localStorage.removeItem(name);
});
if (form?.querySelector("[data-save]")) start();

/** Drop what was saved (the page that follows says so) and what is too old to be missed. */
function tidy() {
  const saved = document.querySelector(".messagelist .success");
  for (const name of storage.keys()) {
    const draft = storage.get(name);
    const isSaved = saved && draft?.sent && !(hasErrors && name === key);
    if (!draft || isSaved || Date.now() - draft.at > KEEP_FOR) localStorage.removeItem(name);
  }
}

function read() {
  const rows = [];
  for (const element of form.elements) {
    if (!element.name || IGNORED.has(element.name) || element.name.startsWith("keep_")) continue;
    if (
      ["file", "submit", "button", "password"].includes(element.type) ||
      element.name.includes("__prefix__")
    )
      continue;
    if (element.type === "checkbox" || element.type === "radio")
      rows.push([element.name, element.type, element.checked, element.value]);
    else if (element.tagName === "SELECT")
      rows.push([
        element.name,
        "select",
        [...element.selectedOptions].map((option) => [option.value, option.text]),
      ]);
    else rows.push([element.name, "text", element.value]);
  }
  return rows;
}

function start() {
  const initial = JSON.stringify(read());
  const state = document.querySelector("[data-save-state]");
  const version = form.elements.version;
  let last = initial;
  const stored = storage.get(key);
  if (stored && JSON.stringify(stored.rows) !== initial) offer(stored, version);

  const keep = (sent = false) => {
    const rows = read();
    const now = JSON.stringify(rows);
    if (now === initial && !sent) return;
    if (now === last && !sent) return;
    last = now;
    const kept = storage.set(key, { rows, version: version?.value, at: Date.now(), sent });
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (state) {
      state.textContent = kept
        ? gettext("Not saved yet; kept in this browser at %s").replace("%s", time)
        : gettext("Not saved yet");
    }
  };
  setInterval(keep, EVERY);
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
      if (state) state.textContent = gettext("Saving …");
      if (!(await session())) return;
      checked = true;
      form.requestSubmit(button);
    },
    true,
  );
}

/** Whether the desk would take the form now; a fresh token is put into it. Says what to do when it would not. */
async function session() {
  let answer;
  try {
    const response = await fetch(meta("desk-session"), {
      cache: "no-store",
      headers: { Accept: "application/json" },
    });
    answer = await response.json();
  } catch {
    tell(gettext("The desk cannot be reached. Your text is kept in this browser: try again in a moment."));
    return false;
  }
  if (!answer.user) {
    tell(
      gettext("Your sign-in has expired. Nothing is lost: sign in again in a new tab, come back and save."),
      answer.login,
    );
    return false;
  }
  if (answer.user !== meta("desk-user") && form.dataset.otherUser !== answer.user) {
    form.dataset.otherUser = answer.user;
    tell(
      gettext("You are signed in as %s now. Save again if the text is to be saved under this name.").replace(
        "%s",
        answer.user,
      ),
    );
    return false;
  }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
  return true;
}

function tell(text, link) {
  document.querySelector("[data-save-state]")?.replaceChildren();
  let line = document.querySelector("[data-session-note]");
  if (!line) {
    line = document.createElement("p");
    line.className = "errornote session-note";
    line.dataset.sessionNote = "";
    line.setAttribute("role", "alert");
    (form.querySelector(".action-bar") || form).before(line);
  }
  line.textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.target = "_blank";
    anchor.textContent = gettext("Sign in in a new tab");
    line.append(" ", anchor);
  }
  line.scrollIntoView({ block: "nearest" });
}

// --- giving back ------------------------------------------------------------------------------------------
function offer(draft, version) {
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
  const take = button(gettext("Bring it back"));
  const drop = button(gettext("Drop it"));
  banner.append(take, drop);
  form.prepend(banner);
  take.addEventListener("click", () => {
    banner.remove();
    giveBack(draft.rows);
    // The number of the version it was typed over: if somebody saved since, the desk shows both.
    if (version && draft.version !== undefined) version.value = draft.version;
  });
  drop.addEventListener("click", () => {
    banner.remove();
    localStorage.removeItem(key);
  });
}

function button(text) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button";
  element.textContent = text;
  return element;
}

function giveBack(rows) {
  for (const [name, , value] of rows) {
    if (!name.endsWith("-TOTAL_FORMS")) continue;
    const group = document.getElementById(`${name.slice(0, -"-TOTAL_FORMS".length)}-group`);
    for (let more = Number(value) - Number(form.elements[name]?.value || 0); group && more > 0; more -= 1) {
      group.querySelector(".add-row a")?.click();
    }
  }
  for (const [name, kind, value, own] of rows) {
    if (name.endsWith("_FORMS")) continue;
    const found = form.elements[name];
    if (!found) continue;
    const elements = found instanceof RadioNodeList ? [...found] : [found];
    for (const element of elements) {
      if (kind === "checkbox" || kind === "radio") {
        if (element.value === own) element.checked = value;
      } else if (kind === "select") {
        select(element, value);
      } else {
        element.value = value;
      }
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
      element.dispatchEvent(new CustomEvent("desk:restored", { bubbles: true }));
    }
  }
}

function select(element, pairs) {
  for (const option of element.options) option.selected = false;
  for (const [value, text] of pairs) {
    let option = [...element.options].find((one) => one.value === value);
    if (!option) element.append((option = new Option(text, value)));
    option.selected = true;
  }
}
