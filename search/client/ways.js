// Ways on for who did not find what was meant: no dead end.

import { categoryClass, element } from "./elements.js";
import { mendedQuery } from "./wording.js";

/** A row of links or buttons after a few words; nothing where there are none. */
const row = (text, choices) =>
  choices.length > 0 ? [element("p", {}, text), element("p", { class: "search-ways" }, choices)] : [];

/** `link(state)` is the address of another search; what it leaves out is not kept. */
export const wordLinks = (words, link) =>
  words.map((word) => element("a", { class: "search-button", href: link({ query: word }) }, word));

/** Beside results that are not quite what was typed: the mended words, the literal ones, or one word after the other. */
export function besides(state, found, link) {
  if (found.repairs.length > 0) return repaired(state, found, link);
  return found.isPartial && found.words.length > 1 ? row("只找其中一个词：", wordLinks(found.words, link)) : [];
}

function repaired(state, { repairs, isPartial }, link) {
  const query = mendedQuery(state.query, repairs);
  const typed = repairs.map((repair) => `“${repair.typed}”`).join("、");
  const way = (text, target) => element("a", { class: "search-button", href: link(target) }, text);
  const meant = isPartial ? way(`找“${query}”`, { ...state, query }) : null;
  return [element("p", { class: "search-ways" }, meant, way(`仍然只找${typed}`, { ...state, isLiteral: true }))];
}

/** In place of results. `choices`: [{facet, value, label}] that were made; `drop(choice)` takes one back. */
export function insteadOf({ choices, elsewhere, isAnywhere, drop, home }) {
  const dropping = isAnywhere ? choices.map((choice) => button(`不限“${choice.label}”`, () => drop(choice))) : [];
  return [
    element("h2", {}, "可以这样再试试"),
    ...row("去掉一个筛选条件：", dropping),
    ...row("不限类别，这些类别里有：", elsewhere),
    element("div", { "data-search-near": true }),
    element("p", {}, "少打几个字，或者换一个平常的说法；也可以按下面的类别找，或者", element("a", { href: home }, "回首页看看"), "。"),
  ];
}

/** What comes close: words to search for, and categories to look into, given as [{slug, label, path}]. */
export const nearWays = (words, categories, link) => [
  ...row("您是不是要找：", wordLinks(words, link)),
  ...row("最接近的类别：", categories.map(({ slug, label, path }) => element("a", { class: `search-button ${categoryClass(slug)}`, href: path }, label))),
];

/** A button that does something. */
export function button(text, action) {
  const made = element("button", { type: "button", class: "search-button" }, text);
  made.addEventListener("click", action);
  return made;
}
