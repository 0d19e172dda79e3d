// Says above a table that it goes on at the side, wherever the screen is too narrow for it.

/** Watch every table that can be scrolled. */
export function enhance() {
  for (const frame of document.querySelectorAll(".table-scroll")) {
    const hint = document.createElement("p");
    hint.className = "swipe-hint";
    hint.textContent = "表格还没显示完，可以左右滑动";
    frame.before(hint);
    new ResizeObserver(() => (hint.hidden = frame.scrollWidth <= frame.clientWidth + 1)).observe(frame);
  }
}
