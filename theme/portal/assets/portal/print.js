// Buttons that print the page.

/** Show the buttons and make them work. */
export function enhance() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
