/* What is pasted into a rich text: Word's lists become lists, what is hidden stays out, what cannot come is counted. */
import { takingPictures, withoutMarks } from "./desk-embedded.js";
import { gettext } from "./desk-page.js";

/**
 * How many of each did not come along; of hidden words the characters.
 * @typedef {{ pictures: number, films: number, comments: number, hidden: number }} Lost
 */
/** @returns {Lost} */
export const nothing = () => ({ pictures: 0, films: 0, comments: 0, hidden: 0 });

const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?!none)\w/i;
const COMMENT =
  "[data-style*='mso-element:comment' i], .msocomtxt, .msocomoff, .msocomanchor, .MsoCommentReference";
const LIST = /mso-list\s*:\s*(l\d+)\s+level(\d+)/i;
const FILMS = "video, audio, iframe, embed, object";
const BLANKS = /^[\s\u00a0\u2002-\u200a\u3000]+/;
// Numbers that HTML counts by itself, and the type of their lists.
/** @type {[RegExp, string, (text: string) => number][]} */
const COUNTED = [
  [/^\d+\.$/, "", (text) => Number.parseInt(text, 10)],
  [/^[a-z]\.$/, "a", (text) => text.charCodeAt(0) - 96],
  [/^[A-Z]\.$/, "A", (text) => text.charCodeAt(0) - 64],
  [/^[ivx]+\.$/, "i", roman],
  [/^[IVX]+\.$/, "I", roman],
];
const BULLET = /^[·•●○■□◆◇▪➢ØüvoO§§\uf000-\uf0ff-]$/;

/**
 * The HTML of the clipboard as it should be pasted, the pictures that it holds itself (their marks stand in the HTML), and
 * what of it does not come along.
 * @param {string} html
 * @returns {{ html: string, pictures: import("./desk-embedded.js").Embedded[], lost: Lost }}
 */
export function prepare(html) {
  // Under a strict Content-Security-Policy a style of the clipboard is a violation that is reported, and says nothing.
  const plain = withoutMarks(html).replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/\sstyle(?=\s*=)/gi, " data-style"),
  );
  const page = new DOMParser().parseFromString(plain, "text/html");
  const lost = nothing();
  for (const part of page.querySelectorAll("style, script, template, title, xml")) part.remove();
  lost.comments = page.querySelectorAll(".msocomtxt").length;
  for (const part of page.querySelectorAll(COMMENT)) part.remove();
  for (const part of page.querySelectorAll("[data-style], [hidden]")) {
    if (!part.hasAttribute("hidden") && !HIDDEN.test(part.getAttribute("data-style") ?? "")) continue;
    lost.hidden += count(part.textContent);
    part.remove();
  }
  for (const part of page.querySelectorAll(FILMS)) {
    lost.films += 1;
    part.remove();
  }
  const { pictures, take } = takingPictures();
  for (const part of page.querySelectorAll("img, svg, canvas")) {
    if (isOurs(part) || take(part)) continue;
    lost.pictures += 1;
    part.remove();
  }
  for (const part of page.querySelectorAll("rt, rp")) part.remove();
  headings(page);
  noteLinks(page);
  lists(page);
  for (const part of page.querySelectorAll("[class*='Mso']")) part.removeAttribute("class");
  for (const part of page.querySelectorAll("[data-style]")) part.removeAttribute("data-style");
  for (const part of page.querySelectorAll("p, h2, h3, h4, li")) unindent(part);
  return { html: page.body.innerHTML, pictures, lost };
}

/** What did not come along, as sentences. @param {Lost} lost @param {number} [characters]  that are missing */
export function sentences(lost, characters = 0) {
  /** @type {[number, string][]} */
  const told = [
    [
      lost.pictures,
      gettext(
        "Pictures that did not come along: %s. Save them, upload them to the library and insert them from there.",
      ),
    ],
    [
      lost.films,
      gettext("Videos and parts of other pages that did not come along: %s. Insert links to them."),
    ],
    [lost.comments, gettext("Comments of Word that were left out: %s.")],
    [lost.hidden, gettext("Hidden characters that were left out: %s.")],
    [characters, gettext("Characters that did not come along: %s. Compare the text with what you copied.")],
  ];
  return told.filter(([number]) => number > 0).map(([number, text]) => text.replace("%s", String(number)));
}

/** How many characters, blanks left out. @param {string | null} text */
export function count(text) {
  return (text ?? "").replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\u3000\ufeff]+/g, "").length;
}

/** The characters of HTML that is shown. @param {string} html */
export function countHtml(html) {
  return count(new DOMParser().parseFromString(html, "text/html").body.textContent);
}

/** A picture of the library. @param {Element} part */
function isOurs(part) {
  const source = part.getAttribute("src") ?? "";
  return part.hasAttribute("data-photo") && (source.startsWith("/") || source.startsWith(location.origin));
}

/**
 * The site's headings begin with the second level, for the first is the headline. Where a text has a first level, all
 * of its levels stand one lower; the deepest are one.
 * @param {Document} page
 */
function headings(page) {
  const lower = page.querySelector("h1") ? 1 : 0;
  for (const part of page.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(4, Number(part.tagName.slice(1)) + lower);
    if (part.tagName !== `H${level}`) rename(part, `h${level}`);
  }
}

/** @param {Element} part @param {string} name */
function rename(part, name) {
  const made = part.ownerDocument.createElement(name);
  made.append(...part.childNodes);
  part.replaceWith(made);
}

/** Word's notes: _ftn1 and _ftnref1 become names that the portal keeps. @param {Document} page */
function noteLinks(page) {
  for (const link of page.querySelectorAll("a[name], a[href^='#_']")) {
    const target = named((link.getAttribute("href") ?? "").replace(/^.*#/, ""));
    const name = named(link.getAttribute("name") ?? "");
    if (name) link.id = name;
    if (target) link.setAttribute("href", `#${target}`);
    link.removeAttribute("name");
  }
}

/** @param {string} name */
function named(name) {
  const found = /^_(ftn|edn)(ref)?(\d{1,4})$/.exec(name);
  if (!found) return "";
  return `${found[1] === "ftn" ? "footnote" : "endnote"}${found[2] ? "-ref" : ""}-${found[3]}`;
}

/** Word writes items as paragraphs with their numbers as text. @param {Document} page */
function lists(page) {
  for (const part of [...page.querySelectorAll("p, h2, h3, h4")]) {
    const told = LIST.exec(part.getAttribute("data-style") ?? "");
    const label = takeLabel(part);
    if (!told || label === null) continue;
    if (/^H\d$/.test(part.tagName) || !put(part, label, Number(told[2]))) {
      part.prepend(label + (/[、）．。】]$/.test(label) ? "" : " "));
      part.removeAttribute("class");
    }
  }
}

/** Takes the number of an item out of it. @param {Element} part */
function takeLabel(part) {
  const ignored = [...part.querySelectorAll("[data-style*='mso-list' i]")].find((found) =>
    /mso-list\s*:\s*ignore/i.test(found.getAttribute("data-style") ?? ""),
  );
  if (!ignored) return null;
  const label = ignored.textContent.replace(/[\s\u00a0]+/g, "");
  ignored.remove();
  return label;
}

/**
 * Put an item into the list above it or into one within its last item, or into a new one; false where HTML does not
 * count like Word.
 * @param {Element} part @param {string} label @param {number} level
 */
function put(part, label, level) {
  const kinds = kindsOf(label);
  const [kind] = kinds;
  if (!kind) return false;
  const page = part.ownerDocument;
  const open = openLists(part.previousElementSibling).filter((list) => levelOf(list) <= level);
  const last = open[open.length - 1];
  const beside = last && levelOf(last) === level ? last : null;
  const goesOn = kinds.some((one) => beside && fits(beside, one) && next(beside) === one.number);
  let list = goesOn ? beside : null;
  if (!list) {
    list = page.createElement(kind.name);
    list.setAttribute("data-word", kind.type);
    list.setAttribute("data-level", String(level));
    if (kind.number > 1) list.setAttribute("start", String(kind.number));
    if (kind.type) list.setAttribute("type", kind.type);
    if (beside) beside.after(list);
    else if (last?.lastElementChild) last.lastElementChild.append(list);
    else part.before(list);
  }
  const item = page.createElement("li");
  const text = page.createElement("p");
  text.append(...part.childNodes);
  item.append(text);
  list.append(item);
  part.remove();
  return true;
}

/** @typedef {{ name: string, type: string, number: number }} Kind  of a list, and the number of the item in it */

/** As what an item may be counted, the likeliest first. @param {string} label @returns {Kind[]} */
function kindsOf(label) {
  if (BULLET.test(label)) return [{ name: "ul", type: "", number: 0 }];
  const kinds = COUNTED.filter(([sign]) => sign.test(label)).map(([, type, read]) => ({
    name: "ol",
    type,
    number: read(label),
  }));
  // An i. is the ninth letter only after an h.
  return /^i\.$/i.test(label) ? kinds.reverse() : kinds;
}

/** @param {Element} list @param {Kind} kind */
function fits(list, kind) {
  return list.matches(`${kind.name}[data-word="${kind.type}"]`);
}

/** The lists that are open behind an element, the outermost first. @param {Element | null} above */
function openLists(above) {
  const open = [];
  let list = above;
  while (list?.matches("[data-word]")) {
    open.push(list);
    list = list.lastElementChild?.lastElementChild ?? null;
  }
  return open;
}

/** @param {Element} list */
function levelOf(list) {
  return Number(list.getAttribute("data-level"));
}

/** The number of the next item; 0 for bullets. @param {Element} list */
function next(list) {
  return list.tagName === "UL" ? 0 : Number(list.getAttribute("start") ?? 1) + list.children.length;
}

/** @param {string} text */
function roman(text) {
  const values = [...text.toLowerCase().replace(".", "")].map((sign) => ({ i: 1, v: 5, x: 10 })[sign] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** Blanks for an indent are not stored: the site indents by its own means. @param {Element} part */
function unindent(part) {
  const walker = part.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.textContent = (text.textContent ?? "").replace(BLANKS, "");
    if (text.textContent) return;
  }
}
