// The PIN of a phone that works without a network: chosen on one page, asked for on the other. It stays on the phone.
"use strict";
(() => {
  const vault = self.linliPhone, show = (one) => { one.hidden = false; };

  const asks = (form, work) => {
    const note = form.querySelector("[role=alert]"), button = form.querySelector("button"), look = button.innerHTML;
    for (const input of form.querySelectorAll(".digits")) {
      input.addEventListener("input", () => { input.value = input.value.normalize("NFKC").replace(/\D/g, "").slice(0, 6); });
    }
    const tell = (words, input) => {
      note.querySelector("span").textContent = words;
      note.hidden = false;
      for (const one of form.querySelectorAll(".digits")) one.value = "";
      input.focus();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (button.disabled) return;
      const input = form.querySelector(".digits");
      if (input.value.length < 6) return tell(form.dataset.six, input);
      [note.hidden, button.disabled, button.textContent] = [true, true, button.dataset.once];
      const words = await work(input.value);
      [button.disabled, button.innerHTML] = [false, look];
      if (words) tell(words, input);
    });
  };

  const begin = document.getElementById("begin");
  if (begin) {
    const choose = async (pin) => {
      if (vault.weak(pin)) return begin.dataset.weak;
      if (document.getElementById("pin-again").value !== pin) return begin.dataset.differs;
      try {
        const body = new FormData(begin); // the two fields of the PIN have no name: they are not in it
        const answer = await fetch(begin.action, { method: "POST", body, headers: { "Linli-Sending": "1" } });
        if (!answer.ok || await vault.begin(pin) !== "open") return begin.dataset.failed;
      } catch { return begin.dataset.failed; }
      location.reload();
      return "";
    };
    asks(begin, choose);
    vault.open().catch(() => "none").then((state) => {
      const on = document.getElementById("on"), off = document.getElementById("off");
      if (state === "open") { on.querySelector("[data-slot]").append(begin); show(on); } else show(off);
    });
  }

  const unlock = document.getElementById("unlock");
  if (unlock) {
    const wiped = document.getElementById("wiped");
    // The frame stands in for any page: then that page is drawn once the phone is open.
    const go = () => { if (location.pathname === "/field/unlock/") location.replace(unlock.dataset.next); else location.reload(); };
    const gone = async () => {
      const why = (await vault.about()).wiped?.why;
      for (const one of wiped.querySelectorAll("[data-why]")) one.hidden = !one.dataset.why.split(" ").includes(why);
      unlock.hidden = true;
      show(wiped);
      wiped.focus();
    };
    asks(unlock, async (pin) => {
      const said = await vault.unlock(pin);
      if (said === "open") return go();
      if (said === "wiped") return gone();
      return unlock.dataset.left.replace("{n}", said.left);
    });
    vault.open().catch(() => vault.state()).then((state) => {
      if (state === "open") go(); else if (state === "none") gone();
      else { show(unlock); document.getElementById("pin").focus(); }
    });
  }
})();
