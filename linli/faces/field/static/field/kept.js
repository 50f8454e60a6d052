// Pages on site that may come from the phone (kit/pages.js): then they say of when they are, and the time that is left
// counts from now. What waits to be sent stands on the lines of the list. When the list is shown, the phone reads ahead.
"use strict";
(() => {
  const note = document.getElementById("as-of"), { dataset, lang } = document.documentElement, outbox = self.linliOutbox;
  const UNITS = [["minute", 60000, 60], ["hour", 3600000, 48], ["day", 86400000, Infinity]];

  const length = (ms) => { // as kit/moments.py: one unit, rounded down, at least a minute
    const [unit, size] = UNITS.find(([, one, most]) => ms / one < most);
    return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(Math.max(1, Math.floor(ms / size)));
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
