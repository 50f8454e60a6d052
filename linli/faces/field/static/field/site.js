// What pages on site do, each part where the page has it: say that they come from the phone, sort by distance, remember
// the map app.
//
// Pages on site that may come from the phone (kit/pages.js): then they say of when they are, and the time that is left
// counts from now. What waits to be sent stands on the lines of the list. When the list is shown, the phone reads ahead.
"use strict";
(() => {
  const note = document.getElementById("as-of"), { dataset, lang } = document.documentElement, outbox = self.linliOutbox;
  const UNITS = [["minute", 60000, 60], ["hour", 3600000, 48], ["day", 86400000, Infinity]];

  const length = (ms) => { // as kit/moments.py: one unit, rounded down, at least a minute, "6 天" with a space
    const [unit, size] = UNITS.find(([, one, most]) => ms / one < most);
    return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(Math.max(1, Math.floor(ms / size))).replace(/\d(?=\p{Script=Han})/u, "$& ");
  };
  const count = () => {
    for (const due of document.querySelectorAll(".due:not([data-state=paused], [data-state=met])")) {
      const time = due.querySelector("time");
      if (!time) continue;
      const span = new Date(time.dateTime) - Date.now();
      if (span < 0) due.dataset.state = "late";
      time.textContent = (span < 0 ? note.dataset.late : note.dataset.left).replace("{n}", length(Math.abs(span)));
    }
  };

  if ("kept" in dataset) {
    const at = new Date(Number(dataset.kept)), today = at.toDateString() === new Date().toDateString();
    const how = today ? { timeStyle: "short" } : { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" };
    note.querySelector("span").textContent = note.dataset.said.replace("{at}", new Intl.DateTimeFormat(lang, how).format(at));
    note.hidden = false;
    for (const tab of document.querySelectorAll(".pills a:not([aria-current])")) tab.hidden = true;
    count();
    setInterval(count, 30000);
    window.addEventListener("online", () => fetch("/kit/fresh/", { cache: "no-store" }).then(() => { if (document.getElementById("orders")) location.reload(); }).catch(() => {}));
  }

  const mark = async () => {
    const waits = (await outbox.store.all()).filter((one) => one.chain && outbox.store.lasts(one));
    for (const line of document.querySelectorAll("[data-line]")) {
      const own = waits.filter(({ chain }) => chain === line.dataset.line), badge = line.querySelector(".waiting");
      badge.hidden = !own.length;
      if (own.length) badge.querySelector("span").textContent = own.some(({ state }) => state === "refused") ? badge.dataset.refused : badge.dataset.waits.replace("{step}", own[0].label ?? "");
    }
  };
  if (outbox && document.querySelector("[data-line]")) {
    mark().catch(() => {});
    outbox.listen(() => mark());
  }
  if (!("kept" in dataset) && document.querySelector("#orders, .act")) {
    navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ ahead: true })).catch(() => {});
  }
})();

// By distance: the phone is asked where it is, the metres are worked out here, and the position goes nowhere. What is due
// first stays first, for only the orders inside each group change places. Without it the list stands by time.
(() => {
  const KEPT = "linli.sort", METRES = 111320, FRESH = 60000, PATIENCE = 10000;
  let here = null;

  const box = () => document.getElementById("sorts");
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  const keep = (by) => { try { localStorage.setItem(KEPT, by); } catch { /* asked again next time */ } };

  const metres = (one) => {
    const lon = Number(one.dataset.lon), lat = Number(one.dataset.lat);
    if (!one.dataset.lat) return Infinity;
    return Math.hypot((lon - here.longitude) * Math.cos(lat * Math.PI / 180), lat - here.latitude) * METRES;
  };
  const said = (one, far) => {
    const words = box().dataset, about = far < 1000 ? [words.metres, Math.max(10, Math.round(far / 10) * 10)] : [words.kilometres, (far / 1000).toFixed(1)];
    return (one.dataset.spot ? words.spot : words.grid).replace("{far}", about[0].replace("{n}", about[1]));
  };

  const sort = (by) => {
    for (const button of box().querySelectorAll("[data-by]")) button.setAttribute("aria-pressed", button.dataset.by === by);
    for (const list of document.querySelectorAll("[data-sorted]")) {
      const rows = [...list.children];
      rows.sort((a, b) => (by === "near" && here ? metres(a) - metres(b) : 0) || a.dataset.n - b.dataset.n);
      list.append(...rows);
      for (const row of rows) {
        const far = row.querySelector(".far"), away = here ? metres(row) : Infinity;
        far.hidden = by !== "near" || away === Infinity;
        if (!far.hidden) far.textContent = said(row, away);
      }
    }
  };
  const tell = (text) => { const note = document.getElementById("near-said"); note.textContent = text; note.hidden = !text; };

  const ask = () => {
    const words = box().dataset;
    tell(words.wait);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { here = coords; keep("near"); tell(words.stays); sort("near"); },
      () => { tell(words.none); sort("due"); },
      { enableHighAccuracy: true, maximumAge: FRESH, timeout: PATIENCE },
    );
  };
  const near = async () => { // the browser's own question comes after ours, which says what the position is for
    const state = await navigator.permissions?.query({ name: "geolocation" }).then(({ state }) => state, () => "prompt");
    if (here || state === "granted") return here ? (tell(box().dataset.stays), sort("near")) : ask();
    if (state === "denied") return tell(box().dataset.none);
    document.getElementById("near-asks").hidden = false;
  };

  const begin = async () => {
    if (!box() || !navigator.geolocation) return;
    box().hidden = false;
    if (kept() !== "near") return;
    const state = await navigator.permissions?.query({ name: "geolocation" }).then(({ state }) => state, () => "prompt");
    if (here) sort("near"); else if (state === "granted") ask(); // nobody is asked on opening a page
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#sorts [data-by], #near-asks button");
    if (!button) return;
    document.getElementById("near-asks").hidden = true;
    if (!button.dataset.by) return ask();
    if (button.dataset.by === "near") return near();
    keep("due");
    tell("");
    sort("due");
  });
  document.addEventListener("htmx:afterSettle", begin);
  begin();
})();

// Remembers on this phone which map app was chosen: from then on the way is one tap. Without it the apps stand in a list.
(() => {
  const KEPT = "linli.map";
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };

  const show = (box) => {
    const chosen = [...box.querySelectorAll("[data-way]")].find((way) => way.dataset.way === kept());
    if (!chosen) return;
    const button = box.querySelector("a.btn-primary");
    button.href = chosen.href;
    button.querySelector("span").textContent = box.dataset.with.replace("{app}", chosen.textContent.trim());
    button.hidden = false;
    box.querySelector("[data-first]").hidden = true;
    box.querySelector("[data-then]").hidden = false;
  };

  for (const box of document.querySelectorAll("[data-ways]")) {
    show(box);
    box.addEventListener("click", (event) => {
      const way = event.target.closest("[data-way]");
      if (!way) return;
      try { localStorage.setItem(KEPT, way.dataset.way); } catch { /* chosen again next time */ }
      show(box);
      box.querySelector("details").open = false;
    });
  }
})();
