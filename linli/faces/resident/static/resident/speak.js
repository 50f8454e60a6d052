// Reads the page aloud where the phone can; the button shows only then.
"use strict";
(() => {
  if (!("speechSynthesis" in window)) return;
  for (const button of document.querySelectorAll("[data-speak]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
      const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
      said.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
      said.rate = 0.9;
      speechSynthesis.speak(said);
    });
  }
})();
