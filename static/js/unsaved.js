// Asks before leaving a page whose `form[data-unsaved]` was changed and not sent.
const changed = new Set();
// A refused form holds what was typed and not yet kept.
document.querySelectorAll("form[data-unsaved]:has([aria-invalid])").forEach((form) => changed.add(form));
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
