// Makes the report form quicker: the camera at once, one kind at a time, how many characters are left. The form works
// without any of it.
"use strict";
(() => {
  const form = document.getElementById("report"), photos = document.getElementById("id_photos");

  form.addEventListener("click", (event) => { // one file box behind both buttons: the label opens it as it stands now
    const label = event.target.closest("label[for=id_photos]");
    if (!label) return;
    const camera = "camera" in label.dataset;
    photos.multiple = !camera; // some phones offer no camera for several files
    if (camera) photos.setAttribute("capture", "environment"); else photos.removeAttribute("capture");
  });

  const words = document.getElementById("id_words"), hint = document.getElementById("words-hint");
  words.addEventListener("input", () => { hint.textContent = `${words.value.length} / ${hint.dataset.count}`; });

  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "kind") document.getElementById("id_kind_listed").value = "";
    if (name === "kind_listed" && value) for (const one of form.querySelectorAll("[name=kind]")) one.checked = false;
  }, true);

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const danger = detail.elt.id === "about" && document.activeElement !== words && detail.elt.querySelector("[data-danger]");
    if (danger) { danger.scrollIntoView({ block: "center" }); danger.querySelector("a").focus({ preventScroll: true }); }
  });
  document.getElementById("problems")?.focus();
})();
