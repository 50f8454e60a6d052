// Sends a form without leaving its page: when the connection is lost, all that was typed and shot is still there, and
// a second tap sends the same intent, so that nothing is taken in twice. A form with data-outbox is on the phone before
// it is sent, and waits there (kit/outbox.js). Forms work without it.
"use strict";
(() => {
  const SENT = "linli.sent", PATIENCE = 60000;
  const unsent = document.getElementById("unsent");

  const filled = (form, button) => {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    return data;
  };

  const send = async (address, data) => {
    const giveUp = new AbortController(), timer = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { method: "POST", body: data, headers: { "Linli-Sending": "1" }, signal: giveUp.signal });
      const next = answer.headers.get("Linli-Next"), page = await answer.text();
      return { next, page, failed: answer.status >= 500 || !page, stale: answer.status === 403 };
    } catch { return { failed: true }; } finally { clearTimeout(timer); }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || form.closest("header")) return;
    event.preventDefault();
    if (form.dataset.busy) return; // tapped twice
    form.dataset.busy = "1";
    const photos = [...form.querySelectorAll("[data-most]")].map((input) => input.made); // small, and nothing but pictures
    await Promise.all([form.guessing, ...photos]);
    unsent.hidden = true;
    const address = button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
    const data = filled(form, button), look = button?.innerHTML;
    if (button) { button.disabled = true; if (button.dataset.once) button.textContent = button.dataset.once; }
    const outbox = "outbox" in form.dataset && self.linliOutbox, held = outbox && outbox.sends(button) && await outbox.hold(data);
    const offline = held && (!navigator.onLine || outbox.shell || held.behind);
    const slow = held && setTimeout(outbox.slow, outbox.SLOW);
    const { next, page, failed, stale } = offline ? { failed: true } : await send(address, data);
    clearTimeout(slow);
    if (next) {
      if (held) await outbox.received();
      sessionStorage.setItem(SENT, location.pathname);
      location.assign(next); // and the button rests until the next page is there
      return;
    }
    if (held && (failed || stale)) await outbox.wait(!offline, stale || (offline && navigator.onLine));
    else if (!failed) { // the page with what is wrong, or with what is to be looked at before it goes
      if (held) await outbox.refused();
      document.open();
      document.write(page);
      document.close();
      scrollTo(0, 0);
      return;
    } else if (form.dispatchEvent(new Event("unsent", { cancelable: true }))) unsent.hidden = false;
    delete form.dataset.busy;
    if (button) { button.disabled = false; button.innerHTML = look; }
  });

  window.addEventListener("pageshow", (event) => { // back after sending: the page as it is now, not as it was filled in
    const back = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (sessionStorage.getItem(SENT) !== location.pathname) return;
    sessionStorage.removeItem(SENT);
    if (!back) return;
    for (const form of document.forms) form.reset();
    location.replace(location.href);
  });
})();
