/* Every form of the desk: one key saves, lines count themselves, address names follow the name in pinyin. */
const gettext = window.gettext || ((text) => text);
document.documentElement.classList.add("js");

export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";

// --- Ctrl+S or ⌘S -------------------------------------------------------------------------------------
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s")
    return;
  const button = document.querySelector("[data-save]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// --- headlines: one line of meaning, as many on screen as it takes; how long they are ------------------
const length = (text) => [...text.replace(/\s/g, "")].length;

for (const field of document.querySelectorAll("[data-one-line]")) {
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", () => {
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, "");
    fit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  fit();
  document.fonts?.ready.then(fit);
}

for (const field of document.querySelectorAll("[data-count]")) {
  const counter = document.createElement("span");
  counter.className = "counter";
  counter.id = `${field.id}_counter`;
  field.before(counter);
  const most = Number(field.dataset.count);
  const show = () => {
    const count = length(field.value);
    counter.textContent = `${count} / ${most}`;
    counter.classList.toggle("over", count > most);
    counter.title = count > most ? gettext("longer than it should be") : "";
  };
  field.addEventListener("input", show);
  show();
}

// --- address names -------------------------------------------------------------------------------------
for (const slug of document.querySelectorAll("[data-slug-from]")) {
  const prefix = slug.name.slice(0, slug.name.length - "slug".length);
  const source = slug.form?.elements[prefix + slug.dataset.slugFrom];
  if (!source || slug.value) continue; // an address that is in use is changed by hand only
  let touched = false;
  let timer = 0;
  slug.addEventListener("input", () => {
    touched = slug.value !== "";
  });
  source.addEventListener("input", () => {
    clearTimeout(timer);
    if (touched) return;
    timer = setTimeout(async () => {
      const answer = await fetch(`${meta("desk-slug")}?text=${encodeURIComponent(source.value)}`);
      if (answer.ok && !touched) slug.value = (await answer.json()).slug;
    }, 250);
  });
}
