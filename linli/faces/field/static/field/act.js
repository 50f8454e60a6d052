// One tap and five seconds to take it back: a form that says data-undo is on the phone at once, its next step comes up, and
// only then it is sent. Whoever taps the next step or leaves the page sends at once what was held; a page that is killed
// leaves it to the next one (kit/outbox.js). Without a connection it waits and the steps go on. Without script forms go
// at once.
"use strict";
(() => {
  const SECONDS = 5, SHOWN = 1000, MOVED = 409;
  const bar = document.getElementById("undo"), unsent = document.getElementById("unsent"), outbox = self.linliOutbox;
  if (!bar) return;
  const [said, count, back, waiting] = ["[data-said]", "[data-count]", "button", "a"].map((one) => bar.querySelector(one));
  const { chain } = bar.dataset, main = document.getElementById("main");
  let held = null, sending = 0, queued = 0, line = Promise.resolve(), behind = false; // behind: a step before it waits to be sent

  const isTyped = () => [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some((one) =>
    one.files ? one.files.length : "checked" in one && /radio|checkbox/.test(one.type) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

  const write = (page) => { document.open(); document.write(page); document.close(); scrollTo(0, 0); };
  const tell = (text, waits = false) => {
    said.textContent = text;
    count.textContent = "";
    back.hidden = true;
    waiting.hidden = !waits;
    bar.hidden = false;
  };

  // On the phone from the tap on; null when the phone keeps nothing.
  const keep = async (form, button, data, address) => {
    const made = Date.now(), key = (!outbox.asKept && data.get("intent")) || outbox.newKey();
    data.set("intent", key);
    const label = button?.dataset.undo || form.dataset.undo, step = button?.closest("[data-step]")?.dataset.step;
    const entry = {
      ...outbox.entryOf(form, data), key, label, step, address, made, state: "waiting", from: made + SECONDS * SHOWN,
      form: form.dataset.form ?? `${step}-${chain}`, page: form.dataset.page ?? location.pathname,
    };
    try {
      if ("outbox" in form.dataset) await outbox.still(true); // its draft is this entry now
      await outbox.store.put(entry, await outbox.filesOf(form, data));
      return entry;
    } catch { return null; }
  };

  const ask = async (one) => { // {next} when it was taken in, {page, status} when not, nothing without an answer
    if (behind || !navigator.onLine) return {};
    const files = [...one.data.values()].some((value) => value instanceof File && value.size); // too large to outlive its page
    try {
      const answer = await fetch(one.address, { method: "POST", body: one.data, headers: { "Linli-Sending": "1" }, keepalive: !files });
      return { next: answer.headers.get("Linli-Next"), page: await answer.text(), status: answer.status };
    } catch { return {}; }
  };

  const post = async (one) => {
    sending += 1;
    const { next, page, status } = await ask(one), entry = await one.kept;
    const failed = !next && (!page || status >= 500);
    sending -= 1;
    if (failed && entry) return await wait(entry);
    if (failed) {
      if (held) { clearInterval(held.timer); held = null; bar.hidden = true; } // what was to follow it cannot
      one.restore();
      unsent.hidden = false;
      return false;
    }
    const work = entry && (entry.photos || entry.fields.some(([name, value]) => name === "words" && value));
    if (!next && status === MOVED && work) { // somebody else moved it: what was done is laid beside what is
      await outbox.store.put({ ...entry, from: 0, moved: true, state: "refused" });
      location.assign(entry.both || bar.dataset.waiting);
      return false;
    }
    if (entry) await outbox.store.drop(entry.key).catch(() => {});
    if (!next) return write(page), false;
    if (held || sending || queued) return true;
    const same = new URL(next, location.href).pathname === location.pathname;
    if (!same) location.assign(next); else if (!isTyped()) location.reload(); else tell(bar.dataset.arrived);
    return true;
  };

  const wait = async (entry) => {
    behind = true;
    await outbox.store.put({ ...entry, from: 0, state: "waiting" });
    if (!held) tell(bar.dataset.kept, true);
    await show();
    outbox.later();
    return true;
  };

  const release = () => {
    if (!held) return line;
    const one = held;
    held = null;
    clearInterval(one.timer);
    bar.hidden = true;
    // with nothing under way it goes in this very turn, for a page that is being left has no other
    if (!sending) return line = post(one);
    queued += 1;
    line = line.then((done) => { queued -= 1; return done === false ? false : post(one); });
    return line;
  };

  const rest = (does) => { for (const part of document.querySelectorAll("main, .bottom")) part.inert = does; };

  const hold = (form, button) => {
    release();
    unsent.hidden = true;
    const data = new FormData(form), step = button?.closest("[data-step]"), next = step?.nextElementSibling;
    const address = button?.getAttribute("formaction") || form.getAttribute("action") || location.pathname;
    if (button?.name) data.append(button.name, button.value);
    const restore = () => {
      bar.hidden = true;
      if (!next) return rest(false);
      for (const other of step.parentElement.children) other.hidden = other !== step;
    };
    const kept = outbox ? keep(form, button, data, address) : Promise.resolve(null);
    if (next) { step.hidden = true; next.hidden = false; } else rest(true);
    let left = SECONDS;
    held = {
      form, data, restore, address, kept,
      timer: setInterval(() => { left -= 1; if (left) count.textContent = left; else release(); }, SHOWN),
    };
    said.textContent = bar.dataset.goes.replace("{step}", button?.dataset.undo || form.dataset.undo);
    count.textContent = left;
    if (behind || !navigator.onLine) kept.then((entry) => { if (entry && held?.kept === kept) said.textContent = bar.dataset.kept; });
    back.hidden = false;
    waiting.hidden = true;
    bar.hidden = false;
    back.focus({ preventScroll: true });
  };

  back.addEventListener("click", async () => {
    if (!held) return;
    const { restore, timer, kept, form } = held;
    clearInterval(timer);
    held = null;
    restore();
    const entry = await kept;
    if (entry) await outbox.store.drop(entry.key);
    if ("outbox" in form.dataset) await outbox.still(false);
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

  // What waits of this order: said on the page, and the button is the one that comes after it.
  const show = async () => {
    const own = (await outbox.store.all()).filter((one) => one.chain === chain && outbox.store.lasts(one) && !(one.from > Date.now())).sort((a, b) => a.made - b.made);
    const list = document.getElementById("waits"), steps = [...document.querySelectorAll(".act [data-step]")];
    behind = own.length > 0;
    if (!list) return own; // where both versions are compared
    list.hidden = !behind;
    list.querySelector("ul").replaceChildren(...own.map((one) => {
      const row = list.querySelector("template").content.cloneNode(true).firstElementChild;
      row.dataset.state = one.state;
      row.querySelector("[data-label]").textContent = one.label ?? "";
      row.querySelector("time").textContent = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(one.made);
      return row;
    }));
    const last = Math.max(...own.map((one) => steps.findIndex(({ dataset }) => dataset.step === one.step)), -1);
    const ended = own.some(({ step }) => step && !steps.some(({ dataset }) => dataset.step === step) && step !== "note");
    if (behind && !held) for (const [at, step] of steps.entries()) step.hidden = ended || (last >= 0 ? at !== last + 1 : step.hidden);
    const refused = own.find(({ state }) => state === "refused"), both = list.querySelector("[data-both]");
    both.hidden = !refused;
    if (refused?.both) both.href = refused.both;
    return own;
  };
  if (chain && outbox) {
    show().catch(() => {});
    outbox.listen(async (entry) => {
      if (entry.chain !== chain || held || sending) return;
      const own = await show();
      if (entry.state !== "received" || own.length) return;
      const here = new URL(entry.next, location.href).pathname === location.pathname;
      if (isTyped()) tell(bar.dataset.arrived); else if (here) location.reload(); else if (main.inert) location.assign(entry.next);
    });
  }

  // 办结: the camera opens at once; without a photo, or without a camera, the form opens as it is. Without a connection the
  // photo is a draft of the form that the phone has.
  for (const input of document.querySelectorAll("[data-shot]")) {
    const form = input.form, plain = form.querySelector("[data-plain]");
    plain.hidden = true;
    for (const other of form.querySelectorAll("label, [data-without]")) other.hidden = false;
    const go = () => location.assign(plain.href);
    input.addEventListener("cancel", async () => { if (await release() !== false) go(); });
    input.addEventListener("photos", async () => { // kit/sending.js has made them small
      if (await release() !== false && input.files.length) form.querySelector("[name=shot]").click();
    });
    if (outbox && plain.dataset.draft) form.addEventListener("unsent", (event) => { event.preventDefault(); draft(form, plain).catch(() => { unsent.hidden = false; }); });
  }
  const draft = async (form, plain) => {
    const key = outbox.newKey(), data = new FormData(form), page = plain.getAttribute("href");
    const entry = { ...outbox.entryOf(form, data), key, made: Date.now(), state: "draft", form: plain.dataset.draft, address: page, page, fields: [["intent", key]] };
    await outbox.store.put(entry, await outbox.filesOf(form, data));
    location.assign(`${page}#${key}`);
  };
})();
