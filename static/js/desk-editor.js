/* The rich text editor on every textarea that asks for it; figures come from the picture library, from the disk, by
   pasting and by dropping. */
import { figureOf, takingFigures } from "./desk-figures.js";
import { every, gettext } from "./desk-page.js";
import { count, countHtml, nothing, prepare, sentences } from "./desk-paste.js";
import { choosePhotos } from "./desk-picker.js";

/** @typedef {import("../../tools/types/editor.js").Kit} Kit */
/** @typedef {import("../../tools/types/editor.js").Editor} Editor */
/** @typedef {import("../../tools/types/editor.js").Attribute} Attribute */

// The editor names its buttons in English; these are the names on screen.
/** @type {Record<string, string>} */
const NAMES = {
  paragraph: gettext("Paragraph"),
  heading2: gettext("Heading"),
  heading3: gettext("Subheading"),
  heading4: gettext("Small heading"),
  bulletList: gettext("Bulleted list"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quotation"),
  horizontalRule: gettext("Dividing line"),
  figure: gettext("Picture from the library"),
  "desk:figure": gettext("Picture from the disk"),
  "desk:sign": gettext("Sign-off at the right (落款)"),
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  underline: gettext("Underlined"),
  strike: gettext("Struck out"),
  subscript: gettext("Subscript"),
  superscript: gettext("Superscript"),
  link: gettext("Link"),
  unlink: gettext("Remove the link"),
  table: gettext("Insert a table"),
  "table:addColumnAfter": gettext("Add a column"),
  "table:deleteColumn": gettext("Delete the column"),
  "table:addRowAfter": gettext("Add a row"),
  "table:deleteRow": gettext("Delete the row"),
  "table:mergeCells": gettext("Join cells"),
  "table:splitCell": gettext("Split the cell"),
  "table:toggleHeaderCell": gettext("Heading cell"),
  "table:deleteTable": gettext("Delete the table"),
  "history:undo": gettext("Undo"),
  "history:redo": gettext("Redo"),
  fullscreen: gettext("Whole window"),
  html: gettext("Edit the HTML"),
};
// Texts of the editor's own dialogs, named here so that they are translated; it asks gettext for them itself.
export const DIALOGS = [
  gettext("Update"),
  gettext("Cancel"),
  gettext("Insert"),
  gettext("URL"),
  gettext("Title"),
  gettext("Edit Link"),
  gettext("Rows"),
  gettext("Columns"),
  gettext("Include header row"),
  gettext("Table Properties"),
  gettext("Insert Table"),
  gettext("Add caption"),
  gettext("Remove caption"),
  gettext("Caption"),
  gettext("Alternative Text"),
  gettext("Toggle fullscreen"),
  gettext("List properties"),
  gettext("Start at"),
  gettext("List type"),
  gettext("Open in new window"),
  gettext("Edit Figure"),
  gettext("Edit Image"),
  gettext("Insert Figure"),
  gettext("Image URL"),
  gettext("Browse..."),
  gettext("Edit HTML"),
  gettext("Prettify"),
  gettext("The HTML contents of the editor. Note that the allowed HTML is restricted by the editor schema."),
  gettext("Bullets"),
  gettext("Decimal numbers"),
  gettext("Lowercase letters"),
  gettext("Uppercase letters"),
  gettext("Lowercase Roman numerals"),
  gettext("Uppercase Roman numerals"),
];
// The one choice of a dialog that it does not translate; it reads the answer from the option's value.
/** @type {Record<string, string>} */
const ANSWERS = { Yes: gettext("Yes"), No: gettext("No") };

for (const area of every(document, "textarea[data-editor]", HTMLTextAreaElement)) {
  if (!area.name.includes("__prefix__")) edit(area);
}

/** @param {HTMLTextAreaElement} area */
async function edit(area) {
  /** @type {Kit} */
  const kit = await import(area.dataset.editor || "");
  const label = area.labels[0];
  const holder = document.createElement("div");
  holder.className = "prose-editor";
  area.before(holder);
  holder.append(area);
  const told = document.createElement("ul");
  told.className = "left-out";
  told.setAttribute("role", "status");
  const name = label?.textContent.replace(/[:：]\s*$/, "") || area.name;
  const figures = takingFigures(kit, holder);
  const editor = new kit.Editor({
    element: holder,
    extensions: extensions(kit, figures.choose),
    content: area.value,
    injectCSS: false, // its rules stand in desk-editor.css, where the Content-Security-Policy allows them
    editable: !area.disabled && !area.readOnly,
    editorProps: {
      // Its class is that of readers' pages: lists, tables and quotations look as they will look there.
      attributes: { "aria-label": name, role: "textbox", "aria-multiline": "true", class: "prose" },
      ...pasting(told, figures),
    },
    onUpdate({ editor: now }) {
      area.value = now.isEmpty ? "" : now.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  holder.append(told);
  // The menu is built when the editor is there.
  editor.on("create", () => requestAnimationFrame(() => nameButtons(holder)));
  figures.attach(editor);
  new MutationObserver(() => nameAnswers(holder)).observe(holder, { childList: true });
  area.addEventListener("desk:restored", () => editor.commands.setContent(area.value));
  label?.addEventListener("click", () => editor.commands.focus());
}

/** @typedef {import("../../tools/types/editor.js").View} View */
/** @typedef {import("../../tools/types/editor.js").Slice} Slice */

/**
 * What is pasted or dropped is made ready; what of it did not come along is told under the editor; files are taken.
 * @param {HTMLElement} told
 * @param {ReturnType<typeof takingFigures>} figures
 */
function pasting(told, figures) {
  let lost = nothing();
  let expected = -1; // characters; nothing is known of what comes as plain text
  /** @param {Slice} slice @param {boolean} taken  whether it was files */
  const tell = (slice, taken) => {
    const came = count(slice.content.textBetween(0, slice.content.size));
    const said = taken ? [] : sentences(lost, expected < 0 ? 0 : expected - came);
    told.replaceChildren(
      ...said.map((sentence) => {
        const line = document.createElement("li");
        line.textContent = sentence;
        return line;
      }),
    );
    lost = nothing();
    expected = -1;
    return taken; // the editor puts in what is no file
  };
  return {
    /** @param {string} html */
    transformPastedHTML(html) {
      const ready = prepare(html);
      ({ lost } = ready);
      expected = countHtml(ready.html);
      figures.await(ready.pictures);
      return ready.html;
    },
    /** @param {string} text */
    transformPastedText: (text) => text.replace(/^[ \t\u00a0\u3000]+/gm, ""),
    /** @param {View} view @param {ClipboardEvent} event @param {Slice} slice */
    handlePaste: (view, event, slice) => tell(slice, figures.paste(view, event.clipboardData)),
    /** @param {View} view @param {DragEvent} event @param {Slice} slice @param {boolean} moved */
    handleDrop: (view, event, slice, moved) => !moved && tell(slice, figures.drop(view, event)),
  };
}

/** @param {string} html  the attribute's name in HTML @param {string} [name]  its name in the editor */
function written(html, name = html) {
  /** @type {Attribute} */
  const attribute = {
    default: null,
    parseHTML: (element) => element.getAttribute(html),
    renderHTML: ({ [name]: value }) =>
      value ? { [html]: value } : /** @type {Record<string, string>} */ ({}),
  };
  return attribute;
}

/** @param {Kit} kit @param {() => void} chooseFiles */
function extensions(kit, chooseFiles) {
  const Image = kit.Image.extend({
    addAttributes() {
      return {
        ...this.parent?.(),
        file: { default: null, rendered: false },
        photo: written("data-photo", "photo"),
        width: written("width"),
        height: written("height"),
      };
    },
  });
  /** @type {Record<string, Attribute>} */
  const keepClass = { class: { default: null, parseHTML: (element) => element.getAttribute("class") } };
  const Figure = kit.Figure.extend({
    addAttributes: () => keepClass,
    addNodeView: null,
    addCommands() {
      return {
        ...this.parent?.(),
        // The menu also asks whether the command could run: only with `dispatch` is it meant.
        insertFigure:
          () =>
          ({ editor, dispatch }) => {
            if (dispatch) insertFigure(editor);
            return true;
          },
      };
    },
  });
  /** @type {Record<string, Attribute>} */
  const keepId = { id: written("id") }; // of a note and its sign
  const Link = kit.Link.extend({
    addAttributes() {
      return { ...this.parent?.(), ...keepId };
    },
  });
  const ListItem = kit.ListItem.extend({ addAttributes: () => keepId });
  const OrderedList = kit.OrderedList.extend({
    addNodeView: null, // its own writes a style that a list without a type does not have
    addAttributes() {
      return { ...this.parent?.(), start: written("start"), type: written("type") };
    },
  });
  const Caption = kit.Caption.extend({ addAttributes: () => ({}) });
  const Paragraph = kit.Paragraph.extend({ addAttributes: () => keepClass });
  const OwnButtons = kit.Extension.create({
    name: "desk",
    addMenuItems({ buttons, menu }) {
      menu.defineItem({
        name: "desk:figure",
        groups: "nodes",
        button: buttons.text(gettext("From the disk")),
        command: chooseFiles,
      });
      menu.defineItem({
        name: "desk:sign",
        groups: "nodes",
        button: buttons.text(gettext("Sign-off")),
        active: isSignOff,
        enabled: (editor) => editor.isActive("paragraph"),
        command: (editor) =>
          editor
            .chain()
            .focus()
            .updateAttributes("paragraph", { class: isSignOff(editor) ? null : "sign" })
            .run(),
      });
    },
  });
  return [
    kit.Document,
    kit.Text,
    Paragraph,
    kit.HardBreak,
    kit.History,
    kit.Dropcursor,
    kit.Gapcursor,
    kit.NoSpellCheck,
    kit.Heading.configure({ levels: [2, 3, 4] }),
    kit.Bold,
    kit.Italic,
    kit.Underline,
    kit.Strike,
    kit.Subscript,
    kit.Superscript,
    kit.BulletList,
    OrderedList.configure({ enableListAttributes: false }),
    ListItem,
    kit.Blockquote,
    kit.HorizontalRule,
    Link.configure({ enableTarget: false, openOnClick: false, autolink: false }),
    kit.Table,
    kit.TableRow,
    kit.TableHeader,
    kit.TableCell,
    Image,
    Figure,
    Caption,
    kit.HTML,
    kit.Fullscreen,
    OwnButtons,
    kit.Menu.configure({
      groups: [
        { group: "blockType -lists" },
        { group: "marks" },
        { group: "lists" },
        { group: "nodes -blockType -lists" },
        { group: "link" },
        { group: "table" },
        { group: "history" },
        { group: "utility" },
      ],
    }),
  ];
}

/** @param {Editor} editor */
async function insertFigure(editor) {
  const [photo] = await choosePhotos();
  if (!photo) return;
  editor.chain().focus().insertContent(figureOf(photo)).run();
}

/** The line at the end that says who signs and when. @param {Editor} editor */
function isSignOff(editor) {
  return editor.isActive("paragraph", { class: "sign" });
}

/** @param {HTMLElement} holder */
function nameAnswers(holder) {
  for (const option of every(holder, ".prose-editor-dialog option", HTMLOptionElement)) {
    const text = ANSWERS[option.textContent];
    if (!text || option.hasAttribute("value")) continue;
    option.value = option.textContent;
    option.textContent = text;
  }
}

/** @param {HTMLElement} holder */
function nameButtons(holder) {
  for (const button of every(holder, ".prose-menubar [data-name]", HTMLElement)) {
    const { name = "" } = button.dataset;
    const text = NAMES[name];
    if (!text) continue;
    button.title = text;
    button.setAttribute("aria-label", text);
    if (name.startsWith("heading")) {
      button.classList.remove("material-icons");
      delete button.dataset.level;
      button.textContent = `H${Number(name.slice(-1)) - 1}`;
    }
  }
}
