// `[data-shown-when="kind=person"]` shows only while that field has that value; `data-hidden-when` is the contrary.
// Without scripts, everything shows, and the server says what does not go together.
const parts = document.querySelectorAll("[data-shown-when], [data-hidden-when]");

const matches = (part) => {
  const [name, value] = (part.dataset.shownWhen ?? part.dataset.hiddenWhen).split("=");
  const field = part.closest("form").elements[name];
  return field?.value === value;
};
const update = () => parts.forEach((part) => { part.hidden = matches(part) !== ("shownWhen" in part.dataset); });

document.addEventListener("change", update);
addEventListener("pageshow", update);
update();
