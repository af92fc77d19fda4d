// The phone of a participant: post-its are kept here first, then sent until the server says that it has them, once.
import { clock, follow, left, send, uuid } from "./workshop-live.js";
import { outbox } from "./workshop-outbox.js";
import { rater } from "./workshop-rate.js";

const page = document.querySelector("[data-phone]");
const part = (name) => page.querySelector(`[data-${name}]`);
const words = page.dataset;
const form = part("form");
const time = clock();
let board = JSON.parse(document.getElementById("board").textContent);

const say = (text) => { part("said").textContent = text; };
const refuse = (text) => { const box = part("refused"); box.textContent = text; box.hidden = !text; };
const warn = (text) => { const box = part("network"); box.textContent = text; box.hidden = !text; };
const outgoing = outbox({
  key: `atelier:${words.slug}`, address: words.write, token: words.token, name: "notes", words, warn, drawn: () => draw(),
  kept: (note) => { refuse(""); board.own = [...board.own.filter((one) => one.uid !== note.uid), { ...note, hidden: false }]; },
  refused: (_note, reason) => refuse(`${words.wordsRefused} ${reason}`),
});
const rating = rater({ page, board: () => board, token: words.token, refuse, warn, drawn: () => draw() });

const notes = () => {
  const found = new Map(board.own.map((note) => [note.uid, { ...note, waiting: false }]));
  outgoing.items().forEach((note) => found.set(note.uid, { ...found.get(note.uid), ...note, waiting: true }));
  return [...found.values()].filter((note) => !note.withdrawn);
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
  part("own-part").hidden = !own.length || Boolean(board.round);
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
      if (area.value.trim()) outgoing.put({ ...plain(note), text: area.value.trim(), revision: note.revision + 1 });
    });
    item.querySelector("[data-withdraw]").addEventListener("click", () => outgoing.put({ ...plain(note), revision: note.revision + 1, withdrawn: true }));
    return item;
  }));
};
const plain = ({ uid, question, text, kind, revision }) => ({ uid, question, text, kind, revision });

const drawWall = () => {
  part("wall").hidden = !board.dots_open || Boolean(board.round);
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
  const canWrite = Boolean(board.asked) && board.open && !board.round;
  form.hidden = !canWrite || board.dots_open;
  if (board.round) { part("asked").textContent = board.round.together ? words.wordsTogether : words.wordsRound; part("hint").textContent = ""; }
  else if (board.asked) { part("asked").textContent = board.asked.text; part("hint").textContent = board.asked.hint; }
  if (!board.open) part("asked").textContent = words.wordsClosed;
  drawOwn();
  drawWall();
  rating.draw();
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
  outgoing.put({ uid: uuid(), question: board.question, text, kind: form.elements.kind.value, revision: 1 });
  form.elements.text.value = "";
  form.elements.text.focus();
});

const flush = () => { outgoing.flush(); rating.flush(); };
time.set(board.now);
follow({
  stream: words.stream,
  state: words.state,
  since: () => board.stage,
  heard: (payload) => { board = payload; time.set(payload.now); draw(); flush(); },
  network: (ok, status) => {
    if (ok) { if (outgoing.items().length || rating.waiting()) flush(); else warn(""); } else if (status === 404) warn(words.wordsLost); else warn(words.wordsOffline);
  },
});
addEventListener("online", flush);
addEventListener("pageshow", flush);
setInterval(tick, 500);
draw();
tick();
flush();
