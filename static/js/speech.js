// Reading aloud with the browser's own voice: paragraph by paragraph, with pause, a place and a way back.
// The place is kept for the visit, so that a page opened again goes on where it stopped.
(function () {
  "use strict";
  var text = document.querySelector("[data-speak]");
  var panel = document.querySelector("[data-speech-panel]");
  var start = document.querySelector('[data-speech="start"]');
  if (!text || !panel || !start || !("speechSynthesis" in window)) return;

  var synth = window.speechSynthesis;
  var title = document.querySelector("main h1");
  var parts = [title]
    .concat(Array.from(text.querySelectorAll("p, h2, h3, h4, li, figcaption, tr")))
    .filter(function (part) {
      return part && part.textContent.trim() && !part.querySelector("p, li");
    });
  if (!parts.length) return;

  var place = panel.querySelector('[data-speech="place"]');
  var position = panel.querySelector('[data-speech="position"]');
  var toggle = panel.querySelector('[data-speech="toggle"]');
  var key = "speech:" + location.pathname;
  var current = 0;
  var run = 0; // each start gets a number: ends of utterances that were cut off do not count
  var paused = false;

  start.hidden = false;
  place.max = parts.length;

  function remember() {
    try {
      sessionStorage.setItem(key, String(current));
    } catch (error) {
      /* the place is then forgotten */
    }
  }
  function recall() {
    try {
      return Math.min(Number(sessionStorage.getItem(key)) || 0, parts.length - 1);
    } catch (error) {
      return 0;
    }
  }
  function show() {
    place.value = String(current + 1);
    position.textContent = position.dataset.pattern
      .replace("{n}", current + 1)
      .replace("{total}", parts.length);
    toggle.textContent = paused ? toggle.dataset.resume : toggle.dataset.pause;
  }
  function unmark() {
    parts.forEach(function (part) {
      part.classList.remove("speaking");
    });
  }
  function say() {
    var mine = ++run;
    paused = false;
    synth.cancel();
    unmark();
    show();
    remember();
    var part = parts[current];
    part.classList.add("speaking");
    var box = part.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) part.scrollIntoView({ block: "center" });
    var utterance = new SpeechSynthesisUtterance(part.textContent.trim());
    utterance.lang = "zh-CN";
    utterance.onend = function () {
      if (mine !== run) return;
      if (current + 1 < parts.length) {
        current += 1;
        say();
      } else {
        stop(true);
      }
    };
    synth.speak(utterance);
  }
  function stop(finished) {
    run += 1;
    paused = false;
    synth.cancel();
    unmark();
    if (finished) {
      current = 0;
      remember();
    }
    panel.hidden = true;
    start.focus();
  }
  // Pausing cuts the paragraph off and begins it again: pause() of the browsers does not work on every phone.
  function pause() {
    run += 1;
    paused = true;
    synth.cancel();
    show();
  }
  function jump(to) {
    current = Math.max(0, Math.min(parts.length - 1, to));
    if (paused) {
      unmark();
      parts[current].classList.add("speaking");
      show();
      remember();
    } else {
      say();
    }
  }

  start.addEventListener("click", function () {
    panel.hidden = false;
    current = recall();
    say();
    toggle.focus();
  });
  panel.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-speech]");
    if (!button) return;
    var action = button.dataset.speech;
    if (action === "toggle") {
      if (paused) say();
      else pause();
    }
    if (action === "back") jump(current - 1);
    if (action === "forward") jump(current + 1);
    if (action === "stop") stop(false);
  });
  place.addEventListener("change", function () {
    jump(Number(place.value) - 1);
  });
  window.addEventListener("pagehide", function () {
    synth.cancel();
  });
})();
