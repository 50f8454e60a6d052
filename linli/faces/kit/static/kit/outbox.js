// Never loses a form that says data-outbox="<its name>": a draft is kept within a second of a change and comes back; a
// form that finds no connection waits on the phone and is sent by itself. Forms work without it. First what the phone
// keeps and sends, which pages and the service worker share; then what a page does with it.
"use strict";

// An entry: {key, form, owner, state, at, made, address, page, fields, photos, tries, words, next}, its state one of draft,
// waiting, sending, refused, received. The contents of its files lie beside it and are written only when they change.
self.linliStore = (() => {
  const NAME = "linli", LOCK = "linli.outbox", PATIENCE = 60000, GIVE_UP = 3;
  const NOTE_VALID = 20 * 3600 * 1000; // ms; the server takes a photo by its note for a day
  const PASSING = new Set([401, 408, 425, 429]); // refused for now: it goes later as it is
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(LOCK) : null;

  let opened;
  const open = () => {
    opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "key" });
        asked.result.createObjectStore("files");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = () => fail(asked.error);
    });
    opened.catch(() => { opened = undefined; });
    return opened;
  };

  const inside = async (mode, work) => { // done when it is on the disk, not before
    const transaction = (await open()).transaction(["entries", "files"], mode, { durability: "strict" });
    const asked = work(transaction.objectStore("entries"), transaction.objectStore("files"));
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done(asked?.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  };

  const tell = (entry) => { channel?.postMessage(entry); self.linliTold?.(entry); };
  const get = (key) => inside("readonly", (entries) => entries.get(key));
  const all = async () => (await inside("readonly", (entries) => entries.getAll())).sort((a, b) => b.at - a.at);
  const files = async (key) => await inside("readonly", (entries, kept) => kept.get(key)) ?? [];
  const put = async (entry, kept) => {
    await inside("readwrite", (entries, contents) => {
      entries.put(entry);
      if (kept) contents.put(kept, entry.key);
    });
    tell(entry);
  };
  const drop = async (key) => {
    await inside("readwrite", (entries, contents) => { entries.delete(key); contents.delete(key); });
    tell({ key, state: "dropped" });
  };
  // What the server has leaves the phone; what stays is where its receipt is.
  const received = async ({ key, form, owner, at, quiet }, next) => {
    const entry = { key, form, owner, at, quiet, state: "received", next };
    await inside("readwrite", (entries, contents) => {
      entries.put(entry);
      contents.delete(key);
    });
    tell(entry);
  };

  const fresh = async () => { // the token of the session as it is now, and whose session it is
    const answer = await fetch("/kit/fresh/", { cache: "no-store", signal: timeout(PATIENCE) });
    if (!answer.ok) throw new Error(answer.status);
    const said = await answer.json();
    await self.linliPhone?.heard(said).catch(() => {});
    return said;
  };
  const timeout = (ms) => { const end = new AbortController(); setTimeout(() => end.abort(), ms); return end.signal; };

  const bodyOf = (entry, kept, token) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    for (const [name, value] of entry.fields) body.append(name, value);
    for (const { name, filename, type, bytes, note, at } of kept) {
      if (note && Date.now() - at < NOTE_VALID) body.append(note.name, note.value);
      else body.append(name, new File([bytes], filename, { type }));
    }
    return body;
  };

  const carry = async (entry, token) => {
    entry = { ...entry, state: "sending", tries: entry.tries + 1 };
    await put(entry);
    try {
      const answer = await fetch(entry.address, {
        method: "POST", body: bodyOf(entry, await files(entry.key), token), signal: timeout(PATIENCE),
        headers: { "Linli-Sending": "1", "Linli-Outbox": "1", "Linli-Owner": entry.owner },
      });
      const next = answer.headers.get("Linli-Next");
      if (next) return await received(entry, next);
      const said = answer.headers.get("Content-Type") === "application/json" ? (await answer.json()).words : null;
      const later = answer.status < 400 || answer.status >= 500 || PASSING.has(answer.status);
      const final = !later && (said || entry.tries >= GIVE_UP); // without words: first with a fresh token once more
      // what was refused was not taken in: mended, it goes under an intent of its own
      const fields = final ? entry.fields.filter(([name]) => name !== "intent") : entry.fields;
      await put({ ...entry, fields, state: final ? "refused" : "waiting", words: said ?? [] });
    } catch {
      await put({ ...entry, state: "waiting" });
    }
  };

  const waits = ({ state }) => state === "waiting" || state === "sending";
  const sendThem = async (keys) => {
    const due = (await all()).filter((entry) => waits(entry) && (!keys || keys.includes(entry.key))).reverse();
    for (const { key } of due) {
      const entry = await get(key);
      if (!entry || !waits(entry)) continue;
      let session;
      try { session = await fresh(); } catch { session = null; }
      // somebody else's session: it waits for its own. What was written without an account goes without one.
      if (session && (!entry.owner || entry.owner === session.owner)) await carry(entry, session.token);
      else if (entry.state === "sending") await put({ ...entry, state: "waiting" });
      if (!session) return false;
    }
    return !(await all()).some(waits);
  };
  // One sender at a time for all pages and the worker; the same intent would be one matter all the same.
  const sendAll = (keys) => navigator.locks ? navigator.locks.request(LOCK, () => sendThem(keys)) : sendThem(keys);

  return { open, get, all, files, put, drop, received, fresh, sendAll, waits, channel };
})();

if (self.document) (() => {
  const store = self.linliStore, words = document.getElementById("outbox"), form = document.querySelector("form[data-outbox]");
  const SOON = 300, SLOW = 3000, AGAIN = [5, 15, 60, 300], LAST = "linli.owner", A_DAY = 24 * 3600 * 1000;

  // A page that came from the phone does not know whose it is: then it is of whoever was here last.
  const shell = words.dataset.owner === "?";
  let owner = words.dataset.owner;
  try {
    if (shell) owner = localStorage.getItem(LAST) ?? ""; else localStorage.setItem(LAST, owner);
  } catch { owner = shell ? "" : owner; }
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
  window.addEventListener("online", () => send());
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

  if (form) {
    const field = (name) => form.elements.namedItem(name);
    if (shell) field("intent").value = newKey(); // the page on the phone is one for all, an intent is one for each
    let key = field("intent").value, made = Date.now(), noted = "", held = false;

    const labelOf = (name, value) => {
      const control = field(name);
      return control instanceof HTMLSelectElement && control.value === value ? control.selectedOptions[0]?.text : "";
    };
    const fieldsOf = (data) => [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken")
      .map(([name, value]) => [name, value, labelOf(name, value)]);

    const notes = () => [...form.querySelectorAll("input[data-note], #kept input[name=photo]")];
    const remembered = new Map(); // photos that the server has already, for when its note on them is too old
    const filesOf = async (data) => {
      const found = [];
      for (const input of notes()) {
        const note = { name: input.name, value: input.value };
        if (!remembered.has(note.value)) {
          const answer = await fetch(input.closest("li").querySelector("img").src).catch(() => null);
          if (!answer?.ok) continue;
          const type = answer.headers.get("Content-Type");
          remembered.set(note.value, { name: "photos", filename: "photo.jpg", type, bytes: await answer.arrayBuffer(), note, at: Date.now() });
        }
        found.push(remembered.get(note.value));
      }
      for (const [name, value] of data) {
        if (typeof value === "string" || !value.size) continue;
        found.push({ name, filename: value.name, type: value.type, bytes: await value.arrayBuffer() });
      }
      return found;
    };
    const mark = (data) => JSON.stringify([
      [...data].filter(([, value]) => typeof value !== "string" && value.size).map(([name, one]) => [name, one.name, one.size, one.lastModified]),
      notes().map((input) => input.value),
    ]);

    const keep = async (state, data = new FormData(form)) => {
      const marked = mark(data), kept = marked === noted ? undefined : await filesOf(data);
      const noteNames = new Set(notes().map((input) => input.name));
      const entry = {
        key, form: form.dataset.outbox, owner, state, made, at: Date.now(), tries: 0, words: [],
        address: form.getAttribute("action") || location.pathname, page: location.pathname + location.search,
        fields: fieldsOf(data).filter(([name]) => !noteNames.has(name)),
        photos: notes().length + [...data].filter(([, value]) => typeof value !== "string" && value.size).length,
        quiet: Boolean(form.querySelector("[data-leave]")),
      };
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
      for (const [name, value, label] of entry.fields) {
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
      for (const [name, value, label] of entry.fields) put(name, value, label); // one choice may have undone another
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
    const note = document.getElementById("held");
    const tellHeld = () => {
      form.hidden = true;
      document.getElementById("restored").hidden = true;
      form.before(note);
      note.hidden = false;
      note.focus();
    };
    note.querySelector("[data-do=send]").addEventListener("click", () => send([key]));
    listeners.push((entry) => {
      if (entry.key !== key || !held) return;
      note.dataset.state = entry.state;
      if (note.hidden) return;
      if (entry.state === "received") location.assign(entry.next);
      if (entry.state === "refused") location.assign(words.dataset.waiting);
    });
    Object.assign(self.linliOutbox, {
      SLOW,
      sends: (button) => !["step", "drop", "at", "pick"].includes(button?.name), // these ask for the page once more
      // Resolves to the entry when it is on the disk, to null when the phone keeps nothing.
      async hold(data) {
        held = true;
        try { await saving; return await keep("sending", data); } catch { cannotKeep(); held = false; return null; }
      },
      async wait(tried, now) {
        const entry = await store.get(key);
        if (entry?.state === "sending") await store.put({ ...entry, state: "waiting", tries: entry.tries + Number(tried) });
        tellHeld();
        if (now) send([key]); else later();
      },
      slow: tellHeld,
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
