// Makes the report form quicker: the camera at once, one kind at a time, and a guess at the place: where the photo was
// taken, else where the phone is, else where this phone reported last. The position of a photo is read here and only its
// two numbers are sent; the file loses it. The form works without any of it.
"use strict";
(() => {
  const form = document.getElementById("report"), photos = document.getElementById("id_photos");
  const HEAD = 262144; // bytes: the facts about a photo stand before its picture
  const ROUGH = 1000; // metres: a position that is vaguer says nothing about who is in charge
  const KEPT = "linli.places", MOST = 3;
  const KNOWN = ["photo", "named", "pin"], GUESSED = ["last", "own"]; // how the sheet came to its place
  const where = () => document.getElementById("where");

  // -- the photo's own position. Source: CIPA DC-008 (EXIF 2.32), 4.5.2 and 4.6.6; TIFF 6.0, section 2

  const EXIF = 0x45786966, GPS = 0x8825; // "Exif", and the pointer to the table of positions
  const SIZES = { 2: 1, 5: 8 }; // bytes of a letter, of a fraction

  const table = (view, start, at, little) => { // the rows of one directory by their tag
    const rows = {};
    for (let n = view.getUint16(start + at, little), row = start + at + 2; n > 0; n -= 1, row += 12) {
      const type = view.getUint16(row + 2, little), count = view.getUint32(row + 4, little);
      const size = (SIZES[type] ?? 4) * count;
      const from = size > 4 ? start + view.getUint32(row + 8, little) : row + 8;
      rows[view.getUint16(row, little)] = { from, count };
    }
    return rows;
  };

  const position = (view, start) => {
    const little = view.getUint16(start) === 0x4949;
    const pointer = table(view, start, view.getUint32(start + 4, little), little)[GPS];
    if (!pointer) return null;
    const gps = table(view, start, view.getUint32(pointer.from, little), little);
    const letters = (tag) => {
      let text = "";
      for (let n = 0; gps[tag] && n < Math.min(gps[tag].count, 20); n += 1) text += String.fromCharCode(view.getUint8(gps[tag].from + n));
      return text.replace(/\0.*/, "").trim();
    };
    const degrees = (tag, against) => {
      const part = (n) => {
        const at = gps[tag].from + 8 * n, below = view.getUint32(at + 4, little);
        return below ? view.getUint32(at, little) / below : 0;
      };
      return (part(0) + part(1) / 60 + part(2) / 3600) * (letters(tag - 1) === against ? -1 : 1);
    };
    if (!gps[2] || !gps[4] || gps[2].count !== 3 || gps[4].count !== 3) return null;
    const lon = degrees(4, "W"), lat = degrees(2, "S"), datum = letters(0x12);
    // WGS 84 and CGCS2000 count as one (places/datum.py); a shifted datum would name the wrong street
    if (datum && !/^(WGS|CGCS)[ -]?(19|20)?(84|00)/i.test(datum)) return null;
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lon || lat) ? { lon, lat } : null;
  };

  const pointOf = async (file) => {
    try {
      const view = new DataView(await file.slice(0, HEAD).arrayBuffer());
      if (view.getUint16(0) !== 0xffd8) return null;
      for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2)) {
        if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === EXIF) return position(view, at + 10);
      }
    } catch { /* broken off, or no bytes to be had */ }
    return null;
  };

  // -- what the sheet does with a position

  const put = (how, lon, lat, datum = "") => { // it counts at once; its name comes when the server has answered
    document.getElementById("id_datum").value = datum;
    document.getElementById("id_lon").value = lon.toFixed(6);
    document.getElementById("id_lat").value = lat.toFixed(6);
    document.getElementById("id_how").value = how;
    where().dataset.how = how;
    const said = where().querySelector("[data-said]");
    if (said) said.textContent = where().dataset[how];
    where().dispatchEvent(new CustomEvent("located"));
  };

  const read = async (files) => {
    for (const file of files) {
      const found = await pointOf(file);
      if (!found) continue;
      if (!KNOWN.includes(where().dataset.how)) put("photo", found.lon, found.lat);
      return;
    }
    if ("calm" in form.dataset && files.length && await allowed()) ask(); // of staff the place goes with a photo, never alone
  };
  form.addEventListener("change", ({ target }) => { // before the photos are made small; whoever sends waits (sending.js)
    if (target.name === "photos") form.guessing = read([...target.files]);
  }, true);

  const allowed = async () => { // before, so that nobody is asked
    try { return (await navigator.permissions.query({ name: "geolocation" })).state === "granted"; } catch { return false; }
  };
  let asked = false; // once for each page, without a tap
  const ask = () => {
    const button = where().querySelector("[data-locate] button"), said = where().querySelector("[data-said]");
    const before = button?.querySelector("span").textContent, told = (text) => {
      if (button) button.querySelector("span").textContent = before;
      if (said && button) said.textContent = text;
    };
    if (button) button.querySelector("span").textContent = where().dataset.wait;
    const asking = new Promise((done) => {
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        if (KNOWN.includes(where().dataset.how)) return done(); // known better meanwhile
        if (coords.accuracy > ROUGH) told(where().dataset.failed);
        else put("phone", coords.longitude, coords.latitude);
        return done();
      }, ({ code }) => done(told(where().dataset[code === 1 ? "denied" : "failed"])), { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
    });
    if (!where().dataset.how) form.guessing = asking;
  };

  const byTown = (select) => { // two short lists instead of a long one
    const groups = [...select.querySelectorAll("optgroup")];
    if (groups.length < 2 || document.getElementById("town")) return;
    const label = document.createElement("label"), town = document.createElement("select");
    label.className = "form-label"; label.htmlFor = town.id = "town"; label.textContent = select.dataset.town;
    town.className = "form-select mb-2";
    town.append(new Option(select.dataset.chooseTown, ""), ...groups.map((group) => new Option(group.label, group.label)));
    const chosen = select.selectedOptions[0]?.parentElement;
    if (chosen?.matches?.("optgroup")) town.value = chosen.label;
    const show = () => {
      for (const group of groups) {
        if (group.label === town.value) select.append(group); else group.remove();
      }
    };
    town.addEventListener("change", () => { show(); select.value = ""; });
    select.labels[0].textContent = select.dataset.community;
    select.parentElement.prepend(label, town);
    show();
  };

  // -- the places of this phone: codes and names, nothing else, and nothing of what must not be seen on it

  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) || []; } catch { return []; }
  };

  const offer = (list) => {
    const model = list.querySelector("template").content, there = new Set([...list.querySelectorAll("button")].map((one) => one.value));
    for (const { code, label } of kept()) {
      if (there.has(code) || there.size >= MOST) continue;
      const row = model.cloneNode(true), button = row.querySelector("button");
      button.value = code;
      button.querySelector("span").textContent = label;
      there.add(code);
      list.append(row);
    }
    window.htmx?.process(list);
  };

  form.addEventListener("submit", () => {
    const { code, label } = where().dataset;
    if (!code || document.querySelector("[data-leave]")) return;
    const others = kept().filter((one) => one.code !== code);
    try { localStorage.setItem(KEPT, JSON.stringify([{ code, label }, ...others].slice(0, MOST))); } catch { /* a private window keeps nothing */ }
  });

  const ready = (isFirst) => {
    const select = where().querySelector("[data-town]"), list = where().querySelector("[data-last]"), locate = where().querySelector("[data-locate]");
    if (select) byTown(select);
    if (list) offer(list);
    if (locate && "geolocation" in navigator) {
      locate.hidden = false;
      locate.querySelector("button").addEventListener("click", ask);
    }
    const point = where().querySelector("[data-point]");
    if (point && "showModal" in document.getElementById("pin")) point.hidden = false;
    if (!isFirst || asked) return;
    asked = true;
    const how = where().dataset.how, guess = () => { if (!where().dataset.how) list?.querySelector("button")?.click(); };
    if (how && !GUESSED.includes(how)) return;
    allowed().then((is) => {
      guess();
      if (is && !("calm" in form.dataset)) ask();
    });
  };
  form.addEventListener("restored", () => { // a draft of the phone knows its place already
    asked = true;
    const point = document.getElementById("id_lon").value;
    if (point || form.elements.namedItem("place")?.value) where().dataset.how = document.getElementById("id_how").value || "named";
    if (point) where().dispatchEvent(new CustomEvent("located"));
  });
  ready(!form.querySelector("[aria-describedby=id_place_error]"));
  document.addEventListener("htmx:afterSettle", ({ detail }) => { if (detail.elt.id === "where") ready(false); });

  // -- the part with the place is drawn anew while somebody uses it: the last that was asked for there counts, and what
  // is being typed stays

  const sought = () => document.getElementById("id_sought");
  const draws = (element) => element.closest("#where") && element.id !== "id_sought";
  let newest, asWas, typed, isHeld, composing, later;
  form.addEventListener("htmx:trigger", ({ target }) => {
    if (!draws(target)) return;
    newest = target;
    if (target.id !== "where" && target.name !== "at") where().dataset.how = "named"; // no guess overtakes it on its way
  });
  form.addEventListener("htmx:beforeRequest", ({ target }) => { if (draws(target)) asWas = sought()?.value; });
  form.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
    if (target.id !== "where") return;
    if (composing) later = true; // a word half typed would be torn
    if (composing || detail.requestConfig.elt !== newest) { detail.shouldSwap = false; return; }
    typed = sought()?.value === asWas ? undefined : sought()?.value;
    isHeld = document.activeElement === sought();
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.elt.id !== "where" || !sought() || !(typed || isHeld)) return;
    if (sought().closest("details")) sought().closest("details").open = true;
    if (typed) sought().value = typed;
    if (isHeld) sought().focus();
  });
  document.addEventListener("htmx:load", ({ detail }) => { // also what was typed before there was anything to hear it
    if (sought() && detail.elt.contains(sought()) && sought().value !== sought().defaultValue) sought().dispatchEvent(new Event("search"));
  });
  form.addEventListener("compositionstart", ({ target }) => { composing = target.id === "id_sought"; });
  form.addEventListener("compositionend", () => {
    composing = false;
    if (later) where().dispatchEvent(new CustomEvent("located"));
    later = false;
  });

  form.addEventListener("keydown", (event) => { // the key 搜索 of the keyboard looks for the estate and sends nothing
    if (event.target.id !== "id_sought" || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("search"));
  });
  form.addEventListener("click", async ({ target }) => { // the map comes when it is asked for
    const button = target.closest("[data-point]"), dialog = document.getElementById("pin");
    if (!button) return;
    const use = (lon, lat) => put("pin", lon, lat, dialog.dataset.datum);
    try { (await import(dialog.dataset.script)).open(dialog, where().dataset, use); } catch {
      const said = where().querySelector("[data-said]");
      if (said) said.textContent = dialog.dataset.failed;
    }
  });
  form.addEventListener("htmx:sendError", ({ target }) => { // without a network it counts all the same; what lies inside comes later
    if (!target.matches("#where button[name=at], #where button[name=pick]")) return;
    const label = target.textContent.trim(), named = where().querySelector("input[name=place]") ?? Object.assign(document.createElement("input"), { type: "hidden", name: "place" });
    for (const select of where().querySelectorAll("select")) { select.value = ""; select.disabled = true; }
    for (const id of ["id_lon", "id_lat", "id_datum", "id_how", "id_sought"]) { const one = document.getElementById(id); if (one) one.value = ""; }
    named.value = target.value;
    where().append(named);
    Object.assign(where().dataset, { how: "named", code: target.value, label });
    where().querySelector("[data-said]").textContent = where().dataset.named.replace("{place}", label);
    form.dispatchEvent(new Event("change")); // for the draft
  });
  let chosen = false; // inside the part that is drawn anew: its next choice takes the focus over
  form.addEventListener("htmx:beforeRequest", ({ target }) => { chosen = target.matches("#where button"); });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id === "where" && chosen && document.activeElement === document.body) (where().querySelector("[aria-labelledby=inside] button") ?? where().querySelector(".spot, button:not([hidden] *)"))?.focus();
  });

  // -- camera, words, kinds

  form.addEventListener("click", (event) => { // one file box behind both buttons: the label opens it as it stands now
    const label = event.target.closest("label[for=id_photos]");
    if (!label) return;
    const camera = "camera" in label.dataset;
    photos.multiple = !camera; // some phones offer no camera for several files
    if (camera) photos.setAttribute("capture", "environment"); else photos.removeAttribute("capture");
  });

  const voice = form.querySelector("[data-voice]");
  if (voice && self.MediaRecorder && navigator.mediaDevices?.getUserMedia) {
    voice.hidden = false;
    form.addEventListener("restored", () => {
      if (voice.querySelector("input").files.length) import(voice.dataset.voice).then((one) => one.restored(voice), () => {});
    });
    voice.querySelector("button").addEventListener("click", async () => {
      try { (await import(voice.dataset.voice)).toggle(voice); } catch { document.getElementById("voice-hint").textContent = voice.dataset.denied; }
    });
  }

  const words = document.getElementById("id_words"), hint = document.getElementById("words-hint");
  words.addEventListener("input", () => { hint.textContent = `${words.value.length} / ${hint.dataset.count}`; });

  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "kind") document.getElementById("id_kind_listed").value = "";
    if (name === "kind_listed" && value) for (const one of form.querySelectorAll("[name=kind]")) one.checked = false;
  }, true);

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const danger = detail.elt.id === "about" && document.activeElement !== words && detail.elt.querySelector("[data-danger]");
    if (danger) { danger.scrollIntoView({ block: "center" }); danger.querySelector("a").focus({ preventScroll: true }); }
  });
  document.getElementById("problems")?.focus();
})();
