// A round of assessment on the projector: how many rated while each is alone, then the grid with its spread, and what the room settles.
const SVG = "http://www.w3.org/2000/svg";
const LEFT = 46, TOP = 14, WIDTH = 640, HEIGHT = 460;
const point = (interest, influence) => [LEFT + (interest - 0.5) * WIDTH / 5, TOP + HEIGHT - (influence - 0.5) * HEIGHT / 5];
const TURN = Math.PI * (3 - Math.sqrt(5));

const draw = (name, attributes, text = "") => {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== "") element.textContent = text;
  return element;
};
const figure = (value) => value.toLocaleString(document.documentElement.lang || "fr", { maximumFractionDigits: 1 });
const spread = (known) => (known ? (known[0] === known[2] ? figure(known[1]) : `${figure(known[1])} (${figure(known[0])}–${figure(known[2])})`) : "");

export const rounds = ({ page, gesture, say }) => {
  const words = page.dataset;
  const part = (name) => page.querySelector(`[data-${name}]`);
  let round = null;
  let chosen = null;

  const ground = () => {
    const right = LEFT + WIDTH, bottom = TOP + HEIGHT, [x, y] = point(3, 3);
    const marks = [1, 2, 3, 4, 5].flatMap((n) => [
      draw("text", { x: point(n, 1)[0], y: bottom + 22, "text-anchor": "middle" }, n),
      draw("text", { x: LEFT - 12, y: point(1, n)[1] + 5, "text-anchor": "end" }, n),
    ]);
    return [
      draw("rect", { x: LEFT, y: TOP, width: WIDTH, height: HEIGHT, class: "round-ground" }),
      draw("path", { d: `M${x} ${TOP}V${bottom}M${LEFT} ${y}H${right}`, class: "round-half" }), ...marks,
      draw("text", { x: right, y: bottom + 42, "text-anchor": "end" }, `${words.wordsInterest} →`),
      draw("text", { x: LEFT + 8, y: TOP + 22 }, `↑ ${words.wordsInfluence}`),
    ];
  };

  const crossOf = (actor, x, y) => {
    const { influence, interest } = actor.figures;
    const [left] = point(interest[0], 1), [right] = point(interest[2], 1);
    const [, low] = point(1, influence[0]), [, high] = point(1, influence[2]);
    return draw("path", { d: `M${left} ${y}H${right}M${x} ${low}V${high}`, class: actor.apart ? "round-cross is-apart" : "round-cross" });
  };

  const drawGrid = () => {
    const spots = new Map();
    const crosses = [], marks = [], dots = [];
    round.actors.forEach((actor, place) => {
      if (!actor.figures.influence) return;
      let [x, y] = point(actor.figures.interest[1], actor.figures.influence[1]);
      const here = spots.get(`${x} ${y}`) ?? 0;
      spots.set(`${x} ${y}`, here + 1);
      x += 17 * Math.sqrt(here) * Math.cos(TURN * here);
      y += 17 * Math.sqrt(here) * Math.sin(TURN * here);
      const isChosen = actor.uid === chosen;
      if (isChosen) {
        actor.dots.forEach(([interest, influence, count]) => {
          const [cx, cy] = point(interest, influence);
          dots.push(draw("circle", { cx, cy, r: 9 + 4 * Math.sqrt(count), class: "round-dot" }), draw("text", { x: cx, y: cy + 5, "text-anchor": "middle", class: "round-count" }, count));
        });
      }
      crosses.push(crossOf(actor, x, y));
      const mark = draw("g", { class: isChosen ? "round-mark is-chosen" : "round-mark", "data-about": actor.uid });
      mark.append(draw("title", {}, actor.name), draw("circle", { cx: x, cy: y, r: 15 }), draw("text", { x, y: y + 5.5, "text-anchor": "middle" }, place + 1));
      marks.push(mark);
      const { influence, interest } = actor.settled;
      if (isChosen && influence && interest) {
        const [sx, sy] = point(interest, influence);
        marks.push(draw("path", { d: `M${sx} ${sy - 20}l20 20l-20 20l-20 -20z`, class: "round-settled" }));
      }
    });
    part("grid").replaceChildren(...ground(), ...dots, ...crosses, ...marks);
  };

  const cell = (text, css = "") => { const one = document.createElement("td"); one.textContent = text; one.className = css; return one; };
  const settledWords = ({ settled }) => [settled.influence, settled.interest].map((value) => value ?? "–").join(" · ");
  const row = (actor, place) => {
    const line = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "round-name";
    button.dataset.about = actor.uid;
    button.setAttribute("aria-pressed", String(actor.uid === chosen));
    button.textContent = `${place + 1}. ${actor.name}`;
    name.append(button);
    if (!round.together) { line.append(name, cell(actor.voices)); return line; }
    const few = !actor.figures.influence;
    const standing = few ? [cell(words.wordsFew, "text-body-secondary"), cell("")] : [cell(spread(actor.figures.influence)), cell(spread(actor.figures.interest))];
    const kind = cell(actor.salience);
    kind.title = actor.meaning;
    const is = Object.values(actor.settled).some(Boolean);
    line.append(name, cell(actor.voices), ...standing, ...(round.salience ? [kind] : []), cell(is ? `◆ ${settledWords(actor)}` : actor.apart ? words.wordsApart : ""));
    return line;
  };

  const drawTable = () => {
    const heads = round.together ? [words.wordsActor, words.wordsVoices, words.wordsInfluence, words.wordsInterest, ...(round.salience ? [words.wordsSalience] : []), words.wordsSettled] : [words.wordsActor, words.wordsVoices];
    const head = document.createElement("tr");
    heads.forEach((text) => { const one = document.createElement("th"); one.scope = "col"; one.textContent = text; head.append(one); });
    const focused = document.activeElement?.dataset?.about;
    part("round-head").replaceChildren(head);
    part("round-rows").replaceChildren(...round.actors.map(row));
    if (focused) page.querySelector(`.round-name[data-about="${CSS.escape(focused)}"]`)?.focus();
  };

  const fill = () => {
    const form = part("settle");
    const actor = round.actors.find((one) => one.uid === chosen);
    form.hidden = !actor || !round.together;
    if (form.hidden || form.contains(document.activeElement)) return;
    part("settled-of").textContent = actor.name;
    form.querySelectorAll("[data-figure]").forEach((select) => {
      select.closest("label").hidden = !round.salience && ["legitimacy", "urgency"].includes(select.dataset.figure);
      select.value = actor.proposed[select.dataset.figure] ?? "";
    });
  };

  const hear = (board) => {
    round = board.round;
    part("round").hidden = !round;
    part("round-tools").hidden = !round;
    if (!round) { chosen = null; part("settle").hidden = true; return; }
    if (!round.actors.some((actor) => actor.uid === chosen)) chosen = null;
    part("round-standing").textContent = `${round.rated} / ${board.participants} ${words.wordsHaveRated}`;
    part("reveal").textContent = round.together ? words.wordsAlone : words.wordsReveal;
    part("grid").toggleAttribute("hidden", !round.together);
    if (round.together) drawGrid();
    drawTable();
    fill();
  };

  page.addEventListener("click", (event) => {
    const about = event.target.closest?.("[data-about]")?.dataset.about;
    if (about && round?.together) {
      chosen = chosen === about ? null : about;
      document.activeElement?.blur?.();
      drawGrid();
      drawTable();
      fill();
      page.querySelector(`.round-name[data-about="${CSS.escape(about)}"]`)?.focus({ preventScroll: true });
    } else if (event.target.closest?.("[data-reveal]")) gesture("reveal", { round: round.uid, shown: !round.together });
    else if (event.target.closest?.("[data-round-off]")) gesture("round", { round: null });
    else if (event.target.closest?.("[data-unsettle]")) { document.activeElement.blur(); gesture("settle", { actor: chosen }); }
  });
  part("settle").addEventListener("submit", (event) => {
    event.preventDefault();
    const figures = Object.fromEntries([...part("settle").querySelectorAll("[data-figure]")].map((one) => [one.dataset.figure, one.value || null]));
    document.activeElement.blur();
    say(words.wordsNoted);
    gesture("settle", { actor: chosen, ...figures });
  });
  return { hear };
};
