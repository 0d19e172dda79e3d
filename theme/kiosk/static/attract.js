// The screen that invites whoever passes by: lessons in turn, over a home page that nobody has touched for a while.
import { idleFor, wasTouched } from "./idle.js";
import { HOME, isThere } from "./travel.js";
import { wipe } from "./wipe.js";

const WAIT = Number(document.documentElement.dataset.attract) * 1000;
const EACH = 8000;
const TICK = 500;
// A screen that nobody touches for days takes up the new day's lesson, and a new release.
const RENEW = 30 * 60_000;

/** Wait for an empty room, then show the slides until somebody touches the screen. */
export function enhance() {
  const screen = document.querySelector("[data-attract-screen]");
  const slides = [...screen.querySelectorAll("[data-slide]")];
  let at = 0;
  let since = 0;
  let renewal = 0;

  function turn() {
    slides[at].hidden = true;
    at = (at + 1) % slides.length;
    slides[at].hidden = false;
    since = performance.now();
  }

  function open() {
    wipe(); // whoever pressed 首页 and walked away
    at = Math.floor(Date.now() / EACH) % slides.length;
    turn();
    show(true);
    renewal = performance.now() + RENEW;
  }

  function close() {
    show(false);
    slides[at].hidden = true;
  }

  function show(isInviting) {
    screen.hidden = !isInviting;
    for (const behind of document.querySelectorAll(".home-grid, .bar")) behind.inert = isInviting;
  }

  async function renew() {
    renewal = performance.now() + RENEW;
    if (await isThere(HOME)) location.replace(HOME);
  }

  // A press anywhere begins; the key of a slide opens its lesson.
  screen.addEventListener("click", (event) => !event.target.closest("[data-slide-open]") && close());
  addEventListener("keydown", () => !screen.hidden && close());
  setInterval(() => {
    if (!screen.hidden) {
      if (performance.now() >= renewal) renew();
      else if (performance.now() - since >= EACH) turn();
    } else if (!wasTouched() && idleFor() >= WAIT) open();
  }, TICK);
}
