// The phone of a participant: post-its are kept here first, then sent until the server says that it has them, once.
import { clock, follow, left, send, uuid } from "./workshop-live.js";

const page = document.querySelector("[data-phone]");
const part = (name) => page.querySelector(`[data-${name}]`);
const words = page.dataset;
const form = part("form");
const time = clock();
let board = JSON.parse(document.getElementById("board").textContent);

// What waits on this phone, by identifier: it outlives the page.
const KEY = `atelier:${words.slug}`;
let memory = {};
const stored = () => { try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return memory; } };
const keep = (outbox) => { memory = outbox; try { localStorage.setItem(KEY, JSON.stringify(outbox)); } catch { /* storage refused: until the page closes */ } };
let outbox = stored();

const notes = () => {
  const found = new Map(board.own.map((note) => [note.uid, { ...note, waiting: false }]));
  Object.values(outbox).forEach((note) => found.set(note.uid, { ...found.get(note.uid), ...note, waiting: true }));
  return [...found.values()].filter((note) => !note.withdrawn);
};

const put = (note) => { outbox = { ...stored(), [note.uid]: note }; keep(outbox); draw(); flush(); };
const say = (text) => { part("said").textContent = text; };
const warn = (text) => { const box = part("network"); box.textContent = text; box.hidden = !text; };

let sending = false;
let wait = 1000;
let retry = null;
const later = (delay) => { clearTimeout(retry); retry = setTimeout(flush, delay); };

async function flush() {
  outbox = stored();
  const waiting = Object.values(outbox);
  if (sending || !waiting.length) return;
  sending = true;
  try {
    const answer = await send(words.write, { notes: waiting.slice(0, 50) }, words.token);
    if (answer.status === 404 || answer.status === 403) { warn(words.wordsLost); return; }
    if (answer.status === 409) { warn(words.wordsClosed); return; }
    if (!answer.ok) { later(1000 * (Number(answer.headers.get("Retry-After")) || 5)); return; }
    settle(await answer.json(), waiting);
    wait = 1000;
    warn("");
    if (Object.keys(outbox).length) later(100);
  } catch {
    warn(words.wordsOffline);
    later(wait);
    wait = Math.min(2 * wait, 15000);
  } finally {
    sending = false;
    draw();
  }
}

// Of what was changed again meanwhile, the newer version goes on waiting.
const settle = ({ kept, refused }, sent) => {
  outbox = stored();
  sent.forEach((note) => {
    const reason = refused[note.uid];
    if (!reason && !kept.includes(note.uid)) return;
    if (outbox[note.uid]?.revision === note.revision) delete outbox[note.uid];
    if (reason) say(`${words.wordsRefused} ${reason}`);
    else board.own = [...board.own.filter((one) => one.uid !== note.uid), { ...note, hidden: false }];
  });
  keep(outbox);
};

const fill = (template, note) => {
  const item = template.content.firstElementChild.cloneNode(true);
  item.classList.add(`k-${note.kind || "plain"}`);
  item.querySelector("[data-text]").textContent = note.text;
  return item;
};

const drawOwn = () => {
  const list = part("own");
  if (list.querySelector("[data-edit]:not([hidden])")) return; // somebody is writing in it
  const own = notes().filter((note) => note.question === board.question);
  part("own-part").hidden = !own.length;
  list.replaceChildren(...own.map((note) => {
    const item = fill(page.querySelector("template[data-note]"), note);
    item.classList.toggle("is-waiting", note.waiting);
    item.classList.toggle("is-hidden", Boolean(note.hidden));
    item.querySelector("[data-standing]").textContent = note.waiting ? words.wordsWaiting : note.hidden ? words.wordsHidden : words.wordsSent;
    const edit = item.querySelector("[data-edit]");
    const area = edit.querySelector("textarea");
    item.querySelector("[data-change]").addEventListener("click", () => { edit.hidden = !edit.hidden; area.value = note.text; area.focus(); });
    edit.addEventListener("submit", (event) => {
      event.preventDefault();
      edit.hidden = true;
      if (area.value.trim()) put({ ...plain(note), text: area.value.trim(), revision: note.revision + 1 });
    });
    item.querySelector("[data-withdraw]").addEventListener("click", () => put({ ...plain(note), revision: note.revision + 1, withdrawn: true }));
    return item;
  }));
};
const plain = ({ uid, question, text, kind, revision }) => ({ uid, question, text, kind, revision });

const drawWall = () => {
  part("wall").hidden = !board.dots_open;
  part("left").textContent = board.dots_open ? `${words.wordsLeft} ${board.dots_left}` : "";
  const focused = document.activeElement?.closest?.("[data-uid]")?.dataset.uid;
  part("wall-list").replaceChildren(...board.wall.map((note) => {
    const item = fill(page.querySelector("template[data-wall-note]"), note);
    item.dataset.uid = note.uid;
    const button = item.querySelector("[data-put]");
    button.setAttribute("aria-pressed", String(note.dot));
    button.addEventListener("click", () => toggle(note));
    item.querySelector("[data-flag]").addEventListener("click", async () => {
      await send(words.report, { note: note.uid }, words.token).then(() => say(words.wordsReported), () => warn(words.wordsOffline));
    });
    return item;
  }));
  if (focused) page.querySelector(`[data-uid="${CSS.escape(focused)}"] [data-put]`)?.focus();
};

const toggle = async (note) => {
  try {
    const answer = await send(words.dot, { note: note.uid, on: !note.dot }, words.token);
    const said = await answer.json();
    if (answer.ok) { note.dot = !note.dot; board.dots_left = said.left; } else say(said.detail);
  } catch { warn(words.wordsOffline); }
  drawWall();
};

const draw = () => {
  const canWrite = Boolean(board.asked) && board.open;
  form.hidden = !canWrite || board.dots_open;
  if (board.asked) { part("asked").textContent = board.asked.text; part("hint").textContent = board.asked.hint; }
  if (!board.open) part("asked").textContent = words.wordsClosed;
  drawOwn();
  drawWall();
};

const tick = () => {
  const shown = part("time");
  shown.hidden = !board.timer;
  if (board.timer) shown.textContent = board.timer > time.now() ? `${words.wordsTimer} ${left(board.timer, time.now())}` : words.wordsOver;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  if (!text) return;
  put({ uid: uuid(), question: board.question, text, kind: form.elements.kind.value, revision: 1 });
  form.elements.text.value = "";
  form.elements.text.focus();
});

time.set(board.now);
follow({
  stream: words.stream,
  state: words.state,
  since: () => board.stage,
  heard: (payload) => { board = payload; time.set(payload.now); draw(); flush(); },
  network: (ok, status) => {
    if (ok) { if (Object.keys(outbox).length) flush(); else warn(""); } else if (status === 404) warn(words.wordsLost); else warn(words.wordsOffline);
  },
});
addEventListener("online", flush);
addEventListener("pageshow", flush);
setInterval(tick, 500);
draw();
tick();
flush();
