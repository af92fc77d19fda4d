// Filters change the address without loading the page again: what is kept is the address as it stands when sent.
document.addEventListener("submit", (event) => {
  const address = event.target.querySelector("[data-keep-view]");
  if (address) address.value = location.pathname + location.search;
});
