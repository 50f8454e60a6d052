// Mine beside theirs: what waits on this phone for one order that others moved meanwhile. 保留我的 sends it again on the order
// as it is now: the steps that it still allows as they are, all other work as a note on it. 以现在的为准 deletes mine, in two
// taps. Nothing is decided by itself.
"use strict";
(() => {
  const box = document.getElementById("both"), outbox = self.linliOutbox;
  if (!box || !outbox) return;
  const { store } = outbox, { chain } = document.querySelector("[data-chain]").dataset, WORDS = 2000;
  const now = JSON.parse(document.getElementById("both-now").textContent), choice = document.getElementById("both-choice"), how = document.getElementById("both-how");
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

  const mine = async () => (await store.all()).filter((one) => one.chain === chain && store.lasts(one)).sort((a, b) => a.made - b.made);
  const words = ({ fields }) => fields.find(([name]) => name === "words")?.[1] ?? "";
  const done = (entry) => `${clock.format(entry.made)} ${entry.label ?? ""}`;

  // Which steps the order still allows, in their order; what is left over is work for a note, or says what is so anyway.
  const sorted = (entries) => {
    const steps = [], left = [];
    let { stage } = now;
    for (const entry of entries) {
      const move = now.moves[entry.step ?? (entry.form.startsWith("answer-") ? "answer" : "")];
      if (move?.before.includes(stage)) { steps.push(entry); stage = move.after; } else left.push(entry);
    }
    const works = left.filter((one) => words(one) || one.photos), ends = !steps.length && !works.length;
    return { steps, works: ends ? left.slice(-1) : works, gone: ends ? left.slice(0, -1) : left.filter((one) => !works.includes(one)) };
  };

  const draw = async (entries) => {
    const list = box.querySelector("[data-mine]"), row = box.querySelector("template").content;
    list.replaceChildren(...await Promise.all(entries.map(async (entry) => {
      const shown = row.cloneNode(true).firstElementChild, part = (name) => shown.querySelector(`[data-part=${name}]`);
      part("label").textContent = entry.label ?? "";
      part("at").textContent = clock.format(entry.made);
      part("words").textContent = words(entry);
      part("photos").replaceChildren(...(await store.files(entry.key)).filter(({ bytes }) => bytes).map(({ bytes, type }) => {
        const item = document.createElement("li"), image = document.createElement("img"), reader = new FileReader();
        reader.onload = () => { image.src = reader.result; };
        reader.readAsDataURL(new Blob([bytes], { type }));
        image.alt = box.dataset.photos.replace("0", "1");
        item.append(image);
        return item;
      }));
      return shown;
    })));
    const { steps, works } = sorted(entries);
    box.querySelector("[data-none]").hidden = entries.length > 0;
    choice.hidden = how.hidden = !entries.length;
    how.querySelector("[data-how=steps]").hidden = !steps.length;
    how.querySelector("[data-how=note]").hidden = !works.length;
  };

  const asStep = (entry, version) => ({ ...entry, version: String(version), state: "waiting", tries: 0, words: [] });
  const asNote = (entry, before) => {
    const lead = [...before, entry].map(done).join("；"), said = `${box.dataset.said}：${lead}`, own = words(entry);
    const told = own.length + said.length < WORDS ? [said, own].filter(Boolean).join("\n") : own;
    const fields = [["version", String(now.version)], ["intent", entry.key], ["late", "on"], ["words", told]];
    return { ...entry, form: `note-${chain}`, address: box.dataset.note, step: "note", version: undefined, fields, state: "waiting", tries: 0, words: [] };
  };
  const act = {
    async mine() {
      const entries = await mine(), { steps, works, gone } = sorted(entries);
      const kept = [...steps.map((entry, at) => asStep(entry, now.version + at)), ...works.map((entry, at) => asNote(entry, at ? [] : gone))];
      for (const entry of kept) await store.put(entry);
      await store.drop(...gone.map(({ key }) => key)); // what they did is in the note, or is so anyway
      await outbox.send();
      if (!(await mine()).length) location.assign(box.dataset.order);
    },
    async theirs(button) {
      const entries = await mine();
      if (!button.dataset.asked) {
        button.dataset.asked = "1";
        const photos = entries.reduce((sum, one) => sum + one.photos, 0);
        const what = [...entries.map(done), photos && box.dataset.photos.replace("0", photos)].filter(Boolean).join("，");
        button.textContent = button.dataset.sure.replace("{what}", what);
        return;
      }
      await store.drop(...entries.map(({ key }) => key));
      location.assign(box.dataset.order);
    },
  };
  for (const button of choice.querySelectorAll("[data-do]")) button.addEventListener("click", () => act[button.dataset.do](button));
  outbox.listen(() => mine().then(draw));
  mine().then(draw);
})();
