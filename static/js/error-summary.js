// After a refused form, the focus goes to the list of what is to be revised.
const focus = (root) => root.querySelector("[data-error-summary]")?.focus();

focus(document);
document.addEventListener("htmx:load", (event) => focus(event.target));
