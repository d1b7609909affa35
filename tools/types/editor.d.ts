// The rich text editor (django-prose-editor, which is Tiptap): as much of it as the desk uses. The package brings
// no types; what is not named here may not be used before it is named.

/** An attribute of an element in the text: how it is read from HTML and written to it. */
export interface Attribute {
  default: string | null;
  rendered?: boolean;
  parseHTML?: (element: Element) => string | null;
  renderHTML?: (attributes: Record<string, string | null>) => Record<string, string>;
}

/** Whether it could be done; it is done only where `dispatch` is given. */
export type Command = (context: { editor: Editor; dispatch?: unknown }) => boolean;

/** What an extension changes in another; `parent` is what the other had. */
export interface Changes {
  addAttributes?(this: { parent?: () => Record<string, Attribute> }): Record<string, Attribute>;
  addCommands?(this: { parent?: () => Record<string, () => Command> }): Record<string, () => Command>;
  addNodeView?: null;
}

/** A button of the menu, and what it does. `button` is made by one of `Buttons`. */
interface MenuItem {
  name: string;
  groups: string;
  button: HTMLElement;
  command(editor: Editor): void;
  active?(editor: Editor): boolean;
  enabled?(editor: Editor): boolean;
}

/** An extension of our own. */
interface Made {
  name: string;
  addMenuItems(context: {
    buttons: { text(text: string): HTMLElement };
    menu: { defineItem(item: MenuItem): void };
  }): void;
}

export interface Extension {
  extend(changes: Changes): Extension;
  configure(options: Record<string, unknown>): Extension;
}

/** A piece of text as data. */
export interface Node {
  type: string;
  text?: string;
  attrs?: Record<string, string>;
  content?: Node[];
}

/** What is about to be pasted. */
export interface Slice {
  content: { size: number; textBetween(from: number, to: number): string };
}

interface Chain {
  focus(): Chain;
  insertContent(content: Node): Chain;
  insertContentAt(position: number, content: Node, options: { updateSelection: boolean }): Chain;
  updateAttributes(type: string, attributes: Record<string, string | null>): Chain;
  run(): boolean;
}

/** A place in the text; `node(1)` is the outermost block that it stands in. */
interface Place {
  pos: number;
  depth: number;
  node(depth: number): { content: { size: number } };
  start(depth: number): number;
  before(depth: number): number;
  after(depth: number): number;
}

export interface Document {
  childCount: number;
  content: { size: number };
  resolve(position: number): Place;
  descendants(look: (node: { text?: string }, position: number) => void): void;
}

interface State {
  doc: Document;
  selection: { from: number };
  tr: Transaction;
}

/** A panel and where it stands. */
export interface Put {
  at: number;
  panel: HTMLElement;
  name: string;
}

/** What is asked of the plugin of figures: to put panels somewhere, or to take one away. */
type Change = { gone: HTMLElement; put?: undefined } | { gone?: undefined; put: Put[] };

interface Key {
  getState(state: State): unknown;
}

export interface Transaction {
  doc: Document;
  mapping: { map(position: number): number };
  delete(from: number, to: number): Transaction;
  getMeta(key: Key): Change | undefined;
  setMeta(key: Key, change: Change): Transaction;
}

/** What stands in a decoration for whoever looks for it. */
interface Spec {
  of: HTMLElement;
  [name: string]: unknown;
}

interface Decoration {
  from: number;
}

/** Elements that are shown within the text and are no part of it. */
export interface Decorations {
  map(mapping: unknown, doc: Document): Decorations;
  add(doc: Document, found: Decoration[]): Decorations;
  remove(found: Decoration[]): Decorations;
  find(from: undefined, to: undefined, fits: (spec: Spec) => boolean): Decoration[];
}

export interface View {
  state: State;
  dispatch(transaction: Transaction): void;
  posAtCoords(point: { left: number; top: number }): { pos: number } | null;
}

interface PluginOptions {
  key: Key;
  state: { init(): Decorations; apply(transaction: Transaction, before: Decorations): Decorations };
  appendTransaction(transactions: Transaction[], before: State, state: State): Transaction | null;
  props: { decorations(state: State): Decorations };
}

/** As much of ProseMirror, on which the editor stands, as is used. */
interface Foundation {
  state: { PluginKey: new (name: string) => Key };
  view: {
    Decoration: { widget(at: number, element: HTMLElement, spec: Spec): Decoration };
    DecorationSet: { empty: Decorations };
  };
}

export interface Editor {
  readonly isEmpty: boolean;
  readonly isEditable: boolean;
  readonly state: State;
  readonly view: View;
  isActive(type: string, attributes?: Record<string, string>): boolean;
  registerPlugin(plugin: unknown): void;
  readonly commands: { setContent(html: string): boolean; focus(): boolean };
  chain(): Chain;
  getHTML(): string;
  on(event: "create", act: () => void): void;
}

interface Options {
  element: Element;
  extensions: Extension[];
  content: string;
  injectCSS: boolean;
  editable: boolean;
  editorProps: {
    attributes: Record<string, string>;
    transformPastedHTML(html: string): string;
    transformPastedText(text: string): string;
    handlePaste(view: View, event: ClipboardEvent, slice: Slice): boolean;
    handleDrop(view: View, event: DragEvent, slice: Slice, moved: boolean): boolean;
  };
  onUpdate: (context: { editor: Editor }) => void;
}

type Name =
  | "Blockquote"
  | "Bold"
  | "BulletList"
  | "Caption"
  | "Document"
  | "Dropcursor"
  | "Figure"
  | "Fullscreen"
  | "Gapcursor"
  | "HTML"
  | "HardBreak"
  | "Heading"
  | "History"
  | "HorizontalRule"
  | "Image"
  | "Italic"
  | "Link"
  | "ListItem"
  | "Menu"
  | "NoSpellCheck"
  | "OrderedList"
  | "Paragraph"
  | "Strike"
  | "Subscript"
  | "Superscript"
  | "Table"
  | "TableCell"
  | "TableHeader"
  | "TableRow"
  | "Text"
  | "Underline";

/** What the editor's module exports. */
export type Kit = {
  Editor: new (options: Options) => Editor;
  Extension: { create(made: Made): Extension };
  Plugin: new (options: PluginOptions) => unknown;
  pm: Foundation;
} & Record<Name, Extension>;
