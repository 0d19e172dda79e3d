// The keyboard on the screen, for readers who switched it on: it opens at the foot of the window for the search box that
// is used, moves the page so that it covers neither box nor suggestions, and closes when the reader goes elsewhere.

import { mountPad } from "../search/pad.js";

const FIELDS = "form[role=search] input[type=search]";
// Below the box there has to be room for two or three suggestions.
const ROOM = 260;
const MARGIN = 12;

const root = document.documentElement;
const isOn = () => root.dataset.pad === "on";

let styled;
let dock = null; // {field, form, shell, pad}
let isPressing = false;
let isReturning = false;

/** Make the search boxes do it, once, and follow the setting from now on. */
export function enhance() {
  if (styled) return;
  styled = loadStyles();
  document.addEventListener("pointerdown", (event) => (isPressing = event.target.matches(FIELDS)), true);
  document.addEventListener("focusin", focused);
  document.addEventListener("click", clicked);
  document.addEventListener("input", makeRoom);
  document.addEventListener("submit", close, true);
  document.addEventListener("xuetang:prefs", follow);
  window.addEventListener("resize", makeRoom);
  follow();
  if (document.activeElement.matches(FIELDS)) open(document.activeElement); // it was quicker than this script
}

function loadStyles() {
  const link = document.createElement("link");
  const loaded = new Promise((resolve) => ["load", "error"].forEach((name) => link.addEventListener(name, resolve, { once: true })));
  link.rel = "stylesheet";
  link.href = new URL("../search/pad.css", import.meta.url).href;
  document.head.append(link);
  return loaded;
}

/** The device's own keyboard stays away from the boxes, already before they are used. */
function follow() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (isOn()) field.setAttribute("inputmode", "none");
    else field.removeAttribute("inputmode");
  }
  if (!isOn()) close();
}

/** A finger on a box opens the pad when it is lifted, so that no key comes to lie under it; the keyboard opens it at once. */
function focused({ target }) {
  if (dock && !dock.form.contains(target) && !dock.shell.contains(target)) close();
  if (target.matches(FIELDS) && !isPressing && !isReturning) open(target);
}

function clicked({ target }) {
  isPressing = false;
  if (target.matches(FIELDS)) open(target);
  else if (dock && target.isConnected && !dock.form.contains(target) && !dock.shell.contains(target)) close();
}

async function open(field) {
  if (!isOn() || dock?.field === field) return;
  close();
  const shell = document.createElement("div");
  const form = field.form;
  shell.className = "dock";
  shell.setAttribute("popover", "manual"); // above everything and cut off by nothing, and still next to its box
  dock = { field, form, shell, pad: null };
  await styled;
  if (dock?.shell !== shell) return;
  form.after(shell);
  shell.showPopover?.();
  dock.pad = mountPad(shell, field, { onSearch: () => form.requestSubmit(), onClose: close });
  dock.sizes = new ResizeObserver(makeRoom);
  dock.sizes.observe(shell);
}

function close() {
  if (!dock) return;
  const { field, shell, pad, sizes } = dock;
  const hadFocus = shell.contains(document.activeElement);
  dock = null;
  sizes?.disconnect();
  pad?.destroy();
  shell.remove();
  root.classList.remove("has-dock");
  root.style.removeProperty("--dock-height");
  if (hadFocus) giveBack(field);
}

function giveBack(field) {
  isReturning = true;
  field.focus();
  isReturning = false;
}

/** Room for the pad below the page, and for the suggestions between the box and the pad. */
function makeRoom() {
  if (!dock?.pad) return;
  const height = dock.shell.offsetHeight;
  const free = window.innerHeight - height;
  root.style.setProperty("--dock-height", `${height}px`);
  root.classList.add("has-dock");
  const box = () => dock.form.getBoundingClientRect();
  if (free - box().bottom < ROOM || box().top < 0) {
    const wanted = window.scrollY + box().top - MARGIN;
    const lacking = wanted + window.innerHeight - root.scrollHeight;
    if (lacking > 0) root.style.setProperty("--dock-height", `${height + lacking}px`);
    window.scrollTo({ top: wanted, behavior: "instant" });
  }
  root.style.setProperty("--dock-room", `${Math.max(60, free - box().bottom - 1.5 * MARGIN)}px`);
}
