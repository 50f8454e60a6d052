// A page's side of what the phone keeps (kit/vault.js in the service worker has the key): the same words, asked by message.
// And what every page of a phone with a name does: tell the worker how things stand, open by the session, keep it awake
// while somebody looks, wipe before signing out.
"use strict";

self.linliPhone = (() => {
  const WORKER = "/sw.js";
  const active = async (wanted) => {
    if (!navigator.serviceWorker) return null;
    if (wanted) {
      await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
      return (await navigator.serviceWorker.ready).active;
    }
    return (await navigator.serviceWorker.getRegistration())?.active ?? null;
  };
  const call = (vault, otherwise, wanted = false) => async (...asked) => {
    const worker = await active(wanted);
    if (!worker) return otherwise;
    const { port1, port2 } = new MessageChannel();
    return new Promise((done, fail) => {
      port1.onmessage = ({ data }) => { port1.close(); if ("failed" in data) fail(new Error(data.failed)); else done(data.done); };
      worker.postMessage({ vault, asked }, [port2]);
    });
  };
  const taken = call("take", null), put = call("put", false);

  // 000000, 123456, 121212, 123123 and the like: the first that anybody tries.
  const weak = (pin) => "01234567890".includes(pin) || "09876543210".includes(pin) || /^(\d)\1+$|^(\d\d)\2\2$|^(\d{3})\3$/.test(pin);

  return {
    weak,
    state: call("state", "none"), // "none" | "locked" | "open"
    about: call("about", { state: "none", wiped: null }), // and why and when it was wiped last
    heard: call("heard"),
    begin: call("begin", "none", true), // (pin) → "open" | "none"
    unlock: call("unlock", "wiped"), // (pin) → "open" | {left} | "wiped"
    open: call("open", "none"), // by the session → as state
    wipe: call("wipe"), // ("out" | "ended" | "other")
    seal: call("seal"), // (text or bytes, about) → {iv, data}
    unseal: call("unseal"), // ({iv, data}, about) → ArrayBuffer
    kept: call("kept", []), // [{address, kind, at}]
    drop: call("drop"),
    waiting: call("waiting", 0), // how many forms wait to be sent
    put: async (address, answer, kind) => {
      const body = answer.arrayBuffer ? await answer.arrayBuffer() : answer.body;
      return put(address, { status: answer.status, headers: [...(answer.headers ?? [])], body }, kind);
    },
    take: async (address) => {
      const kept = await taken(address);
      return kept && new Response(kept.body, { status: kept.status, headers: kept.headers });
    },
  };
})();

(() => {
  const here = document.getElementById("phone"), AWAKE = 20000, OUT = "/door/out/";
  if (!here) return;
  const FIELD = "/field/", SETS = "/field/phone/";
  const { phone, owner } = here.dataset, vault = self.linliPhone, dialog = here.querySelector("dialog");

  const look = async () => {
    await vault.heard({ phone, owner });
    if (phone === "live" && owner) await vault.open();
  };
  if (phone) look().catch(() => {});
  setInterval(() => { if (!document.hidden) vault.state().catch(() => {}); }, AWAKE); // it also looks at the time

  // What was erased leaves the screen too: the page is asked for anew, and the door or the PIN stands there.
  const told = "BroadcastChannel" in self ? new BroadcastChannel("linli-phone") : null;
  if (told) told.onmessage = ({ data }) => {
    if (data.wiped !== "out" && location.pathname.startsWith(FIELD) && location.pathname !== SETS) location.reload();
  };

  const sure = async () => {
    const waits = await vault.waiting().catch(() => 0);
    if (!waits || !dialog) return true;
    dialog.querySelector("[data-waits]").textContent = dialog.dataset.waits.replace("{n}", waits);
    dialog.showModal();
    return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "out"), { once: true }));
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || new URL(form.action, location.href).pathname !== OUT) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!await sure()) return;
    await vault.wipe("out").catch(() => {}); // the server ends the phone as well, and says so to whoever asks next
    HTMLFormElement.prototype.submit.call(form);
  }, true);
})();
