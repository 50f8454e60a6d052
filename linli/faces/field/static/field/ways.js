// Remembers on this phone which map app was chosen: from then on the way is one tap. Without it the apps stand in a list.
"use strict";
(() => {
  const KEPT = "linli.map";
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };

  const show = (box) => {
    const chosen = [...box.querySelectorAll("[data-way]")].find((way) => way.dataset.way === kept());
    if (!chosen) return;
    const button = box.querySelector("a.btn-primary");
    button.href = chosen.href;
    button.querySelector("span").textContent = box.dataset.with.replace("{app}", chosen.textContent.trim());
    button.hidden = false;
    box.querySelector("[data-first]").hidden = true;
    box.querySelector("[data-then]").hidden = false;
  };

  for (const box of document.querySelectorAll("[data-ways]")) {
    show(box);
    box.addEventListener("click", (event) => {
      const way = event.target.closest("[data-way]");
      if (!way) return;
      try { localStorage.setItem(KEPT, way.dataset.way); } catch { /* chosen again next time */ }
      show(box);
      box.querySelector("details").open = false;
    });
  }
})();
