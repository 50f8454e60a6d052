// Photos of a form: made small before they are sent, shown, removed one by one; a photo taken later joins those taken
// before. Forms work without it.
"use strict";
(() => {
  const THUMB = 192, MOST_BYTES = 400 * 1024;
  const TRIES = [[2048, 0.85], [2048, 0.7], [2048, 0.5], [1440, 0.6], [1024, 0.6]]; // longest side, quality

  const drawn = (image, longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff"; // under what is seen through
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const opened = (file) => self.createImageBitmap ? createImageBitmap(file) : new Promise((done, fail) => { // old engines
    const reader = new FileReader(), image = new Image();
    image.onload = () => done(image);
    image.onerror = reader.onerror = fail;
    reader.onload = () => { image.src = reader.result; };
    reader.readAsDataURL(file);
  });

  const smaller = async (file) => {
    const row = document.createElement("li");
    let image;
    try { image = await opened(file); } catch { // the server says what is wrong with it
      row.append(file.name);
      return { file, row };
    }
    const thumb = document.createElement("img");
    thumb.src = drawn(image, THUMB).toDataURL("image/jpeg", 0.7);
    thumb.alt = file.name;
    row.append(thumb);
    let blob = null;
    for (const [longest, quality] of TRIES) { // always drawn anew: what else is in the file, place and device, stays here
      blob = await new Promise((done) => drawn(image, longest).toBlob(done, "image/jpeg", quality));
      if (!blob || blob.size <= MOST_BYTES) break;
    }
    return { row, file: blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file };
  };

  for (const input of document.querySelectorAll("input[data-most]")) {
    const strip = document.createElement("ul"), over = document.createElement("p");
    let kept = [];
    strip.className = "strip";
    over.className = "form-text";
    over.setAttribute("role", "status");
    input.after(strip, over);
    const shoot = input.previousElementSibling; // the large button for a thumb, which needs the strip to show what was chosen
    if (shoot?.matches(".shoot")) {
      shoot.hidden = false;
      input.className = "shoot-file";
    }

    const show = () => {
      const files = new DataTransfer();
      for (const { file } of kept) files.items.add(file);
      try { input.files = files.files; } catch { /* an old engine keeps the files as they are */ }
      strip.replaceChildren(...kept.map(({ row }) => row));
      input.dispatchEvent(new CustomEvent("photos", { bubbles: true })); // for the draft
    };
    input.addEventListener("change", () => { input.made = taken().catch(() => {}); }); // whoever sends waits for it (sending.js)
    const taken = async () => {
      const most = Number(input.dataset.most), chosen = [...input.files].slice(0, most - kept.length);
      over.textContent = chosen.length < input.files.length ? input.dataset.over : "";
      for (const one of await Promise.all(chosen.map(smaller))) {
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "btn btn-outline-secondary btn-sm w-100";
        remove.textContent = input.dataset.remove;
        remove.addEventListener("click", () => { kept = kept.filter((other) => other !== one); over.textContent = ""; show(); });
        one.row.append(remove);
        kept.push(one);
      }
      show();
    };
  }
})();
