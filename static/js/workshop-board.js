// The board on the projector: what phones write shows as it comes; who leads groups it, counts dots, keeps time.
import { clock, follow, left, send, uuid } from "./workshop-live.js";
import { rounds } from "./workshop-round.js";

// More post-its than that make a heap too high for one column.
const WIDE = 10;
const page = document.querySelector("[data-board]");
const part = (name) => page.querySelector(`[data-${name}]`);
const words = page.dataset;
const time = clock();
const notes = new Map();
const groups = new Map();
const chosen = new Set();
let board = null;

const say = (text) => { part("said").textContent = text; };
const warn = (text) => { const box = part("network"); box.textContent = text; box.hidden = !text; };

const gesture = async (verb, given) => {
  try {
    const answer = await send(words.gesture, { verb, ...given }, words.token);
    if (!answer.ok) warn(answer.status === 409 ? (await answer.json()).detail : words.wordsFailed);
  } catch { warn(words.wordsFailed); }
  live.ask();
};

// What changed since the last time replaces what was known; a whole board replaces all.
const hear = (payload) => {
  if (payload.whole) { notes.clear(); groups.clear(); }
  payload.groups.forEach((group) => { if (group.removed) groups.delete(group.uid); else groups.set(group.uid, group); });
  payload.notes.forEach((note) => {
    if (note.withdrawn) { notes.delete(note.uid); chosen.delete(note.uid); } else notes.set(note.uid, note);
  });
  // Streams and answers may cross: the newest state stays.
  if (!board || payload.version >= board.version) board = payload;
  time.set(payload.now);
  draw();
};

const assessment = rounds({ page, gesture, say });
const asked = () => board.questions.find((question) => question.uid === board.question);
const shownGroups = () => [...groups.values()].filter((group) => group.question === board.question)
  .sort((one, other) => one.position - other.position);
const inGroup = (uid) => [...notes.values()].filter((note) => note.question === board.question && (note.group ?? null) === uid)
  .sort((one, other) => other.dots - one.dots);

const kinds = new Map([...part("kinds").content.querySelectorAll("[data-kind]")].map((one) => [one.dataset.kind, one]));

const card = (note) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `board-card k-${note.kind}`;
  button.classList.toggle("is-hidden", note.hidden);
  button.draggable = true;
  button.dataset.uid = note.uid;
  button.setAttribute("aria-pressed", String(chosen.has(note.uid)));
  const text = document.createElement("span");
  text.textContent = note.text;
  const signs = document.createElement("span");
  signs.className = "board-signs mt-1";
  const sign = (said, css = "") => { const one = document.createElement("span"); one.className = css; one.append(said); signs.append(one); };
  if (note.kind !== "plain" && kinds.has(note.kind)) signs.append(kinds.get(note.kind).cloneNode(true));
  if (note.dots) sign(`● ${note.dots} ${words.wordsDots}`, "board-dots");
  if (note.hidden) sign(words.wordsHidden);
  if (note.reported) sign(words.wordsReported);
  (note.turned || []).forEach((one) => sign(`→ ${one}`));
  button.append(text, signs);
  return button;
};

const column = (uid, name) => {
  const box = document.createElement("section");
  box.className = "board-group";
  box.dataset.group = uid ?? "";
  const head = document.createElement("header");
  if (uid === null) {
    const title = document.createElement("h2");
    title.className = "h3 mb-0";
    title.textContent = name;
    head.append(title);
  } else {
    const input = document.createElement("input");
    input.className = "form-control";
    input.value = name;
    input.maxLength = 80;
    input.dataset.rename = uid;
    input.setAttribute("aria-label", words.wordsName);
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-sm btn-outline-secondary";
    undo.dataset.ungroup = uid;
    undo.setAttribute("aria-label", `${words.wordsUngroup}: ${name}`);
    undo.textContent = "×";
    head.append(input, undo);
  }
  const count = document.createElement("span");
  count.className = "small text-body-secondary text-nowrap";
  const held = inGroup(uid);
  box.classList.toggle("is-wide", held.length > WIDE);
  const dots = held.reduce((sum, note) => sum + note.dots, 0);
  count.textContent = dots ? `${held.length} · ● ${dots}` : held.length;
  head.append(count);
  const list = document.createElement("ul");
  list.className = "board-list";
  held.forEach((note) => { const item = document.createElement("li"); item.append(card(note)); list.append(item); });
  box.append(head, list);
  return box;
};

const drawColumns = () => {
  const focused = document.activeElement;
  if (focused?.dataset?.rename) return; // a name is being typed
  const uid = focused?.dataset?.uid;
  const all = [column(null, words.wordsLoose), ...shownGroups().map((group) => column(group.uid, group.name))];
  part("columns").replaceChildren(...all);
  if (uid) page.querySelector(`[data-uid="${CSS.escape(uid)}"]`)?.focus();
};

const option = (value, text, selected) => { const one = new Option(text, value, selected, selected); return one; };

const drawTools = () => {
  [...chosen].filter((uid) => !notes.has(uid)).forEach((uid) => chosen.delete(uid));
  part("tools").hidden = !chosen.size;
  part("chosen").textContent = `${chosen.size} ${words.wordsNotes}`;
  const turn = part("turn");
  turn.hidden = chosen.size !== 1;
  turn.href = `${turn.dataset.address}${[...chosen][0]}/`;
  const target = part("target");
  if (document.activeElement === target) return;
  const before = target.value;
  target.replaceChildren(...shownGroups().map((group) => option(group.uid, group.name)), option("new", words.wordsNew), option("", words.wordsLoose));
  if ([...target.options].some((one) => one.value === before)) target.value = before;
};

const draw = () => {
  assessment.hear(board);
  const question = board.round ? null : asked();
  part("asked").textContent = board.round ? words.wordsRound : question ? question.text : words.wordsNone;
  part("hint").textContent = question ? question.hint : "";
  page.querySelectorAll("[data-of-question]").forEach((one) => { one.hidden = Boolean(board.round); });
  const all = [...notes.values()].filter((note) => note.question === board.question);
  part("count").textContent = `${board.participants} ${words.wordsParticipants} · ${all.length} ${words.wordsNotes}`;
  const list = part("questions");
  if (document.activeElement !== list) {
    list.replaceChildren(option("", words.wordsNone, !question),
      ...board.questions.map((one, n) => option(one.uid, `${n + 1}. ${one.text}`, one.uid === question?.uid)));
  }
  const dots = part("dots");
  dots.setAttribute("aria-pressed", String(board.dots_open));
  dots.querySelector("span").textContent = board.dots_open ? words.wordsCloseDots : words.wordsOpenDots;
  dots.disabled = !question;
  part("new-group").disabled = !question;
  if (board.round) chosen.clear(); else drawColumns();
  drawTools();
};

const tick = () => {
  const shown = part("clock");
  shown.hidden = !board.timer;
  if (!board.timer) return;
  const over = board.timer <= time.now();
  shown.textContent = over ? words.wordsOver : left(board.timer, time.now());
  if (over && !shown.classList.contains("is-over")) say(words.wordsOver);
  shown.classList.toggle("is-over", over);
};

// Moving shows at once, and again as the server says it.
const move = (uids, group) => {
  uids.forEach((uid) => { if (notes.has(uid)) notes.set(uid, { ...notes.get(uid), group }); });
  draw();
  return gesture("move", { notes: uids, group });
};
const newGroup = async (uids = []) => {
  const uid = uuid();
  groups.set(uid, { uid, question: board.question, name: words.wordsNew, position: 1 + Math.max(-1, ...shownGroups().map((one) => one.position)), removed: false });
  await gesture("name", { group: uid, question: board.question, name: words.wordsNew });
  if (uids.length) await move(uids, uid); else draw();
  const input = page.querySelector(`[data-rename="${CSS.escape(uid)}"]`);
  input?.focus();
  input?.select();
};

page.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  const { uid, ungroup, seconds } = pressed.dataset;
  if (uid) {
    if (chosen.has(uid)) chosen.delete(uid); else chosen.add(uid);
    pressed.setAttribute("aria-pressed", String(chosen.has(uid)));
    drawTools();
  } else if (ungroup) gesture("ungroup", { group: ungroup });
  else if ("minutes" in pressed.dataset) gesture("timer", { seconds: 60 * Number(seconds) });
  else if ("next" in pressed.dataset) {
    const at = board.questions.findIndex((one) => one.uid === board.question);
    const next = board.questions[Math.min(at + 1, board.questions.length - 1)];
    if (next) gesture("ask", { question: next.uid });
  } else if ("dots" in pressed.dataset) gesture("dots", { open: !board.dots_open });
  else if ("newGroup" in pressed.dataset) newGroup();
  else if ("full" in pressed.dataset) { if (document.fullscreenElement) document.exitFullscreen(); else page.requestFullscreen?.(); }
  else if ("clear" in pressed.dataset) { chosen.clear(); draw(); }
  else if ("move" in pressed.dataset) {
    const uids = [...chosen];
    const target = part("target").value;
    chosen.clear();
    if (target === "new") newGroup(uids); else move(uids, target || null);
  } else if ("hide" in pressed.dataset) {
    const uids = [...chosen];
    const hidden = uids.some((one) => !notes.get(one).hidden);
    chosen.clear();
    gesture("hide", { notes: uids, hidden });
  }
});
part("questions").addEventListener("change", (event) => gesture("ask", { question: event.target.value || null }));
page.addEventListener("change", (event) => {
  const { rename } = event.target.dataset;
  if (!rename) return;
  const group = groups.get(rename);
  groups.set(rename, { ...group, name: event.target.value });
  gesture("name", { group: rename, question: group.question, name: event.target.value });
});
page.addEventListener("keydown", (event) => {
  if (event.target.dataset.rename && event.key === "Enter") { event.target.blur(); return; }
  const { uid } = event.target.dataset;
  if (!uid || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  const order = [null, ...shownGroups().map((group) => group.uid)];
  const at = order.indexOf(notes.get(uid).group ?? null);
  const to = order[at + (event.key === "ArrowRight" ? 1 : -1)];
  if (to === undefined) return;
  move([uid], to);
  say(to === null ? words.wordsLoose : groups.get(to).name);
});

// Drag: what is carried is the post-it, and all those that are chosen with it.
page.addEventListener("dragstart", (event) => {
  const { uid } = event.target.dataset ?? {};
  if (!uid) return;
  const carried = chosen.has(uid) ? [...chosen] : [uid];
  event.dataTransfer.setData("text/plain", JSON.stringify(carried));
  event.dataTransfer.effectAllowed = "move";
});
page.addEventListener("dragover", (event) => {
  const over = event.target.closest?.(".board-group");
  if (!over) return;
  event.preventDefault();
  page.querySelectorAll(".board-group.is-over").forEach((one) => one.classList.toggle("is-over", one === over));
  over.classList.add("is-over");
});
page.addEventListener("drop", (event) => {
  const over = event.target.closest?.(".board-group");
  page.querySelectorAll(".is-over.board-group").forEach((one) => one.classList.remove("is-over"));
  if (!over) return;
  event.preventDefault();
  try {
    const uids = JSON.parse(event.dataTransfer.getData("text/plain")).filter((uid) => notes.has(uid));
    chosen.clear();
    if (uids.length) move(uids, over.dataset.group || null);
  } catch { /* something else was dropped */ }
});

hear(JSON.parse(document.getElementById("board").textContent));
const live = follow({
  stream: words.stream, state: words.state, since: () => board.version, heard: hear,
  network: (ok) => warn(ok ? "" : words.wordsOffline),
});
setInterval(tick, 500);
tick();
