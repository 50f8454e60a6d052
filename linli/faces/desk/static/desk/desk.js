// Keys for those who work through a queue. Off while an input method composes, off when switched off (WCAG 2.1.4).
(() => {
  const KEPT = "linli.keys";
  const on = () => localStorage.getItem(KEPT) !== "off";
  const dialog = document.getElementById("keys");
  const opener = document.querySelector("[data-opens=keys]");
  const typing = (node) => node.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog");
  const rows = () => [...document.querySelectorAll("[data-row]")];

  function go(step) {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("at"));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    all[here]?.classList.remove("at");
    next.classList.add("at");
    next.querySelector("a").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    "/": () => document.getElementById("q")?.focus(),
    q: () => document.querySelector(".desk-bar nav a")?.click(),
    n: () => document.querySelector("[data-next]")?.click(),
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !on() || typing(event.target)) return;
    const choice = /^[1-3]$/.test(event.key) && document.querySelectorAll("[data-choice]")[event.key - 1];
    const act = choice ? () => { choice.checked = true; choice.focus(); } : KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  const box = document.getElementById("keys-on");
  box.checked = on();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
})();
