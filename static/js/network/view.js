// The network once explored: what the server sends (`?format=json`) as a graph that sigma draws, walked by mouse,
// finger and keyboard. It keeps nothing of its own: who is chosen is said to the page, and heard from it.
import { DASHES, LOOKS, packed, prepare, programs } from "./programs.js";

const SIZES = [17, 15, 17, 20, 24, 30];
const PROJECT = 26;
const WIDTHS = { partnership: 1.8, affiliation: 2.6, involvement: 1.2, expected: 1.8 };
const [LONGEST, LONGEST_ON_PHONES, NARROW] = [34, 22, 500];
// More ties than this around one actor are drawn thinner and fainter, else they hide everything.
const MANY = 60;
const MANY_EXPECTED = 20;
// How high letters are for a projector; names under the lowest actors need their room.
const LARGE = 25;
const padding = () => (document.fullscreenElement ? 2 * LARGE : 0) + 34;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const colour = (name) => {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1);
  const full = text.length === 3 ? [...text].map((digit) => digit + digit).join("") : text;
  return [0, 2, 4].map((start) => parseInt(full.slice(start, start + 2), 16));
};
const css = (parts) => `rgb(${parts.join(" ")})`;
const theme = () => ({
  ground: colour("--t-surface"), ink: colour("--t-encre"), focus: colour("--t-focus"), soft: colour("--t-encre-douce"),
  thread: colour("--t-trait-fort"), project: colour("--t-bruyere"), missing: colour("--t-missing"),
  font: getComputedStyle(document.body).fontFamily,
});
const tintOf = (shape, colours) =>
  shape === "project" ? colours.project : shape === "autre" ? colours.soft : colour(`--f-${shape}`);
// Those that look alike share what they look like, under the one name that sigma has for it: it copies all that a node
// or a tie carries, for each, and beyond seven properties that takes three times as long.
const shared = (make) => {
  const made = new Map();
  return (...what) => {
    const name = what.join(" ");
    if (!made.has(name)) made.set(name, make(...what));
    return made.get(name);
  };
};
const short = (name, most) => (name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export { prepare };

export class NetworkView {
  constructor(box, data, { Sigma, Graph }, { chosen = "", path = [] } = {}) {
    this.box = box;
    this.data = data;
    this.chosen = chosen;
    this.focus = "";
    this.path = path;
    this.colours = theme();
    this.width = box.clientWidth;
    this.graph = this.build(Graph);
    this.named = [];
    this.mind();
    this.sigma = new Sigma(this.graph, box, {
      allowInvalidContainer: true,
      ...programs(Sigma.rendering, () => this.colours),
      defaultDrawNodeLabel: (context, node) => this.label(context, node),
      defaultDrawNodeHover: (context, node) => this.hover(context, node),
      ...this.reducers(),
      labelFont: this.colours.font,
      labelSize: 13,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 0,
      stagePadding: padding(),
      hideEdgesOnMove: this.graph.size > 20_000,
      minCameraRatio: 0.01,
      maxCameraRatio: 2,
    });
    this.listen();
  }

  build(Graph) {
    const { nodes, ties, expected } = this.data;
    const graph = new Graph({ multi: true, type: "undirected" });
    const room = Math.sqrt((this.box.clientWidth * this.box.clientHeight) / Math.max(nodes.key.length, 1));
    this.scale = Math.min(1, room / 40);
    this.longest = this.box.clientWidth < NARROW ? LONGEST_ON_PHONES : LONGEST;
    const face = shared((shape, aboard) => this.face(shape, aboard ? LOOKS.whole : LOOKS.hollow));
    const strand = shared((...what) => this.strand(...what));
    nodes.key.forEach((key, n) => graph.addNode(key, {
      x: nodes.x[n],
      y: -nodes.y[n],
      size: Math.max(2, ((nodes.sort[n] === "project" ? PROJECT : SIZES[nodes.degree[n]]) / 2) * this.scale),
      label: short(nodes.name[n], this.longest),
      rank: n,
      color: face(nodes.shape[n], nodes.aboard[n]),
    }));
    const bundles = new Map();
    const count = ties.source.length;
    this.dense = count > 5_000 ? 0.45 : count > 110 ? 0.7 : 1;
    for (let n = 0; n < count; n += 1) {
      const [source, target] = [ties.source[n], ties.target[n]];
      if (source === target) continue;
      const pair = Math.min(source, target) * nodes.key.length + Math.max(source, target);
      const before = bundles.get(pair) ?? 0;
      bundles.set(pair, before + 1);
      // Several reasons to be tied stand side by side: 0, 1, -1, 2, -2…
      const place = Math.ceil(before / 2) * (before % 2 ? 1 : -1) * (source < target ? 1 : -1);
      graph.addUndirectedEdgeWithKey(n, nodes.key[source], nodes.key[target],
        { color: strand(ties.nature[n], ties.declared[n], place), size: 1 });
    }
    expected.source.forEach((source, n) => graph.addUndirectedEdgeWithKey(`expected ${n}`, nodes.key[source],
      nodes.key[expected.target[n]], { color: strand("expected", false, 0), size: 1 }));
    return graph;
  }

  face(shape, look) { return { shape, look, tint: packed(tintOf(shape, this.colours)) }; }

  strand(nature, declared, place) {
    const dash = DASHES[nature] ?? (declared ? DASHES.declared : DASHES.none);
    const thin = nature === "expected" ? this.data.expected.source.length > MANY_EXPECTED : this.dense < 1;
    const width = WIDTHS[nature] * (thin ? 0.65 : 1);
    return { nature, width, dash, shift: place * 4, tint: this.threadTint(nature) };
  }

  threadTint(nature) {
    const { thread, project, missing } = this.colours;
    if (nature === "expected") return packed(missing, this.data.expected.source.length > MANY_EXPECTED ? 0.5 : 1);
    return nature === "involvement" ? packed(project, 0.55 * this.dense) : packed(thread, this.dense);
  }

  // What is remembered of who is chosen, so that a reducer only looks up sets.
  mind() {
    const known = (key) => key && this.graph.hasNode(key);
    this.steps = new Set();
    const path = this.path.filter(known);
    path.slice(1).forEach((key, n) => this.steps.add(`${path[n]} ${key}`).add(`${key} ${path[n]}`));
    const lit = path.length ? path : [this.chosen].filter(known);
    this.lit = new Set(lit);
    const around = path.length ? 0 : lit.reduce((sum, key) => sum + this.graph.degree(key), 0);
    this.faint = Math.max(0.2, Math.min(1, MANY / around));
    if (path.length) this.kept = this.lit;
    else if (this.group) this.kept = new Set([...this.group, ...lit]);
    else if (known(this.chosen)) this.kept = new Set([this.chosen, ...this.graph.neighbors(this.chosen)]);
    else this.kept = null;
  }

  shown(key, node) {
    const faded = this.kept && !this.kept.has(key);
    const lit = this.lit.has(key) || key === this.focus;
    if (!faded && !lit) return this.kept && this.kept.size < 60 ? { ...node, forceLabel: true } : node;
    const color = { ...node.color, look: (node.color.look & 1) | (lit ? LOOKS.lit : LOOKS.faded) };
    return lit ? { ...node, color, forceLabel: true, zIndex: 2 } : { ...node, color, label: "", zIndex: 0 };
  }

  threaded(key, tie) {
    if (!this.kept) return tie;
    const [one, other] = this.graph.extremities(key);
    const otherwise = (changes) => ({ ...tie, color: { ...tie.color, ...changes } });
    if (tie.color.nature === "expected") {
      return this.lit.has(one) || this.lit.has(other) ? tie : otherwise({ tint: packed(this.colours.missing, 0.12) });
    }
    if (this.path.length ? this.steps.has(`${one} ${other}`) : this.lit.has(one) || this.lit.has(other)) {
      const width = this.faint < 1 ? 1.2 : 2.4;
      return { ...otherwise({ tint: packed(this.colours.ink, this.faint), width }), zIndex: 1 };
    }
    if (this.group && this.kept.has(one) && this.kept.has(other)) return tie;
    return otherwise({ tint: packed(this.colours.thread, 0.12) });
  }

  label(context, node) {
    if (!node.label) return;
    const { nodes } = this.data;
    const actor = this.graph.getNodeAttribute(node.key, "rank");
    const major = nodes.degree[actor] >= 4 || nodes.sort[actor] === "project" || this.lit.has(node.key);
    const large = document.fullscreenElement ? LARGE : 13;
    context.font = `${nodes.declared[actor] ? "italic " : ""}${major ? 600 : 400} ${large}px ${this.colours.font}`;
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = large / 4;
    context.strokeStyle = css(this.colours.ground);
    context.fillStyle = css(this.colours.ink);
    const y = node.y + node.size + large;
    const half = context.measureText(node.label).width / 2;
    // Near an edge of the window, the name steps aside to be read whole.
    const { width } = this;
    const inside = Math.min(Math.max(node.x, half + 4), Math.max(width - half - 4, half + 4));
    const x = node.x > 0 && node.x < width ? inside : node.x;
    const box = [x - half, y - large, x + half, y + 3];
    const covers = ([left, top, right, bottom]) =>
      box[0] < right && box[2] > left && box[1] < bottom && box[3] > top;
    if (!this.lit.has(node.key) && node.key !== this.focus && !node.whole && this.named.some(covers)) return;
    this.named.push(box);
    context.strokeText(node.label, x, y);
    context.fillText(node.label, x, y);
  }

  hover(context, node) {
    const whole = { ...node, whole: true, label: short(this.data.nodes.name[this.graph.getNodeAttribute(node.key, "rank")], this.longest) };
    context.beginPath();
    context.arc(node.x, node.y, node.size + 6, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = css(this.colours.focus);
    context.stroke();
    this.label(context, whole);
  }

  listen() {
    this.sigma.on("beforeRender", () => { this.named = []; });
    this.sigma.on("resize", () => { this.width = this.box.clientWidth; });
    this.sigma.on("clickNode", ({ node }) => this.choose(node));
    this.sigma.on("clickStage", () => this.choose(""));
    this.sigma.on("enterNode", () => this.box.classList.add("is-over"));
    this.sigma.on("leaveNode", () => this.box.classList.remove("is-over"));
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.box.addEventListener("keydown", (event) => this.key(event), { signal });
    this.box.addEventListener("blur", () => { this.focus = ""; this.again(); }, { signal });
    document.addEventListener("fullscreenchange", () => setTimeout(() => this.sigma.setSetting("stagePadding", padding()), 60), { signal });
    const dress = () => this.dress();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress, { signal });
    this.watch = new MutationObserver(dress);
    this.watch.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  }

  // The theme changed: the same network in its colours.
  dress() {
    this.colours = theme();
    this.graph.updateEachNodeAttributes((key, node) =>
      ({ ...node, color: this.face(node.color.shape, node.color.look) }), { attributes: ["color"] });
    this.graph.updateEachEdgeAttributes((key, tie) =>
      ({ ...tie, color: { ...tie.color, tint: this.threadTint(tie.color.nature) } }), { attributes: ["color"] });
    this.again();
  }

  // Sigma asks reducers for each node and each tie, each time: it has some only while somebody is chosen or walked to.
  reducers() {
    this.lively = Boolean(this.kept || this.lit.size || this.focus);
    return {
      nodeReducer: this.lively ? (key, node) => this.shown(key, node) : null,
      edgeReducer: this.lively ? (key, tie) => this.threaded(key, tie) : null,
      zIndex: this.lively,
    };
  }

  again() {
    const before = this.lively;
    const reducers = this.reducers();
    if (this.lively === before) this.sigma.refresh({ skipIndexation: true });
    else this.sigma.setSettings(reducers);
  }

  tell(what, detail) { this.box.dispatchEvent(new CustomEvent(what, { detail, bubbles: true })); }

  // Somebody chose on the picture: the page fills its panel and answers with `map:chosen`.
  choose(key) {
    this.show(key);
    if (key) this.tell("map:choose", key);
  }

  // Show who is chosen, from here or from elsewhere on the page.
  show(key, { path = [], group = null } = {}) {
    Object.assign(this, { chosen: key, path, group });
    this.mind();
    this.again();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    const gestures = {
      "+": () => this.zoom(1), "=": () => this.zoom(1), "-": () => this.zoom(-1), "0": () => this.whole(),
      Home: () => this.whole(), Escape: () => this.choose(""),
      Enter: () => this.choose(this.focus), " ": () => this.choose(this.focus),
    };
    const gesture = direction ? () => this.step(direction) : gestures[event.key];
    if (!gesture) return;
    event.preventDefault();
    gesture();
  }

  // The nearest that way; what lies aside counts as farther. The first step goes to who is chosen, or the busiest.
  step([dx, dy]) {
    const from = this.focus || (this.graph.hasNode(this.chosen) ? this.chosen : "");
    const next = from ? this.nearest(from, dx, dy) : this.busiest();
    if (!next) return;
    this.focus = next;
    this.again();
    this.bring(next);
    this.tell("network:focus", next);
  }

  busiest() {
    const { key, ties } = this.data.nodes;
    return key.length ? key[ties.indexOf(ties.reduce((most, count) => Math.max(most, count), 0))] : "";
  }

  nearest(from, dx, dy) {
    const { x, y } = this.graph.getNodeAttributes(from);
    let best = "";
    let least = Infinity;
    this.graph.forEachNode((key, node) => {
      const along = (node.x - x) * dx + (y - node.y) * dy;
      if (along <= 0 || key === from) return;
      const cost = along + 2.5 * (Math.abs((node.x - x) * dy) + Math.abs((node.y - y) * dx));
      if (cost < least) { least = cost; best = key; }
    });
    return best;
  }

  // Move only when what is walked to is out of the window.
  bring(key) {
    const spot = this.sigma.graphToViewport(this.graph.getNodeAttributes(key));
    const { width, height } = this.sigma.getDimensions();
    const inside = spot.x > 40 && spot.y > 40 && spot.x < width - 40 && spot.y < height - 40;
    if (!inside) this.camera({ ...this.spot(key) });
  }

  spot(key) {
    const { x, y } = this.sigma.getNodeDisplayData(key);
    return { x, y };
  }

  camera(state) {
    this.sigma.getCamera().animate(state, { duration: STILL.matches ? 0 : 400 });
  }

  zoom(by) { this.camera({ ratio: this.sigma.getCamera().getState().ratio * (by > 0 ? 1 / 1.5 : 1.5) }); }

  whole() { this.camera({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); }

  // Fly to somebody, near enough for about forty around it to fill the window.
  fly(key) {
    if (!this.graph.hasNode(key)) return;
    const ratio = Math.min(1, Math.sqrt(40 / Math.max(this.graph.order, 40)));
    this.camera({ ...this.spot(key), ratio });
  }

  // Fit the window around some of them.
  frame(keys) {
    const spots = keys.filter((key) => this.graph.hasNode(key)).map((key) => this.spot(key));
    if (!spots.length) return;
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const ratio = Math.min(1.2, Math.max(0.05, 1.5 * Math.max(right - left, bottom - top)));
    this.camera({ x: (left + right) / 2, y: (top + bottom) / 2, ratio });
  }

  // Those of a group, as the server numbers them (`?groupes=1`).
  members(group) {
    const { key, group: groups = [] } = this.data.nodes;
    return key.filter((_, n) => groups[n] === group);
  }

  // Those whose name holds all the words: that very name first, who begins with them, then by number of ties.
  search(text, most = 12) {
    const wanted = plain(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return [];
    const { key, name, acronym, ties } = this.data.nodes;
    this.names ??= name.map((one, n) => plain(`${one} ${acronym[n]}`));
    const found = [];
    this.names.forEach((one, n) => { if (wanted.every((word) => one.includes(word))) found.push(n); });
    const whole = plain(text).trim();
    const first = (n) => (plain(name[n]) === whole ? 0 : this.names[n].startsWith(whole) ? 1 : 2);
    found.sort((a, b) => first(a) - first(b) || ties[b] - ties[a] || a - b);
    return found.slice(0, most).map((n) => ({ key: key[n], name: name[n] }));
  }

  describe(key) {
    if (!this.graph.hasNode(key)) return "";
    const n = this.graph.getNodeAttribute(key, "rank");
    const { nodes, families, degrees } = this.data;
    const family = families.find(({ code }) => code === nodes.family[n])?.name;
    const degree = nodes.degree[n] && `${nodes.degree[n]}, ${degrees[nodes.degree[n]] ?? ""}`;
    return [nodes.name[n], family, degree].filter(Boolean).join(", ");
  }

  end() {
    this.stop.abort();
    this.watch.disconnect();
    this.sigma.kill();
  }
}
