// The engine inside the site: Pagefind over the tokens that `search/static.py` wrote. Every set of hits is exact,
// so filters, counts and the relaxed search are set operations here and nothing is loaded but what is shown.

import { everywhere } from "./everywhere.js";
import { FACETS, count, fits } from "./facets.js";
import { isHan } from "./planner.js";
import { ROOT } from "./site.js";

const END = "ꙮ"; // kept in step with search/static.py
const HYPHEN = "ꙩ";
const PRIVATE = 0xf0000;

let engine;
let facetsById;
const answers = new Map();
const lessons = new Map();

async function ready() {
  engine ??= import(new URL("pagefind/pagefind.js", ROOT).href).then(async (module) => {
    await module.init();
    return module;
  });
  try {
    return await engine;
  } catch (error) {
    engine = undefined; // the next try may have a network again
    throw error;
  }
}

/** Load the engine before it is needed. */
export const warm = () => ready().then(() => {});

/** key → Map(id → score) of the lessons that have all tokens of each question, see matching.js. */
export async function hits(questions) {
  const found = await Promise.all(questions.map(async ({ key, tokens }) => [key, everywhere(await hitsOf(tokens))]));
  return new Map(found);
}

/** The part of the lessons that is shown. See search.js for shapes. */
export async function page(entries, { filters, limit, facets }) {
  const index = facets || FACETS.some((facet) => filters[facet].length > 0) ? await facetIndex() : null;
  const shown = index ? entries.filter(({ id }) => fits(index.get(id), filters)) : entries;
  return {
    total: shown.length,
    lessons: await Promise.all(shown.slice(0, limit).map(load)),
    facets: facets ? count(entries.map(({ id }) => index.get(id)), filters) : {},
  };
}

const hitsOf = (tokens) => Promise.all(tokens.map((token) => ask(token.prefix ? token.gram : exact(token))));

/** A pair of Han characters is a whole token as it is; everything else ends in END. */
const exact = (token) => (isHan(token.text) && [...token.text].length === 2 ? token.gram : token.gram + END);

/** Map(id → score) of one word, and the loaders of its lessons. */
function ask(word) {
  if (!answers.has(word)) {
    const answer = ready().then(async (pagefind) => {
      const found = await pagefind.search(word);
      for (const result of found.results) if (!lessons.has(result.id)) lessons.set(result.id, result);
      return new Map(found.results.map((result) => [result.id, result.score]));
    });
    answers.set(word, answer);
    answer.catch(() => answers.delete(word));
    if (answers.size > 400) answers.delete(answers.keys().next().value);
  }
  return answers.get(word);
}

async function load({ id, coverage, used, matched }) {
  const data = await lessons.get(id).data();
  return { ...JSON.parse(shown(data.meta.lesson)), coverage, used, matched };
}

/** Text from the private plane where the indexer does not read it. */
const shown = (hidden) => [...hidden].map((unit) => String.fromCharCode(unit.codePointAt(0) - PRIVATE)).join("");

/** Map(id → {category, audience[], level, duration}) of all lessons, read once from the facets' words. */
function facetIndex() {
  facetsById ??= readFacets().catch((error) => {
    facetsById = undefined;
    throw error;
  });
  return facetsById;
}

async function readFacets() {
  const response = await fetch(new URL("pagefind/facets.json", ROOT));
  if (!response.ok) throw new Error(`pagefind/facets.json: ${response.status}`);
  const values = await response.json();
  const index = new Map();
  await Promise.all(
    FACETS.flatMap((facet) =>
      values[facet].map(async (value) => {
        const ids = await ask(`${END}${facet}${END}${value.replaceAll("-", HYPHEN)}${END}`);
        for (const id of ids.keys()) {
          const item = index.get(id) ?? { category: "", audience: [], level: "", duration: "" };
          if (facet === "audience") item.audience.push(value);
          else item[facet] = value;
          index.set(id, item);
        }
      }),
    ),
  );
  return index;
}
