// The map: arrows go from one actor to the nearest in that direction, Enter or a click chooses it and fills the side
// panel. Without this script the same links lead to `?acteur=`. Pictures drawn by other scripts ask for an actor with a
// `map:choose` event (its detail: the address of the actor), and hear `map:chosen` once it is.
const page = document.querySelector("[data-map]");
const query = (selector, root = page) => root.querySelector(selector);
const all = (selector, root = page) => [...root.querySelectorAll(selector)];

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

// Small maps come with the panels of all their actors; of others, each is asked for when it is chosen.
const panelOf = async (slug) => {
  const near = query(`template[data-panel-of="${CSS.escape(slug)}"]`);
  if (near) return near.content.cloneNode(true);
  const address = addressOf(slug);
  address.searchParams.set("format", "panneau");
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) return null;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
};

const light = (slug) => {
  all("a[data-actor]").forEach((mark) => {
    const here = mark.dataset.actor === slug;
    mark.classList.toggle("is-chosen", here);
    if (here) mark.setAttribute("aria-current", "true"); else mark.removeAttribute("aria-current");
  });
  all("[data-ends]").forEach((thread) =>
    thread.classList.toggle("is-lit", thread.dataset.ends.split(" ").includes(slug)));
  all("[data-row-actor]").forEach((row) => row.classList.toggle("is-chosen", row.dataset.rowActor === slug));
};

// Who is chosen stays so on other pictures and days, and under other filters.
const keep = (slug) => {
  history.replaceState(history.state, "", addressOf(slug));
  all("a[data-keep-actor]").forEach((link) => {
    const address = new URL(link.href);
    address.searchParams.set("acteur", slug);
    link.href = address;
  });
  setHidden("acteur", slug);
};

const setHidden = (name, value) => all("form[method=get]").forEach((form) => {
  let field = query(`input[type=hidden][name="${name}"]`, form);
  if (!field && !form.matches("[data-map-filters]")) return;
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(field);
  }
  field.value = value;
});

let wanted = "";
const choose = async (slug) => {
  const panel = query("[data-map-panel]");
  if (!slug || !panel) return false;
  wanted = slug;
  light(slug);
  stops();
  panel.setAttribute("aria-busy", "true");
  const said = await panelOf(slug).catch(() => null);
  if (wanted !== slug) return false;
  panel.removeAttribute("aria-busy");
  if (!said) {
    location.assign(addressOf(slug));
    return false;
  }
  panel.replaceChildren(said);
  panel.hidden = false;
  query("[data-map-hint]").hidden = true;
  keep(slug);
  const { top, bottom } = panel.getBoundingClientRect();
  // On narrow screens the panel is far below the picture.
  if (top > innerHeight - 80 || bottom < 80) panel.scrollIntoView({ block: "nearest" });
  page.dispatchEvent(new CustomEvent("map:chosen", { detail: slug }));
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
  stops();
  all("[data-map-print], [data-map-full]").forEach((tool) => { tool.hidden = false; });
  // A table is not enlarged: its letters follow the zoom of the browser.
  all("[data-map-zoom]").forEach((tool) => { tool.hidden = !query("[data-map-scroll]"); });
};

page.addEventListener("click", (event) => {
  const tool = event.target.closest("button");
  if (tool?.dataset.zoomBy) zoom(Number(tool.dataset.zoomBy));
  else if (tool && "mapPrint" in tool.dataset) print();
  else if (tool && "mapFull" in tool.dataset) fullScreen();
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-actor], a[data-choose]");
  if (!link) return;
  event.preventDefault();
  choose(link.dataset.actor ?? link.dataset.choose).then((done) => {
    if (done && link.dataset.choose) query("#panel").scrollIntoView({ block: "nearest" });
  });
});
page.addEventListener("map:choose", (event) => choose(event.detail));
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
