// Reading aloud with the browser's own voice: paragraph by paragraph, with pause, a place and a way back.
// The place is kept for the visit, so that a page opened again goes on where it stopped.
(() => {
  const text = document.querySelector("[data-speak]");
  /** @type {HTMLElement | null} */
  const panel = document.querySelector("[data-speech-panel]");
  /** @type {HTMLButtonElement | null} */
  const start = document.querySelector('[data-speech="start"]');
  if (!text || !panel || !start || !("speechSynthesis" in window)) return;

  /** @type {HTMLInputElement | null} */
  const place = panel.querySelector('[data-speech="place"]');
  /** @type {HTMLOutputElement | null} */
  const position = panel.querySelector('[data-speech="position"]');
  /** @type {HTMLButtonElement | null} */
  const toggle = panel.querySelector('[data-speech="toggle"]');
  /** @type {HTMLElement | null} */
  const note = document.querySelector("[data-speech-note]");
  if (!place || !position || !toggle) return;

  const parts = [...document.querySelectorAll("main h1")]
    .slice(0, 1)
    .concat([...text.querySelectorAll("p, h2, h3, h4, li, figcaption, tr")])
    .filter((part) => part.textContent.trim() && !part.querySelector("p, li"));
  if (!parts.length) return;

  const synth = window.speechSynthesis;
  const key = `speech:${location.pathname}`;
  let current = 0;
  let run = 0; // each start gets a number: ends of utterances that were cut off do not count
  let paused = false;

  start.hidden = false;
  place.max = String(parts.length);

  const remember = () => {
    try {
      sessionStorage.setItem(key, String(current));
    } catch {
      // The place is then forgotten.
    }
  };
  const recall = () => {
    try {
      return Math.min(Number(sessionStorage.getItem(key)) || 0, parts.length - 1);
    } catch {
      return 0;
    }
  };
  const show = () => {
    const { pattern = "" } = position.dataset;
    const number = String(current + 1);
    place.value = number;
    position.textContent = pattern.replace("{n}", number).replace("{total}", String(parts.length));
    toggle.textContent = (paused ? toggle.dataset.resume : toggle.dataset.pause) || "";
  };
  /** Marks the paragraph in hand, or none. @param {Element} [wanted] */
  const mark = (wanted) => {
    for (const part of parts) part.classList.toggle("speaking", part === wanted);
  };
  /** The voices of the device for Chinese; nothing known yet where the browser still looks for them. */
  const voices = () => {
    const all = synth.getVoices();
    return { known: all.length > 0, chinese: all.filter((voice) => /^(zh|cmn|yue)\b/i.test(voice.lang)) };
  };
  const noVoice = () => {
    stop();
    if (note) note.hidden = false;
  };
  const say = () => {
    const part = parts[current];
    if (!part) return;
    const { known, chinese } = voices();
    // Another language's voice would skip every character and pretend to have read them.
    if (known && !chinese.length) {
      noVoice();
      return;
    }
    run += 1;
    const mine = run;
    paused = false;
    synth.cancel();
    mark(part);
    show();
    remember();
    const box = part.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) part.scrollIntoView({ block: "center" });
    const utterance = new SpeechSynthesisUtterance(part.textContent.trim());
    utterance.lang = "zh-CN";
    utterance.voice = chinese.find((voice) => /^(zh.CN|cmn)/i.test(voice.lang)) || chinese[0] || null;
    utterance.onerror = ({ error }) => {
      if (mine === run && !["canceled", "interrupted"].includes(error)) noVoice();
    };
    utterance.onend = () => {
      if (mine !== run) return;
      if (current + 1 === parts.length) {
        current = 0;
        remember();
        stop();
        return;
      }
      current += 1;
      say();
    };
    synth.speak(utterance);
  };
  const stop = () => {
    run += 1;
    paused = false;
    synth.cancel();
    mark();
    panel.hidden = true;
    start.focus();
  };
  // Pausing cuts the paragraph off and begins it again: pause() of the browsers does not work on every phone.
  const pause = () => {
    run += 1;
    paused = true;
    synth.cancel();
    show();
  };
  /** @param {number} to */
  const jump = (to) => {
    current = Math.max(0, Math.min(parts.length - 1, to));
    if (!paused) {
      say();
      return;
    }
    mark(parts[current]);
    show();
    remember();
  };

  // Some browsers begin to look for voices when they are first asked.
  voices();
  start.addEventListener("click", () => {
    if (note) note.hidden = true;
    panel.hidden = false;
    current = recall();
    say();
    if (!panel.hidden) toggle.focus();
  });
  /** @type {Record<string, () => void>} */
  const actions = {
    toggle: () => (paused ? say() : pause()),
    back: () => jump(current - 1),
    forward: () => jump(current + 1),
    stop,
  };
  panel.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    /** @type {HTMLElement | null} */
    const button = event.target.closest("button[data-speech]");
    actions[button?.dataset.speech || ""]?.();
  });
  place.addEventListener("change", () => jump(Number(place.value) - 1));
  window.addEventListener("pagehide", () => synth.cancel());
})();
