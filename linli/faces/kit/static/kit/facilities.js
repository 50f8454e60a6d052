// Facilities: "near me" sends a rounded position in the body of one request; the map shows what the list says.
"use strict";
(() => {
  const near = document.querySelector("[data-near]");
  if (near && navigator.geolocation) {
    near.hidden = false;
    near.addEventListener("submit", (event) => {
      if (near.elements.near.value) { return; }
      event.preventDefault();
      const button = near.querySelector("button");
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        near.elements.near.value = `${coords.longitude.toFixed(3)},${coords.latitude.toFixed(3)}`;
        near.submit();
      }, () => { near.hidden = true; document.querySelector("[data-nowhere]").hidden = false; }, { maximumAge: 60000, timeout: 8000 });
    });
  }
  const box = document.getElementById("map");
  if (!box || !window.L) { return; }
  const points = JSON.parse(document.getElementById("points").textContent);
  const map = L.map(box, { scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false, preferCanvas: false,
    attributionControl: Boolean(box.dataset.tiles) });
  L.control.zoom({ zoomInTitle: box.dataset.closer, zoomOutTitle: box.dataset.farther }).addTo(map);
  if (box.dataset.tiles) { L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 18 }).addTo(map); }
  const marks = L.featureGroup(points.map((point) => {
    const icon = L.divIcon({ className: `spot${point.open ? " spot-open" : ""}${point.gap ? " spot-gap" : ""}${point.new ? " spot-new" : ""}`,
      iconSize: point.gap ? [8, 8] : point.new ? [24, 24] : [16, 16] });
    const mark = L.marker(point.at, { icon, alt: point.name, title: point.name, keyboard: Boolean(point.pk), zIndexOffset: point.gap ? -1000 : 0 }).bindTooltip(point.name);
    if (point.pk && box.dataset.one) { mark.on("click", () => { location.href = box.dataset.one.replace("0", point.pk); }); }
    return mark;
  })).addTo(map);
  map.setView([31.3, 120.9], 11);
  if (points.length) { map.fitBounds(marks.getBounds().pad(0.1), { maxZoom: 15 }); }
  fetch(box.dataset.shapes).then((answer) => answer.ok ? answer.json() : null).then((shapes) => {
    if (!shapes) { return; }
    const areas = L.geoJSON(shapes, { interactive: false, style: { className: "area", weight: 1 } }).addTo(map);
    areas.bringToBack();
    if (!points.length && areas.getBounds().isValid()) { map.fitBounds(areas.getBounds()); }
  });
})();
