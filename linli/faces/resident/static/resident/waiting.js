// What waits on this phone: its number on the first screen, and the list with what can be done about each.
"use strict";
(() => {
  const { store, send, mine, listen } = self.linliOutbox, WEEK = 7 * 24 * 3600 * 1000, SUMMARY = 40;
  const asked = new Set(); // of which it was asked whether to delete them; the list is drawn anew meanwhile
  const cell = document.querySelector("[data-waiting] [data-count]"), list = document.getElementById("outgoing");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  const name = ({ fields, quiet, label, about }) => {
    if (label) return [label, about].filter(Boolean).join(" · ");
    const said = (one) => fields?.find(([key, value]) => key === one && value);
    const words = quiet ? "" : said("words")?.[1] || said("kind_listed")?.[2] || said("address")?.[1] || "";
    return words.length > SUMMARY ? `${words.slice(0, SUMMARY)}…` : words;
  };

  const row = (entry, _, among) => {
    const shown = document.getElementById("outgoing-row").content.cloneNode(true), part = (one) => shown.querySelector(`[data-part=${one}]`);
    const theirs = !mine(entry), states = new Set([entry.state]);
    if (theirs) states.add("away");
    if (entry.locked && !theirs) states.add("locked");
    if (entry.state === "refused") states.add(entry.moved && entry.both ? "both" : "mend");
    if (store.waits(entry) && among.some((one) => one.chain && one.chain === entry.chain && one.made < entry.made && one.state === "refused")) states.add("stuck");
    if (entry.made && Date.now() - entry.made > WEEK) states.add("old");
    for (const one of shown.querySelectorAll("[data-when]")) {
      const wanted = one.dataset.when.split(" ").some((state) => states.has(state));
      if (!wanted || (theirs && one.matches("button, a"))) one.remove();
    }
    shown.querySelector("li").dataset.key = entry.key;
    shown.querySelector("li").dataset.state = entry.state;
    part("words").textContent = (!theirs && name(entry)) || list.dataset.nameless;
    part("at").textContent = when.format(entry.made ?? entry.at);
    if (entry.photos) part("photos").textContent = ` · ${list.dataset.photos.replace("0", entry.photos)}`;
    if (entry.state === "refused") { part("refusal").textContent = entry.words.join(" "); part("unsaid").hidden = entry.words.length > 0; }
    if (part("both")) part("both").href = entry.both;
    if (part("receipt")) part("receipt").href = entry.next;
    const drop = shown.querySelector("[data-do=drop]");
    if (drop && asked.has(entry.key)) drop.querySelector("span").textContent = drop.dataset.sure;
    for (const button of shown.querySelectorAll("[data-do]")) button.addEventListener("click", () => act[button.dataset.do](entry, button));
    return shown;
  };

  const act = {
    send: ({ key }) => send([key]),
    async mend(entry) {
      await store.put({ ...entry, state: "draft" });
      location.assign(`${entry.page}#${entry.key}`);
    },
    async drop({ key }, button) { // in two taps
      if (asked.has(key)) { await store.drop(key); return; }
      asked.add(key);
      button.querySelector("span").textContent = button.dataset.sure;
    },
  };

  const show = async () => {
    const entries = (await store.all()).filter((entry) => mine(entry) || store.waits(entry));
    if (cell) {
      const waits = entries.filter((entry) => entry.state !== "received");
      cell.textContent = cell.dataset.count.replace("0", waits.length);
      cell.closest("[data-waiting]").hidden = !waits.length;
    }
    if (!list) return;
    list.replaceChildren(...entries.map(row));
    document.getElementById("outgoing-none").hidden = entries.length > 0;
  };
  listen(() => show());
  show().catch(() => {});
})();
