/* The form of an article: its pictures, and who else is at it. */
import { choosePhotos, uploadAll } from "./desk-picker.js";

const gettext = window.gettext || ((text) => text);
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";
const group = document.getElementById("photo_entries-group");
const form = document.getElementById("article_form");

if (group?.querySelector("[data-photo-tools]")) window.addEventListener("load", pictures);
if (form?.querySelector("[data-save]") && form.elements.version.value !== "0") presence();

function pictures() {
  const tools = group.querySelector("[data-photo-tools]");
  tools.hidden = false;
  const rows = () => [...group.querySelectorAll(".photo-row:not(.empty-form)")];
  const photoOf = (row) => row.querySelector('input[name$="-photo"]');

  function put(photo) {
    const known = rows().find((row) => photoOf(row)?.value === String(photo.id));
    if (known) {
      known.scrollIntoView({ block: "center" });
      return;
    }
    // Made by Django's own script, which may run later than this one.
    group.querySelector(".add-row a").click();
    const row = rows().at(-1);
    photoOf(row).value = photo.id;
    for (const name of ["caption", "alt_text", "credit"])
      row.querySelector(`[name$="-${name}"]`).value = photo[name];
    picture(row, photo.thumbnail);
    const leads = rows().some((one) => one.querySelector('[name$="-is_lead"]')?.checked);
    if (!leads) row.querySelector('[name$="-is_lead"]').checked = true;
    mark();
  }
  function picture(row, address) {
    const image = row.querySelector("[data-thumbnail]");
    image.src = address;
    image.hidden = false;
  }
  function mark() {
    for (const row of rows()) {
      row.classList.toggle("is-leading", Boolean(row.querySelector('[name$="-is_lead"]')?.checked));
      row.querySelector(".photo-picture").dataset.lead = gettext("lead picture");
      row.classList.toggle("is-deleted", Boolean(row.querySelector('[name$="-DELETE"]')?.checked));
    }
  }
  group.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-is_lead") && event.target.checked) {
      for (const box of group.querySelectorAll('[name$="-is_lead"]')) box.checked = box === event.target;
    }
    mark();
  });
  group.addEventListener("desk:restored", async (event) => {
    const row = event.target.closest(".photo-row");
    if (
      !event.target.name?.endsWith("-photo") ||
      !event.target.value ||
      !row.querySelector("[data-thumbnail]").hidden
    )
      return;
    const response = await fetch(`${meta("desk-picker")}?ids=${event.target.value}`);
    const [photo] = (await response.json()).photos;
    if (photo) picture(row, photo.thumbnail);
  });
  group.querySelector("[data-choose-photos]").addEventListener("click", async () => {
    for (const photo of await choosePhotos({ multiple: true })) put(photo);
  });
  const upload = (files) => {
    const images = [...files].filter((file) => file.type.startsWith("image/"));
    return uploadAll(images, group.querySelector("[data-upload-list]"), {}, (answer, line) => {
      line.remove();
      put(answer.photo);
    });
  };
  const input = group.querySelector("[data-upload-photos]");
  input.addEventListener("change", async () => {
    await upload(input.files);
    input.value = "";
  });
  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  group.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    group.classList.add("drop-here");
  });
  group.addEventListener("dragleave", () => group.classList.remove("drop-here"));
  group.addEventListener("drop", (event) => {
    group.classList.remove("drop-here");
    if (!holdsFiles(event)) return;
    event.preventDefault();
    upload(event.dataTransfer.files);
  });
  // A picture whose number came back with an error of the form has no thumbnail from the server.
  for (const row of rows()) {
    if (photoOf(row)?.value && row.querySelector("[data-thumbnail]").hidden) {
      photoOf(row).dispatchEvent(new CustomEvent("desk:restored", { bubbles: true }));
    }
  }
  mark();
}

function presence() {
  const match = location.pathname.match(/^(.*\/articles\/article\/\d+\/)change\/$/);
  if (!match) return;
  const address = `${match[1]}presence/`;
  const line = form.querySelector("[data-others]");
  const opened = form.elements.version.value;
  const body = (leave) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (leave) data.append("leave", "1");
    return data;
  };
  const beat = async () => {
    try {
      const response = await fetch(address, { method: "POST", body: body(false) });
      if (!response.ok) return;
      const answer = await response.json();
      const sentences = [...(answer.others || [])];
      if (String(answer.version) !== opened && !form.querySelector(".conflict")) {
        sentences.push(
          gettext(
            "The article was saved by somebody else meanwhile. When you save, you will see both texts.",
          ),
        );
      }
      form.querySelectorAll("[data-others-now]").forEach((one) => one.remove());
      line.textContent = sentences.join(" ");
      line.hidden = sentences.length === 0;
    } catch {
      /* the next beat tries again; saving says it when the desk is out of reach */
    }
  };
  beat();
  setInterval(beat, 30000);
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, body(true)));
}
