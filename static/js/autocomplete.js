// Makes a keyboard-friendly autocompletion (tom-select) of every `[data-autocomplete]` or
// `[data-autocomplete-url]`. The address answers ?q= with
// {"results": [{"id", "text", "detail"?}]}; `data-create` also takes what is not on the list.
/* global TomSelect */
const words = document.body.dataset;

const escape = (text) => {
  const node = document.createElement("span");
  node.textContent = text ?? "";
  return node.innerHTML;
};
const line = (data) =>
  `<div>${escape(data.text)}${data.detail ? ` <span class="small text-body-secondary">${escape(data.detail)}</span>` : ""}</div>`;
const note = (text) => `<div class="p-2 small" role="status">${escape(text)}</div>`;

const load = (url) => async function (query, done) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", query);
  let results = [];
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    this.unreachable = !answer.ok;
    if (answer.ok) ({ results } = await answer.json());
  } catch {
    this.unreachable = true;
  }
  done(this.inputValue() === query ? results : []); // a late answer is for other letters
};

const start = (field) => {
  if (field.tomselect) return;
  const { autocompleteUrl: url, create, placeholder, maxItems } = field.dataset;
  const select = new TomSelect(field, {
    valueField: "id",
    labelField: "text",
    searchField: url ? [] : ["text"],
    maxOptions: 100,
    maxItems: maxItems ? Number(maxItems) : field.multiple ? null : 1,
    create: create !== undefined,
    persist: false,
    refreshThrottle: 0, // else a quick Enter takes what the list showed before the last letters
    placeholder,
    plugins: field.multiple ? { remove_button: { title: words.remove } }
      : field.required ? {} : { clear_button: { title: words.remove } },
    ...(url && { load: load(url), score: () => () => 1, shouldLoad: (query) => query.length > 1 }),
    render: {
      option: line,
      item: (data) => `<div>${escape(data.text)}</div>`,
      no_results() { return note(this.unreachable ? words.networkError : words.noResults); },
      loading: () => note(words.loading),
      not_loading: () => null,
      option_create: (data) => `<div class="create">${escape(words.create)} « ${escape(data.input)} »</div>`,
    },
  });
  // What was found for other letters goes at once: Enter must not take it.
  if (url) select.on("type", () => { select.clearOptions(); select.refreshOptions(); });
  select.on("item_add", () => { select.setTextboxValue(""); select.refreshOptions(false); });
  // The label now names the visible field: the select below it only carries the value.
  field.setAttribute("aria-hidden", "true");
  const described = field.getAttribute("aria-describedby");
  if (described) select.control_input.setAttribute("aria-describedby", described);
  if (field.getAttribute("aria-invalid")) select.control_input.setAttribute("aria-invalid", "true");
};

const startAll = (root) =>
  root.querySelectorAll("[data-autocomplete], [data-autocomplete-url]").forEach(start);

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target));
// A link of the error summary leads to the visible field.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (field?.tomselect) { event.preventDefault(); field.tomselect.focus(); }
});
