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
  run(): boolean;
}

export interface Editor {
  readonly isEmpty: boolean;
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
    handlePaste(view: unknown, event: ClipboardEvent, slice: Slice): boolean;
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
export type Kit = { Editor: new (options: Options) => Editor } & Record<Name, Extension>;
