// What the phone keeps of forms, and how it is sent: shared by pages (kit/outbox.js) and the service worker.
"use strict";

// A database of the browser: opened once, given up when another version needs it; kit/vault.js has one of its own.
// `make` lays the shelves of a new database; inside(mode, shelves, work) is done when it is on the disk, not before, and
// resolves to what `work` asked for.
self.linliShelf = (name, make) => {
  let opened;
  const open = () => {
    opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => make(asked.result);
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = () => fail(asked.error);
    });
    opened.catch(() => { opened = undefined; });
    return opened;
  };
  const inside = async (mode, shelves, work) => {
    const transaction = (await open()).transaction(shelves, mode, { durability: "strict" });
    const asked = work(...shelves.map((one) => transaction.objectStore(one)));
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done(asked?.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  };
  return { open, inside };
};

// An entry: {key, form, owner, state, at, made, address, page, fields, photos, tries, words, next}, its state one of draft,
// waiting, sending, refused, received. The contents of its files lie beside it and are written only when they change.
// A step of staff has more: {staff, chain, version, label, about, from, both}. Steps of one chain go one after the other as
// they were made, each on the version that the receipt of the one before told; none before `from`, until when it may be
// taken back; `both` is the page that compares it with what others did. On a phone with a key what they wrote is sealed.
self.linliStore = (() => {
  const NAME = "linli", LOCK = "linli.outbox", PATIENCE = 60000, GIVE_UP = 3;
  const NOTE_VALID = 20 * 3600 * 1000; // ms; the server takes a photo by its note for a day
  const PASSING = new Set([401, 408, 425, 429]); // refused for now: it goes later as it is
  const MOVED = 409; // somebody else moved what it is about
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(LOCK) : null;

  const { open, inside: within } = self.linliShelf(NAME, (database) => {
    database.createObjectStore("entries", { keyPath: "key" });
    database.createObjectStore("files");
  });
  const inside = (mode, work) => within(mode, ["entries", "files"], work);

  // Sealed with the phone's key, where there is one (kit/phone.js asks, kit/vault.js does it). What cannot be sealed now is
  // kept as it is: work is never lost for it.
  const text = new TextDecoder();
  const keyed = async (entry) => entry.staff && await self.linliPhone?.state().catch(() => "none") === "open";
  const shut = async (entry, kept) => {
    if (!await keyed(entry)) return [entry, kept];
    const { fields, words, about, label, shut: _, locked: __, ...seen } = entry;
    const seal = (data, part) => self.linliPhone.seal(data, `${entry.key} ${part}`);
    const files = kept && await Promise.all(kept.map(async ({ bytes, ...file }, at) => bytes ? { ...file, shut: await seal(bytes, at) } : file));
    return [{ ...seen, shut: await seal(JSON.stringify({ fields, words, about, label }), "words") }, files];
  };
  const unseal = (entry, sealed, part) => self.linliPhone.unseal(sealed, `${entry.key} ${part}`);
  const unshut = async (entry) => { // one that cannot be opened now says so: locked
    if (!entry?.shut) return entry;
    try {
      return { ...entry, ...JSON.parse(text.decode(await unseal(entry, entry.shut, "words"))), shut: undefined };
    } catch { return { ...entry, locked: true, fields: [], words: [] }; }
  };

  const tell = (entry) => { channel?.postMessage(entry); self.linliTold?.(entry); };
  const get = async (key) => unshut(await inside("readonly", (entries) => entries.get(key)));
  const all = async () => {
    const found = await inside("readonly", (entries) => entries.getAll());
    return (await Promise.all(found.map(unshut))).sort((a, b) => b.at - a.at);
  };
  const files = async (key) => {
    const kept = await inside("readonly", (entries, contents) => contents.get(key)) ?? [];
    return Promise.all(kept.map(async ({ shut: sealed, ...file }, at) => sealed ? { ...file, bytes: await unseal({ key }, sealed, at) } : file));
  };
  const put = async (entry, kept) => {
    if (entry.locked) throw new Error("locked"); // its words are not in it
    const [made, contents] = await shut(entry, kept);
    await inside("readwrite", (entries, disk) => {
      entries.put(made);
      if (contents) disk.put(contents, entry.key);
    });
    tell(entry);
  };
  const drop = async (...keys) => {
    await inside("readwrite", (entries, contents) => { for (const key of keys) { entries.delete(key); contents.delete(key); } });
    for (const key of keys) tell({ key, state: "dropped" });
  };
  // What the server has leaves the phone; what stays is where its receipt is. The rest of its chain stands on `version`.
  const received = async ({ key, form, owner, at, quiet, chain, staff }, next, version) => {
    const entry = { key, form, owner, at, quiet, chain, staff, state: "received", next };
    await inside("readwrite", (entries, contents) => {
      entries.put(entry);
      contents.delete(key);
      if (!chain || !version) return;
      const asked = entries.getAll();
      asked.onsuccess = () => { for (const one of asked.result) if (one.chain === chain && waits(one)) entries.put({ ...one, version }); };
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
    for (const [name, value] of entry.fields) body.append(name, name === "version" && entry.version ? entry.version : value);
    for (const { name, filename, type, bytes, note, at } of kept) {
      if (note && (!bytes || Date.now() - at < NOTE_VALID)) body.append(note.name, note.value);
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
      if (next) return await received(entry, next, answer.headers.get("Linli-Version"));
      const said = answer.headers.get("Content-Type") === "application/json" ? (await answer.json()).words : null;
      const moved = entry.chain && answer.status === MOVED, later = answer.status < 400 || answer.status >= 500 || PASSING.has(answer.status);
      const final = moved || (!later && (said || entry.tries >= GIVE_UP)); // without words: first with a fresh token once more
      // what was refused was not taken in: mended, it goes under an intent of its own
      const fields = final && !entry.chain ? entry.fields.filter(([name]) => name !== "intent") : entry.fields;
      await put({ ...entry, fields, moved, state: final ? "refused" : "waiting", words: said ?? [] });
    } catch {
      await put({ ...entry, state: "waiting" });
    }
  };

  const lasts = (entry) => waits(entry) || entry.state === "refused"; // the server has it not, and somebody wants it to
  const waits = ({ state }) => state === "waiting" || state === "sending";
  // Behind a step of its chain that the server has not: it stays until that is settled.
  const stuck = (entry, among) => entry.chain && among.some((one) =>
    one.chain === entry.chain && one.made < entry.made && lasts(one));
  const due = (entry, among) => waits(entry) && !(entry.from > Date.now()) && !stuck(entry, among);

  const sendThem = async (keys) => {
    const asked = (await all()).filter((entry) => waits(entry) && (!keys || keys.includes(entry.key))).sort((a, b) => a.made - b.made);
    for (const { key } of asked) {
      const among = await inside("readonly", (entries) => entries.getAll()), known = among.find((one) => one.key === key);
      if (!known || !due(known, among)) continue;
      let session;
      try { session = await fresh(); } catch { session = null; }
      if (!session) {
        const entry = await get(key);
        if (entry?.state === "sending" && !entry.locked) await put({ ...entry, state: "waiting" });
        return false;
      }
      // somebody else's session: it waits for its own. What was written without an account goes without one.
      const theirs = known.owner && known.owner !== session.owner;
      if (known.shut && !theirs) await self.linliPhone?.open().catch(() => {});
      const entry = await get(key);
      if (!entry || !waits(entry) || entry.locked) continue;
      if (!theirs) await carry(entry, session.token);
      else if (entry.state === "sending") await put({ ...entry, state: "waiting" });
    }
    const left = await inside("readonly", (entries) => entries.getAll());
    return !left.some((one) => waits(one) && !left.some((other) => other.chain && other.chain === one.chain && other.state === "refused"));
  };
  // One sender at a time for all pages and the worker; the same intent would be one matter all the same.
  const sendAll = (keys) => navigator.locks ? navigator.locks.request(LOCK, () => sendThem(keys)) : sendThem(keys);

  return { open, get, all, files, put, drop, received, fresh, sendAll, waits, lasts, channel };
})();
