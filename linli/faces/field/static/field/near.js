// By distance: the phone is asked where it is, the metres are worked out here, and the position goes nowhere. What is due
// first stays first, for only the orders inside each group change places. Without it the list stands by time.
"use strict";
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
