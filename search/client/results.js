// The results page `search/`: the address says everything (see address.js), the page follows it.

import { address, read } from "./address.js";
import { showBeside } from "./beside.js";
import { card } from "./cards.js";
import { element } from "./elements.js";
import { FACETS, chosen } from "./facets.js";
import { grouped } from "./groups.js";
import { engine } from "./loading.js";
import { addressOf, isCopy } from "./site.js";
import { besides, button, insteadOf, nearWays } from "./ways.js";
import { foundSentence } from "./wording.js";

const STEP = 24;
const PATIENCE = 200;
const MOST_ELSEWHERE = 3;

const page = document.querySelector("[data-search-page]");
const part = (name) => page.querySelector(`[data-search-${name}]`);
const form = page.querySelector("form[role=search]");
const input = form.querySelector("input[type=search]");
const boxes = [...page.querySelectorAll("[data-facet] input")];
const title = document.title;
const link = (state) => address(location.pathname, state);

let sequence = 0;
let limit = STEP;

/** Go to another search: a new entry of the history, then what it says. */
function go(state) {
  const target = link(state);
  if (target !== location.pathname + location.search) history.pushState(null, "", target);
  limit = STEP;
  show();
}

async function show() {
  const state = read(location.search);
  const mine = (sequence += 1);
  reflect(state);
  if (!state.query) {
    rest();
    return;
  }
  showWaysAround(false);
  const waiting = setTimeout(() => announce("正在找……"), PATIENCE);
  part("found").setAttribute("aria-busy", "true");
  try {
    const { near, search, services } = await engine();
    const found = await search(state.query, { filters: state.filters, limit, isLiteral: state.isLiteral });
    if (mine !== sequence) return;
    render(state, found);
    renderBeside(found, found.services);
    if (!found.services) services(state.query).then((late) => mine === sequence && renderBeside(found, late)).catch(() => {});
    if (!state.isLiteral && (found.isPartial || !found.isAnywhere)) count(state.query);
    if (!found.isAnywhere) await showNear(state, near, mine);
  } catch {
    if (mine === sequence) renderFailure();
  } finally {
    clearTimeout(waiting);
    if (mine === sequence) part("found").removeAttribute("aria-busy");
  }
}

/** Nothing has all that was asked: the operator may want to know, see unanswered.js. */
function count(query) {
  import("./unanswered.js").then(({ note }) => note(query)).catch(() => {});
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
  part("urgent").hidden = true;
  part("found").hidden = true;
  showWaysAround(true);
}

function render(state, found) {
  const isEmpty = found.total === 0;
  announce(foundSentence(state.query, found, state.isLiteral));
  part("urgent").hidden = !found.urgent;
  part("urgent").textContent = found.urgent ?? "";
  part("found").hidden = false;
  part("found").classList.toggle("is-empty", isEmpty);
  part("filters").hidden = !found.isAnywhere;
  showWaysAround(isEmpty);
  part("note").hidden = !found.isFallback;
  part("note").textContent = "离线搜索";
  renderResults(found);
  renderMore(found);
  fill("empty", isEmpty ? waysOn(state, found) : []);
  fill("apart", isEmpty ? [] : besides(state, found, link));
  renderCounts(found.facets);
}

/** A part of the page with these elements, or hidden where there are none. */
function fill(name, elements) {
  part(name).hidden = elements.length === 0;
  part(name).replaceChildren(...elements);
}

/** A card for each course; what was unfolded stays so. */
function renderResults({ results }) {
  const unfolded = [...part("results").querySelectorAll("details[open]")].map((each) => each.closest("li").dataset.course);
  part("results").replaceChildren(...grouped(results).map(card));
  for (const details of part("results").querySelectorAll("details")) {
    details.open = unfolded.includes(details.closest("li").dataset.course);
  }
}

/** Schools, hotlines, news: they come when they are known, and the lessons do not wait for them. */
function renderBeside(found, services) {
  const places = { first: part("beside-first"), last: part("beside-last") };
  showBeside(services, places, found.total === 0 || found.isPartial);
}

function renderMore({ results, total }) {
  part("more").hidden = results.length >= total || results.length < limit;
  part("more").textContent = `显示更多（还有 ${total - results.length} 课）`;
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

function waysOn(state, found) {
  const choices = boxes
    .filter((box) => state.filters[box.name].includes(box.value))
    .map((box) => ({ facet: box.name, value: box.value, label: box.dataset.label }));
  const counts = Object.entries(found.facets.category).sort(([, one], [, other]) => other - one);
  const elsewhere = counts.slice(0, MOST_ELSEWHERE).map(([slug, number]) =>
    button(`${categoryOf(slug).label}（${number} 课）`, () => {
      go({ ...state, filters: { ...state.filters, category: [slug] } });
      input.focus();
    }),
  );
  const drop = ({ facet, value }) => {
    go({ ...state, filters: { ...state.filters, [facet]: state.filters[facet].filter((other) => other !== value) } });
    input.focus();
  };
  return insteadOf({ choices, elsewhere, isAnywhere: found.isAnywhere, drop, home: addressOf("") });
}

/** What comes close, added when it is known; without it the page is whole. */
async function showNear(state, near, mine) {
  const { words, categories } = await near(state.query).catch(() => ({ words: [], categories: [] }));
  if (mine === sequence) part("near")?.replaceChildren(...nearWays(words, categories.map(categoryOf), link));
}

function categoryOf(slug) {
  return { slug, path: addressOf(`${slug}/`), label: boxes.find((box) => box.name === "category" && box.value === slug)?.dataset.label ?? slug };
}

function renderFailure() {
  announce("搜索没有打开");
  part("found").hidden = false;
  for (const name of ["filters", "note", "apart", "more", "beside-first", "beside-last"]) part(name).hidden = true;
  part("results").replaceChildren();
  const why = isCopy() ? "副本里少了文件，请把压缩包重新全部解开" : "可能是网络断了。您打的字还在，检查网络以后再试";
  const sentence = `${why}；也可以按下面的类别找。`;
  fill("empty", [element("p", {}, sentence), button("再试一次", show)]);
  showWaysAround(true);
}

/** The categories and the lessons that are recommended: for who has not found anything yet. */
function showWaysAround(isShown) {
  for (const name of ["browse", "recommended"]) if (part(name)) part(name).hidden = !isShown;
}

function announce(text) {
  part("status").textContent = text;
}

/** A longer list; the focus goes to its first new lesson, in a new card if there is one. */
async function more() {
  const links = () => [...part("results").querySelectorAll("a")];
  const before = new Set(links().map((each) => each.href));
  limit += STEP;
  await show();
  const added = links().filter((each) => !before.has(each.href));
  const first = added.find((each) => each.closest("h2")) ?? added[0];
  const folded = first?.closest("details");
  if (folded) folded.open = true;
  first?.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ ...read(location.search), query: input.value.trim(), isLiteral: false });
});
part("filters").addEventListener("change", () => {
  const picked = (facet) => boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value);
  go({ ...read(location.search), filters: Object.fromEntries(FACETS.map((facet) => [facet, picked(facet)])) });
});
part("filters").querySelector("form").addEventListener("submit", (event) => event.preventDefault());
part("reset").addEventListener("click", () => {
  go({ ...read(location.search), filters: chosen() });
  part("filters").querySelector("summary").focus();
});
part("more").addEventListener("click", more);
addEventListener("popstate", () => {
  limit = STEP;
  show();
});

// Beside the results where there is room, folded above them where there is not.
part("filters").open = matchMedia("(min-width: 56em)").matches;
if (!read(location.search).query) input.focus();
show();
