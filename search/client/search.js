// Search for every page and program of the site.
//
//   import { search } from "/assets/search/search.js";
//   const { results } = await search("医保缴费", { filters: { category: "health" }, limit: 6 });
//
// engine    "auto" (the operator's Meilisearch, else Pagefind), "meilisearch" or "pagefind"
// filters   {category, audience, level}: a slug or a list of slugs each; any of a list, all of the facets
// facets    false leaves the counts out and saves work
//
// → {engine, total, results, facets, isPartial, isFallback, isAnywhere, words}
//   results    [{id, url, title, titleParts, category, categoryName, course, courseTitle, minutes, snippet, reason}]
//              titleParts and snippet are [{text, mark}], reason a sentence or null
//   facets     {category: {slug: count}, audience: {…}, level: {…}}
//   isPartial  no lesson says just what was typed; these come near
//   isFallback Meilisearch is configured and did not answer
//   isAnywhere without the filters there would be results
//   words      parts of the query that some lesson has

import * as server from "./meilisearch.js";
import * as embedded from "./pagefind.js";
import { FACETS, chosen } from "./facets.js";
import { plan as planFor } from "./planner.js";
import { BATCH, joined, rank, tier } from "./ranking.js";
import { ROOT, siteConfig } from "./site.js";
import { highlight, reason, snippet } from "./snippet.js";

// After a failure the server is left alone for a while, so that not every keystroke waits for it.
const PAUSE = 30_000;
// Milliseconds to wait for the server where Pagefind can answer instead, and where it cannot.
const PATIENCE = 800;
const LONG_PATIENCE = 10_000;
let pausedUntil = 0;

export async function search(query, { engine = "auto", filters = {}, limit = 20, facets = true } = {}) {
  const plan = planFor(query);
  const config = (await siteConfig()).meilisearch;
  if (plan.tokens.length === 0) return empty(engine === "pagefind" || !config ? "pagefind" : "meilisearch");
  const options = { filters: chosen(filters), limit: candidates(limit), facets };
  const { name, found } = await answer(plan, options, engine, usable(config));
  const ranked = rank(found.lessons, plan);
  return {
    engine: name,
    total: found.total,
    results: ranked.slice(0, limit).map((lesson) => result(lesson, plan)),
    facets: found.facets,
    isPartial: found.isPartial || (ranked.length > 0 && tier(ranked[0], plan) === 0),
    isFallback: engine === "auto" && usable(config) !== null && name === "pagefind",
    isAnywhere: found.isAnywhere,
    words: joined(plan.topicTokens, found.known).filter((word) => [...word].length > 1),
  };
}

/** Start loading what the first search will need. */
export async function warm() {
  const config = usable((await siteConfig()).meilisearch);
  if (!config || Date.now() < pausedUntil) await embedded.warm();
}

/** More than are shown, so that the best of them come first; whole batches, so that a longer list starts alike. */
const candidates = (limit) => (limit <= BATCH / 2 ? BATCH / 2 : Math.ceil(Math.min(limit, 480) / BATCH) * BATCH);

const usable = (config) => (config?.url && config.index && config.key ? config : null);

async function answer(plan, options, engine, config) {
  if (engine === "meilisearch") {
    if (!config) throw new Error("search-config.json names no Meilisearch");
    return { name: "meilisearch", found: await server.find(plan, options, { ...config, patience: LONG_PATIENCE }) };
  }
  if (engine === "auto" && config && Date.now() >= pausedUntil) {
    try {
      return { name: "meilisearch", found: await server.find(plan, options, { ...config, patience: PATIENCE }) };
    } catch {
      pausedUntil = Date.now() + PAUSE;
    }
  }
  return { name: "pagefind", found: await embedded.find(plan, options) };
}

function empty(engine) {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  return { engine, total: 0, results: [], facets, isPartial: false, isFallback: false, isAnywhere: false, words: [] };
}

function result(lesson, plan) {
  const shown = snippet(lesson, plan);
  const known = lesson.matched && { ...lesson, matched: joined(plan.topicTokens, new Set(lesson.matched)) };
  return {
    id: lesson.id,
    url: new URL(lesson.url, ROOT).href,
    title: lesson.title,
    titleParts: highlight(lesson.title, plan),
    category: lesson.category,
    categoryName: lesson.categoryName,
    course: lesson.course,
    courseTitle: lesson.courseTitle,
    minutes: lesson.minutes,
    snippet: shown,
    reason: reason(known || lesson, plan, shown),
  };
}
