// Presses on buttons that a trembling finger makes too: what counts is where it comes down and where it leaves, not that
// it keeps still. A mouse, a keyboard and a screen reader click as usual.

const LONG = 700;

/**
 * Calls `onPress(button, isPointer)` for buttons in `root`, and `onHold(button)` for one with `data-hold` that is held
 * down. A press takes the focus from nowhere, and what it uncovers is not pressed along. Returns what undoes it.
 */
export function listenForPresses(root, { onPress, onHold }) {
  let [down, timer, isHeld] = [null, 0, false];

  function start(button) {
    clearTimeout(timer);
    down = button;
    isHeld = false;
    if (button?.hasAttribute("data-hold")) timer = setTimeout(hold, LONG, button);
  }

  function hold(button) {
    isHeld = true;
    onHold(button);
  }

  function end() {
    clearTimeout(timer);
    const pressed = isHeld ? null : down;
    down = null;
    return pressed;
  }

  const listeners = {
    touchstart: (event) => start(event.touches.length === 1 ? event.target.closest("button") : null),
    touchend(event) {
      if (event.cancelable) event.preventDefault(); // no click follows, neither here nor on what lies below
      const pressed = end();
      const { clientX, clientY } = event.changedTouches[0];
      const over = document.elementFromPoint(clientX, clientY)?.closest("button");
      if (pressed && over === pressed) onPress(pressed, true);
    },
    touchcancel: end,
    mousedown(event) {
      event.preventDefault();
      start(event.target.closest("button"));
    },
    mouseup: () => clearTimeout(timer),
    mouseleave: () => clearTimeout(timer),
    click(event) {
      const button = event.target.closest("button");
      if (button && !(isHeld && event.detail > 0)) onPress(button, event.detail > 0);
    },
    contextmenu: (event) => event.preventDefault(),
  };

  for (const [name, listener] of Object.entries(listeners)) root.addEventListener(name, listener, { passive: false });
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of Object.entries(listeners)) root.removeEventListener(name, listener);
  };
}
