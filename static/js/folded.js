// `details[data-folded-on-phones]` comes open (without scripts, everything is there) and is folded on narrow screens.
if (matchMedia("(max-width: 991.98px)").matches) {
  document.querySelectorAll("details[data-folded-on-phones]").forEach((part) => { part.open = false; });
}
