/* A picture's focal point is set by clicking on the picture. */
const figure = document.querySelector("[data-focal]");
const x = document.getElementById("id_focal_x");
const y = document.getElementById("id_focal_y");

if (figure && x && y) {
  const picture = figure.querySelector("img");
  const mark = figure.querySelector("[data-focal-mark]");
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
