// Never loses a form that says data-outbox="<its name>": a draft is kept within a second of a change and comes back; a
// form that finds no connection waits on the phone (kit/store.js) and is sent by itself. Forms work without it.
"use strict";
(() => {
  const store = self.linliStore, words = document.getElementById("outbox"), form = document.querySelector("form[data-outbox]");
  const SOON = 300, SLOW = 3000, AGAIN = [5, 15, 60, 300], LAST = "linli.owner", A_DAY = 24 * 3600 * 1000;

  // A page that came from the phone does not know whose it is: then it is of whoever was here last.
  const shell = words.dataset.owner === "?";
  let owner = words.dataset.owner;
  try {
    if (shell) owner = localStorage.getItem(LAST) ?? ""; else localStorage.setItem(LAST, owner);
  } catch { owner = shell ? "" : owner; }
  // A page that the phone kept (kit/worker.js), and what it is about, when steps on one thing go one after the other.
  const asKept = "kept" in document.documentElement.dataset, of = document.querySelector("[data-chain]")?.dataset;
  const chained = of && { staff: true, chain: of.chain, about: of.about, both: of.both };
  const mine = (entry) => !entry.owner || entry.owner === owner;

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  const show = (name) => { // one of the notes of kit/sending.html
    const note = document.getElementById(name);
    if (note) note.hidden = false;
    return note;
  };
  const cannotKeep = () => show("unkept");

  // What is sent: at once when there is a connection, when there is one again, and now and then meanwhile.
  let again = 0, timer;
  const send = async (keys) => {
    clearTimeout(timer);
    let done = true;
    try { done = await store.sendAll(keys); } catch { return; }
    if (done) again = 0; else later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => send(), AGAIN[again] * 1000);
    again = Math.min(again + 1, AGAIN.length - 1);
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("linli-outbox")).catch(() => {});
  };
  window.addEventListener("online", () => { again = 0; send(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });

  const listeners = [];
  self.linliTold = (entry) => { for (const listen of listeners) listen(entry); };
  if (store.channel) store.channel.onmessage = ({ data }) => self.linliTold(data);
  self.linliOutbox = { store, send, mine, shell, listen: (one) => listeners.push(one) };

  // What was sent from elsewhere is told here; of what is sensitive nobody is told who only looks at the screen.
  listeners.push((entry) => {
    if (entry.state !== "received" || entry.quiet || !mine(entry)) return;
    import(words.dataset.toast).then(({ tell }) => tell(entry)).catch(() => {});
  });

  const tidy = async () => {
    for (const entry of await store.all()) {
      if (entry.state === "received" && Date.now() - entry.at > A_DAY) await store.drop(entry.key);
    }
  };

  // What a form holds, as the store keeps it.
  const notesOf = (form) => [...form.querySelectorAll("input[name=photo]")];
  const remembered = new Map(); // photos that the server has already, for when its note on them is too old
  const remember = ({ name, value }) => {
    const note = { name, value }, at = Date.now(), photo = { name: "photos", filename: "photo.jpg", type: "image/jpeg", note, at };
    if (!remembered.has(value)) remembered.set(value, fetch(`/kit/photo/draft/${value}/`).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return { ...photo, bytes: await answer.arrayBuffer() };
    }).catch(() => { remembered.delete(value); return photo; }));
    return remembered.get(value);
  };
  const filesOf = async (form, data) => {
    const found = await Promise.all(notesOf(form).map(remember));
    for (const [name, value] of data) {
      if (typeof value === "string" || !value.size) continue;
      found.push({ name, filename: value.name, type: value.type, bytes: await value.arrayBuffer() });
    }
    return found;
  };
  const fieldsOf = (form, data) => {
    const notes = new Set(notesOf(form).map(({ name }) => name));
    const labelOf = (name, value) => {
      const control = form.elements.namedItem(name);
      return control instanceof HTMLSelectElement && control.value === value ? control.selectedOptions[0]?.text : "";
    };
    return [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && !notes.has(name))
      .map(([name, value]) => [name, value, labelOf(name, value)]);
  };
  const entryOf = (form, data) => ({
    ...chained, owner, at: Date.now(), tries: 0, words: [], label: form.dataset.label,
    address: form.getAttribute("action") || location.pathname, page: location.pathname + location.search,
    fields: fieldsOf(form, data),
    photos: notesOf(form).length + [...data].filter(([, value]) => typeof value !== "string" && value.size).length,
  });
  Object.assign(self.linliOutbox, { newKey, entryOf, filesOf, later, asKept });
  if (chained) for (const input of document.querySelectorAll("form input[type=hidden][name=photo]")) remember(input);

  if (form) {
    const field = (name) => form.elements.namedItem(name);
    if (shell || asKept) field("intent").value = newKey(); // a page on the phone may be used often, an intent is one for each
    let key = field("intent").value, made = Date.now(), noted = "", held = false;

    const mark = (data) => JSON.stringify([
      [...data].filter(([, value]) => typeof value !== "string" && value.size).map(([name, one]) => [name, one.name, one.size, one.lastModified]),
      notesOf(form).map((input) => input.value),
    ]);

    const keep = async (state, data = new FormData(form)) => {
      const marked = mark(data), kept = marked === noted ? undefined : await filesOf(form, data);
      const entry = { ...entryOf(form, data), key, form: form.dataset.outbox, state, made, quiet: Boolean(form.querySelector("[data-leave]")) };
      await store.put(entry, kept);
      noted = marked;
      return entry;
    };

    // drafts
    let waiting, saving = Promise.resolve();
    const save = () => {
      clearTimeout(waiting);
      waiting = undefined;
      if (held) return saving;
      saving = saving.then(() => (held ? null : keep("draft"))).then((entry) => { if (entry) form.dataset.kept = entry.at; }, cannotKeep);
      return saving;
    };
    const soon = () => { waiting ??= setTimeout(save, SOON); };
    for (const happening of ["input", "change", "photos"]) form.addEventListener(happening, soon);
    const atOnce = () => { if (waiting) save(); };
    document.addEventListener("visibilitychange", atOnce);
    window.addEventListener("pagehide", atOnce);

    const put = (name, value, label) => { // one field of the draft into the form as it stands
      const controls = [...form.elements].filter((one) => one.name === name && one.type !== "submit" && !one.dataset.later);
      const choice = controls.filter((one) => one.type === "radio" || one.type === "checkbox");
      const control = choice.length ? choice.find((one) => one.value === value) : controls.find((one) => one.type !== "file");
      if (choice.includes(control)) control.checked = true;
      else if (control) {
        control.value = value;
        if (control instanceof HTMLSelectElement && control.value !== value) control.append(new Option(label || value, value, true, true));
      } else if (!form.querySelector(`[data-later][name="${name}"][value="${CSS.escape(value)}"]`)) { // its part of the page is not there yet
        const later = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        later.dataset.later = "1";
        form.append(later);
      }
      return control;
    };
    document.addEventListener("htmx:afterSettle", () => {
      for (const later of form.querySelectorAll("[data-later]")) {
        if ([...form.elements].every((one) => one.name !== later.name || one.dataset.later)) continue;
        later.remove();
        put(later.name, later.value);
      }
      if (waiting || noted) soon();
    });

    const restore = async (entry) => {
      const kept = await store.files(entry.key);
      ({ key, made } = entry);
      for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) box.checked = false;
      const filled = [];
      const own = new Set([form.dataset.final, "version", "late"]); // as this page has them
      const fields = entry.fields.filter(([name]) => !own.has(name));
      for (const [name, value, label] of fields) {
        const control = put(name, value, label);
        if (control && value && control.type !== "hidden") filled.push(control);
      }
      const inputs = new Map();
      for (const { name, filename, type, bytes } of kept) {
        const input = form.querySelector(`input[type=file][name="${name}"]`);
        if (!input) continue;
        if (!inputs.has(input)) inputs.set(input, new DataTransfer());
        inputs.get(input).items.add(new File([bytes], filename, { type }));
      }
      for (const [input, { files }] of inputs) { input.files = files; filled.push(input); }
      form.dataset.restored = "1";
      for (const control of filled) control.dispatchEvent(new Event("change", { bubbles: true }));
      for (const [name, value, label] of fields) put(name, value, label); // one choice may have undone another
      form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
      const note = show("restored");
      if (!note) return;
      note.querySelector("time").textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(entry.at);
      form.before(note);
    };

    const begin = async () => {
      const asked = location.hash.slice(1), entries = (await store.all()).filter((one) => one.form === form.dataset.outbox && mine(one));
      const drafts = entries.filter((one) => one.state === "draft"), here = drafts.find((one) => one.key === key);
      if (here || document.getElementById("problems")) { ({ key, made } = here ?? { key, made }); return; }
      const entry = drafts.find((one) => one.key === asked) ?? drafts[0];
      if (entry) await restore(entry);
    };
    document.getElementById("restored")?.querySelector("button").addEventListener("click", async () => {
      held = true;
      await saving;
      await store.drop(key);
      location.replace(location.pathname);
    });
    document.addEventListener("linli:forget", () => { // who leaves quickly leaves nothing on the phone
      held = true;
      store.drop(key);
    });

    // sending (kit/sending.js asks)
    const final = form.dataset.final, away = () => asKept || !navigator.onLine;
    // What is looked at once more before it goes (data-away="0") goes as it is where there is no connection ("1").
    const lookAway = (lost) => { for (const one of document.querySelectorAll("[data-away]")) one.hidden = form.hidden || (!lost && (one.dataset.away === "1") !== away()); };
    for (const happening of ["online", "offline"]) window.addEventListener(happening, () => lookAway(false));
    form.addEventListener("unsent", () => lookAway(true));
    lookAway(false);
    const note = document.getElementById("held");
    const tellHeld = () => {
      form.hidden = true;
      lookAway(false);
      document.getElementById("restored").hidden = true;
      form.before(note);
      note.hidden = false;
      note.focus();
    };
    note.querySelector("[data-do=send]").addEventListener("click", () => send([key]));
    const goOn = ({ state, next }) => { // from the note that it waits, once that is over
      if (state === "received") location.assign(next);
      if (state === "refused") location.assign(words.dataset.waiting);
    };
    listeners.push((entry) => {
      if (entry.key !== key || !held) return;
      note.dataset.state = entry.state;
      if (!note.hidden) goOn(entry);
    });
    Object.assign(self.linliOutbox, {
      SLOW,
      // Whether it goes out for good (a form with data-final: by the button of that name); else it asks for its page anew.
      sends: (button) => final ? button?.name === final : !["step", "drop", "at", "pick"].includes(button?.name),
      // Resolves to the entry when it is on the disk, to null when the phone keeps nothing.
      async hold(data) {
        held = true;
        clearTimeout(waiting); // a draft that is still to be saved would outlive what is sent
        waiting = undefined;
        try {
          await saving;
          const entry = await keep("sending", data);
          const behind = entry.chain && (await store.all()).some((one) => one.chain === entry.chain && one.made < made && store.lasts(one));
          return { ...entry, behind };
        } catch { cannotKeep(); held = false; return null; }
      },
      async wait(tried, now) {
        const entry = await store.get(key);
        if (entry?.state === "sending") await store.put({ ...entry, state: "waiting", tries: entry.tries + Number(tried) });
        tellHeld();
        if (entry && !store.waits(entry)) goOn(entry); // the network was back, and it was sent before this page said so
        else if (now) send([key]); else later();
      },
      slow: tellHeld,
      async still(does) { held = does; if (does) await saving; else save(); }, // another one sends it (field/act.js)
      async received() { try { await store.drop(key); } catch { /* it is kept nowhere */ } },
      async refused() { const entry = await store.get(key); if (entry) await store.put({ ...entry, state: "draft" }); held = false; },
    });
    begin().catch(cannotKeep);
  }

  navigator.serviceWorker?.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  const { lang, dataset } = document.documentElement;
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ lang, elder: dataset.elder ?? "" }));
  tidy().then(() => send()).catch(() => {});
})();
