// What a phone may keep for where there is no network, in the service worker: pages sealed with the phone's key, and how
// that key comes to life. The server gives it to its owner's session; without a network the PIN opens it. It lives in this
// worker's memory only and dies with it. Pages ask for it through kit/phone.js, which has the same words (docs/adr/0015).
"use strict";

// On the disk: meta.phone = {owner, salt, device, pin, lid, wrapped, issued, latest, wrong}. The key is wrapped with a
// public key (lid); its private half with the PIN and, over that, with a key of this device that no script can read.
// sealed = {address, kind, at, iv, data}. Instants are milliseconds of the phone's clock.
self.linliPhone = (() => {
  const NAME = "linli-phone", LIFE = 12 * 3600 * 1000, FRESH = 10 * 60 * 1000, BACK = 10 * 60 * 1000, NOTED = 60 * 1000;
  const MOST_WRONG = 5, ROUNDS = 600000, PATIENCE = 20000; // rounds: OWASP Password Storage, PBKDF2-HMAC-SHA256
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  const letters = new TextEncoder(), read = new TextDecoder(), random = (size) => crypto.getRandomValues(new Uint8Array(size));

  let key = null, keeps = false, timer, wipes = 0; // keeps: pages may be put and taken, not only what waits be opened
  const hold = (given, may) => { [key, keeps] = [given, may]; if (may) ticks(); };
  const ticks = () => { clearInterval(timer); timer = setInterval(() => check().catch(() => {}), NOTED); };

  const { inside: within } = self.linliShelf(NAME, (database) => {
    database.createObjectStore("meta");
    database.createObjectStore("sealed", { keyPath: "address" });
  });
  const inside = (mode, work) => within(mode, ["meta", "sealed"], work);
  const phone = () => inside("readonly", (meta) => meta.get("phone"));
  const change = (work) => inside("readwrite", (meta) => { // read and written in one turn; resolves to what was there
    const asked = meta.get("phone");
    asked.onsuccess = () => { const now = asked.result && work(asked.result); if (now) meta.put(now, "phone"); };
    return asked;
  });

  // Why: out, ended, other, pin, time or clock. The last two leave the PIN, which opens nothing by itself: the next
  // sign-in puts the key under it again.
  const wipe = async (why) => {
    if (why !== "ended") wipes += 1; // what is under way holds nothing afterwards, but the key to what is not sent
    hold(null, false);
    clearInterval(timer);
    await inside("readwrite", (meta, sealed) => {
      sealed.clear();
      const asked = meta.get("phone");
      asked.onsuccess = () => {
        const { owner, salt, device, pin, lid } = asked.result ?? {};
        if (lid && (why === "time" || why === "clock")) meta.put({ owner, salt, device, pin, lid }, "phone"); else meta.delete("phone");
        if (lid) meta.put({ why, at: Date.now() }, "wiped");
      };
    });
    channel?.postMessage({ wiped: why });
  };

  // Before anything is opened: is it still to be kept? A clock that was set back wipes as twelve hours do.
  const check = async () => {
    const now = Date.now(), kept = await change((one) => one.wrapped && now > one.latest + NOTED ? { ...one, latest: now } : null);
    if (!kept?.wrapped) return null;
    if (now - kept.issued > LIFE) return void await wipe("time");
    if (now < kept.latest - BACK) return void await wipe("clock");
    return kept;
  };
  const state = async () => !(await check()) ? "none" : keeps ? "open" : "locked";
  const about = async () => ({ state: await state(), wiped: await inside("readonly", (meta) => meta.get("wiped")) ?? null });

  // What the server said about this phone (/kit/fresh/, or a page of its own).
  const heard = async ({ owner, phone: says }) => {
    const kept = await phone();
    if (!kept) return;
    if (owner && owner !== kept.owner) await wipe("other");
    else if (says !== undefined && says !== "live") await wipe("ended");
  };

  const patience = () => { const end = new AbortController(); setTimeout(() => end.abort(), PATIENCE); return end.signal; };
  const ask = async () => { // the key, of the session as it is now: {key, owner, phone}; null when it is not ours to have
    const asked = await fetch("/kit/fresh/", { cache: "no-store", signal: patience() });
    if (!asked.ok) return null;
    const said = await asked.json();
    await heard(said);
    if (!said.owner || !said.phone) return null;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", said.token);
    const answer = await fetch("/field/phone/key/", { method: "POST", body, cache: "no-store", redirect: "error", signal: patience() });
    return answer.ok ? answer.json() : null;
  };
  const bytes = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const made = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const under = async (pin, salt) => {
    const typed = await crypto.subtle.importKey("raw", letters.encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  };
  const LID = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  const gcm = (iv) => ({ name: "AES-GCM", iv });

  // Choose the PIN on a phone that the server knows: "open", or "none" when it does not know it.
  const begin = async (pin) => {
    const said = await ask();
    if (said?.phone !== "live") return "none";
    const raw = bytes(said.key), salt = random(16), iv = random(12), over = random(12);
    const pair = await crypto.subtle.generateKey(LID, true, ["encrypt", "decrypt"]);
    const device = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const inner = await crypto.subtle.wrapKey("pkcs8", pair.privateKey, await under(pin, salt), gcm(iv));
    const data = await crypto.subtle.encrypt(gcm(over), device, inner);
    const wrapped = await crypto.subtle.encrypt(LID, pair.publicKey, raw), now = Date.now();
    const kept = { owner: said.owner, salt, device, pin: { iv, over, data }, lid: pair.publicKey, wrapped, issued: now, latest: now, wrong: 0 };
    const given = await made(raw);
    raw.fill(0);
    await inside("readwrite", (meta, sealed) => { sealed.clear(); meta.delete("wiped"); meta.put(kept, "phone"); });
    hold(given, true);
    return "open";
  };

  // The session opens it, when there is one: "open"; else as ``state``. What an ended phone sealed can be opened to be
  // sent, and nothing be kept.
  const renew = async () => {
    const before = await check(), since = wipes;
    if (before && keeps && Date.now() - before.issued < FRESH) return "open";
    let said;
    try { said = await ask(); } catch { said = null; }
    if (!said) return state();
    const raw = bytes(said.key), given = await made(raw), kept = await phone(), keeping = said.phone === "live" && kept;
    const wrapped = keeping && await crypto.subtle.encrypt(LID, kept.lid, raw), now = Date.now();
    raw.fill(0);
    if (since !== wipes) return "none";
    if (keeping) await change((one) => ({ ...one, wrong: 0, wrapped, issued: now, latest: now }));
    if (keeping) await inside("readwrite", (meta) => meta.delete("wiped"));
    hold(given, Boolean(keeping));
    return state();
  };
  let renewing; // one at a time, and nobody who types a PIN waits for it
  const renewed = () => (renewing ??= renew().finally(() => { renewing = undefined; }));

  // Without a network: "open", {left: tries} or "wiped". A try counts before it is made.
  const unlock = async (pin) => {
    const kept = await check();
    if (!kept) return "wiped";
    if (kept.wrong >= MOST_WRONG) return await wipe("pin"), "wiped"; // the worker was killed at the last try
    const { wrong } = await change((one) => ({ ...one, wrong: one.wrong + 1 })), left = MOST_WRONG - wrong - 1;
    let raw;
    try {
      const inner = await crypto.subtle.decrypt(gcm(kept.pin.over), kept.device, kept.pin.data);
      const own = await crypto.subtle.unwrapKey("pkcs8", inner, await under(pin, kept.salt), gcm(kept.pin.iv), LID, false, ["decrypt"]);
      raw = new Uint8Array(await crypto.subtle.decrypt(LID, own, kept.wrapped));
    } catch {
      if (left > 0) return { left };
      await wipe("pin");
      return "wiped";
    }
    const given = await made(raw);
    raw.fill(0);
    await change((one) => ({ ...one, wrong: 0 }));
    hold(given, true);
    return "open";
  };
  let line = Promise.resolve(); // one after the other: what two pages ask at once is not done half
  const inLine = (work) => (...asked) => { const turn = line.then(() => work(...asked)); line = turn.catch(() => {}); return turn; };

  // Sealing. ``about`` is bound to what is sealed: it opens nowhere else.
  const how = (iv, about) => ({ ...gcm(iv), additionalData: letters.encode(about) });
  const seal = async (data, about = "") => {
    if (!key) throw new Error("locked");
    const iv = random(12);
    return { iv, data: await crypto.subtle.encrypt(how(iv, about), key, typeof data === "string" ? letters.encode(data) : data) };
  };
  const unseal = async ({ iv, data }, about = "") => {
    if (!key) throw new Error("locked");
    return crypto.subtle.decrypt(how(iv, about), key, data);
  };

  // Pages: put(address, Response or {status, headers, body}) gives whether it was kept, take(address) a Response or null.
  const put = async (address, answer, kind = "page") => {
    if (await state() !== "open") return false;
    const is = answer instanceof Response, { status = 200 } = answer;
    const head = letters.encode(JSON.stringify({ status, headers: [...(is ? answer.headers : answer.headers ?? [])] }));
    const body = is ? await answer.arrayBuffer() : typeof answer.body === "string" ? letters.encode(answer.body) : answer.body;
    const whole = new Uint8Array(4 + head.length + body.byteLength);
    new DataView(whole.buffer).setUint32(0, head.length);
    whole.set(head, 4);
    whole.set(new Uint8Array(body), 4 + head.length);
    const sealed = await seal(whole, address);
    if (!keeps) return false;
    await inside("readwrite", (meta, kept) => kept.put({ address, kind, at: Date.now(), ...sealed }));
    return true;
  };
  const taken = async (address) => {
    if (await state() !== "open") return null;
    const kept = await inside("readonly", (meta, sealed) => sealed.get(address));
    if (!kept) return null;
    const whole = await unseal(kept, address), size = new DataView(whole).getUint32(0);
    return { ...JSON.parse(read.decode(whole.slice(4, 4 + size))), body: whole.slice(4 + size), at: kept.at };
  };
  const take = async (address) => {
    const kept = await taken(address);
    return kept && new Response(kept.body, { status: kept.status, headers: kept.headers });
  };
  const kept = async () => (await inside("readonly", (meta, sealed) => sealed.getAll())).map(({ address, kind, at }) => ({ address, kind, at }));
  const drop = (address) => inside("readwrite", (meta, sealed) => sealed.delete(address));
  const waiting = async () => (await self.linliStore.all()).filter(self.linliStore.waits).length;

  const said = {
    state, about, heard, begin: inLine(begin), open: renewed, unlock: inLine(unlock), wipe, seal, unseal, put,
    kept, drop, waiting,
  };
  self.addEventListener("message", (event) => { // {vault: word, asked: [...]} and a port for {done} or {failed}
    const { vault, asked = [] } = event.data, [port] = event.ports, work = vault === "take" ? taken : said[vault];
    if (!vault || !port || !work) return;
    event.waitUntil(work(...asked).then((done) => port.postMessage({ done }), (error) => port.postMessage({ failed: String(error) })));
  });
  return { ...said, take };
})();
