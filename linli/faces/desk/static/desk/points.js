// The queue on a map: one mark for each matter that has a point, coloured by the time that is left. The list says the same.
(() => {
  const box = document.getElementById("points");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const inks = { late: "--late", soon: "--soon", fine: "--brand", ended: "--edge" };
  fetch(box.dataset.points, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json())
    .then((points) => {
      if (!points.features.length) { box.hidden = true; return; }
      const map = L.map(box, { attributionControl: Boolean(box.dataset.credit) });
      if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit }).addTo(map);
      const layer = L.geoJSON(points, {
        style: ({ properties: { state } }) => state === "area" && { color: colour("--edge"), weight: 1, fillColor: colour("--card"), fillOpacity: box.dataset.tiles ? 0 : 1 },
        pointToLayer: ({ properties: { state } }, at) =>
          L.circleMarker(at, { radius: state === "late" ? 9 : 7, weight: 2, color: colour("--card"), fillColor: colour(inks[state]), fillOpacity: 0.9 }),
        onEachFeature: ({ properties: { name, words, href } }, mark) => {
          if (!href) return;
          const link = Object.assign(document.createElement("a"), { href, textContent: name });
          const said = Object.assign(document.createElement("p"), { textContent: words });
          const inside = document.createElement("div");
          inside.append(link, said);
          mark.bindPopup(inside).bindTooltip(name);
        },
      }).addTo(map);
      map.fitBounds(layer.getBounds().pad(0.1), { maxZoom: 16 });
    });
})();
