// How results look on the results page: the best lesson of a course as a card, its other lessons folded under it.

import { categoryClass, element, marked } from "./elements.js";

// So many more lessons of a course are listed at once; with more of them the list is folded.
const LISTED = 3;

/** A group of `groups.js` as a list item. */
export function card({ best, others }) {
  const place = [element("span", { class: "search-result__category" }, best.categoryName), ` · ${best.courseTitle}`];
  return element(
    "li",
    { class: `search-result ${categoryClass(best.category)}`, "data-course": best.course },
    element("h2", {}, element("a", { href: best.url }, marked(best.titleParts))),
    element("p", { class: "search-result__place" }, ...place, length(best)),
    element("p", { class: "search-result__snippet" }, marked(best.snippet)),
    best.reason ? element("p", { class: "search-result__reason" }, best.reason) : null,
    others.length > 0 ? more(others) : null,
  );
}

function more(others) {
  const sentence = `同一门课里还有 ${others.length} 课符合`;
  const list = element("ul", { class: "search-more__list" }, others.map(line));
  if (others.length <= LISTED) return element("div", { class: "search-more" }, element("p", {}, sentence), list);
  return element("details", { class: "search-more" }, element("summary", {}, sentence), list);
}

const line = (result) =>
  element("li", {}, element("a", { href: result.url }, marked(result.titleParts)), length(result));

const length = ({ minutes }) => element("span", { class: "search-result__minutes" }, `${minutes} 分钟`);
