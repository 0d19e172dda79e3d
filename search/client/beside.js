// How what is found beside lessons looks: a compact group, the same on the results page and on shared screens.

import { element } from "./elements.js";

const TITLE = "学校、场所和服务";
const FIRST = 3;

/**
 * Show what was found: before the lessons where it is just what was asked for or there are no lessons, else behind them,
 * with a way to it before them. `first` and `last` are the page's places for that; null for nothing found.
 */
export function showBeside(found, { first, last }, isWanted) {
  const isAny = found !== null && found.total > 0;
  const isFirst = isAny && (found.isExact || isWanted);
  const here = isAny ? group(found) : null;
  fill(first, isFirst ? here : isAny ? wayTo(here, found.total) : null);
  fill(last, isFirst ? null : here);
}

function fill(place, content) {
  place.hidden = content === null;
  place.replaceChildren(...(content === null ? [] : [content]));
}

function group({ entries, total }) {
  const [listed, more] = [entries.slice(0, FIRST), entries.slice(FIRST)];
  return element(
    "section",
    { class: "beside", "aria-labelledby": "beside-title" },
    element("h2", { id: "beside-title", tabindex: "-1" }, TITLE),
    element("ul", {}, listed.map(line)),
    more.length > 0
      ? element("details", {}, element("summary", {}, `还有 ${total - listed.length} 条`), element("ul", {}, more.map(line)))
      : null,
  );
}

const line = ({ kind, title, url, text }) =>
  element(
    "li",
    {},
    element(
      "a",
      { href: url },
      element("span", { class: "beside__kind" }, kind),
      element("span", { class: "beside__words" }, element("strong", {}, title), text ? element("small", {}, text) : null),
    ),
  );

function wayTo(section, total) {
  const key = element("button", { type: "button", class: "beside-way" }, `${TITLE}里也有 ${total} 条`);
  key.addEventListener("click", () => {
    section.scrollIntoView({ block: "start" });
    section.querySelector("h2").focus({ preventScroll: true });
  });
  return key;
}
