// The small map of a matter: shapes of the community and its grids; tiles only where the county has named a server.
(() => {
  const box = document.getElementById("map");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const styles = {
    community: { color: colour("--edge"), weight: 2, fill: false },
    neighbour: { color: colour("--edge"), weight: 1, fillColor: colour("--sunk"), fillOpacity: 0.5 },
    grid: { color: colour("--brand"), weight: 2, fillColor: colour("--brand"), fillOpacity: 0.15 },
  };
  fetch(box.dataset.shapes, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json())
    .then((shapes) => {
      if (!shapes.features.length) return;
      box.hidden = false;
      const map = L.map(box, { attributionControl: Boolean(box.dataset.credit), scrollWheelZoom: false });
      if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit }).addTo(map);
      const layer = L.geoJSON(shapes, {
        style: (feature) => styles[feature.properties.role],
        pointToLayer: (feature, at) => L.circleMarker(at, { radius: 7, color: colour("--warm"), weight: 3, fillColor: colour("--card"), fillOpacity: 1 }),
        onEachFeature: (feature, shape) => feature.properties.name && shape.bindTooltip(feature.properties.name),
      }).addTo(map);
      map.fitBounds(layer.getBounds(), { padding: [8, 8] });
    });
})();
