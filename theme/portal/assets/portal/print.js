// Buttons that print the page.

/** Show the buttons and make them work. */
export function enhance() {
  for (const button of document.querySelectorAll("[data-print]")) {
    for (const part of button.parentElement.children) part.hidden = false;
    button.addEventListener("click", () => print());
  }
}
