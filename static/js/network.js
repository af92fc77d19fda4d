// The network of a map: the picture made by the server, until one explores it or asks for more than it holds. Then the
// same actors are drawn by WebGL, from the same address (`?format=json`). Without WebGL, the picture stays.

const page = document.querySelector("[data-map]");
const query = (selector, root = page) => root.querySelector(selector);
const all = (selector, root = page) => [...root.querySelectorAll(selector)];
const loaded = new Map();
let view = null;
let here = null;
// Asked for: what comes in place of the picture (another day, other filters) is explored too.
let wanted = false;
// Of several asked for one after the other, the last one is shown.
let asked = 0;

const script = (address) => {
  if (!loaded.has(address)) {
    loaded.set(address, new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
      document.head.append(element);
    }));
  }
  return loaded.get(address);
};

const canDraw = () => {
  try {
    const context = window.WebGL2RenderingContext && document.createElement("canvas").getContext("webgl2");
    // Few may live at once.
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return Boolean(context);
  } catch {
    return false;
  }
};

const say = (text) => { query("[data-network-said]").textContent = text; };

const dataAddress = () => {
  const address = new URL(location.href);
  address.searchParams.set("format", "json");
  address.searchParams.delete("acteur");
  if (address.searchParams.has("autour")) address.searchParams.set("acteur", here.dataset.networkChosen);
  address.hash = "";
  return address;
};

const end = () => {
  asked += 1;
  view?.end();
  view = null;
};

// Links that show the same map otherwise lead to it as it is shown now.
const lead = () => all("a[data-keep-actor]").forEach((link) => {
  const address = new URL(link.href);
  if (wanted) address.searchParams.set("explorer", "1");
  else address.searchParams.delete("explorer");
  link.href = address;
});

// Show the picture of the server again.
const leave = (text = "") => {
  end();
  here.classList.remove("is-explored");
  query("[data-network-stage]").hidden = true;
  all("[data-network-tool]").forEach((tool) => { tool.hidden = true; });
  query("[data-network-start]").setAttribute("aria-pressed", "false");
  if (text) say(text);
};

// What draws, and its shapes: made ready while nobody waits, else while data are on their way.
const drawing = () => import(here.dataset.networkView);
const ready = () => drawing().then(({ prepare }) => prepare(), () => {});

const begin = async () => {
  const root = here;
  const { dataset } = root;
  const turn = ++asked;
  root.setAttribute("aria-busy", "true");
  say(dataset.networkLoading);
  try {
    const answer = fetch(dataAddress(), { headers: { Accept: "application/json" } });
    ready();
    const [data, { NetworkView }] = await Promise.all([
      answer.then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText)))),
      drawing(),
      script(dataset.networkGraphology),
      script(dataset.networkSigma),
    ]);
    if (turn !== asked) return;
    const stage = query("[data-network-stage]");
    stage.hidden = false;
    root.classList.add("is-explored");
    all("[data-network-tool]").forEach((tool) => { tool.hidden = false; });
    const path = (dataset.networkPath || "").split(" ").filter(Boolean);
    view = new NetworkView(stage, data, { Sigma: window.Sigma, Graph: window.graphology.Graph },
      { chosen: new URL(location.href).searchParams.get("acteur") ?? "", path });
    performance.mark("network:drawn");
    if (path.length) view.frame(path);
    query("[data-network-start]").setAttribute("aria-pressed", "true");
    say(stage.getAttribute("aria-label"));
    requestAnimationFrame(() => setTimeout(() => performance.mark("network:ready")));
  } catch (error) {
    console.warn(error);
    if (turn === asked) leave(dataset.networkFailed);
  } finally {
    root.removeAttribute("aria-busy");
  }
};

const start = () => {
  end();
  here = query("[data-network]");
  if (!here) return;
  const button = query("[data-network-start]");
  const able = canDraw();
  button.hidden = !able;
  if (able && (wanted || "networkAtOnce" in here.dataset)) begin();
  else if (able) window.requestIdleCallback?.(ready);
  if (wanted) lead();
};

const find = (field) => {
  if (!view) return;
  const found = view.search(field.value);
  query("[data-network-names]").replaceChildren(...found.map(({ name }) =>
    Object.assign(document.createElement("option"), { value: name })));
  return found[0];
};

const fly = (field) => {
  const one = find(field);
  if (!one) { say(here.dataset.networkNobody); return; }
  view.choose(one.key);
  view.fly(one.key);
  say(view.describe(one.key));
};

page.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !here) return;
  if ("networkStart" in button.dataset) {
    wanted = !view;
    lead();
    if (view) leave(); else begin();
  } else if (view && button.dataset.zoomBy) {
    view.zoom(Number(button.dataset.zoomBy));
    event.stopImmediatePropagation();
  } else if (view && "networkWhole" in button.dataset) {
    view.whole();
  } else if (view && button.dataset.networkGroup) {
    const on = button.getAttribute("aria-pressed") === "true";
    all("[data-network-group]").forEach((other) => other.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", String(!on));
    const group = on ? null : view.members(Number(button.dataset.networkGroup));
    view.show(view.chosen, { group });
    if (group) view.frame(group);
  }
}, { capture: true });

page.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-network-find]")) return;
  event.preventDefault();
  fly(query("input", event.target));
});
page.addEventListener("input", (event) => { if (event.target.closest("[data-network-find]")) find(event.target); });
page.addEventListener("change", (event) => {
  if (event.target.closest("[data-network-find]") && event.target.value) fly(event.target);
});
page.addEventListener("map:chosen", ({ detail }) => {
  if (view && detail !== view.chosen) view.show(detail);
  query("[data-network-near]")?.toggleAttribute("hidden", !detail);
});
page.addEventListener("network:focus", ({ detail }) => say(view.describe(detail)));
document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.target?.contains(here)) end(); });
document.addEventListener("htmx:afterSwap", start);
start();
