// Sends a form without leaving its page: when the connection is lost, all that was typed and shot is still there, and
// a second tap sends the same intent, so that nothing is taken in twice. A form with data-outbox is on the phone before
// it is sent, and waits there (kit/outbox.js). Forms work without it.
"use strict";
if (!(self.SubmitEvent && "submitter" in SubmitEvent.prototype)) { // Safari before 15.4: the button that was pressed last
  let pressed = null;
  document.addEventListener("click", ({ target }) => { pressed = target.closest("button"); }, true);
  Object.defineProperty(Event.prototype, "submitter", { get() { return pressed?.form === this.target ? pressed : null; } });
}
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

// Photos of a form: made small before they are sent, shown, removed one by one; a photo taken later joins those taken
// before. Forms work without it.
(() => {
  const THUMB = 192, MOST_BYTES = 400 * 1024;
  const TRIES = [[2048, 0.85], [2048, 0.7], [2048, 0.5], [1440, 0.6], [1024, 0.6]]; // longest side, quality

  const drawn = (image, longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff"; // under what is seen through
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const opened = (file) => self.createImageBitmap ? createImageBitmap(file) : new Promise((done, fail) => { // old engines
    const reader = new FileReader(), image = new Image();
    image.onload = () => done(image);
    image.onerror = reader.onerror = fail;
    reader.onload = () => { image.src = reader.result; };
    reader.readAsDataURL(file);
  });

  const smaller = async (file) => {
    const row = document.createElement("li");
    let image;
    try { image = await opened(file); } catch { // the server says what is wrong with it
      row.append(file.name);
      return { file, row };
    }
    const thumb = document.createElement("img");
    thumb.src = drawn(image, THUMB).toDataURL("image/jpeg", 0.7);
    thumb.alt = file.name;
    row.append(thumb);
    let blob = null;
    for (const [longest, quality] of TRIES) { // always drawn anew: what else is in the file, place and device, stays here
      blob = await new Promise((done) => drawn(image, longest).toBlob(done, "image/jpeg", quality));
      if (!blob || blob.size <= MOST_BYTES) break;
    }
    return { row, file: blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file };
  };

  for (const input of document.querySelectorAll("input[data-most]")) {
    const strip = document.createElement("ul"), over = document.createElement("p");
    let kept = [];
    strip.className = "strip";
    over.className = "form-text";
    over.setAttribute("role", "status");
    input.after(strip, over);
    const shoot = input.previousElementSibling; // the large button for a thumb, which needs the strip to show what was chosen
    if (shoot?.matches(".shoot")) {
      shoot.hidden = false;
      input.className = "shoot-file";
    }

    const show = () => {
      const files = new DataTransfer();
      for (const { file } of kept) files.items.add(file);
      try { input.files = files.files; } catch { /* an old engine keeps the files as they are */ }
      strip.replaceChildren(...kept.map(({ row }) => row));
      input.dispatchEvent(new CustomEvent("photos", { bubbles: true })); // for the draft
    };
    input.addEventListener("change", () => { input.made = taken().catch(() => {}); }); // whoever sends waits for it (sending.js)
    const taken = async () => {
      const most = Number(input.dataset.most), chosen = [...input.files].slice(0, most - kept.length);
      over.textContent = chosen.length < input.files.length ? input.dataset.over : "";
      for (const one of await Promise.all(chosen.map(smaller))) {
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "btn btn-outline-secondary btn-sm w-100";
        remove.textContent = input.dataset.remove;
        remove.addEventListener("click", () => { kept = kept.filter((other) => other !== one); over.textContent = ""; show(); });
        one.row.append(remove);
        kept.push(one);
      }
      show();
    };
  }
})();
