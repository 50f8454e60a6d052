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
