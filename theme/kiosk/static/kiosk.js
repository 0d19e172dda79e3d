// Starts what the screen needs: the guard and the watch everywhere, the rest where there is a place for it.
import { startGuard } from "./guard.js";
import { startIdle } from "./idle.js";
import { enhanceSettings } from "./settings.js";
import { enhanceSpeech } from "./speech.js";
import { HOME, go, takeLinks } from "./travel.js";

const PARTS = [
  ["[data-today]", "./today.js"],
  ["[data-attract-screen]", "./attract.js"],
  ["[data-quiz]", "../shared/quiz.js"],
  ["[data-lesson]", "./lesson.js"],
  ["[data-search-page]", "./search.js"],
  ["[data-operator-door]", "./door.js"],
];

const PATIENCE = 6000;

startGuard();
takeLinks();
enhanceSettings();
enhanceSpeech();
startIdle();
for (const [selector, module] of PARTS) {
  if (document.querySelector(selector)) import(module).then(({ enhance }) => enhance());
}
// An address that is not there: nobody has to know what that means.
if (document.querySelector("[data-lost]")) setTimeout(() => go(HOME), PATIENCE);
