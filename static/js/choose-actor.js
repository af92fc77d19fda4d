// "It is this one", on an actor that looks like the one being registered: chooses it in the form instead.
const choose = (form, { choose: id, chooseText: text, chooseIn: name }) => {
  const field = form.elements[name];
  const select = field.tomselect;
  select?.addOption({ id, text });
  if (select) select.setValue(id);
  else field.value = id;
  (select ?? field).focus();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (!button) return;
  const part = button.closest("details");
  choose(button.closest("form"), button.dataset);
  // What was typed for a new actor goes, and the likely duplicates with it.
  part.querySelectorAll("input[type=text]").forEach((input) => { input.value = ""; });
  part.querySelector("[data-hx-get]").replaceChildren();
  part.open = false;
});
