// 在地图上指: a pin on the outlines of communities, grids and estates, with tiles only if they are set. Loaded when somebody
// opens it. Which grid the pin is in is found out here; the point leaves the phone with the sheet and not before.
const FAR = 1.5, STEP = 12, LEAP = 60; // degrees around the county that a pin may go; pixels of an arrow key, with Shift
const CLOSE = 16, NEAR = 1500; // zoom at a place that is known; metres in which an estate is worth naming
const NAMES = "names"; // of estates lie under the pin
let map, pin, areas, grids, estates, community, done;

const loaded = (tag, from) => new Promise((good, bad) => {
  const one = document.createElement(tag);
  Object.assign(one, from, { onload: good, onerror: bad });
  document.head.prepend(one); // our own styles come later and win
});

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

// whether a ring of GeoJSON goes around the point: how often a line to the east crosses it
const around = (ring, { lng, lat }) => ring.reduce((inside, [x, y], n) => {
  const [ox, oy] = ring[n ? n - 1 : ring.length - 1];
  return (y > lat) !== (oy > lat) && lng < ((ox - x) * (lat - y)) / (oy - y) + x ? !inside : inside;
}, false);
const holds = ({ geometry: { type, coordinates } }, at) => (type === "Polygon" ? [coordinates] : coordinates)
  .some(([outer, ...holes]) => around(outer, at) && !holes.some((hole) => around(hole, at)));

const ground = async (dialog, code) => { // the grids and estates of the community that the pin came to
  community = code;
  const found = await json(dialog.dataset.ground.replace("000000000000", code));
  if (community !== code) return;
  grids?.remove();
  estates?.remove();
  grids = L.geoJSON(found.grids, { interactive: false, style: { className: "pin-grid" } }).addTo(map);
  grids.label = found.label;
  estates = L.geoJSON(found.estates, {
    pointToLayer: ({ properties: { name } }, at) => L.circleMarker(at, { radius: 5, interactive: false, className: "pin-estate" })
      .bindTooltip(name, { permanent: true, direction: "right", className: "pin-name", pane: NAMES }),
  }).addTo(map);
};

const say = async (dialog) => {
  const at = pin.getLatLng(), said = dialog.querySelector("[data-here]");
  const held = areas.find((area) => holds(area, at));
  dialog.querySelector("[data-use]").disabled = !held;
  if (!held) { said.textContent = dialog.dataset.outside; return; }
  let place = held.properties.name;
  try {
    if (community !== held.id) await ground(dialog, held.id);
    const grid = grids.getLayers().find(({ feature }) => holds(feature, at));
    place = grid ? `${grids.label} · ${grid.feature.properties.name}` : grids.label;
  } catch { community = undefined; /* without a network the community is enough */ }
  if (!at.equals(pin.getLatLng())) return; // it has moved on meanwhile
  const [near] = (estates?.getLayers() ?? []).map((one) => [at.distanceTo(one.getLatLng()), one.feature.properties.name]).sort(([a], [b]) => a - b);
  const close = near && near[0] < NEAR ? dialog.dataset.near.replace("{metres}", Math.round(near[0])).replace("{estate}", near[1]) : "";
  said.textContent = [dialog.dataset.at.replace("{place}", place), close].filter(Boolean).join(" · ");
};

const draw = async (dialog) => {
  await Promise.all([loaded("link", { rel: "stylesheet", href: dialog.dataset.style }), loaded("script", { src: dialog.dataset.leaflet })]);
  const shapes = await json(dialog.dataset.shapes), { tiles, credit, closer, farther } = dialog.dataset;
  areas = shapes.features;
  map = L.map("pin-map", { keyboard: false, zoomControl: false, zoomSnap: 0.5, maxZoom: 18, attributionControl: Boolean(tiles) });
  map.createPane(NAMES).style.zIndex = 450;
  L.control.zoom({ zoomInTitle: closer, zoomOutTitle: farther }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 18 }).addTo(map);
  const county = L.geoJSON(shapes, { interactive: false, style: { className: "pin-area" } }).addTo(map).getBounds();
  map.setMaxBounds(county.pad(FAR)).fitBounds(county);
  const icon = L.divIcon({ className: "pin-mark", iconSize: [44, 44], iconAnchor: [22, 40] });
  pin = L.marker(county.getCenter(), { icon, draggable: true, keyboard: true, autoPan: true, alt: dialog.dataset.marker }).addTo(map);
  const mark = pin.getElement();
  mark.setAttribute("aria-label", dialog.dataset.marker);
  const to = (at) => { pin.setLatLng(at); map.panInside(at, { padding: [60, 60] }); say(dialog); };
  pin.on("dragend", () => say(dialog));
  map.on("click", ({ latlng }) => to(latlng));
  mark.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x === undefined) return;
    event.preventDefault();
    const far = event.shiftKey ? LEAP : STEP;
    to(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add([x * far, y * far])));
  });
  dialog.querySelector("[data-use]").addEventListener("click", () => { const { lng, lat } = pin.getLatLng(); dialog.close(); done(lng, lat); });
};

export const open = async (dialog, { lon, lat }, use) => {
  done = use;
  dialog.showModal();
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  const used = dialog.querySelector("[data-use]");
  used.disabled = true;
  dialog.querySelector("[data-here]").textContent = ""; // where it stood the last time
  try {
    if (!map) await draw(dialog);
  } catch {
    dialog.querySelector("[data-here]").textContent = dialog.dataset.failed;
    return;
  }
  map.invalidateSize();
  if (lon && lat) { map.setView([lat, lon], CLOSE, { animate: false }); pin.setLatLng([lat, lon]); }
  pin.getElement().focus();
  await say(dialog);
};
