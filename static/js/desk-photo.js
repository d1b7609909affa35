/* A picture's focal point is set by clicking on the picture. */
import { maybe, need } from "./desk-page.js";

const figure = document.querySelector("[data-focal]");
const x = maybe(document, "#id_focal_x", HTMLInputElement);
const y = maybe(document, "#id_focal_y", HTMLInputElement);

if (figure && x && y) {
  const picture = need(figure, "img", HTMLImageElement);
  const mark = need(figure, "[data-focal-mark]", HTMLElement);
  const show = () => {
    mark.hidden = false;
    mark.style.left = `${Number(x.value) * picture.clientWidth}px`;
    mark.style.top = `${Number(y.value) * picture.clientHeight}px`;
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    x.value = ((event.clientX - box.left) / box.width).toFixed(3);
    y.value = ((event.clientY - box.top) / box.height).toFixed(3);
    show();
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  window.addEventListener("resize", show);
  if (picture.complete) show();
  else picture.addEventListener("load", show);
}
