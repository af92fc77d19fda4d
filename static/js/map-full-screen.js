// Full screen, for a projector: names large enough for the back of the room, shapes a little larger. Each name goes where
// it covers neither a shape nor another name; one that finds no room is left out until its actor is walked to or chosen
// (the table has them all). Needs go from under the picture to a list with letters as large.
const page = document.querySelector("[data-map]");
// How high letters are on the screen, how high pictures write them, and how much more shapes may grow.
const [LARGE, WRITTEN, SHAPES] = [25, 13, 1.35];
const HEADS = ".map-head, .map-none";

const shown = (element) => element.getClientRects().length > 0;
const set = (element, name, value) => {
  element.dataset.before ??= element.getAttribute(name) ?? "";
  element.setAttribute(name, value);
};
const grow = (element, x, y, by) => {
  const before = element.dataset.before ?? element.getAttribute("transform") ?? "";
  set(element, "transform", `translate(${x} ${y}) scale(${by}) translate(${-x} ${-y}) ${before}`.trim());
};

const shrink = () => page.querySelectorAll("svg.map-picture, svg.map-picture [data-before]").forEach((element) => {
  if (element.dataset.before === undefined) return;
  const name = element.tagName === "svg" ? "viewBox" : "transform";
  if (element.dataset.before) element.setAttribute(name, element.dataset.before); else element.removeAttribute(name);
  delete element.dataset.before;
});

// The picture without its row of needs.
const crop = (picture) => {
  const seats = [...picture.querySelectorAll(".map-seat")].map((seat) => seat.getBBox().y);
  if (seats.length) set(picture, "viewBox", `0 0 ${picture.viewBox.baseVal.width} ${Math.min(...seats) - 34}`);
};

// The lines of one caption grow from where the first one is.
const origins = (captions) => {
  const from = new Map();
  captions.forEach((text, n) => {
    const [before, x, y] = [captions[n - 1], text.x.baseVal[0].value, text.y.baseVal[0].value];
    const goes = before && before.x.baseVal[0].value === x && Math.abs(y - before.y.baseVal[0].value) < 18;
    from.set(text, goes ? from.get(before) : [x, y]);
  });
  return from;
};

const around = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
const meet = (one, two) => one.left < two.right && one.right > two.left && one.top < two.bottom && one.bottom > two.top;

// Under it, over it, on the right, on the left.
const spots = ({ x, y, room }, width, height) => [
  [x, y + room + height / 2], [x, y - room - height / 2], [x + room + width / 2 + 3, y], [x - room - width / 2 - 3, y],
];

const place = ({ mark, text, ...at }, by, free) => {
  const { x, y, width, height } = text.getBBox();
  const found = spots(at, width * by, height * by).find((spot) => free(around(...spot, width * by, height * by), at));
  mark.classList.toggle("is-unread", !found);
  if (!found) return null;
  set(text, "transform", `translate(${found[0] - by * (x + width / 2)} ${found[1] - by * (y + height / 2)}) scale(${by})`);
  return around(...found, width * by, height * by);
};

const enlarge = (picture) => {
  crop(picture);
  const { a: scale, e: left } = picture.getScreenCTM();
  const by = Math.max(1, LARGE / WRITTEN / scale);
  const [width, height] = [innerWidth, picture.viewBox.baseVal.height];
  const marks = [...picture.querySelectorAll("a[data-actor]")].map((mark) => {
    const { cx, cy } = mark.querySelector("circle");
    const [shape, x, y] = [mark.querySelector("use"), cx.baseVal.value, cy.baseVal.value];
    const larger = Math.min(by, SHAPES);
    grow(shape, x, y, larger);
    return { mark, text: mark.querySelector("text"), x, y, room: shape.width.baseVal.value / 2 * larger };
  });
  const taken = marks.map(({ x, y, room }) => around(x, y, 2 * room, 2 * room));
  const free = (box, at) => box.left > (8 - left) / scale && box.right < (width - 8 - left) / scale && box.top > 0
    && box.bottom < height && !taken.some((other) => meet(box, other) && !(at && other.left === at.x - at.room && other.top === at.y - at.room));
  const captions = [...picture.querySelectorAll("text")].filter((text) => !text.closest("a[data-actor]"));
  const from = origins(captions);
  const { y: over } = picture.getBoundingClientRect();
  const boxOf = (text) => {
    const { x, y, width: wide, height: high } = text.getBoundingClientRect();
    return { left: (x - left) / scale, right: (x + wide - left) / scale, top: (y - over + 4) / scale, bottom: (y + high - over - 4) / scale };
  };
  const covers = (text) => taken.some((other) => meet(boxOf(text), other));
  // Words of the picture itself: as large, else as they were, else left out.
  const write = (text) => {
    grow(text, ...from.get(text), by);
    if (covers(text) && !text.matches(HEADS)) text.setAttribute("transform", text.dataset.before);
    const cropped = text.y.baseVal[0].value > height;
    const covered = covers(text);
    text.classList.toggle("is-unread", cropped || (covered && !text.matches(HEADS)));
    if (!covered && !cropped) taken.push(boxOf(text));
  };
  captions.filter((text) => text.matches(HEADS)).forEach(write);
  marks.filter(({ text }) => text).sort((one, other) =>
    other.mark.hasAttribute("aria-current") - one.mark.hasAttribute("aria-current")).forEach((mark) => {
    const box = place(mark, by, free);
    if (box) taken.push(box);
  });
  captions.filter((text) => !text.matches(HEADS)).forEach(write);
};

const fit = () => {
  shrink();
  page.querySelectorAll(".is-unread").forEach((element) => element.classList.remove("is-unread"));
  // Places have boxes of their own, where nothing can grow.
  if (document.fullscreenElement) {
    [...document.fullscreenElement.querySelectorAll("svg.map-picture")]
      .filter((picture) => shown(picture) && picture.matches("[role=group]") && !picture.querySelector(".map-box, .map-disc"))
      .forEach(enlarge);
  }
};

// Once the page is laid out anew.
const soon = () => { if (document.fullscreenElement) requestAnimationFrame(() => requestAnimationFrame(fit)); };
document.addEventListener("fullscreenchange", () => requestAnimationFrame(() => requestAnimationFrame(fit)));
document.addEventListener("htmx:afterSwap", soon);
page.addEventListener("map:chosen", soon);
page.addEventListener("click", (event) => { if (event.target.closest("[data-zoom-by]")) soon(); });
addEventListener("resize", soon);
