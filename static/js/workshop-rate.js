// A round of assessment on a phone: each rates alone; what one says is kept here first, then sent once.
import { outbox } from "./workshop-outbox.js";

export const rater = ({ page, board, token, refuse, warn, drawn }) => {
  const words = page.dataset;
  const part = (name) => page.querySelector(`[data-${name}]`);
  const box = outbox({
    key: `atelier-avis:${words.slug}`, address: words.rate, token, name: "ratings", words, warn, drawn,
    kept: (item) => { refuse(""); const actor = board().round?.actors.find((one) => one.uid === item.uid); if (actor) actor.said = item; },
    refused: (_item, reason) => refuse(`${words.wordsRefused} ${reason}`),
  });
  let drawnRound = "";

  const said = (actor) => box.items().find((item) => item.uid === actor.uid) ?? actor.said;
  const waits = (actor) => box.items().some((item) => item.uid === actor.uid);

  const read = (card) => Object.fromEntries(board().round.scales.map((scale) => [scale, Number(card.querySelector(`[data-scale="${scale}"] input:checked`)?.value) || null]));
  const change = (actor, card) => {
    const figures = read(card);
    if (!figures.influence || !figures.interest) { status(actor, card); return; }
    box.put({ uid: actor.uid, ...figures, revision: (said(actor)?.revision ?? 0) + 1, stage: board().stage });
  };
  const status = (actor, card) => {
    const figures = said(actor);
    const begun = !figures && Object.values(read(card)).some(Boolean);
    card.querySelector("[data-done]").textContent = waits(actor) ? words.wordsWaiting : figures ? `✓ ${words.wordsRated}` : begun ? words.wordsHalf : words.wordsToRate;
    card.classList.toggle("is-waiting", waits(actor));
  };

  const build = (actor, place) => {
    const card = page.querySelector("template[data-actor]").content.firstElementChild.cloneNode(true);
    card.dataset.about = actor.uid;
    card.querySelector("[data-name]").textContent = actor.name;
    card.querySelectorAll("[data-scale]").forEach((scale) => {
      const name = scale.dataset.scale;
      if (!board().round.scales.includes(name)) { scale.remove(); return; }
      scale.querySelectorAll("input").forEach((input) => {
        input.name = `${actor.uid}-${name}`;
        input.id = `${input.name}-${input.value || 0}`;
        input.nextElementSibling.htmlFor = input.id;
        input.checked = String(said(actor)?.[name] ?? "") === input.value && Boolean(said(actor));
      });
    });
    card.addEventListener("change", () => change(actor, card));
    const next = card.querySelector("[data-next]");
    next.hidden = place === board().round.actors.length - 1;
    next.addEventListener("click", () => {
      const other = card.nextElementSibling;
      other.open = true;
      other.querySelector("summary").focus();
      other.scrollIntoView({ block: "start" });
    });
    return card;
  };

  // Cards are made once a round, so that a figure being chosen never moves under the finger.
  const draw = () => {
    const { round } = board();
    part("round").hidden = !round;
    if (!round) { drawnRound = ""; return; }
    part("together").hidden = !round.together;
    part("actors").hidden = round.together;
    const key = round.uid + round.actors.map((actor) => actor.uid).join();
    if (drawnRound !== key) {
      drawnRound = key;
      part("actors").replaceChildren(...round.actors.map(build));
      const first = round.actors.findIndex((actor) => !said(actor));
      if (first >= 0) part("actors").children[first].open = true;
    }
    round.actors.forEach((actor, place) => status(actor, part("actors").children[place]));
    part("progress").textContent = `${round.actors.filter(said).length} / ${round.actors.length} ${words.wordsActors}`;
  };
  return { draw, flush: box.flush, waiting: () => box.items().length > 0 };
};
