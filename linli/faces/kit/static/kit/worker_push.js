// A push arrives: it is shown as it was sealed for this phone, and a tap leads to the page it names, never elsewhere.
"use strict";
(() => {
  const NEWS = "/news/";

  const path = (url) => { // one of ours, whatever stands there
    try { const { origin, pathname, search } = new URL(url, location.origin); return origin === location.origin ? pathname + search : NEWS; } catch { return NEWS; }
  };

  const show = (data) => {
    let said = {};
    try { said = data?.json() ?? {}; } catch {} // nobody can send what is no message of ours; a browser's own test may
    const { icon, title = "邻里", body = "您有一条新进展。", tag, url } = { icon: self.linli.icon, ...said };
    return self.registration.showNotification(title, { body, tag, icon, badge: icon, renotify: Boolean(tag), data: { path: path(url ?? NEWS) } });
  };

  const open = async (to) => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find(({ url }) => path(url) === to);
    return there ? there.focus() : self.clients.openWindow(to);
  };

  self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.path ?? NEWS));
  });
})();
