// The line of time of a map: a month chosen is a day in the address (`?le=`), and the parts that depend on the day are
// asked for and put in place, so that full screen and the chosen actor stay. "Play" walks month by month, and waits where
// something changes; with reduced motion, it goes to the next change instead.
const page = document.querySelector("[data-map]");
const PARTS = ["map-drawn", "map-equal", "panel", "map-status"];
const [QUIET, CHANGE] = [90, 1300];
const still = matchMedia("(prefers-reduced-motion: reduce)");

let line = null;
let playing = 0;
let asked = 0;

const two = (number) => String(number).padStart(2, "0");
const monthAt = (place) => {
  const [year, month] = line.data.first.split("-").map(Number);
  const number = year * 12 + month - 1 + place;
  return [Math.floor(number / 12), (number % 12) + 1];
};
const keyAt = (place) => { const [year, month] = monthAt(place); return `${year}-${two(month)}`; };
const nameAt = (place) => {
  const [year, month] = monthAt(place);
  return new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", year: "numeric" })
    .format(new Date(year, month - 1, 15));
};
// The last day of the month; of this month, today, which needs no day in the address.
const dayAt = (place) => {
  const [year, month] = monthAt(place);
  const now = new Date();
  if (year === now.getFullYear() && month === now.getMonth() + 1) return "";
  return `${year}-${two(month)}-${two(new Date(year, month, 0).getDate())}`;
};

const say = (place) => {
  line.range.value = place;
  line.range.setAttribute("aria-valuetext", nameAt(place));
  line.output.textContent = nameAt(place);
};

const addressOf = (day) => {
  const address = new URL(location.href);
  if (day) address.searchParams.set("le", day); else address.searchParams.delete("le");
  address.searchParams.delete("page");
  return address;
};

// Every other way to go on from here keeps the day too.
const keepDay = (day) => {
  history.replaceState(history.state, "", addressOf(day));
  const chooser = page.querySelector("input[type=date][name=le]");
  if (chooser) chooser.value = day || new Date().toLocaleDateString("sv");
  const form = page.querySelector("[data-map-filters]");
  let field = form?.querySelector("input[name=le]");
  if (form && !field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "le" });
    form.append(field);
  }
  if (field) { field.value = day; field.disabled = !day; }
  page.querySelectorAll("nav a[data-keep-actor]").forEach((link) => {
    const address = new URL(link.href);
    if (day) address.searchParams.set("le", day); else address.searchParams.delete("le");
    link.href = address;
  });
};

const show = async (place) => {
  const day = dayAt(place);
  const turn = ++asked;
  const answer = await fetch(addressOf(day));
  if (!answer.ok) throw new Error(answer.statusText);
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== asked) return;
  keepDay(day);
  PARTS.forEach((id) => {
    const [here, there] = [document.getElementById(id), next.getElementById(id)];
    if (here && there) { here.replaceChildren(...there.childNodes); here.hidden = there.hidden; }
  });
  // Pictures drawn by scripts start anew, as after a filter.
  document.getElementById("map-drawn").dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
};

const failed = () => { stop(); document.body.dispatchEvent(new CustomEvent("htmx:sendError", { bubbles: true })); };
const wait = (time) => new Promise((done) => { setTimeout(done, time); });
const changesAt = (place) => keyAt(place) in line.data.changes;

const paint = () => {
  const on = Boolean(playing);
  line.button.setAttribute("aria-pressed", String(on));
  line.button.querySelector("i")?.setAttribute("class", on ? "bi bi-stop-fill" : "bi bi-play-fill");
  line.button.querySelector("span").textContent = on ? line.root.dataset.stop : line.word;
};
const stop = () => { playing = 0; paint(); };

const play = async () => {
  const turn = Date.now();
  playing = turn;
  paint();
  const last = Number(line.range.max);
  let place = Number(line.range.value) >= last ? 0 : Number(line.range.value);
  while (playing === turn) {
    say(place);
    if (changesAt(place) || place === last) {
      await show(place);
      await wait(CHANGE);
    } else await wait(QUIET);
    if (place === last) break;
    place += 1;
  }
  if (playing === turn) stop();
};

const nextChange = async () => {
  const last = Number(line.range.max);
  const from = Number(line.range.value) >= last ? -1 : Number(line.range.value);
  let place = from + 1;
  while (place < last && !changesAt(place)) place += 1;
  say(place);
  await show(place);
};

const start = () => {
  const root = page?.querySelector("[data-map-time]");
  if (!root || root === line?.root) return;
  const button = root.querySelector("[data-map-play]");
  line = {
    root,
    button,
    range: root.querySelector("input[type=range]"),
    output: root.querySelector("[data-map-month]"),
    data: JSON.parse(root.querySelector("#map-time-data").textContent),
    word: still.matches ? root.dataset.next : button.querySelector("span").textContent,
  };
  playing = 0;
  root.querySelector("[data-map-walk]").hidden = false;
  paint();
  button.addEventListener("click", () => {
    if (still.matches) nextChange().catch(failed);
    else if (playing) stop();
    else play().catch(failed);
  });
  line.range.addEventListener("input", () => { stop(); say(Number(line.range.value)); });
  line.range.addEventListener("change", () => show(Number(line.range.value)).catch(failed));
};

document.addEventListener("htmx:afterSwap", start);
start();
