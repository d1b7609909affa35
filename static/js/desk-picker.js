/* The picture library in a dialog, and sending pictures into it. */
const gettext = window.gettext || ((text) => text);
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";

/** Let the editor choose; resolves to the chosen pictures, an empty list when they turn back. */
export function choosePhotos({ multiple = false } = {}) {
  return new Promise((resolve) => {
    const chosen = new Map();
    let page = 1;
    let asked = 0;
    const dialog = build();
    const { grid, search, more, take, count } = dialog.parts;

    const load = async (append) => {
      const turn = (asked += 1);
      const query = new URLSearchParams({ q: search.value, page });
      const response = await fetch(`${meta("desk-picker")}?${query}`);
      const answer = await response.json();
      if (turn !== asked) return;
      if (!append) grid.replaceChildren();
      for (const photo of answer.photos) grid.append(item(photo));
      if (!grid.childElementCount) grid.textContent = gettext("No picture fits. Search for other words.");
      more.hidden = !answer.more;
    };
    const item = (photo) => {
      const entry = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
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
        count.textContent = gettext("%s chosen").replace("%s", chosen.size);
        take.disabled = chosen.size === 0;
      });
      entry.append(button);
      return entry;
    };
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        page = 1;
        load(false);
      }, 250);
    });
    more.addEventListener("click", () => {
      page += 1;
      load(true);
    });
    take.hidden = !multiple;
    take.addEventListener("click", () => dialog.close("take"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "take" ? [...chosen.values()] : []);
    });
    document.body.append(dialog);
    dialog.showModal();
    load(false);
  });
}

function build() {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  const make = (tag, properties = {}, children = []) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const search = make("input", {
    type: "search",
    placeholder: gettext("Words in caption, alternative text or credit"),
  });
  search.setAttribute("aria-label", gettext("Search the library"));
  const grid = make("ul", { className: "picker-grid" });
  const more = make("button", {
    type: "button",
    className: "button",
    textContent: gettext("More"),
    hidden: true,
  });
  const take = make("button", {
    type: "button",
    className: "button default",
    textContent: gettext("Take these"),
    disabled: true,
  });
  const cancel = make("button", { type: "button", className: "button", textContent: gettext("Cancel") });
  const count = make("span", { className: "quiet" });
  cancel.addEventListener("click", () => dialog.close(""));
  const title = make("h2", { textContent: gettext("Picture library"), id: "picker-title" });
  dialog.setAttribute("aria-labelledby", "picker-title");
  dialog.append(
    make("div", { className: "picker-head" }, [title, search]),
    grid,
    make("div", { className: "picker-foot" }, [count, more, cancel, take]),
  );
  dialog.parts = { search, grid, more, take, count };
  return dialog;
}

/** Send one file; `onProgress` gets 0 to 1. Resolves to the picture, rejects with a sentence. */
export function uploadPhoto(file, fields = {}, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const data = new FormData();
    data.append("file", file);
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", meta("desk-upload"));
    request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () =>
      reject(gettext("The desk cannot be reached. Try again in a moment.")),
    );
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* a page instead of an answer */
      }
      if (answer.photo) resolve(answer);
      else reject(answer.error || gettext("The picture was not stored. Reload the page and try again."));
    });
    request.send(data);
  });
}

/** Send several files one after the other, each with its line in `list`; `onStored` gets every picture. */
export async function uploadAll(files, list, fields, onStored) {
  let failed = 0;
  const lines = [...files].map((file) => {
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
      await onStored(answer, line);
    } catch (error) {
      failed += 1;
      bar.remove();
      line.classList.add("failed");
      line.setAttribute("role", "alert");
      name.textContent = `✕ ${file.name}: ${error}`;
    }
  }
  return failed;
}
