// The results page `search/`: the address says everything (`?q=&category=&audience=&level=`), the page follows it.

import { categoryClass, element, marked } from "./elements.js";
import { FACETS, chosen } from "./facets.js";
import { search } from "./search.js";

const STEP = 20;
const PATIENCE = 200;

const page = document.querySelector("[data-search-page]");
const part = (name) => page.querySelector(`[data-search-${name}]`);
const form = page.querySelector("form[role=search]");
const input = form.querySelector("input[type=search]");
const boxes = [...page.querySelectorAll("[data-facet] input")];
const title = document.title;

let sequence = 0;
let limit = STEP;

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const filters = chosen(Object.fromEntries(FACETS.map((facet) => [facet, parameters.getAll(facet)])));
  return { query: (parameters.get("q") ?? "").trim(), filters };
}

function address({ query, filters }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const facet of FACETS) for (const value of filters[facet]) parameters.append(facet, value);
  return `${location.pathname}${parameters.toString() ? "?" : ""}${parameters}`;
}

/** Go to another search: a new entry of the history, then what it says. */
function go(state) {
  const target = address(state);
  if (target !== location.pathname + location.search) history.pushState(null, "", target);
  limit = STEP;
  show();
}

async function show() {
  const state = readAddress();
  const mine = (sequence += 1);
  reflect(state);
  if (!state.query) {
    rest();
    return;
  }
  const waiting = setTimeout(() => announce("正在找……"), PATIENCE);
  part("found").setAttribute("aria-busy", "true");
  try {
    const found = await search(state.query, { filters: state.filters, limit });
    if (mine === sequence) render(state, found);
  } catch {
    if (mine === sequence) renderFailure();
  } finally {
    clearTimeout(waiting);
    if (mine === sequence) part("found").removeAttribute("aria-busy");
  }
}

/** The page's controls say what the address says. */
function reflect({ query, filters }) {
  if (document.activeElement !== input || input.value.trim() !== query) input.value = query;
  for (const box of boxes) box.checked = filters[box.name].includes(box.value);
  const number = FACETS.reduce((sum, facet) => sum + filters[facet].length, 0);
  part("chosen").textContent = number > 0 ? `（已选 ${number} 项）` : "";
  part("reset").hidden = number === 0;
  document.title = query ? `“${query}”的搜索结果 · ${title}` : title;
}

function rest() {
  announce("");
  part("found").hidden = true;
  part("browse").hidden = false;
}

function render(state, found) {
  const isEmpty = found.total === 0;
  announce(sentence(state, found));
  part("found").hidden = false;
  part("filters").hidden = !found.isAnywhere;
  part("browse").hidden = !isEmpty;
  part("note").hidden = !found.isFallback;
  part("note").textContent = "离线搜索";
  part("results").replaceChildren(...found.results.map(item));
  part("more").hidden = found.results.length >= found.total;
  part("empty").hidden = !isEmpty;
  part("empty").replaceChildren(...(isEmpty ? waysOn(state, found) : []));
  const apart = isEmpty ? [] : waysApart(found);
  part("apart").hidden = apart.length === 0;
  part("apart").replaceChildren(...apart);
  renderCounts(found.facets);
}

function sentence({ query }, { total, isPartial, repairs }) {
  if (total === 0) return `没有找到和“${query}”有关的课`;
  if (repairs.length > 0) {
    const [typed, meant] = ["typed", "text"].map((key) => repairs.map((repair) => `“${repair[key]}”`).join("、"));
    return isPartial ? `您是不是要找${meant}？找到 ${total} 课` : `没有${typed}，按${meant}找到 ${total} 课`;
  }
  return isPartial ? `没有和“${query}”完全一样的，找到 ${total} 课相近的` : `找到 ${total} 课`;
}

function item(result) {
  const place = [element("span", { class: "search-result__category" }, result.categoryName), ` · ${result.courseTitle}`];
  return element(
    "li",
    { class: `search-result ${categoryClass(result.category)}` },
    element("h2", {}, element("a", { href: result.url }, marked(result.titleParts))),
    element("p", { class: "search-result__place" }, ...place, element("span", { class: "whole" }, ` · ${result.minutes} 分钟`)),
    element("p", { class: "search-result__snippet" }, marked(result.snippet)),
    result.reason ? element("p", { class: "search-result__reason" }, result.reason) : null,
  );
}

/** Every choice with the number of lessons it would show; a choice that shows none cannot be made. */
function renderCounts(facets) {
  for (const box of boxes) {
    const number = facets[box.name]?.[box.value] ?? 0;
    box.disabled = number === 0 && !box.checked;
    const label = box.closest("label");
    label.classList.toggle("is-disabled", box.disabled);
    label.querySelector("[data-count]").textContent = number;
  }
}

/** What to do when nothing was found: no dead end. */
function waysOn(state, found) {
  const ways = [element("h2", {}, "可以这样再试试")];
  const offer = (text, choices) => ways.push(element("p", {}, text), element("p", { class: "search-ways" }, choices));
  if (found.isAnywhere) offer("去掉一个筛选条件：", dropButtons(state));
  const home = element("a", { href: page.dataset.home || "./" }, "回首页看看");
  ways.push(element("p", {}, "少打几个字，或者换一个平常的说法；也可以按下面的类别找，或者", home, "。"));
  return ways;
}

/** When no lesson has everything that was asked: to ask for less. */
function waysApart({ isPartial, words, repairs }) {
  if (!isPartial || words.length < 2 || repairs.length > 0) return [];
  return [element("p", {}, "只找其中一个词："), element("p", { class: "search-ways" }, wordLinks(words))];
}

function dropButtons(state) {
  return boxes
    .filter((box) => state.filters[box.name].includes(box.value))
    .map((box) => {
      const button = element("button", { type: "button", class: "search-button" }, `不限“${box.dataset.label}”`);
      button.addEventListener("click", () => {
        const left = state.filters[box.name].filter((value) => value !== box.value);
        go({ ...state, filters: { ...state.filters, [box.name]: left } });
        input.focus();
      });
      return button;
    });
}

function wordLinks(words) {
  const none = Object.fromEntries(FACETS.map((facet) => [facet, []]));
  return words.map((word) => element("a", { class: "search-button", href: address({ query: word, filters: none }) }, word));
}

function renderFailure() {
  announce("搜索没有打开");
  const retry = element("button", { type: "button", class: "search-button" }, "再试一次");
  retry.addEventListener("click", show);
  part("found").hidden = false;
  part("filters").hidden = true;
  part("note").hidden = true;
  part("apart").hidden = true;
  part("more").hidden = true;
  part("results").replaceChildren();
  part("empty").hidden = false;
  part("empty").replaceChildren(element("p", {}, "可能是网络断了。您打的字还在，检查网络以后再试；也可以按下面的类别找。"), retry);
  part("browse").hidden = false;
}

function announce(text) {
  part("status").textContent = text;
}

async function more() {
  const before = part("results").children.length;
  limit += STEP;
  await show();
  part("results").children[before]?.querySelector("a").focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ ...readAddress(), query: input.value.trim() });
});
part("filters").addEventListener("change", () => {
  const picked = (facet) => boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value);
  go({ ...readAddress(), filters: Object.fromEntries(FACETS.map((facet) => [facet, picked(facet)])) });
});
part("filters").querySelector("form").addEventListener("submit", (event) => event.preventDefault());
part("reset").addEventListener("click", () => {
  go({ ...readAddress(), filters: chosen() });
  part("filters").querySelector("summary").focus();
});
part("more").addEventListener("click", more);
addEventListener("popstate", () => {
  limit = STEP;
  show();
});

// Beside the results where there is room, folded above them where there is not.
part("filters").open = matchMedia("(min-width: 56em)").matches;
if (!readAddress().query) input.focus();
show();
