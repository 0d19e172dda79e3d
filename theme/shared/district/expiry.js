// People are shown until the day that they agreed to. An old copy of a page keeps to that as well: what has run out goes.

import { chinaMoment, isoOf } from "./china-time.js";

/** Today in China, as 2026-11-23. */
const today = () => isoOf(chinaMoment(new Date()).day);

export function dropExpired(page) {
  for (const one of page.querySelectorAll("[data-expires]")) {
    if (one.dataset.expires >= today()) continue;
    if ("expiresPage" in one.dataset) closePage(page);
    one.remove();
  }
  for (const list of page.querySelectorAll("[data-expires-list]")) {
    if (!list.querySelector("li, [data-expires-rest], .missing")) list.hidden = true;
  }
}

/** What can be taken part in is shown until it is over; where nothing is left, the page says what it says without any. */
export function dropPast(page) {
  for (const list of page.querySelectorAll("[data-until-list]")) {
    for (const one of list.querySelectorAll("[data-until]")) if (one.dataset.until < today()) one.remove();
    list.hidden = !list.children.length;
    list.parentElement.querySelector("[data-until-none]").hidden = !list.hidden;
  }
}

/** The whole page is about the person: its title, its way and its description say who it was. */
function closePage(page) {
  const said = "这一页不再显示";
  page.title = said;
  for (const title of page.querySelectorAll("h1, [aria-current='page']")) title.textContent = said;
  for (const words of page.querySelectorAll(".lead, .band-head p, meta[name='description'], meta[property]")) words.remove();
  page.querySelector("[data-expires-note]").hidden = false;
}
