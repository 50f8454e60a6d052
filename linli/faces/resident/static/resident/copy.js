// Copies number and code of a receipt or the link of a matter, or hands the link to the phone's own sharing; the buttons
// show only where that is possible.
"use strict";
for (const panel of document.querySelectorAll("[data-share]")) {
  const button = panel.querySelector("[data-send]");
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    navigator.share({ title: panel.dataset.title, url: panel.dataset.share }).catch(() => {}); // put off again: nothing to say
  });
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
  });
}
