// The display settings: a disclosure with buttons. What they do is in prefs.js; `xuetang:prefs` tells who else follows.

/** Show the settings' button and make the panel work. */
export function enhanceSettings() {
  const opener = document.getElementById("settings-button");
  const panel = document.getElementById("settings");
  if (!opener || !panel || !window.xuetangPrefs) return;
  const buttons = [...panel.querySelectorAll("[data-set]")];

  const show = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const mark = () => {
    const prefs = window.xuetangPrefs.read();
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(prefs[button.dataset.set] === button.dataset.value));
    }
  };
  const close = () => {
    show(false);
    opener.focus();
  };

  mark();
  opener.hidden = false;
  opener.addEventListener("click", () => show(panel.hidden));
  document.getElementById("settings-close").addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set]");
    if (!button) return;
    window.xuetangPrefs.set(button.dataset.set, button.dataset.value);
    mark();
    document.dispatchEvent(new Event("xuetang:prefs"));
  });
}
