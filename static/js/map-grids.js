// The table of competences: a branch opens, closes or sorts without leaving the page nor losing one's place.
// Without this script the same links load the page anew.
const page = document.querySelector("[data-map]");
let place = null;

page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-matrix-go]");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const scroll = page.querySelector("[data-matrix]");
  place = { left: scroll.scrollLeft, top: scroll.scrollTop, id: link.id };
  window.htmx.ajax("GET", link.href, { source: "#map-results", target: "#map-results", select: "#map-results", swap: "outerHTML show:none", push: link.href })
    .then(() => keep(new URL(link.href)));
});

// The form of the filters goes on from what is open, closed and sorted now.
const keep = (address) => {
  const form = page.querySelector("[data-map-filters]");
  ["plis", "sauf", "rang"].forEach((name) => {
    form?.querySelectorAll(`input[type="hidden"][name="${name}"]`).forEach((input) => input.remove());
    address.searchParams.getAll(name).forEach((value) => {
      form?.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    });
  });
};

document.addEventListener("htmx:afterSettle", () => {
  if (!place) return;
  const scroll = page.querySelector("[data-matrix]");
  scroll?.scrollTo(place.left, place.top);
  (document.getElementById(place.id) ?? scroll)?.focus({ preventScroll: true });
  place = null;
});
