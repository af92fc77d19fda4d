// A form is sent once: its buttons wait from the first submission until the page comes back.
// `data-again` on a form opts out (a download, for example).
const waiting = new Set();

const release = (form) => {
  form.removeAttribute("aria-busy");
  form.querySelectorAll("[data-once-disabled]").forEach((button) => {
    button.disabled = false;
    delete button.dataset.onceDisabled;
  });
  waiting.delete(form);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
  if (waiting.has(form)) {
    event.preventDefault();
    return;
  }
  waiting.add(form);
  form.setAttribute("aria-busy", "true");
  // After the submission has taken the pressed button's name and value.
  setTimeout(() => {
    const inside = form.querySelectorAll("button:not([type=button]):not(:disabled)");
    const outside = form.id ? document.querySelectorAll(`button[form="${CSS.escape(form.id)}"]`) : [];
    [...inside, ...outside].forEach((button) => {
      button.disabled = true;
      button.dataset.onceDisabled = "";
    });
  });
});
addEventListener("pageshow", () => waiting.forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
