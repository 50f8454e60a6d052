// Asks for push on this phone: only after a tap, and only where there is such a thing; elsewhere the offer stays hidden.
"use strict";
(() => {
  const able = "serviceWorker" in navigator && "PushManager" in self && "Notification" in self && !/MicroMessenger/i.test(navigator.userAgent);
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const worker = async () => {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    return navigator.serviceWorker.ready;
  };

  const subscribe = async (key) => {
    const { pushManager } = await worker(), asked = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    try { return await pushManager.subscribe(asked); } catch (error) {
      const old = await pushManager.getSubscription();
      if (!old) throw error;
      await old.unsubscribe(); // made for another key than the one of now
      return pushManager.subscribe(asked);
    }
  };

  for (const form of able ? document.querySelectorAll("form[data-push]") : []) {
    const { endpoint, p256dh, auth } = form.elements, button = form.querySelector("button");
    const say = (part) => { for (const one of form.querySelectorAll("[data-part]")) one.hidden = one.dataset.part !== part; };
    form.hidden = false;
    const around = form.closest("[data-push-offer]");
    if (around) around.hidden = false;
    if (Notification.permission === "denied") say("denied");
    form.addEventListener("submit", async (event) => {
      if (endpoint.value) return; // the phone has said yes: it is sent like any form
      event.preventDefault();
      button.disabled = true;
      say("");
      try {
        if (await Notification.requestPermission() !== "granted") { say("denied"); return; }
        const { endpoint: to, keys } = (await subscribe(form.dataset.push)).toJSON();
        [endpoint.value, p256dh.value, auth.value] = [to, keys.p256dh, keys.auth];
      } catch { say("failed"); } finally { button.disabled = false; }
      if (endpoint.value) button.click();
    });
  }

  for (const form of able ? document.querySelectorAll("form[data-ends-push]") : []) { // who signs out leaves the phone to others
    form.addEventListener("submit", async () => {
      const held = await navigator.serviceWorker.getRegistration();
      await (await held?.pushManager.getSubscription())?.unsubscribe();
    });
  }
})();
