// What every page of a resident can do, each part where the page has it: leave quickly, copy, share.
//
// 快速离开: forgets what is typed on this page, then goes to a harmless one that takes its place in the history. Escape
// three times does the same. Without script the link alone leads there.
"use strict";
(() => {
  const ESCAPES = 3, WITHIN = 5000;
  let pressed = [];
  const leave = (to) => {
    document.title = "";
    document.body.hidden = true; // nothing to read while the other page is on its way
    document.dispatchEvent(new CustomEvent("linli:forget")); // whoever keeps a draft of this page drops it
    for (const form of document.forms) form.reset();
    for (const field of document.querySelectorAll("input, textarea, select")) field.disabled = true; // nor kept for 返回
    location.replace(to);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-leave]");
    if (!link) return;
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keydown", ({ key, timeStamp }) => {
    const link = document.querySelector("[data-leave]");
    if (!link || key !== "Escape") { pressed = []; return; }
    pressed = [...pressed.filter((at) => timeStamp - at < WITHIN), timeStamp];
    if (pressed.length === ESCAPES) leave(link.href);
  });
})();

// Copies number and code of a receipt or the link of a matter, or hands the link to the phone's own sharing; the buttons
// show only where that is possible.
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
