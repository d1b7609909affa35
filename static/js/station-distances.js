// Stations by distance. The position is asked of the browser, used here, and goes nowhere.
(() => {
  const EARTH = 6371008.8; // mean radius in metres

  /** @typedef {{ latitude: number, longitude: number }} Coordinates  in degrees, WGS 84 */

  /** @param {number} degrees */
  const radians = (degrees) => (degrees * Math.PI) / 180;

  /**
   * Great-circle distance in metres (haversine).
   * @param {Coordinates} from
   * @param {Coordinates} to
   */
  function distance(from, to) {
    const a = radians(from.latitude);
    const b = radians(to.latitude);
    const h =
      Math.sin((b - a) / 2) ** 2 +
      Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /**
   * @param {DOMStringMap} patterns  `metres` and `kilometres`, each with {n} for the number
   * @param {number} metres
   */
  function words({ metres: near = "", kilometres: far = "" }, metres) {
    if (metres < 950) return near.replace("{n}", String(Math.max(10, Math.round(metres / 10) * 10)));
    return far.replace("{n}", (metres / 1000).toFixed(metres < 9950 ? 1 : 0));
  }

  /** The list above the districts; made when it is needed first. @param {HTMLElement} box */
  function listBelow(box) {
    const known = document.querySelector(".stations-near");
    if (known) return known;
    const list = document.createElement("ol");
    list.className = "stations stations-near";
    box.after(list);
    return list;
  }

  /**
   * @param {HTMLElement} box
   * @param {Coordinates} here
   */
  function order(box, here) {
    /** @type {NodeListOf<HTMLElement>} */
    const stations = document.querySelectorAll(".station[data-latitude]");
    if (!stations.length) return;
    const rows = Array.from(stations, (row) => {
      const place = { latitude: Number(row.dataset.latitude), longitude: Number(row.dataset.longitude) };
      return { row, metres: distance(here, place) };
    });
    rows.sort((one, other) => one.metres - other.metres);
    const list = listBelow(box);
    for (const { row, metres } of rows) {
      /** @type {HTMLElement | null} */
      const label = row.querySelector(".distance");
      if (label) {
        label.textContent = words(box.dataset, metres);
        label.hidden = false;
      }
      list.append(row);
    }
    // Districts whose stations have all moved up have nothing left to say; the links to them neither.
    /** @type {NodeListOf<HTMLElement>} */
    const sections = document.querySelectorAll(".station-district");
    for (const section of sections) section.hidden = !section.querySelector(".station");
    /** @type {HTMLElement | null} */
    const districts = document.querySelector(".station-districts");
    if (districts) districts.hidden = true;
  }

  /** @param {HTMLElement} box */
  function offer(box) {
    if (!navigator.geolocation) {
      box.hidden = true;
      return;
    }
    const note = box.querySelector("[role=status]");
    /** @param {string | undefined} text */
    const say = (text) => {
      if (note) note.textContent = text || "";
    };
    box.querySelector("button")?.addEventListener("click", () => {
      say(box.dataset.looking);
      navigator.geolocation.getCurrentPosition(
        (position) => {
          order(box, position.coords);
          say(box.dataset.done);
        },
        () => say(box.dataset.refused),
        { maximumAge: 60000, timeout: 15000 },
      );
    });
  }

  /** @type {NodeListOf<HTMLElement>} */
  const boxes = document.querySelectorAll("[data-nearest]");
  for (const box of boxes) offer(box);

  // Android opens geo: with whatever map is there, an iPhone does not know it, and a computer does nothing with it.
  const system = /Android/.test(navigator.userAgent)
    ? "geo"
    : /iPhone|iPad|Macintosh/.test(navigator.userAgent)
      ? "apple"
      : "";
  if (system) {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("a[data-geo]");
    for (const link of links) {
      link.href = link.dataset[system] || link.href;
      link.hidden = false;
    }
  }
})();
