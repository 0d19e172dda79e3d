// The keys for text size and contrast. What they do is in display.js; the next person finds them as they were.

/** Show the keys and make them work. */
export function enhanceSettings() {
  const sizes = [...document.querySelectorAll("[data-text-size]")];
  const contrast = document.querySelector("[data-contrast-switch]");
  const { dataset } = document.documentElement;

  const mark = () => {
    for (const key of sizes) key.setAttribute("aria-pressed", String(key.dataset.textSize === dataset.text));
    contrast.setAttribute("aria-pressed", String(dataset.contrast === "high"));
  };
  for (const key of sizes) {
    key.addEventListener("click", () => {
      window.kioskDisplay.set("text", key.dataset.textSize);
      mark();
    });
  }
  contrast.addEventListener("click", () => {
    window.kioskDisplay.set("contrast", dataset.contrast === "high" ? "normal" : "high");
    mark();
  });
  addEventListener("kiosk-wiped", mark);
  mark();
  for (const tool of document.querySelectorAll("[data-tools]")) tool.hidden = false;
}
