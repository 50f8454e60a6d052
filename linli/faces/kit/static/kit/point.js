// 在地图上指: the point of a form by a pin on the map (kit/pin.js), beside the numbers that can be typed.
"use strict";
(() => {
  const dialog = document.getElementById("pin"), button = document.querySelector("[data-point]");
  if (!button || !("showModal" in dialog)) return;
  const [lon, lat, datum] = ["lon", "lat", "datum"].map((name) => document.getElementById(`id_${name}`));
  const drawn = { ...button.dataset }; // where the map shows the point that was kept
  const use = (x, y) => {
    [lon.value, lat.value, datum.value] = [x.toFixed(6), y.toFixed(6), dialog.dataset.datum];
    Object.assign(drawn, { lon: x, lat: y });
    lon.focus();
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    (await import(dialog.dataset.script)).open(dialog, drawn, use);
  });
})();
