// Moving among buttons with the keyboard: Tab goes from group to group, arrows to the next button that lies there.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Keep one stop for Tab in each of the groups: the button that had the focus last, else the first. */
export function keepStops(groups) {
  for (const group of groups) {
    const buttons = shown(group);
    const stop = buttons.find((button) => button === document.activeElement) ?? buttons.find((button) => button.tabIndex === 0) ?? buttons[0];
    for (const button of group.querySelectorAll("button")) button.tabIndex = button === stop ? 0 : -1;
  }
}

/** The button in `root` that lies next to `from` in the way of an arrow key; null where there is none, or for other keys. */
export function neighbour(root, from, key) {
  if (!(key in WAYS)) return null;
  const [right, down] = WAYS[key];
  const here = middle(from);
  let best = null;
  for (const button of shown(root)) {
    const there = middle(button);
    const [across, along] = [there.x - here.x, there.y - here.y];
    const ahead = right * across + down * along;
    const aside = Math.abs(right ? along : across);
    // Sideways stays in the row; up and down goes to the next row, to what is nearest in it.
    if (button === from || ahead < 4 || (right && aside > here.height / 2)) continue;
    const distance = right ? ahead : 10 * ahead + aside;
    if (!best || distance < best.distance) best = { button, distance };
  }
  return best?.button ?? null;
}

const shown = (root) => [...root.querySelectorAll("button")].filter((button) => button.offsetParent !== null || button.getClientRects().length > 0);

function middle(button) {
  const { x, y, width, height } = button.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2, height };
}
