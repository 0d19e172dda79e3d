// The screen that invites whoever passes by: lessons in turn, over a home page that nobody has touched for a while.
import { idleFor, wasTouched } from "./idle.js";
import { wipe } from "./wipe.js";

const WAIT = Number(document.documentElement.dataset.attract) * 1000;
const EACH = 8000;
const TICK = 500;

/** Wait for an empty room, then show the slides until somebody touches the screen. */
export function enhance() {
  const screen = document.querySelector("[data-attract-screen]");
  const slides = [...screen.querySelectorAll("[data-slide]")];
  let at = 0;
  let since = 0;

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
    screen.hidden = false;
    document.body.classList.add("is-inviting");
  }

  function close() {
    screen.hidden = true;
    slides[at].hidden = true;
    document.body.classList.remove("is-inviting");
  }

  // A press anywhere begins; the key of a slide opens its lesson.
  screen.addEventListener("click", (event) => !event.target.closest("[data-slide-open]") && close());
  addEventListener("keydown", () => !screen.hidden && close());
  setInterval(() => {
    if (!screen.hidden) return performance.now() - since >= EACH && turn();
    if (!wasTouched() && idleFor() >= WAIT) open();
  }, TICK);
}
