// The service worker: the frame of a few pages and their files are on the phone, so that a report can be written without
// a connection; what waits is sent when there is one. It keeps pages as a stranger sees them, never anybody's own, in the
// language and the size of letters that this phone uses.
"use strict";
const { version, shells, offline } = self.linli, KEPT = `linli-${version}`, AGE = 12 * 3600 * 1000, KEPT_AT = "Linli-Kept";
const STATIC = /(?:href|src)="(\/static\/[^"]+)"/g;
const LOOK = new URL("/kit/look", location.origin).href; // how the pages that are kept look: {lang, elder}
const AT_FIRST = { lang: "zh-Hans", elder: "" };

const look = async () => (await (await caches.match(LOOK))?.json()) ?? AT_FIRST;

const page = async (path, { lang, elder }) => {
  const headers = { "Accept-Language": lang, "Linli-Elder": elder };
  const answer = await fetch(path, { credentials: "omit", cache: "no-store", headers });
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  return answer;
};

const load = async (as) => {
  const cache = await caches.open(KEPT), files = new Set();
  for (const path of shells) {
    const answer = await page(path, as), text = await answer.text();
    for (const [, file] of text.matchAll(STATIC)) files.add(file);
    const headers = new Headers(answer.headers);
    headers.set(KEPT_AT, Date.now());
    await cache.put(path, new Response(text, { headers }));
  }
  await Promise.all([...files].map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  await cache.put(LOOK, new Response(JSON.stringify(as)));
};

// Kinds and places change: the pages are loaded anew twice a day, by whoever is online.
const renew = async () => {
  const kept = await (await caches.open(KEPT)).match(shells[0]);
  if (Date.now() - (kept?.headers.get(KEPT_AT) ?? 0) > AGE) await load(await look());
};

const shell = async (path) => {
  const cache = await caches.open(KEPT), kept = (await cache.match(shells.includes(path) ? path : offline));
  if (!kept) return Response.error();
  const text = (await kept.text()).replaceAll('data-owner=""', 'data-owner="?"');
  return new Response(text, { headers: kept.headers });
};

// Of whoever works on site: the page as it was kept; asked for the PIN first, where the phone is locked.
const own = async (path) => {
  const state = await self.linliPhone.state();
  if (state === "locked") return shell("/field/unlock/");
  return (state === "open" && await self.linliPages.page(path)) || shell(state === "open" ? "/field/away/" : path);
};

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(look().then(load)); });

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("linli-") && name !== KEPT) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => pathname.startsWith("/field/") ? own(pathname) : shell(pathname)));
    if (shells.includes(pathname)) event.waitUntil(renew().catch(() => {}));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (pathname.startsWith("/kit/photo/")) {
    event.respondWith(fetch(request).catch(async () => await self.linliPhone.take(pathname) ?? Response.error()));
  }
});

// Each page says how it looks; who chose another language or size finds it without a connection, too.
const dress = async ({ lang, elder }) => {
  const now = await look();
  if (now.lang !== lang || now.elder !== elder) await load({ lang, elder });
};
self.addEventListener("message", (event) => {
  if ("elder" in event.data) event.waitUntil(dress(event.data).catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "linli-outbox") event.waitUntil(self.linliStore.sendAll().then((done) => { if (!done) throw new Error("it still waits"); }));
});
