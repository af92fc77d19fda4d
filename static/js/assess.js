// The grid of influence: who is chosen has a ring, one's own judgement, that moves by drag or by arrow keys and is
// kept at once; the form comes into the page. Without this script the link leads to the page of the same form.
const page = document.querySelector("[data-map]");
const clamp = (value) => Math.min(5, Math.max(1, value));
const said = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const KEYS = { ArrowUp: ["influence", 1], ArrowDown: ["influence", -1], ArrowRight: ["interest", 1], ArrowLeft: ["interest", -1] };
const DELAY = 900;

let box, form, handle, now, kept, timer, refocus = false, shown = null, turns = 0;

const chosen = () => new URLSearchParams(location.search).get("acteur") ?? "";
const visible = () => [...page.querySelectorAll(".map-scroll svg.map-picture")].find((svg) => svg.getClientRects().length);
const ground = (svg) => svg.querySelector(".map-half").getBBox();
const status = (text) => { box.querySelector("[data-assess-status]").textContent = text; };

const place = () => {
  const { x, y, width, height } = ground(handle.ownerSVGElement);
  const left = x + (now.interest - 0.5) * width / 5;
  const top = y + height - (now.influence - 0.5) * height / 5;
  handle.setAttribute("transform", `translate(${left} ${top})`);
  const text = said(box.dataset.handle, { ...now, name: handle.dataset.name });
  handle.setAttribute("aria-valuenow", now.influence);
  handle.setAttribute("aria-valuetext", text);
  handle.firstElementChild.textContent = text;
  for (const name of ["influence", "interest"]) {
    const radio = form.querySelector(`input[name="${name}"][value="${now[name]}"]`);
    if (radio) radio.checked = true;
  }
};

const svgElement = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

const draw = (name, title) => {
  // The ring may be drawn anew while it is held: who moves it by keyboard goes on.
  refocus ||= Boolean(handle) && document.activeElement === handle;
  handle?.remove();
  const svg = visible();
  if (!svg) return;
  handle = svgElement("g", { class: "map-handle", tabindex: "0", role: "slider", "aria-label": title, "aria-valuemin": "1", "aria-valuemax": "5" });
  handle.dataset.name = name;
  handle.append(svgElement("title", {}), svgElement("circle", { r: "15" }), svgElement("circle", { r: "20", class: "map-hit" }));
  svg.append(handle);
  place();
  if (refocus) handle.focus({ preventScroll: true });
  refocus = false;
};

const keep = async () => {
  clearTimeout(timer);
  if (now.influence === kept.influence && now.interest === kept.interest) return;
  const words = said(box.dataset.said, now);
  refocus = document.activeElement === handle;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.type !== "opaqueredirect") throw new Error(answer.status);
  } catch {
    status(box.dataset.taken);
    return;
  }
  shown = null;
  await window.htmx.ajax("GET", location.href, { source: "#map-results", target: "#map-results", select: "#map-results", swap: "outerHTML show:none" });
  begin(words);
};

const move = (change) => {
  const next = { influence: clamp(change.influence ?? now.influence), interest: clamp(change.interest ?? now.interest) };
  if (next.influence === now.influence && next.interest === now.interest) return;
  now = next;
  place();
};

const at = (event) => {
  const svg = handle.ownerSVGElement;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const { x, y, width, height } = ground(svg);
  return { interest: Math.round((point.x - x) / width * 5 + 0.5), influence: Math.round((y + height - point.y) / height * 5 + 0.5) };
};

const begin = async (words = "") => {
  box = page.querySelector("[data-assess]");
  if (!box || "past" in box.dataset) return;
  const slug = chosen();
  if (words) status(words);
  if (!slug || slug === shown) return;
  shown = slug;
  const turn = ++turns;
  const address = new URL(box.dataset.assess, location.href);
  new URLSearchParams(location.search).forEach((value, key) => address.searchParams.append(key, value));
  const answer = await fetch(address);
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== turns) return;
  form = parsed.querySelector("#assess form");
  if (!form) return;
  const title = parsed.querySelector("h1").textContent;
  let room = box.querySelector("[data-assess-form]");
  if (!room) {
    room = document.createElement("details");
    room.dataset.assessForm = "";
    room.className = "mt-2";
    box.append(room);
  }
  const summary = document.createElement("summary");
  summary.className = "fw-semibold";
  summary.textContent = title;
  form.classList.add("mt-1");
  room.replaceChildren(summary, form);
  const link = box.querySelector("[data-assess-link]");
  link.href = address;
  link.hidden = true;
  const read = (name) => Number(form.querySelector(`input[name="${name}"]:checked`)?.value || 0);
  kept = { influence: read("influence"), interest: read("interest") };
  now = { influence: kept.influence || 3, interest: kept.interest || 3 };
  form.addEventListener("change", () => { if (handle) move({ influence: read("influence") || now.influence, interest: read("interest") || now.interest }); });
  draw(page.querySelector("#panel h2")?.textContent.trim() ?? title, title);
};

page.addEventListener("pointerdown", (event) => {
  if (!handle?.contains(event.target)) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  handle.focus({ preventScroll: true });
  const follow = (moved) => move(at(moved));
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", () => { handle.removeEventListener("pointermove", follow); keep(); }, { once: true });
});
page.addEventListener("keydown", (event) => {
  if (!handle?.contains(event.target)) return;
  const key = KEYS[event.key];
  if (key) {
    event.preventDefault();
    event.stopPropagation();
    move({ [key[0]]: now[key[0]] + key[1] });
    clearTimeout(timer);
    timer = setTimeout(keep, DELAY);
  } else if (event.key === "Enter") keep();
  else if (event.key === "Escape" && kept.influence) { clearTimeout(timer); move(kept); }
}, true);
// Choosing somebody changes the address without a new page.
const follow = () => setTimeout(() => { if (chosen() && chosen() !== shown) begin(); });
page.addEventListener("map:chosen", follow);
document.addEventListener("htmx:afterSettle", () => { if (!page.querySelector("[data-assess-form]")) { shown = null; begin(); } });
begin();
