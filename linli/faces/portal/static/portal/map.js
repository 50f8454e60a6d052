// The map of matters: outlines of the communities from our own address, on each one mark with a number. Tiles only if set.
"use strict";
(async () => {
  const box = document.getElementById("map");
  const counts = JSON.parse(document.getElementById("marks").textContent);
  const map = L.map(box, { scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false,
    attributionControl: Boolean(box.dataset.tiles) });
  L.control.zoom({ zoomInTitle: box.dataset.closer, zoomOutTitle: box.dataset.farther }).addTo(map);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 18 }).addTo(map);
  }
  const answer = await fetch(box.dataset.shapes);
  if (!answer.ok) { box.hidden = true; return; }
  const shade = (count) => Math.min(Math.ceil(count / 3), 3);
  const areas = L.geoJSON(await answer.json(), {
    interactive: false,
    style: (area) => ({ className: counts[area.id] ? `area area-${shade(counts[area.id])}` : "area", weight: 1 }),
  }).addTo(map);

  const marks = [];
  areas.eachLayer(({ feature: { id, properties } }) => {
    const count = counts[id];
    if (!count) { return; }
    const size = Math.round(Math.min(26 + 4 * Math.sqrt(count), 56));
    const icon = L.divIcon({ className: "mark", iconSize: [size, size], html: String(count) });
    const name = `${properties.name}: ${count} ${box.dataset.words}`;
    marks.push({ count, size, at: properties.middle, layer: L.marker(properties.middle, { icon, alt: name }).bindTooltip(name) });
  });
  marks.sort((one, other) => other.count - one.count);
  const shown = L.featureGroup(marks.map((mark) => mark.layer));
  const bounds = marks.length ? shown.getBounds().pad(0.1) : areas.getBounds();
  if (!bounds.isValid()) { box.hidden = true; return; }
  map.fitBounds(bounds, { maxZoom: 14 });
  shown.addTo(map);

  // the larger mark stays, one that it would cover waits until somebody comes closer
  const spread = () => {
    const kept = [];
    for (const mark of marks) {
      const point = map.latLngToLayerPoint(mark.at);
      const free = kept.every((other) => point.distanceTo(other.point) > (mark.size + other.size) / 2);
      mark.layer.getElement()?.classList.toggle("mark-hidden", !free);
      if (free) { kept.push({ point, size: mark.size }); }
    }
  };
  map.on("zoomend", spread);
  spread();
})();
