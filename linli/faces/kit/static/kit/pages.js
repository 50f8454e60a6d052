// The pages of whoever works on site, as the server drew them, on a phone that has a key (kit/vault.js): read ahead when
// the list was shown, one after the other and only those to which something happened; given where there is no network.
"use strict";
self.linliPages = (() => {
  const TODAY = "/field/today/", STATIC = /(?:href|src)="(\/static\/[^"]+)"/g, PHOTO = /src="(\/kit\/photo\/[^"]+)"/g, REST = 40; // ms
  const KEPT_AT = "Linli-Kept", { version } = self.linli, vault = self.linliPhone;

  const read = async (address) => {
    const answer = await fetch(address, { cache: "no-store", headers: { "Linli-Ahead": "1" } });
    return answer.ok && !answer.redirected ? answer : null;
  };
  const looks = async (text) => { // its scripts and styles
    const cache = await caches.open(`linli-${version}`);
    for (const [, file] of text.matchAll(STATIC)) if (!await cache.match(file)) await cache.add(file);
  };
  // Resolves to the addresses of its photos; to null when there is no such page now.
  const keep = async (address) => {
    const answer = await read(address);
    if (!answer) return null;
    const text = await answer.text(), photos = [...text.matchAll(PHOTO)].map(([, photo]) => photo);
    await looks(text);
    if (!await vault.put(address, { headers: [...answer.headers, [KEPT_AT, String(Date.now())]], body: text })) throw new Error("closed");
    return photos;
  };
  const keepPhoto = async (address) => {
    const answer = await read(address);
    if (answer) await vault.put(address, answer, "photo");
  };

  const known = async () => { const kept = await vault.take(TODAY); return kept ? kept.json() : {}; };
  const readAhead = async () => {
    if (await vault.open().catch(() => "none") !== "open") return;
    const answer = await read(TODAY);
    if (!answer) return;
    const { things } = await answer.json(), before = await known(), now = {};
    const there = new Set((await vault.kept()).map(({ address }) => address));
    const note = () => vault.put(TODAY, { body: JSON.stringify({ ...before, ...now }) });
    for (const { mark, pages } of things) for (const address of pages) {
      const is = `${version} ${mark}`, had = before[address];
      if (had?.mark === is && (!had.photos || there.has(address))) { now[address] = had; continue; }
      const photos = await keep(address);
      for (const photo of photos ?? []) if (!there.has(photo)) await keepPhoto(photo);
      now[address] = { mark: is, photos };
      await note();
      await new Promise((done) => setTimeout(done, REST));
    }
    const wanted = new Set([TODAY, ...Object.entries(now).flatMap(([address, { photos }]) => photos ? [address, ...photos] : [])]);
    for (const address of there) if (!wanted.has(address)) await vault.drop(address);
    await vault.put(TODAY, { body: JSON.stringify(now) });
  };
  let under;
  const ahead = () => under ??= readAhead().finally(() => { under = undefined; });

  // The page as it was kept, which then says so; null without it.
  const page = async (address) => {
    const kept = await vault.take(address);
    if (!kept) return null;
    const text = (await kept.text()).replace("<html ", `<html data-kept="${Number(kept.headers.get(KEPT_AT))}" `);
    return new Response(text, { headers: kept.headers });
  };

  self.addEventListener("message", (event) => { if (event.data.ahead) event.waitUntil(ahead().catch(() => {})); });
  return { ahead, page };
})();
