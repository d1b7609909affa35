// What Django's own scripts put on a page of the desk.
interface Window {
  /** The catalogue of translated texts, from the address `admin:jsi18n`; not on every page. */
  gettext?: (text: string) => string;
}
