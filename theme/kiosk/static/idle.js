// Watches whether somebody is there: asks after a while without a touch, and a little later gets the screen ready for
// the next person. On a home page that nobody has touched there is nothing to ask: it invites (attract.js).
import { HOME, isThere } from "./travel.js";
import { wipe } from "./wipe.js";

const { warn, reset } = document.documentElement.dataset;
const WARN = Number(warn) * 1000;
const RESET = Number(reset) * 1000;
const TICK = 250;
const RETRY = 5000;
const TOUCHES = ["pointerdown", "keydown", "input", "wheel", "touchmove"];

let last = performance.now();
let isTouched = false;
let isLeaving = false;

const dialog = document.querySelector("[data-still]");
const part = (name) => dialog.querySelector(`[data-still-${name}]`);
const isHome = () => document.body.classList.contains("home");

/** How long nobody has touched the screen, in milliseconds. */
export const idleFor = () => performance.now() - last;

/** Whether somebody has touched this page since it was opened. */
export const wasTouched = () => isTouched;

/** Start watching. */
export function startIdle() {
  for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
  // Any touch says that somebody is there; only the one key leaves.
  dialog.addEventListener("click", (event) => (event.target.closest("[data-still-leave]") ? leave() : stay()));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  setInterval(look, TICK);
}

function touch(event) {
  if (dialog.open && event.type !== "keydown") return; // the click that follows decides
  isTouched = true;
  last = performance.now();
  if (dialog.open && !["Enter", " ", "Tab"].includes(event.key)) stay();
}

function look() {
  if (isLeaving) return;
  if (isHome() && !isTouched) return;
  const idle = idleFor();
  if (idle >= RESET) leave();
  else if (idle >= WARN) ask(Math.ceil((RESET - idle) / 1000));
}

function ask(seconds) {
  part("count").textContent = seconds;
  if (dialog.open) return;
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  dialog.showModal();
  part("stay").focus();
}

function stay() {
  last = performance.now();
  if (dialog.open) dialog.close();
}

/** Forget everything and go home. Where home cannot be had just now, a plain screen waits until it can. */
export async function leave() {
  if (isLeaving) return;
  isLeaving = true;
  if (dialog.open) dialog.close();
  document.querySelector("[data-pause]").hidden = false;
  wipe();
  while (!(await isThere(HOME))) await new Promise((done) => setTimeout(done, RETRY));
  location.replace(HOME);
}
