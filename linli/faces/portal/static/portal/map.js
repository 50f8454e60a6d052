// The map of matters: outlines of the communities from our own address, one mark with a number on each. Tiles only if set.
"use strict";
(async () => {
  const box = document.getElementById("map");
  const marks = JSON.parse(document.getElementById("marks").textContent);
  const map = L.map(box, { scrollWheelZoom: false, attributionControl: Boolean(box.dataset.tiles) });
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 18 }).addTo(map);
  }
  const answer = await fetch(box.dataset.shapes);
  if (!answer.ok) { box.hidden = true; return; }
  const areas = L.geoJSON(await answer.json(), {
    interactive: false,
    style: (area) => ({ className: marks[area.id] ? "area area-some" : "area", weight: 1 }),
  }).addTo(map);
  const marked = L.featureGroup();
  areas.eachLayer((layer) => {
    const { id, properties } = layer.feature;
    if (!marks[id]) { return; }
    const size = Math.round(Math.min(28 + 4 * Math.sqrt(marks[id]), 64));
    const icon = L.divIcon({ className: "mark", iconSize: [size, size], html: String(marks[id]) });
    const name = `${properties.name}: ${marks[id]} ${box.dataset.words}`;
    L.marker(properties.middle, { icon, title: name, alt: name }).bindTooltip(name).addTo(marked);
  });
  marked.addTo(map);
  const all = marked.getLayers().length ? marked.getBounds().pad(0.4) : areas.getBounds();
  if (all.isValid()) { map.fitBounds(all, { maxZoom: 14 }); } else { box.hidden = true; }
})();
