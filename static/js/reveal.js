// Shows or hides a password: the button beside the field appears with this script.
document.querySelectorAll("[data-reveal]").forEach((button) => {
  const field = button.parentElement.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
});
