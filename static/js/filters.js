// `details[data-folded-on-phones]` comes open (without scripts, everything is there) and is folded on narrow screens.
if (matchMedia("(max-width: 991.98px)").matches) {
  document.querySelectorAll("details[data-folded-on-phones]").forEach((part) => { part.open = false; });
}
// What is typed in `[data-typed]` searches while typing: leaving the field must not search again, and so undo the
// link that one is pressing.
document.querySelectorAll("[data-typed]").forEach((field) =>
  field.addEventListener("change", (event) => event.stopPropagation()));
