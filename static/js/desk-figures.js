/* Pictures that are pasted, dropped or chosen from the disk within a rich text. Where one will stand its words are asked
   for; then it goes into the library by the same door as every upload, and becomes a figure. Until then nothing of it
   is in the text, so a picture that is refused leaves nothing behind. */
import { between, placesOf } from "./desk-embedded.js";
import { gettext, makeButton, maybe } from "./desk-page.js";
import { countHtml } from "./desk-paste.js";
import { uploadAll } from "./desk-sending.js";

/** @typedef {import("../../tools/types/editor.js").Kit} Kit */
/** @typedef {import("../../tools/types/editor.js").Editor} Editor */
/** @typedef {import("../../tools/types/editor.js").Decorations} Decorations */
/** @typedef {import("../../tools/types/editor.js").View} View */
/** @typedef {import("../../tools/types/editor.js").Put} Put */
/** @typedef {import("./desk-embedded.js").Embedded} Embedded */
/** @typedef {import("./desk-picker.js").Photo} Photo */

// PDF is named so that it can be chosen and refused with a sentence.
const ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif,.pdf";
const MOST_PREVIEWED = 20 * 1024 * 1024; // bytes; a larger one is not read into the page just to be looked at
/** @type {["caption" | "alt_text" | "credit", string, number][]} */
const WORDS = [
  ["caption", gettext("Caption"), 300],
  ["alt_text", gettext("Alternative text: what the picture shows"), 300],
  ["credit", gettext("Picture credit"), 100],
];

/**
 * The files that came with a paste or a drop, if they are what is meant: office programs put a picture of the text
 * beside the text itself.
 * @param {DataTransfer | null} data
 * @returns {File[]}
 */
export function filesIn(data) {
  const files = [...(data?.files ?? [])];
  if (!files.length || countHtml(data?.getData("text/html") ?? "") > 0) return [];
  return files;
}

/** The data of a figure for the editor. @param {Photo} photo @returns {import("../../tools/types/editor.js").Node} */
export function figureOf(photo) {
  const image = {
    type: "image",
    attrs: {
      src: photo.src,
      alt: photo.alt_text,
      photo: String(photo.id),
      width: String(photo.width),
      height: String(photo.height),
    },
  };
  const words = [photo.caption, photo.credit].filter(Boolean).join(" ");
  const caption = words ? [{ type: "caption", content: [{ type: "text", text: words }] }] : [];
  return { type: "figure", content: [image, ...caption] };
}

/**
 * What takes files into one editor. `attach` is called once it is there.
 * @param {Kit} kit
 * @param {HTMLElement} holder
 */
export function takingFigures(kit, holder) {
  const { Decoration, DecorationSet } = kit.pm.view;
  const key = new kit.pm.state.PluginKey("desk-figures");
  /** @type {Editor | undefined} */
  let editor;
  /** Whose marks stand in what is about to be put in. @type {Embedded[]} */
  let awaited = [];

  /** The questions that stand in the text, as decorations: they are no part of it. */
  const plugin = new kit.Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const set = before.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(key);
        if (!change) return set;
        if (change.gone) return set.remove(set.find(undefined, undefined, ({ of }) => of === change.gone));
        const shown = change.put.map(({ at, panel, name }) => {
          const spec = { of: panel, key: name, side: 1, stopEvent: () => true, ignoreSelection: true };
          return Decoration.widget(at, panel, spec);
        });
        return set.add(transaction.doc, shown);
      },
    },
    // The same step that puts the text in takes the marks out, so that neither the field nor undoing ever sees one.
    appendTransaction(_transactions, _before, state) {
      if (!awaited.length) return null;
      const cleared = state.tr;
      const places = placesOf(cleared, awaited);
      if (!places.length) return null;
      awaited = [];
      const put = panelsFor(places);
      requestAnimationFrame(() => begin(put));
      return cleared.setMeta(key, { put });
    },
    props: { decorations: (state) => /** @type {Decorations} */ (key.getState(state)) },
  });

  /** Where the question of a panel stands now; -1 when the text around it was deleted. @param {HTMLElement} panel */
  const placeOf = (panel) => {
    const set = editor && /** @type {Decorations} */ (key.getState(editor.state));
    return set?.find(undefined, undefined, ({ of }) => of === panel)[0]?.from ?? -1;
  };

  /** @param {HTMLElement} panel */
  const close = (panel) => {
    if (editor) editor.view.dispatch(editor.state.tr.setMeta(key, { gone: panel }));
  };

  /** @param {HTMLElement} panel @param {Photo} photo */
  const insert = (panel, photo) => {
    if (!editor) return;
    const found = placeOf(panel);
    // Where the text around the question was deleted meanwhile, it stands where one writes.
    const at = found < 0 ? between(editor.state.doc, editor.state.selection.from) : found;
    // One goes on writing where one was: were the figure selected, the next letter would take its place.
    editor.chain().insertContentAt(at, figureOf(photo), { updateSelection: false }).focus().run();
    close(panel);
  };

  /** The questions about pictures. @param {{ at: number, picture: Embedded }[]} places @returns {Put[]} */
  const panelsFor = (places) =>
    places.map(({ at, picture }, number) => ({
      at,
      panel: panelFor(picture, insert, close),
      name: `${Date.now()}-${number}`,
    }));

  /** @param {Put[]} put */
  const begin = ([first]) => first?.panel.querySelector("textarea")?.focus();

  /** Ask for the words of each file, at a position in the text. @param {number} position @param {File[]} files */
  const ask = (position, files) => {
    awaited = [];
    if (!editor?.isEditable) return;
    const at = between(editor.state.doc, position);
    const put = panelsFor(files.map((file) => ({ at, picture: { file, caption: "", alt: "" } })));
    editor.view.dispatch(editor.state.tr.setMeta(key, { put }));
    begin(put);
  };

  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ACCEPT;
  input.hidden = true;
  input.setAttribute("aria-label", gettext("Picture from the disk"));
  input.addEventListener("change", () => {
    if (input.files && editor) ask(editor.state.selection.from, [...input.files]);
    input.value = "";
  });

  return {
    choose: () => input.click(),
    /** Pictures that the text holds itself which is put in next. @param {Embedded[]} pictures */
    await(pictures) {
      awaited = pictures;
    },
    /** @param {Editor} made */
    attach(made) {
      editor = made;
      made.registerPlugin(plugin);
      holder.append(input);
      // On the document, before what the form itself does with it.
      document.addEventListener("submit", (event) => keepOpen(event, holder), true);
    },
    /** @param {View} view @param {DataTransfer | null} data @returns {boolean} whether files were taken */
    paste(view, data) {
      const files = filesIn(data);
      if (files.length) ask(view.state.selection.from, files);
      return files.length > 0;
    },
    /** @param {View} view @param {DragEvent} event @returns {boolean} whether files were taken */
    drop(view, event) {
      const files = filesIn(event.dataTransfer);
      const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (files.length) ask(place?.pos ?? view.state.selection.from, files);
      return files.length > 0;
    },
  };
}

/** A form is not saved over the head of a picture that still waits. @param {Event} event @param {HTMLElement} holder */
function keepOpen(event, holder) {
  const waiting = maybe(holder, ".figure-ask", HTMLElement);
  if (!waiting || !(event.target instanceof Node && event.target.contains(holder))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell(waiting, gettext("This picture is not in the text yet: insert it or leave it out, then save."));
  waiting.scrollIntoView({ block: "center" });
  waiting.querySelector("textarea")?.focus();
}

/** @param {HTMLElement} panel @param {string} sentence */
function tell(panel, sentence) {
  const line = panel.querySelector("[role=alert]");
  if (line) line.textContent = sentence;
}

/**
 * The question about one file; words that came with it are offered.
 * @param {Embedded} picture
 * @param {(panel: HTMLElement, photo: Photo) => void} insert
 * @param {(panel: HTMLElement) => void} close
 */
function panelFor({ file, caption, alt }, insert, close) {
  const panel = document.createElement("div");
  panel.className = "figure-ask";
  panel.contentEditable = "false";
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", file.name);
  /** @type {Record<string, string>} */
  const offered = { caption, alt_text: alt };
  const fields = WORDS.map(([name, text, most]) => {
    const field = document.createElement("textarea");
    field.rows = name === "credit" ? 1 : 2;
    field.maxLength = most;
    field.value = (offered[name] ?? "").slice(0, most);
    field.dataset.word = name;
    const label = document.createElement("label");
    label.append(text, field);
    return { name, field, label };
  });
  const words = document.createElement("div");
  words.className = "figure-words";
  words.append(...fields.map(({ label }) => label));
  const list = document.createElement("ul");
  list.className = "upload-list";
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  const take = makeButton(gettext("Insert the picture"), "button default");
  const leave = makeButton(gettext("Leave it out"));
  const buttons = document.createElement("p");
  buttons.className = "figure-buttons";
  buttons.append(leave, take);
  panel.append(preview(file), words, list, told, buttons);
  take.addEventListener("click", async () => {
    take.disabled = true;
    told.textContent = "";
    list.replaceChildren();
    const said = Object.fromEntries(fields.map(({ name, field }) => [name, field.value.trim()]));
    await uploadAll([file], list, said, ({ photo }, line) => {
      line.remove();
      // A picture that was there keeps its own words in the library; what was typed here stands in this text.
      const { caption = "", alt_text = "", credit = "" } = said;
      insert(panel, {
        ...photo,
        caption: caption || photo.caption,
        alt_text: alt_text || photo.alt_text,
        credit: credit || photo.credit,
      });
    });
    // What was refused will be refused again; what did not get through has a button of its own in its line.
    take.hidden = list.querySelector(".failed") !== null;
  });
  leave.addEventListener("click", () => close(panel));
  // Keys and commands of the form and of the text have no business here, but for the one that leaves.
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close(panel);
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (!take.hidden && !take.disabled) take.click();
    }
  });
  return panel;
}

/** The picture itself where the browser can show it, and its name. @param {File} file */
function preview(file) {
  const figure = document.createElement("div");
  figure.className = "figure-preview";
  const name = document.createElement("span");
  name.textContent = file.name;
  figure.append(name);
  if (!file.type.startsWith("image/") || file.size > MOST_PREVIEWED) return figure;
  const image = document.createElement("img");
  image.alt = "";
  image.addEventListener("error", () => image.remove()); // HEIC, say: the portal reads it though the browser does not
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    image.src = String(reader.result);
  });
  reader.readAsDataURL(file);
  figure.prepend(image);
  return figure;
}
