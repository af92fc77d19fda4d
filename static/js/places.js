// The places on a map that one moves: MapLibre GL over the picture drawn by the server, where WebGL is there. What it
// shows comes from the map's own JSON and from the contours of the territory; nothing is asked of another host unless
// the instance chose a background. Pins are links and buttons of the page: keyboard, touch and screen readers alike.
const SHADES = [0, 0.14, 0.28, 0.44, 0.62];
const SVG = "http://www.w3.org/2000/svg";
let shown = null;

const make = (name, css, text = "") => Object.assign(document.createElement(name), { className: css, textContent: text });
const shape = (code) => {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", `t-forme f-${code}`);
  drawing.setAttribute("viewBox", "-1 -1 26 26");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#f-${code}`);
  use.setAttribute("width", "24");
  use.setAttribute("height", "24");
  drawing.append(use);
  return drawing;
};
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const hasWebGL = () => {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
};

// Columns to places, each with its actors; those whose place is not known stay in the list.
const placesOf = ({ nodes }) => {
  const places = new Map();
  nodes.key.forEach((key, i) => {
    if (nodes.sort[i] !== "actor" || nodes.latitude[i] === null || nodes.longitude[i] === null) return;
    const code = nodes.spot[i];
    if (!places.has(code)) {
      places.set(code, { code, name: nodes.place[i], at: [nodes.longitude[i], nodes.latitude[i]], actors: [] });
    }
    places.get(code).actors.push({ key, name: nodes.name[i], shape: nodes.shape[i], degree: nodes.degree[i] });
  });
  places.forEach((place) => place.actors.sort((a, b) => b.degree - a.degree));
  return places;
};

const linesOf = ({ nodes, ties }) => {
  const bundles = new Map();
  ties.source.forEach((source, i) => {
    const ends = [source, ties.target[i]].sort((a, b) => (nodes.spot[a] < nodes.spot[b] ? -1 : 1));
    const [one, two] = ends.map((end) => nodes.spot[end]);
    const known = ends.every((end) => nodes.sort[end] === "actor" && nodes.latitude[end] !== null);
    if (ties.nature[i] !== "partnership" || !known || one === two) return;
    const bundle = bundles.get(`${one} ${two}`) ?? { ends, pairs: new Set(), keys: new Set(), declared: true };
    bundle.pairs.add([source, ties.target[i]].sort().join());
    ends.forEach((end) => bundle.keys.add(nodes.key[end]));
    bundle.declared &&= ties.declared[i];
    bundles.set(`${one} ${two}`, bundle);
  });
  return [...bundles.values()].map(({ ends, pairs, keys, declared }) => ({
    type: "Feature",
    properties: { count: pairs.size, declared, keys: ` ${[...keys].join(" ")} ` },
    geometry: { type: "LineString", coordinates: ends.map((end) => [nodes.longitude[end], nodes.latitude[end]]) },
  }));
};

// The lines of who is chosen.
const LIT = (slug) => (slug ? ["in", ` ${slug} `, ["get", "keys"]] : ["==", ["get", "count"], -1]);

const collection = (features) => ({ type: "FeatureCollection", features });
const EMPTY = collection([]);

// Hatching for the parts where nobody sits: a picture made here.
const hatch = () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 16, height: 16 });
  const brush = canvas.getContext("2d");
  brush.strokeStyle = colour("--t-trait-fort");
  brush.lineWidth = 2;
  brush.beginPath();
  for (const from of [-16, 0, 16]) { brush.moveTo(from, 16); brush.lineTo(from + 16, 0); }
  brush.stroke();
  return brush.getImageData(0, 0, 16, 16);
};

const ownStyle = (root) => {
  const style = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": colour("--t-fond") } }] };
  if (root.dataset.background !== "raster") return style;
  const { backgroundUrl, backgroundAttribution } = root.dataset;
  style.sources.background = { type: "raster", tiles: [backgroundUrl], tileSize: 256, attribution: backgroundAttribution };
  style.layers.push({ id: "background", type: "raster", source: "background" });
  return style;
};

const addLayers = (map, root, parts, features, lines) => {
  const under = Boolean(root.dataset.background);
  features.forEach((feature) => Object.assign(feature.properties, parts[feature.properties.code] ?? {}));
  map.addSource("parts", { type: "geojson", data: collection(features) });
  map.addSource("lines", { type: "geojson", data: collection(lines) });
  map.addImage("hatch", hatch(), { pixelRatio: 2 });
  const shade = ["match", ["coalesce", ["get", "level"], -1], 1, SHADES[1], 2, SHADES[2], 3, SHADES[3], 4, SHADES[4], 0];
  const inside = ["!=", ["get", "code"], ""];
  const layers = [
    { id: "paper", type: "fill", source: "parts", filter: inside, paint: { "fill-color": colour("--t-surface"), "fill-opacity": under ? 0.2 : 1 } },
    { id: "shades", type: "fill", source: "parts", filter: inside, paint: { "fill-color": colour("--t-bruyere"), "fill-opacity": shade } },
    { id: "empty", type: "fill", source: "parts", filter: ["==", ["get", "empty"], true], paint: { "fill-pattern": "hatch" } },
    { id: "borders", type: "line", source: "parts", filter: inside, paint: { "line-color": colour("--t-trait-fort"), "line-width": 1 } },
    { id: "outline", type: "line", source: "parts", filter: ["==", ["get", "code"], ""], paint: { "line-color": colour("--t-bruyere"), "line-width": 2.5 } },
  ];
  const wide = ["min", 4, ["+", 0.5, ["sqrt", ["get", "count"]]]];
  for (const [id, declared, dash] of [["ties", false, null], ["declared", true, [3, 2]]]) {
    const paint = { "line-color": colour("--t-encre-douce"), "line-width": wide, "line-opacity": 0.8 };
    if (dash) paint["line-dasharray"] = dash;
    layers.push({ id, type: "line", source: "lines", filter: ["==", ["get", "declared"], declared], paint });
  }
  layers.push({ id: "lit", type: "line", source: "lines", filter: LIT(new URL(location.href).searchParams.get("acteur")), paint: { "line-color": colour("--t-encre"), "line-width": wide } });
  layers.forEach((layer) => map.addLayer(layer));
};

// The figure that doubles the shade of a part; words and table say the same.
const addFigures = (library, map, parts) => {
  Object.values(parts).filter((part) => part.figure).forEach((part) => {
    const element = make("span", "map-figure-pin", part.figure);
    new library.Marker({ element, offset: [0, 26] }).setLngLat(part.at).addTo(map);
    element.setAttribute("aria-hidden", "true");
    ["role", "aria-label", "tabindex"].forEach((name) => element.removeAttribute(name));
  });
};

const actorLink = (actor, css) => {
  const link = make("a", css);
  const address = new URL(location.href);
  address.searchParams.set("acteur", actor.key);
  address.hash = "panel";
  link.href = address;
  link.dataset.choose = actor.key;
  link.append(shape(actor.shape));
  return link;
};

const boundsOf = (places) => {
  const points = [...places.values()].map((place) => place.at);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
};

const EDGE = 60;

class Pins {
  constructor(library, map, root, places) {
    Object.assign(this, { library, map, root, places, pins: new Map() });
    // Idle: the last tiles may come without their source being told as loaded.
    for (const event of ["moveend", "idle"]) map.on(event, () => this.sync());
    map.on("sourcedata", (event) => { if (event.sourceId === "places" && event.isSourceLoaded) this.sync(); });
  }

  sync() {
    if (!this.map.getSource("places")) return;
    const seen = new Map();
    this.map.querySourceFeatures("places").forEach((feature) => {
      const { cluster_id: cluster, code } = feature.properties;
      seen.set(cluster === undefined ? code : `cluster-${cluster}`, feature);
    });
    this.pins.forEach((pin, key) => {
      if (!seen.has(key)) { pin.remove(); this.pins.delete(key); }
    });
    seen.forEach((feature, key) => {
      if (!this.pins.has(key)) this.pins.set(key, this.pin(feature));
    });
    this.map.getContainer().classList.toggle("is-roomy", this.pins.size <= 14);
  }

  pin({ properties, geometry }) {
    const place = this.places.get(properties.code);
    const element = place ? this.placePin(place) : this.clusterPin(properties, geometry.coordinates);
    const label = element.getAttribute("aria-label");
    const marker = new this.library.Marker({ element }).setLngLat(place ? place.at : geometry.coordinates).addTo(this.map);
    element.setAttribute("aria-label", label);
    if (element.tagName === "A") element.removeAttribute("role");
    element.addEventListener("focus", () => { if (element.matches(":focus-visible")) this.bring(marker.getLngLat()); });
    return marker;
  }

  // Who walks by keyboard to a pin beyond the edge, or under what stands on the map, sees it.
  bring(at) {
    const { x, y } = this.map.project(at);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    if (x < EDGE || y < EDGE || x > width - EDGE || y > height - EDGE) this.map.easeTo({ center: at });
  }

  placePin(place) {
    const { actors, name } = place;
    const words = `${name}, ${actors.length === 1 ? actors[0].name : `${actors.length} ${this.root.dataset.actors}`}`;
    const one = actors.length === 1;
    const element = one ? actorLink(actors[0], "map-pin") : make("button", "map-pin");
    if (!one) {
      element.type = "button";
      [...new Set(actors.map((actor) => actor.shape))].slice(0, 3).forEach((code) => element.append(shape(code)));
      element.append(make("b", "", actors.length));
      element.addEventListener("click", (event) => { event.stopPropagation(); this.open(place); });
    }
    element.append(make("span", "map-pin-name", name));
    element.setAttribute("aria-label", words);
    return element;
  }

  clusterPin({ cluster_id: cluster, sum, point_count: count }, at) {
    const element = make("button", "map-pin is-cluster");
    element.type = "button";
    element.append(make("b", "", sum));
    element.setAttribute("aria-label", `${sum} ${this.root.dataset.actors} (${count}) : ${this.root.dataset.cluster}`);
    element.addEventListener("click", async (event) => {
      event.stopPropagation();
      const zoom = await this.map.getSource("places").getClusterExpansionZoom(cluster);
      this.map.easeTo({ center: at, zoom });
    });
    return element;
  }

  open(place) {
    this.popup?.remove();
    const box = make("div", "map-popup");
    box.append(make("p", "h4 mb-1", place.name));
    const list = make("ul", "list-unstyled mb-0");
    place.actors.forEach((actor) => {
      const item = make("li", "");
      const link = actorLink(actor, "");
      link.append(` ${actor.name}`);
      item.append(link);
      list.append(item);
    });
    box.append(list);
    const opener = document.activeElement;
    this.popup = new this.library.Popup({ maxWidth: "18rem", offset: 18 }).setLngLat(place.at).setDOMContent(box).addTo(this.map);
    this.popup.on("close", () => { if (opener?.isConnected) opener.focus(); });
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") this.popup.remove(); });
  }
}

const swap = (root, live) => {
  root.classList.toggle("is-live", live);
  root.querySelector("[data-places-canvas]").hidden = !live;
  root.querySelector("[data-places-swap]").setAttribute("aria-pressed", live);
  root.querySelector("[data-places-all]").hidden = !live;
  const tools = document.querySelector("[data-map-zoom]");
  if (tools) tools.hidden = live;
};

const json = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

const draw = async (root) => {
  const { library: url, worker, contours, nodes } = root.dataset;
  const [library, data, ground] = await Promise.all([
    import(new URL(url, location.href)), json(nodes), contours ? json(contours) : EMPTY,
  ]);
  if (!root.isConnected) return;
  library.setWorkerUrl(new URL(worker, location.href).href);
  const container = root.querySelector("[data-places-canvas]");
  const places = placesOf(data);
  if (!places.size && ground.features.length < 2) return;
  container.style.height = `${Math.max(320, Math.min(640, root.querySelector(".map-scroll").clientHeight))}px`;
  swap(root, true);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new library.Map({
    container,
    style: root.dataset.background === "vector" ? root.dataset.backgroundUrl : ownStyle(root),
    bounds: root.dataset.bounds.split(",").map(Number),
    attributionControl: root.dataset.background ? { compact: false, customAttribution: root.dataset.background === "vector" ? root.dataset.backgroundAttribution : undefined } : false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: still ? 0 : 200,
    maxZoom: 15,
    locale: {
      "NavigationControl.ZoomIn": root.dataset.zoomIn,
      "NavigationControl.ZoomOut": root.dataset.zoomOut,
      "Popup.Close": root.dataset.close,
      "Map.Title": root.dataset.label,
      "CooperativeGesturesHandler.WindowsHelpText": root.dataset.gestureWheel,
      "CooperativeGesturesHandler.MacHelpText": root.dataset.gestureWheel,
      "CooperativeGesturesHandler.MobileHelpText": root.dataset.gestureTouch,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
  const all = () => map.fitBounds(boundsOf(places), { padding: 48, maxZoom: 12 });
  shown = { map, root, all };
  map.on("load", () => {
    const parts = JSON.parse(document.getElementById("map-parts").textContent);
    addLayers(map, root, parts, ground.features, linesOf(data));
    map.addSource("places", {
      type: "geojson",
      data: collection([...places.values()].map((place) => ({
        type: "Feature", properties: { code: place.code, actors: place.actors.length }, geometry: { type: "Point", coordinates: place.at },
      }))),
      cluster: true,
      clusterRadius: 34,
      clusterMaxZoom: 13,
      clusterProperties: { sum: ["+", ["get", "actors"]] },
    });
    // A source makes its tiles for a layer only.
    map.addLayer({ id: "places", type: "circle", source: "places", paint: { "circle-radius": 1, "circle-opacity": 0 } });
    addFigures(library, map, parts);
    shown.pins = new Pins(library, map, root, places);
    root.querySelector("[data-places-tools]").hidden = false;
    root.querySelector("[data-places-all]").disabled = !places.size;
    root.dataset.live = "true";
  });
};

const recolour = () => {
  if (!shown?.map.getLayer("outline")) return;
  const { map } = shown;
  const paints = { paper: ["fill-color", "--t-surface"], shades: ["fill-color", "--t-bruyere"], borders: ["line-color", "--t-trait-fort"], outline: ["line-color", "--t-bruyere"], ties: ["line-color", "--t-encre-douce"], declared: ["line-color", "--t-encre-douce"], lit: ["line-color", "--t-encre"], ground: ["background-color", "--t-fond"] };
  Object.entries(paints).forEach(([layer, [name, token]]) => { if (map.getLayer(layer)) map.setPaintProperty(layer, name, colour(token)); });
  map.updateImage("hatch", hatch());
};

const start = () => {
  const root = document.querySelector("[data-places]");
  if (shown && shown.root !== root) { shown.map.remove(); shown = null; }
  // A swap may be told several times.
  if (!root || "started" in root.dataset || !hasWebGL()) return;
  root.dataset.started = "";
  root.querySelector("[data-places-swap]").addEventListener("click", () => {
    swap(root, !root.classList.contains("is-live"));
    shown?.map.resize();
  });
  root.querySelector("[data-places-all]").addEventListener("click", () => shown?.all());
  draw(root).catch((error) => { swap(root, false); console.warn(error); });
};

document.addEventListener("htmx:afterSwap", start);
document.querySelector("[data-map]").addEventListener("map:chosen", (event) => {
  if (shown?.map.getLayer("lit")) shown.map.setFilter("lit", LIT(event.detail));
});
new MutationObserver(recolour).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
start();
