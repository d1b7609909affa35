// Loads pictures far down a list only when they come near the viewport, which saves a phone's data.
(() => {
  const AHEAD = "50% 0px"; // half a screen
  document.documentElement.classList.add("ready"); // settings.js waits for this class
  const waiting = document.querySelectorAll("picture.later");

  function showAll() {
    for (const picture of waiting) picture.classList.add("is-near");
  }
  if (!("IntersectionObserver" in window)) {
    showAll();
    return;
  }
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        entry.target.classList.add("is-near");
        watch.unobserve(entry.target);
      }
    },
    { rootMargin: AHEAD },
  );
  for (const picture of waiting) watch.observe(picture);
  addEventListener("beforeprint", showAll);
})();
