// Keys for those who work through a queue. A key belongs to whatever carries it (data-key): a link or a button is
// pressed, a choice is chosen, a summary is opened. Silent in fields, while an input method composes, and when
// switched off (WCAG 2.1.4). Everything here can be done without it.
(() => {
  const KEPT = "linli.keys";
  const on = () => localStorage.getItem(KEPT) !== "off";
  const keys = document.getElementById("keys");
  const palette = document.getElementById("palette");
  const composing = (event) => event.isComposing || event.keyCode === 229; // 229: what older browsers send meanwhile
  const typing = (node) => node.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const seen = (node) => node && node.getClientRects().length > 0;

  function go(step) {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("at"));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    all[here]?.classList.remove("at");
    next.classList.add("at");
    next.querySelector("a").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function mark() {
    const box = document.querySelector("[data-row].at input[name=matter]");
    if (!box) return;
    box.checked = !box.checked;
    count();
  }

  function press(node) {
    if (node.matches("input[type=radio]")) { node.checked = true; node.focus(); }
    else if (node.matches("summary")) {
      node.parentElement.open = true;
      (node.parentElement.querySelector("input:not([type=hidden]), textarea") || node).focus();
      node.scrollIntoView({ block: "nearest" });
    } else node.click();
  }

  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    x: mark,
    "/": () => document.getElementById("q")?.focus(),
    q: () => document.querySelector(".desk-bar nav a")?.click(),
    "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (composing(event) || !on()) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const wearer = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find(seen);
    const act = wearer ? () => press(wearer) : KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // marks for a batch
  function count() {
    const said = document.querySelector("[data-marked]");
    const many = document.querySelectorAll("[data-row] input[name=matter]:checked").length;
    if (said) said.textContent = many ? String(many) : "";
  }
  const showAll = () => { const all = document.querySelector("[data-all]"); if (all) all.hidden = false; };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      document.querySelectorAll("[data-row] input[name=matter]").forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-all], [name=matter]")) count();
  });
  document.addEventListener("htmx:afterSwap", () => { showAll(); count(); });
  showAll();
  count();

  // templates go into their field where the cursor stands
  document.addEventListener("click", (event) => {
    const reply = event.target.closest("[data-words]");
    const field = reply && document.getElementById(reply.dataset.into);
    if (!field) return;
    event.preventDefault();
    field.setRangeText(reply.dataset.words, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });

  // the palette: everything that a key or a link of this page does, found by a part of its name
  const asked = palette.querySelector("input");
  const list = palette.querySelector("ul");
  function commands() {
    const found = document.querySelectorAll(".desk-bar nav a, [data-key]:not(input), [data-command]");
    return [...found].filter((node) => (seen(node) || node.closest(".desk-bar")) && !palette.contains(node));
  }
  function openPalette() {
    if (palette.open) { palette.close(); return; }
    if (keys.open) keys.close();
    asked.value = "";
    palette.showModal();
    fill();
  }
  function fill() {
    const part = asked.value.trim().toLowerCase();
    const digits = part.replaceAll("-", "");
    const items = commands()
      .filter((node) => node.textContent.toLowerCase().includes(part))
      .map((node) => [node.textContent.trim().replace(/\s+/g, " "), node.dataset.key || "", () => press(node)]);
    if (part) {
      const to = `${palette.dataset.queue}?q=${encodeURIComponent(/^\d{6,13}$/.test(digits) ? digits : asked.value.trim())}`;
      items.push([`${palette.dataset.search}${asked.value.trim()}`, "", () => { location.href = to; }]);
    }
    list.replaceChildren(...items.map(([name, key, act], at) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
      button.className = at ? "command" : "command first";
      if (key) button.append(" ", Object.assign(document.createElement("kbd"), { textContent: key }));
      button.addEventListener("click", () => { palette.close(); act(); });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }
  asked.addEventListener("input", fill);
  palette.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === asked) { event.preventDefault(); buttons[0]?.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); buttons[Math.min(at + 1, buttons.length - 1)]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (buttons[at - 1] || asked).focus(); }
  });

  // a group of the bar closes when one looks elsewhere
  addEventListener("click", (event) => {
    for (const group of document.querySelectorAll(".desk-bar details[open]")) {
      if (!group.contains(event.target)) group.open = false;
    }
  });

  const opener = document.querySelector("[data-opens=keys]");
  opener.hidden = false;
  opener.addEventListener("click", () => keys.showModal());
  const box = document.getElementById("keys-on");
  box.checked = on();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
})();
