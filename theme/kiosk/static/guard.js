// What a screen in public does not do: menus, dragging, zooming, printing, saving, other windows, the browser's keys.

const PLAIN_KEYS = new Set(["BrowserBack", "BrowserForward", "BrowserHome", "BrowserRefresh", "BrowserSearch", "ContextMenu", "PrintScreen"]);
const IN_FIELD = new Set(["a", "c", "v", "x", "z"]);

/** Refuse all of it, for the whole page. */
export function startGuard() {
  const refuse = (event) => event.preventDefault();
  for (const name of ["contextmenu", "dragstart", "dragover", "drop", "auxclick", "gesturestart"]) {
    addEventListener(name, refuse, { capture: true, passive: false });
  }
  addEventListener("selectstart", (event) => !isField(event.target) && event.preventDefault(), { capture: true });
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
  addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { capture: true, passive: false });
  addEventListener("keydown", refuseKeys, { capture: true });
  window.print = () => {};
  window.open = () => null;
}

function refuseKeys(event) {
  const isOfBrowser = /^F\d+$/.test(event.key) || PLAIN_KEYS.has(event.key);
  const isCommand = event.ctrlKey || event.metaKey || event.altKey;
  const isEditing = isField(event.target) && (event.ctrlKey || event.metaKey) && IN_FIELD.has(event.key.toLowerCase());
  if (isOfBrowser || (isCommand && !isEditing)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

const isField = (target) => target instanceof Element && target.matches("input, textarea");
