// Starts what the page has: each part is a module of its own, loaded only where it is needed.
import { enhanceSettings } from "./settings.js";
import { showProgress } from "./progress.js";
import { isCopy } from "../search/site.js";

const PARTS = [
  ["[data-quiz]", "../shared/quiz.js"],
  ["[data-finish]", "./finish.js"],
  ["[data-filter]", "./filter.js"],
  ["[data-progress-page]", "./progress-page.js"],
  ["[data-report]", "./report.js"],
  ["[data-copy]", "./copy.js"],
  ["[data-print]", "./print.js"],
  [".outline", "./outline.js"],
  [".table-scroll", "./tables.js"],
];

/** The keyboard on the screen, for who has switched it on. */
function enhanceBoxes() {
  if (document.documentElement.dataset.pad === "on") import("./dock.js").then(({ enhance }) => enhance());
}

enhanceSettings();
enhanceBoxes();
document.addEventListener("xuetang:prefs", enhanceBoxes);
showProgress(document);
for (const [selector, module] of PARTS) {
  if (document.querySelector(selector)) import(module).then(({ enhance }) => enhance());
}

const address = document.querySelector("[data-address]");
if (address && !isCopy()) address.textContent = `网址：${location.origin}${location.pathname}`;
