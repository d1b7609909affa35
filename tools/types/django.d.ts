// What Django's own scripts put on a page of the desk.
interface Window {
  /** The catalogue of translated texts, from the address `admin:jsi18n`; not on every page. */
  gettext?: (text: string) => string;
  pgettext?: (context: string, text: string) => string;
}

/** jQuery with Select2 as Django brings them: as much of them as the desk uses. */
interface DjangoJQuery {
  (root: Document): { on(name: "select2:select", act: (event: Chosen) => void): void };
  ajax: (params: unknown) => { then(done: (data: unknown) => void, failed: () => void): void };
  fn: {
    /** Only on pages with a chooser. */
    select2?: { defaults: { set(name: "ajax--transport", transport: Transport): void } };
  };
}

/** What Select2 tells of a choice; `role` is that of a person who signs. */
interface Chosen {
  target: EventTarget | null;
  params: { data: { role?: string } };
}

/** How Select2 asks for its choices. */
type Transport = (params: unknown, success: (data: unknown) => void, failure: () => void) => unknown;

interface Window {
  django?: { jQuery?: DjangoJQuery };
}
