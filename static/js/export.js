// The menu of exports: what only a browser can do is offered where there is one.
const offer = () => document.querySelectorAll("[data-export-print]").forEach((item) => { item.hidden = false; });

offer();
document.addEventListener("htmx:afterSettle", offer);
document.addEventListener("click", (event) => { if (event.target.closest("[data-export-print]")) print(); });
