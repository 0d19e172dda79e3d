// Search for every page and program of the site.
//
//   import { search } from "/assets/search/search.js";
//   const { results } = await search("医保缴费", { filters: { category: "health" }, limit: 6 });
//
// engine    "auto" (the operator's Meilisearch, else Pagefind; in a copy for a folder "inline"), or one of these by name
// filters   {category, audience, level, duration}: a slug or a list of slugs each; any of a list, all of the facets
// facets    false leaves the counts out and saves work
// isLiteral true takes every word as it was typed: no slip is mended
//
// → {engine, total, results, facets, repairs, isPartial, isMention, isFallback, isAnywhere, words, urgent, services}
//   results    [{id, url, title, titleParts, category, categoryName, course, courseTitle, minutes, snippet, reason}]
//              titleParts and snippet are [{text, mark}], reason a sentence or null
//   facets     {category: {slug: count}, audience: {…}, level: {…}, duration: {…}}
//   repairs    [{typed, text}]: words that no lesson has, taken for others; empty when the query was taken as typed
//   isPartial  no lesson has all that was asked, or a repair is only a guess, or isMention; these come near
//   isMention  lessons have the words, but none is about them
//   isFallback Meilisearch is configured and did not answer
//   isAnywhere without the filters there would be results
//   words      words of the query that some lesson has
//   urgent     a sentence for somebody who may be in danger now, to be shown before all else; else null
//   services   what is found beside lessons, see services.js; null while that list is still on its way
//
// near(query) → {words, categories}: for when nothing was found, words of lessons that come close and the categories
// that come closest, both best first
//
// services(query) → the same as the field above, as soon as it is known

import * as inline from "./inline.js";
import * as server from "./meilisearch.js";
import * as embedded from "./pagefind.js";
import { FACETS, chosen } from "./facets.js";
import { language, ready } from "./language.js";
import { knownWords, matched, questions } from "./matching.js";
import { categoriesNear, wordsNear } from "./nearby.js";
import { plan as planFor, repaired, shredded } from "./planner.js";
import { BATCH, answers, mentions, rank } from "./ranking.js";
import { NOTHING, load as loadServices, servicesFor, servicesNow } from "./services.js";
import { addressOf, inTime, isCopy, siteConfig } from "./site.js";
import { highlight, reason, snippet } from "./snippet.js";
import { urgent } from "./urgent.js";

// After a failure the server is left alone for a while, so that not every keystroke waits for it.
const PAUSE = 30_000;
// Of so many first results one should answer, or the list is not called an answer.
const TOP = 3;
// Milliseconds to wait for the server where Pagefind can answer instead, and where it cannot.
const PATIENCE = 800;
const LONG_PATIENCE = 10_000;
let pausedUntil = 0;

export async function search(query, { engine = "auto", filters = {}, limit = 20, facets = true, isLiteral = false } = {}) {
  loadServices().catch(() => {}); // nobody waits for it here
  const [settings] = await Promise.all([inTime(siteConfig(), {}), inTime(ready())]);
  const config = settings.meilisearch;
  const plan = planFor(query);
  if (plan.tokens.length === 0) return empty(isInline(engine) ? "inline" : engine === "pagefind" || !config ? "pagefind" : "meilisearch");
  const options = { filters: chosen(filters), limit: candidates(limit), facets, isLiteral };
  const { name, found } = await answer(plan, options, engine, usable(config));
  const ranked = rank(found.lessons, found.plan);
  const best = found.isPartial ? [] : ranked.slice(0, TOP);
  const isAnswer = best.some((lesson) => answers(lesson, found.plan));
  return {
    engine: name,
    total: found.total,
    results: ranked.slice(0, limit).map((lesson) => result(lesson, found.plan)),
    facets: found.facets,
    repairs: found.plan.repairs.map(({ typed, text }) => ({ typed, text })),
    isPartial: found.total > 0 && !isAnswer,
    isMention: !isAnswer && best.some((lesson) => mentions(lesson, found.plan)),
    isFallback: engine === "auto" && usable(config) !== null && name === "pagefind",
    isAnywhere: found.isAnywhere,
    words: found.words,
    urgent: urgent(found.plan),
    services: servicesNow(plan),
  };
}

/** What comes close to a query that found nothing. */
export async function near(query) {
  await inTime(ready());
  const typed = planFor(query).clauses.map((clause) => clause.typed);
  const words = wordsNear(typed, language);
  const found = await Promise.all(words.slice(0, 2).map((word) => search(word, { limit: 1 })));
  const places = typed.map((word) => Object.fromEntries((language.places.get(word) ?? []).map((slug) => [slug, 1])));
  const counts = found.map(({ facets }) => Object.fromEntries(Object.entries(facets.category).sort()));
  const known = [...places, ...counts].filter((count) => Object.keys(count).length > 0);
  return { words, categories: categoriesNear(known) };
}

/** What is found beside lessons: schools, hotlines, news. */
export async function services(query) {
  await inTime(ready());
  return servicesFor(planFor(query)).catch(() => NOTHING);
}

/** Start loading what the first search will need. */
export async function warm() {
  if (isInline("auto")) {
    await Promise.all([inTime(ready()), inline.warm()]);
    return;
  }
  const [settings] = await Promise.all([inTime(siteConfig(), {}), inTime(ready())]);
  const config = usable(settings.meilisearch);
  if (!config || Date.now() < pausedUntil) await embedded.warm();
}

/** More than are shown, so that the best of them come first; whole batches, so that a longer list starts alike. */
const candidates = (limit) => Math.ceil(Math.min(Math.max(limit, 1), 480) / BATCH) * BATCH;

const isInline = (engine) => engine === "inline" || (engine === "auto" && isCopy());

const usable = (config) => (config?.url && config.index && config.key ? config : null);

async function answer(plan, options, engine, config) {
  if (isInline(engine)) return { name: "inline", found: await find(inline, plan, options) };
  if (engine === "meilisearch") {
    if (!config) throw new Error("search-config.json names no Meilisearch");
    return { name: "meilisearch", found: await find(server, plan, options, { ...config, patience: LONG_PATIENCE }) };
  }
  if (engine === "auto" && config && Date.now() >= pausedUntil) {
    try {
      return { name: "meilisearch", found: await find(server, plan, options, { ...config, patience: PATIENCE }) };
    } catch {
      pausedUntil = Date.now() + PAUSE;
    }
  }
  return { name: "pagefind", found: await find(embedded, plan, options) };
}

/** The lessons for a plan; when none has everything, those for the plan with its slips mended; else what comes near. */
async function find(engine, plan, options, config) {
  const first = await hitsFor(engine, plan, config);
  let best = first;
  for (const isLoose of options.isLiteral ? [] : [false, true]) {
    if (!(best.isPartial || best.isLoose) || (isLoose && knownWords(best.plan, best.hits).length > 0)) break;
    const other = repaired(plan, isLoose);
    const mended = other ? await hitsFor(engine, other, config) : null;
    if (mended && mended.found.length > 0 && isBetter(mended, best, isLoose)) best = mended;
  }
  if (best.found.length === 0) {
    const pieces = shredded(plan);
    best = pieces ? await hitsFor(engine, pieces, config) : best;
  }
  return {
    ...(await engine.page(best.found, options, config)),
    plan: best.plan,
    isPartial: best.isPartial || best.isLoose || best.plan.isGuess || best.plan.repairs.some(({ isCertain }) => !isCertain),
    isAnywhere: best.found.length > 0,
    words: knownWords(best.plan, best.hits),
  };
}

/** A guess must be about all that was typed, or about more than nothing. */
const isBetter = (mended, best, isGuess) =>
  best.found.length === 0 || (isGuess ? mended.plan.lost < 2 : !mended.isPartial && !mended.isLoose);

async function hitsFor(engine, plan, config) {
  const hits = await engine.hits(questions(plan), config);
  return { plan, hits, ...matched(plan, hits) };
}

function empty(engine) {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  const nothing = { total: 0, results: [], repairs: [], isPartial: false, isMention: false, isFallback: false, isAnywhere: false, words: [], urgent: null, services: NOTHING };
  return { engine, facets, ...nothing };
}

function result(lesson, plan) {
  const shown = snippet(lesson, plan);
  return {
    id: lesson.id,
    url: addressOf(lesson.url),
    title: lesson.title,
    titleParts: highlight(lesson.title, plan),
    category: lesson.category,
    categoryName: lesson.categoryName,
    course: lesson.course,
    courseTitle: lesson.courseTitle,
    minutes: lesson.minutes,
    snippet: shown,
    reason: reason(lesson, plan, shown),
  };
}
