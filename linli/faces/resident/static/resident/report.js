// Makes the report form quicker: where the phone is, one kind at a time, how many characters are left. The form works
// without any of it.
"use strict";
(() => {
  const form = document.getElementById("report");

  const words = document.getElementById("id_words"), hint = document.getElementById("words-hint");
  words.addEventListener("input", () => { hint.textContent = `${words.value.length} / ${hint.dataset.count}`; });

  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "kind") document.getElementById("id_kind_listed").value = "";
    if (name === "kind_listed" && value) for (const one of form.querySelectorAll("[name=kind]")) one.checked = false;
  }, true);

  const byTown = (select) => { // two short lists instead of a long one
    const groups = [...select.querySelectorAll("optgroup:not([data-recent])")];
    if (groups.length < 2 || document.getElementById("town")) return;
    const label = document.createElement("label"), town = document.createElement("select");
    label.className = "form-label"; label.htmlFor = town.id = "town"; label.textContent = select.dataset.town;
    town.className = "form-select mb-2";
    town.append(new Option(select.dataset.chooseTown, ""), ...groups.map((group) => new Option(group.label, group.label)));
    const chosen = select.selectedOptions[0]?.parentElement;
    if (chosen?.matches?.("optgroup:not([data-recent])")) town.value = chosen.label;
    const show = () => {
      for (const group of groups) {
        if (group.label === town.value) select.append(group); else group.remove();
      }
    };
    town.addEventListener("change", () => { show(); select.value = ""; });
    select.labels[0].textContent = select.dataset.community;
    select.parentElement.prepend(label, town);
    show();
  };

  let asked = Boolean(document.querySelector("[name=place]")?.value);
  const locate = (button) => {
    button.hidden = !("geolocation" in navigator);
    button.addEventListener("click", () => {
      const said = button.querySelector("span"), before = said.textContent;
      said.textContent = button.dataset.wait;
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        document.getElementById("id_lon").value = coords.longitude.toFixed(6);
        document.getElementById("id_lat").value = coords.latitude.toFixed(6);
        button.dispatchEvent(new CustomEvent("located", { bubbles: true }));
      }, () => { said.textContent = button.dataset.failed; setTimeout(() => { said.textContent = before; }, 8000); },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
    });
    navigator.permissions?.query({ name: "geolocation" }).then(({ state }) => { // allowed before: no need to ask
      if (state === "granted" && !asked) { asked = true; button.click(); }
    }, () => {});
  };

  const ready = (root) => {
    const button = root.querySelector("[data-locate]"), select = root.querySelector("[data-town]");
    if (button) locate(button);
    if (select) byTown(select);
  };
  ready(document);
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id === "where") ready(detail.elt);
    const danger = detail.elt.id === "about" && detail.elt.querySelector("[data-danger]");
    if (danger) { danger.scrollIntoView({ block: "center" }); danger.querySelector("a").focus({ preventScroll: true }); }
  });
  document.getElementById("problems")?.focus();
})();
