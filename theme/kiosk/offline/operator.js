/* The hidden door to the operator's page. */

/** Address of the operator's page on the machine's own server. */
export const OPERATOR = "/_kiosk/operator/";

/**
 * Open `url` when a finger rests on `element` for a while. Nothing shows that it is there, a short touch does what it
 * always does, and a finger that moves or a second one calls it off. Returns a function that takes the door away.
 */
export function armLongPress(element, url = OPERATOR, { milliseconds = 3000, slack = 20 } = {}) {
  let timer = 0;
  let start = null;
  let opened = false;

  const cancel = () => {
    clearTimeout(timer);
    start = null;
  };
  const down = (event) => {
    cancel();
    opened = false;
    if (!event.isPrimary) return;
    start = event;
    timer = setTimeout(() => {
      opened = true;
      location.assign(url);
    }, milliseconds);
  };
  const move = (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > slack) cancel();
  };
  const swallow = (event) => {
    if (opened) event.preventDefault(); // the touch that opened the door is not a touch on what lies under it
  };
  const noMenu = (event) => event.preventDefault();

  const listeners = { pointerdown: down, pointermove: move, pointerup: cancel, pointercancel: cancel, pointerleave: cancel };
  const all = Object.entries({ ...listeners, click: swallow, contextmenu: noMenu });
  for (const [name, listener] of all) element.addEventListener(name, listener);
  return () => {
    cancel();
    for (const [name, listener] of all) element.removeEventListener(name, listener);
  };
}
