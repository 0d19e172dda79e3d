// What the search box offers, as options of its listbox: lessons, words to search for, the way to all results.

import { categoryClass, element, marked } from "./elements.js";

const option = (href, attributes, ...children) =>
  element("a", { role: "option", tabindex: "-1", href, "aria-selected": "false", ...attributes }, ...children);

/** A lesson that was found. */
export const lessonOption = (result) =>
  option(
    result.url,
    { class: categoryClass(result.category) },
    element("span", { class: "search-panel__title" }, marked(result.titleParts)),
    element("span", { class: "search-panel__place" }, result.reason ?? `${result.categoryName} · ${result.courseTitle}`),
  );

/** A school, a hotline, a piece of news. */
export const serviceOption = ({ kind, title, url }) =>
  option(
    url,
    { class: "search-panel__beside" },
    element("span", { class: "search-panel__title" }, title),
    element("span", { class: "search-panel__place" }, kind),
  );

/** Words to search for, at the address of their results. */
export const queryOption = (text, address) => option(address, { class: "search-panel__query" }, text);

/** The way to the results page; `action` is done before it is taken. */
export function pageOption(text, address, action) {
  const made = option(address, { class: "search-panel__all" }, text);
  made.addEventListener("click", action);
  return made;
}

/** Options under a label, with an id for it. */
export function optionGroup(label, id, options) {
  const heading = element("div", { role: "presentation", id, class: "search-panel__label" }, label);
  return element("div", { role: "group", "aria-labelledby": id, class: "search-panel__group" }, heading, options);
}
