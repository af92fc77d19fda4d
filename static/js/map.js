// The map: arrows go from one actor to the nearest in that direction, Enter or a click chooses it and fills
// the side panel with what is already in the page. Without this script the same links lead to `?acteur=`.
const page = document.querySelector("[data-map]");
const query = (selector, root = page) => root.querySelector(selector);
const all = (selector, root = page) => [...root.querySelectorAll(selector)];

let data = {};
const read = () => {
  const script = document.getElementById("map-data");
  data = script ? JSON.parse(script.textContent) : {};
};

const marksOf = (picture) => all("a[data-actor]", picture);
const stops = () => all("svg.map-picture").forEach((picture) => {
  const marks = marksOf(picture);
  const first = marks.find((mark) => mark.hasAttribute("aria-current")) ?? marks[0];
  marks.forEach((mark) => mark.setAttribute("tabindex", mark === first ? "0" : "-1"));
});

const addressOf = (slug, hash = "") => {
  const address = new URL(location.href);
  address.searchParams.set("acteur", slug);
  address.searchParams.delete("format");
  address.hash = hash;
  return address;
};

const fill = (panel, actor) => {
  all("[data-slot]", panel).forEach((slot) => {
    const text = actor[slot.dataset.slot] || "";
    slot.textContent = text;
    slot.closest("[data-row]")?.toggleAttribute("hidden", !text);
  });
  const shape = query("[data-slot-shape]", panel);
  shape.setAttribute("class", `t-forme f-${actor.shape}`);
  shape.firstElementChild.setAttribute("href", `#f-${actor.shape}`);
  all("[data-slot-bars] i", panel).forEach((bar, i) => bar.classList.toggle("on", i < actor.degree));
  query("[data-slot-url]", panel).href = actor.url;
  query('[data-row="ties"]', panel).hidden = !actor.ties.length;
  query("[data-slot-ties]", panel).replaceChildren(...actor.ties.map((tie) => {
    const item = document.createElement("li");
    item.className = "mb-1";
    const name = data[tie.key] ? document.createElement("a") : document.createElement("span");
    if (data[tie.key]) { name.href = addressOf(tie.key); name.dataset.choose = tie.key; }
    name.textContent = tie.name;
    const words = document.createElement("span");
    words.className = "text-body-secondary";
    words.textContent = ` ${tie.words}`;
    item.append(name, words);
    return item;
  }));
};

const choose = (slug) => {
  const actor = data[slug];
  const panel = query("[data-map-panel]");
  if (!actor || !panel) return false;
  fill(panel, actor);
  panel.hidden = false;
  query("[data-map-hint]").hidden = true;
  all("a[data-actor]").forEach((mark) => {
    const here = mark.dataset.actor === slug;
    mark.classList.toggle("is-chosen", here);
    if (here) mark.setAttribute("aria-current", "true"); else mark.removeAttribute("aria-current");
  });
  all("[data-ends]").forEach((thread) =>
    thread.classList.toggle("is-lit", thread.dataset.ends.split(" ").includes(slug)));
  all("[data-row-actor]").forEach((row) => row.classList.toggle("is-chosen", row.dataset.rowActor === slug));
  history.replaceState(history.state, "", addressOf(slug));
  all("a[data-keep-actor]").forEach((link) => {
    const address = new URL(link.href);
    address.searchParams.set("acteur", slug);
    link.href = address;
  });
  const form = query("[data-map-filters]");
  let kept = form && query('input[name="acteur"]', form);
  if (form && !kept) {
    kept = Object.assign(document.createElement("input"), { type: "hidden", name: "acteur" });
    form.append(kept);
  }
  if (kept) kept.value = slug;
  stops();
  return true;
};

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const centre = (mark) => {
  const disc = mark.querySelector("circle");
  return [disc.cx.baseVal.value, disc.cy.baseVal.value];
};
// The nearest mark that way; what lies aside counts as farther. At the edge, the focus stays.
const next = (mark, [dx, dy]) => {
  const [x, y] = centre(mark);
  let best = null;
  let least = Infinity;
  marksOf(mark.ownerSVGElement).forEach((other) => {
    if (other === mark) return;
    const [ox, oy] = centre(other);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const cost = along + 2.5 * aside;
    if (along > 1 && cost < least) { least = cost; best = other; }
  });
  return best;
};

const focusOn = (mark) => {
  marksOf(mark.ownerSVGElement).forEach((other) => other.setAttribute("tabindex", "-1"));
  mark.setAttribute("tabindex", "0");
  mark.focus();
};

const zoom = (by) => {
  const scroll = query("[data-map-scroll]");
  const level = Math.min(4, Math.max(1, Number(scroll.dataset.zoom || 1) + by));
  const before = [
    (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth,
    (scroll.scrollTop + scroll.clientHeight / 2) / scroll.scrollHeight,
  ];
  if (level > 1) scroll.dataset.zoom = level; else delete scroll.dataset.zoom;
  if (level > 1) scroll.setAttribute("tabindex", "0"); else scroll.removeAttribute("tabindex");
  scroll.scrollTo(
    before[0] * scroll.scrollWidth - scroll.clientWidth / 2,
    before[1] * scroll.scrollHeight - scroll.clientHeight / 2,
  );
};

const fullScreen = () =>
  document.fullscreenElement ? document.exitFullscreen() : query("[data-map-figure]").requestFullscreen();

const start = () => {
  read();
  stops();
  all("[data-map-zoom], [data-map-print], [data-map-full]").forEach((tool) => { tool.hidden = false; });
};

page.addEventListener("click", (event) => {
  const tool = event.target.closest("button");
  if (tool?.dataset.zoomBy) zoom(Number(tool.dataset.zoomBy));
  else if (tool && "mapPrint" in tool.dataset) print();
  else if (tool && "mapFull" in tool.dataset) fullScreen();
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-actor], a[data-choose]");
  if (!link || !choose(link.dataset.actor ?? link.dataset.choose)) return;
  event.preventDefault();
  if (link.dataset.choose) {
    query("#panel").scrollIntoView({ block: "nearest" });
  }
});
page.addEventListener("keydown", (event) => {
  const mark = event.target.closest("a[data-actor]");
  if (!mark || event.altKey || event.ctrlKey || event.metaKey) return;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    event.preventDefault();
    const other = next(mark, direction);
    if (other) focusOn(other);
  }
  if (event.key === " ") {
    event.preventDefault();
    choose(mark.dataset.actor);
  }
});
document.addEventListener("htmx:afterSwap", start);
// Ties folded on the screen are unfolded on paper.
addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
start();
