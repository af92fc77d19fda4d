// Asks before leaving a page whose `form[data-unsaved]` was changed and not sent.
const changed = new Set();
const watched = (node) => node.closest?.("form[data-unsaved]");

["input", "change"].forEach((kind) =>
  document.addEventListener(kind, (event) => {
    const form = watched(event.target);
    if (form && event.isTrusted) changed.add(form);
  }));
document.addEventListener("submit", (event) => changed.delete(watched(event.target)));
addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
