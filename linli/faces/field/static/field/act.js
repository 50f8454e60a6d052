// One tap and five seconds to take it back: a form that says data-undo is held, its next step comes up at once, and only
// then it is sent. Whoever taps the next step or leaves the page sends at once what was held. Without it forms go at once.
"use strict";
(() => {
  const SECONDS = 5, SHOWN = 1000;
  const bar = document.getElementById("undo"), unsent = document.getElementById("unsent");
  if (!bar) return;
  const [said, count, back] = ["[data-said]", "[data-count]", "button"].map((one) => bar.querySelector(one));
  let held = null, sending = 0, line = Promise.resolve();

  const isTyped = () => [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some((one) =>
    one.files ? one.files.length : "checked" in one && /radio|checkbox/.test(one.type) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

  const write = (page) => { document.open(); document.write(page); document.close(); scrollTo(0, 0); };

  const post = async (one) => {
    sending += 1;
    let next, page, failed = true;
    try {
      const answer = await fetch(one.address, { method: "POST", body: one.data, headers: { "Linli-Sending": "1" }, keepalive: true });
      [next, page] = [answer.headers.get("Linli-Next"), await answer.text()];
      failed = answer.status >= 500 || (!next && !page);
    } catch { /* nothing left the phone, or no answer came: the button is back */ }
    sending -= 1;
    if (failed) {
      if (held) { clearInterval(held.timer); held = null; bar.hidden = true; } // what was to follow it cannot
      one.restore();
      unsent.hidden = false;
      return false;
    }
    if (!next) return write(page), false;
    if (held || sending) return true;
    const same = new URL(next, location.href).pathname === location.pathname;
    if (!same) location.assign(next); else if (!isTyped()) location.reload(); else tell(bar.dataset.arrived);
    return true;
  };

  const tell = (text) => {
    said.textContent = text;
    count.textContent = "";
    back.hidden = true;
    bar.hidden = false;
  };

  const release = () => {
    if (!held) return line;
    const one = held;
    held = null;
    clearInterval(one.timer);
    bar.hidden = true;
    // with nothing under way it goes in this very turn, for a page that is being left has no other
    line = sending ? line.then((done) => done === false ? false : post(one)) : post(one);
    return line;
  };

  const rest = (does) => { for (const part of document.querySelectorAll("main, .bottom")) part.inert = does; };

  const hold = (form, button) => {
    release();
    unsent.hidden = true;
    const data = new FormData(form), step = button?.closest("[data-step]"), next = step?.nextElementSibling;
    if (button?.name) data.append(button.name, button.value);
    const restore = () => {
      bar.hidden = true;
      if (!next) return rest(false);
      for (const other of step.parentElement.children) other.hidden = other !== step;
    };
    if (next) { step.hidden = true; next.hidden = false; } else rest(true);
    let left = SECONDS;
    held = {
      data, restore, address: button?.getAttribute("formaction") || form.getAttribute("action") || location.href,
      timer: setInterval(() => { left -= 1; if (left) count.textContent = left; else release(); }, SHOWN),
    };
    said.textContent = bar.dataset.goes.replace("{step}", button?.dataset.undo || form.dataset.undo);
    count.textContent = left;
    back.hidden = false;
    bar.hidden = false;
    back.focus({ preventScroll: true });
  };

  back.addEventListener("click", () => {
    if (!held) return;
    clearInterval(held.timer);
    held.restore();
    held = null;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form.dataset.undo || event.submitter?.dataset.undo)) return;
    event.preventDefault();
    hold(form, event.submitter);
  }, true);
  document.addEventListener("click", async (event) => { // a way on: what is held goes first, so that the next page knows it
    const link = event.target.closest("a[href]");
    if (!(held || sending) || !link || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    if (await release() !== false) location.assign(link.href);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) release(); });
  window.addEventListener("pagehide", release);

  // 办结: the camera opens at once; without a photo, or without a camera, the form opens as it is.
  for (const input of document.querySelectorAll("[data-shot]")) {
    const form = input.form, plain = form.querySelector("[data-plain]");
    plain.hidden = true;
    for (const other of form.querySelectorAll("label, [data-without]")) other.hidden = false;
    const go = () => location.assign(plain.href);
    input.addEventListener("cancel", async () => { if (await release() !== false) go(); });
    input.addEventListener("photos", async () => { // photos.js has made them small
      if (await release() !== false && input.files.length) form.requestSubmit(form.querySelector("[name=shot]"));
    });
  }
})();
