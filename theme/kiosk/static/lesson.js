// A lesson a part at a time: what stands under one heading, one question, what comes after. Without this module the
// parts stand one below the other.
import { hush } from "./speech.js";

/** Show the first part, or the one that the address names, and make the keys turn. */
export function enhance() {
  const pages = document.querySelector("[data-pages]");
  const parts = [...pages.querySelectorAll("[data-part]")];
  const turns = [...document.querySelectorAll("[data-turn]")];
  const contents = document.querySelector("[data-contents]");
  const entries = [...contents.querySelectorAll("[data-goto]")];
  const beyond = turns.map((key) => key.querySelector("[data-label]").textContent);
  const segments = parts.map(() => document.createElement("i"));
  document.querySelector("[data-progress]").replaceChildren(...segments);
  const wide = matchMedia("(min-aspect-ratio: 5/4)");
  let at = 0;

  /** The entry of the contents that a part belongs to: a question belongs to the first one. */
  const entryOf = (index) => {
    const owner = parts.slice(0, index + 1).findLast((part) => !("follows" in part.dataset));
    return entries.find((entry) => entry.hash === `#${owner.id}`);
  };

  function show(index, { isTurned = true } = {}) {
    at = index;
    parts.forEach((part, place) => part.classList.toggle("is-here", place === at));
    segments.forEach((segment, place) => segment.classList.toggle("is-done", place <= at));
    contents.open = wide.matches;
    for (const entry of entries) entry.removeAttribute("aria-current");
    const entry = entryOf(at);
    entry?.setAttribute("aria-current", "step");
    entry?.scrollIntoView({ block: "nearest" });
    contents.querySelector("[data-place]").textContent = `第 ${at + 1} 段，共 ${parts.length} 段`;
    label(turns[0], at > 0 ? "上一段" : beyond[0]);
    label(turns[1], at < parts.length - 1 ? "下一段" : beyond[1]);
    pages.scrollTop = 0;
    if (!isTurned) return;
    hush();
    pages.focus({ preventScroll: true });
  }

  /** Show what an element of the page belongs to. */
  function reveal(id, options) {
    const target = id ? document.getElementById(id) : null;
    const index = parts.findIndex((part) => part === target || part.contains(target));
    if (index < 0) return false;
    show(index, options);
    if (target !== parts[index]) target.scrollIntoView({ block: "start" });
    return true;
  }

  const named = () => decodeURIComponent(location.hash.slice(1));
  document.addEventListener(
    "click",
    (event) => {
      const key = event.target.closest("[data-turn]");
      const next = key && at + Number(key.dataset.turn);
      if (key && parts[next]) {
        event.preventDefault();
        show(next);
      }
      const entry = event.target.closest("[data-goto]");
      if (entry) {
        event.preventDefault();
        reveal(entry.hash.slice(1));
      }
    },
    { capture: true },
  );
  addEventListener("hashchange", () => reveal(named()));
  wide.addEventListener("change", () => (contents.open = wide.matches));
  if (!reveal(named(), { isTurned: false })) show(0, { isTurned: false });
}

function label(key, text) {
  key.querySelector("[data-label]").textContent = text;
}
