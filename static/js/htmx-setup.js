// What every htmx exchange needs: the CSRF token, a word when the network or the server fails.
// The words are on <body>, so that they are translated with the page.
const notices = document.getElementById("notices");

const tell = (text) => {
  const template = document.getElementById("notice");
  const notice = template.content.cloneNode(true);
  notice.querySelector("[data-text]").textContent = text;
  notices.replaceChildren(notice);
};

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
});
document.addEventListener("htmx:sendError", () => tell(document.body.dataset.networkError));
document.addEventListener("htmx:timeout", () => tell(document.body.dataset.networkError));
document.addEventListener("htmx:responseError", (event) => {
  const { serverError, networkError } = document.body.dataset;
  const { status, responseText } = event.detail.xhr;
  if (status === 429) tell(responseText);
  else tell(status >= 400 ? serverError : networkError);
});
document.addEventListener("htmx:beforeRequest", () => notices.replaceChildren());
