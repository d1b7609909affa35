/* When an event takes place again: the dates follow the choices while one makes them, the rule and the choices say the
   same, and a date is taken out and put back where it stands. Without this script the form does the same when saved. */
import { controls, every, gettext, isComposing, maybe, valueIn } from "./desk-page.js";

const PICKED = ["repeats", "repeat_days", "repeat_interval", "repeat_count", "repeat_until"];
const WHEN = ["starts_at_0", "starts_at_1"];
const AFTER = 300; // milliseconds after the last key

/** @typedef {{ repeats: string, repeat_days: number[], repeat_interval: number, repeat_count: number | null, repeat_until: string | null }} Picks */

const shown = maybe(document, "[data-repeat-dates]", HTMLElement);
const form = shown?.closest("form");
if (shown && form) start(form, shown);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} shown
 */
function start(form, shown) {
  let timer = 0;
  let asked = 0;
  let byRule = false;

  form.addEventListener("input", (event) => changed(event.target));
  form.addEventListener("change", (event) => changed(event.target));
  showFields(form);
  offerDates(form, shown, () => ask());

  // Django's calendar writes days without telling anybody; so does a word that is being composed, which is none yet.
  let days = daysOf(form);
  setInterval(() => {
    if (isComposing() || daysOf(form) === days) return;
    days = daysOf(form);
    ask();
  }, 700);

  /** @param {EventTarget | null} target */
  function changed(target) {
    if (!(target instanceof HTMLElement) || !("name" in target)) return;
    const name = String(target.name);
    if (name === "recurrence") byRule = true;
    else if (PICKED.includes(name)) byRule = false;
    else if (![...WHEN, "exception_dates"].includes(name)) return;
    if (name === "repeats") beginWithItsDay(form);
    showFields(form);
    ask();
  }

  function ask() {
    days = daysOf(form);
    clearTimeout(timer);
    timer = setTimeout(refresh, AFTER);
  }

  async function refresh() {
    if (isComposing()) return ask();
    const number = ++asked;
    const kind = valueIn(form, "repeats");
    const named = byRule || kind === "rule" ? ["recurrence"] : PICKED;
    const query = new URLSearchParams();
    for (const name of [...WHEN, ...named, "exception_dates"]) {
      for (const field of controls(form, name)) {
        if (field instanceof HTMLInputElement && field.type === "checkbox" && !field.checked) continue;
        query.append(name, field.value);
      }
    }
    const answer = await fetch(`${shown.dataset.repeatDates}?${query}`);
    if (!answer.ok || number !== asked) return;
    /** @type {{ rule: string, picks: Picks | null, html: string }} */
    const told = await answer.json();
    if (told.picks) agree(form, told.rule, told.picks, byRule);
    const page = new DOMParser().parseFromString(told.html, "text/html");
    shown.replaceChildren(...page.body.childNodes);
    offerDates(form, shown, () => ask());
  }
}

/** The days that are typed: what the calendars of Django's beside the fields change. @param {HTMLFormElement} form */
function daysOf(form) {
  return [...WHEN, "repeat_until"].map((name) => valueIn(form, name)).join(" ");
}

/** Only what is needed is in view. @param {HTMLFormElement} form */
function showFields(form) {
  const kind = valueIn(form, "repeats");
  for (const row of every(form, ".form-row", HTMLElement)) {
    const isChosen = row.matches(".field-repeat_days, .field-repeat_interval");
    const isOfAny = row.matches(".field-exception_dates, .field-repeat_dates");
    if (isChosen) row.hidden = kind !== "weekly" && !row.matches(".errors");
    if (isOfAny) row.hidden = kind === "" && !row.matches(".errors") && !valueIn(form, "exception_dates");
  }
  const rule = maybe(form, ".field-recurrence", HTMLElement)?.closest("details");
  if (rule && kind === "rule") rule.open = true;
}

/** Whoever chooses "weekly" most often means the weekday of the first date. @param {HTMLFormElement} form */
function beginWithItsDay(form) {
  const boxes = controls(form, "repeat_days").filter((box) => box instanceof HTMLInputElement);
  const day = /^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})/.exec(valueIn(form, "starts_at_0"));
  if (valueIn(form, "repeats") !== "weekly" || !day || boxes.some((box) => box.checked)) return;
  const weekday = (new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])).getDay() + 6) % 7;
  const box = boxes.find((one) => one.value === String(weekday));
  if (box) box.checked = true;
}

/**
 * The rule as the choices have it, or the choices as the rule has them.
 * @param {HTMLFormElement} form
 * @param {string} rule
 * @param {Picks} picks
 * @param {boolean} byRule
 */
function agree(form, rule, picks, byRule) {
  if (!byRule) {
    for (const field of controls(form, "recurrence")) field.value = rule;
    return;
  }
  const values = new Map(Object.entries(picks));
  for (const name of PICKED) {
    for (const field of controls(form, name)) {
      const value = values.get(name);
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = picks.repeat_days.includes(Number(field.value));
      } else {
        field.value = value === null || value === undefined ? "" : String(value);
      }
    }
  }
  showFields(form);
}

/**
 * A button at each date that takes it out or puts it back.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} shown
 * @param {() => void} after
 */
function offerDates(form, shown, after) {
  const [field] = controls(form, "exception_dates");
  if (!field) return;
  for (const entry of every(shown, "li[data-day]", HTMLLIElement)) {
    const day = entry.dataset.day || "";
    const isOut = entry.classList.contains("is-out");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "repeat-date";
    button.setAttribute("aria-pressed", String(isOut));
    button.title = isOut ? gettext("Put this date back") : gettext("Take this date out");
    button.append(...entry.childNodes);
    entry.append(button);
    button.addEventListener("click", () => {
      const days = field.value.split(/[,，、;；\s]+/).filter(Boolean);
      const others = days.filter((one) => one !== day);
      const kept = others.length < days.length || isOut ? others : [...days, day].sort();
      field.value = kept.join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      after();
    });
  }
}
