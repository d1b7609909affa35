/* Pictures that stand in the HTML of the clipboard themselves, as data: URIs. Each becomes a file that is asked about
   where it stood; until the text is in the editor, a mark of its own holds its place. */
import { gettext } from "./desk-page.js";

/** A picture of a pasted text. @typedef {{ file: File, caption: string, alt: string }} Embedded */

const MOST = 20; // pictures of one paste
const MOST_BYTES = 40 * 1024 * 1024; // of all of them together, which is what the portal takes as one file
const LEAST_BYTES = 100; // below it is an invisible dot that keeps a place, never a picture
// Noncharacters, which Unicode keeps for such inner use: no text that is pasted has them (see `withoutMarks`).
const [OPEN, CLOSE] = ["\ufdd0", "\ufdd1"];
const MARK = /\ufdd0(\d+)\ufdd1/g;
const SOURCE = /^\s*data:image\/(png|jpe?g|gif|webp);base64,/i;
/** How the files of a kind begin, their type, and how their names end. @type {[string, string, string][]} */
const KINDS = [
  ["\x89PNG\r\n\x1a\n", "image/png", "png"],
  ["\xff\xd8\xff", "image/jpeg", "jpg"],
  ["GIF8", "image/gif", "gif"],
  ["RIFF", "image/webp", "webp"],
];

/** @param {string} html */
export const withoutMarks = (html) => html.replace(/[\ufdd0\ufdd1]/g, "");

/**
 * Takes pictures out of a page, one after the other, until there are too many. `take` says whether a picture was taken;
 * then its mark stands where it stood.
 */
export function takingPictures() {
  /** @type {Embedded[]} */
  const pictures = [];
  let bytes = 0;
  return {
    pictures,
    /** @param {Element} part @returns {boolean} */
    take(part) {
      if (pictures.length === MOST || !isItself(part)) return false;
      const file = fileOf(part.getAttribute("src") ?? "", pictures.length + 1, MOST_BYTES - bytes);
      if (!file) return false;
      bytes += file.size;
      const alt = (part.getAttribute("alt") ?? "").trim();
      const figure = part.closest("figure");
      const words = figure?.querySelector("figcaption");
      const caption = words?.textContent.trim() ?? "";
      words?.remove();
      part.replaceWith(`${OPEN}${pictures.length}${CLOSE}`);
      figure?.replaceWith(...figure.childNodes); // it becomes one again when its picture is stored
      pictures.push({ file, caption, alt });
      return true;
    },
  };
}

/** Pages that load pictures late have a stand-in here and name the real one beside it. @param {Element} part */
function isItself(part) {
  return part.tagName === "IMG" && !["data-src", "data-original"].some((name) => part.hasAttribute(name));
}

/**
 * The file in a data: URI, or null where it is none of the kinds, no picture, or too large.
 * @param {string} source @param {number} number  in its name @param {number} most  bytes
 */
function fileOf(source, number, most) {
  const [head] = SOURCE.exec(source) ?? [];
  if (!head || (source.length - head.length) * 0.75 > most + 3) return null;
  const content = decoded(source.slice(head.length));
  const [, type, ending] = KINDS.find(([begin]) => content.startsWith(begin)) ?? [];
  if (!type || content.length < LEAST_BYTES || content.length > most) return null;
  const name = `${gettext("Pasted picture %s").replace("%s", String(number))}.${ending}`;
  const bytes = new Uint8Array(content.length);
  for (let at = 0; at < content.length; at += 1) bytes[at] = content.charCodeAt(at);
  return new File([bytes], name, { type });
}

/** One character a byte; empty where it is no base64. @param {string} text */
function decoded(text) {
  try {
    return atob(text.includes("%") ? decodeURIComponent(text) : text);
  } catch {
    return "";
  }
}

/** @typedef {import("../../tools/types/editor.js").Transaction} Transaction */
/** @typedef {import("../../tools/types/editor.js").Document} Text */

/**
 * Takes the marks out of a text that was just put in. Tells where the pictures belong, between the outermost blocks:
 * before the block that its picture began, else behind the one that it stood in.
 * @param {Transaction} transaction
 * @param {Embedded[]} pictures
 * @returns {{ at: number, picture: Embedded }[]}
 */
export function placesOf(transaction, pictures) {
  /** @type {{ from: number, to: number, picture: Embedded }[]} */
  const found = [];
  transaction.doc.descendants((node, at) => {
    for (const { 0: mark, 1: number, index } of (node.text ?? "").matchAll(MARK)) {
      const picture = pictures[Number(number)];
      const from = at + index;
      if (picture) found.push({ from, to: from + mark.length, picture });
    }
  });
  const places = found.map(({ from, picture }) => ({ from, picture }));
  for (const { from, to } of found.reverse()) takeOut(transaction, from, to);
  return places.map(({ from, picture }) => ({
    at: beside(transaction.doc, transaction.mapping.map(from)),
    picture,
  }));
}

/** A mark goes, and the paragraph with it that holds nothing else. @param {Transaction} transaction @param {number} from @param {number} to */
function takeOut(transaction, from, to) {
  const place = transaction.doc.resolve(from);
  const alone = place.depth === 1 && place.node(1).content.size === to - from;
  if (alone && transaction.doc.childCount > 1) transaction.delete(place.before(1), place.after(1));
  else transaction.delete(from, to);
}

/** @param {Text} text @param {number} at */
function beside(text, at) {
  const place = text.resolve(at);
  return place.depth > 0 && place.pos === place.start(1) ? place.before(1) : between(text, at);
}

/** The place between two blocks that is nearest: before an empty one, else behind. @param {Text} text @param {number} at */
export function between(text, at) {
  const place = text.resolve(Math.min(at, text.content.size));
  if (place.depth === 0) return place.pos;
  return place.node(1).content.size === 0 ? place.before(1) : place.after(1);
}
