// The search page: answers while somebody writes, by the site's one planner and engine. What was asked is kept nowhere
// but in the address of this page, which the next page replaces.
import { showBeside } from "../search/beside.js";
import { element, marked, categoryClass } from "../search/elements.js";
import { near, search, services, warm } from "../search/search.js";
import { note } from "../search/unanswered.js";
import { foundSentence } from "../search/wording.js";

const DELAY = 150;
const STEP = 12;

/** Make the page work. */
export function enhance() {
  const page = document.querySelector("[data-search-page]");
  const part = (name) => page.querySelector(`[data-search-${name}]`);
  const form = part("form");
  const input = form.querySelector("input");
  const sequence = { now: 0 };
  let limit = STEP;
  let timer;

  const say = (text) => (part("status").textContent = text);

  function warn(text) {
    part("urgent").textContent = text ?? "";
    part("urgent").hidden = !text;
  }

  function rest() {
    say("");
    warn(null);
    part("results").replaceChildren();
    part("more").hidden = part("beside-first").hidden = part("beside-last").hidden = true;
    part("browse").hidden = part("examples").hidden = false;
  }

  /** Answer what the field says. `isAsked`: somebody has pressed for it and is not still writing. */
  async function show({ isAsked = false } = {}) {
    clearTimeout(timer);
    const query = input.value.trim();
    const mine = (sequence.now += 1);
    part("clear").hidden = query === "";
    history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    if (!query) return rest();
    try {
      const found = await search(query, { engine: "pagefind", limit, facets: false });
      if (mine !== sequence.now) return;
      render(query, found);
      beside(found, found.services);
      if (!found.services) services(query).then((late) => mine === sequence.now && beside(found, late)).catch(() => {});
      if (isAsked && (found.isPartial || found.total === 0)) note(query).catch(() => {});
      if (found.total === 0) await offer(query, mine);
    } catch {
      if (mine !== sequence.now) return;
      rest();
      say("搜索没有打开，请按下面的类别找。");
    }
  }

  function render(query, found) {
    say(foundSentence(query, found));
    warn(found.urgent);
    part("results").replaceChildren(...found.results.map(item));
    part("more").hidden = found.results.length >= found.total;
    part("examples").hidden = true;
    part("browse").hidden = found.total > 0;
  }

  /** Schools, hotlines, news: shown when they are known, the lessons do not wait for them. */
  function beside(found, list) {
    showBeside(list, { first: part("beside-first"), last: part("beside-last") }, found.total === 0 || found.isPartial);
  }

  /** Nothing was found: words of lessons that come close, to be asked by a touch. */
  async function offer(query, mine) {
    const { words } = await near(query);
    if (mine !== sequence.now || words.length === 0) return;
    part("results").replaceChildren(...words.map(wordKey));
  }

  const wordKey = (word) => {
    const key = element("button", { type: "button", class: "key-wide" }, `找“${word}”`);
    key.addEventListener("click", () => ask(word));
    return element("li", {}, key);
  };

  function later() {
    clearTimeout(timer);
    limit = STEP;
    timer = setTimeout(() => show(), DELAY);
  }

  function ask(text) {
    input.value = text;
    limit = STEP;
    return show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show({ isAsked: true });
  });
  input.addEventListener("input", later);
  part("clear").addEventListener("click", () => {
    ask("");
    input.focus();
  });
  part("more").addEventListener("click", () => {
    limit += STEP;
    show();
  });
  for (const key of page.querySelectorAll("[data-example]")) key.addEventListener("click", () => ask(key.textContent));

  const place = page.querySelector("[data-pad]");
  if (place) import("../search/pad.js").then(({ mountPad }) => mountPad(place, input, { onSearch: () => show({ isAsked: true }) }));
  warm().catch(() => {}); // the search itself will say so
  ask(new URLSearchParams(location.search).get("q") ?? "");
}

function item(result) {
  return element(
    "li",
    {},
    element(
      "a",
      { class: `result ${categoryClass(result.category)}`, href: result.url },
      element("strong", {}, marked(result.titleParts)),
      element("span", { class: "result-place" }, `${result.categoryName} · ${result.courseTitle} · ${result.minutes} 分钟`),
      element("span", { class: "result-text" }, result.reason ?? marked(result.snippet)),
    ),
  );
}
